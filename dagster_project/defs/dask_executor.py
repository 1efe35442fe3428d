"""dagster-dask's executor for runs of dumps. As it is, 0.29.27 refuses every run of a dynamic partition, and mixes up
runs that are at work at once.
"""

from collections.abc import Iterator

import dagster as dg
from dagster._core.execution.context.system import PlanOrchestrationContext
from dagster._core.execution.plan.plan import ExecutionPlan
from dagster_dask import dask_executor
from dagster_dask.executor import DaskExecutor

from dagster_project import runs
from dagster_project.defs.resources import HomeResource


class _OfOneRun(PlanOrchestrationContext):
    @property
    def job_name(self) -> str:
        """What the executor names its tasks by.

        To a scheduler, tasks of one name are one task: of two runs of a job at once only the first would be done,
        and the second would be given its result and succeed.
        """
        return f"{super().job_name}-{self.run_id}"


class _ForDumps(DaskExecutor):
    def execute(
        self, plan_context: PlanOrchestrationContext, execution_plan: ExecutionPlan
    ) -> Iterator[dg.DagsterEvent]:
        """Dask looks into the tuple that a run is, and the range of partitions in it raises when it is looked into.

        "Iteration is not allowed on `@record` KeyRangesPartitionsSubset". The run's tag names its partition as well.
        """
        home = plan_context.run_config.get("resources", {}).get("home", {}).get("config", {})
        runs.show_alive(HomeResource(**home).home(), plan_context.run_id)
        run = plan_context.dagster_run._replace(partitions_subset=None)
        plan = plan_context.plan_data._replace(dagster_run=run)
        context = _OfOneRun(plan, plan_context.log, self, plan_context.output_capture)
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
