"""dagster-dask's executor for runs of a dump: as it is, 0.29.27 refuses every run of a dynamic partition."""

from collections.abc import Iterator

import dagster as dg
from dagster._core.execution.context.system import PlanOrchestrationContext
from dagster._core.execution.plan.plan import ExecutionPlan
from dagster_dask import dask_executor
from dagster_dask.executor import DaskExecutor


class _ForDumps(DaskExecutor):
    def execute(
        self, plan_context: PlanOrchestrationContext, execution_plan: ExecutionPlan
    ) -> Iterator[dg.DagsterEvent]:
        """Dask looks into the tuple that a run is, and the range of partitions in it raises when it is looked into.

        "Iteration is not allowed on `@record` KeyRangesPartitionsSubset". The run's tag names its partition as well.
        """
        run = plan_context.dagster_run._replace(partitions_subset=None)
        plan = plan_context.plan_data._replace(dagster_run=run)
        context = PlanOrchestrationContext(plan, plan_context.log, self, plan_context.output_capture)
        yield from super().execute(context, execution_plan)


@dg.executor(
    name=dask_executor.name,
    config_schema=dask_executor.config_schema,
    requirements=dg.multiple_process_executor_requirements(),
)
def dask_for_dumps(context: dg.InitExecutorContext) -> dg.Executor:
    """The executor, configured as dagster-dask's."""
    made = dask_executor.executor_creation_fn(context)
    return _ForDumps(made.cluster_type, made.cluster_configuration)
