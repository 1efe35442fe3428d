"""Parsing on Dask: real schedulers and workers on loopback write what the local pool writes, and lose nothing."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import boto3
import dagster as dg
import fictional
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import FICTIONAL, PROGRAM, Said, one_line
from crashes import leftovers, wait_for
from distributed import Client
from moto.server import ThreadedMotoServer
from test_sections import BODIES, HEADING

from dagster_project import lock, runs
from dagster_project.dumps.discover import Dump, discover
from dagster_project.lake import hand_over, messages, on_dask
from dagster_project.lake.manifests import write_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parse_file import Parsed, parse_file
from dagster_project.lake.parsing import parse_messages
from dagster_project.settings import Home
from dagster_project.tables import PARSED

DAGSTER = [sys.executable, "-m", "dagster"]


def silent(done: int, total: int | None) -> None:
    pass


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command that runs in this process asks for is forgotten after the test."""
    monkeypatch.setenv("CABLES_ENGINE", "")
    monkeypatch.setenv("CABLES_SCHEDULER", "")
    monkeypatch.setenv("CABLES_SHARED", "")


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Dump:
    """1,200 fictional messages: every hundredth is refused, and three far from each other are one telegram."""
    rows = [replace(row, reference_id=f"{row.reference_id}{n}") for n in range(4) for row in fictional.generate()]
    rows[::100] = [replace(row, reference_id="", header="", body="FISH") for row in rows[::100]]
    for at, (number, body) in zip((7, 777, 1111), enumerate(BODIES, 1), strict=True):
        rows[at] = replace(rows[at], reference_id="09ZENDA1234", header=HEADING.format(number), body=body)
    path = tmp_path_factory.mktemp("dump") / "cables.csv"
    path.write_text(fictional.as_csv(rows), encoding="utf-8", newline="")
    (found,) = discover(path)
    return found


@pytest.fixture(scope="module")
def parsed(dump: Dump, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home folder in whose lake the local pool parsed the dump, in 24 files."""
    home = Home(tmp_path_factory.mktemp("parsed") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "ROWS", 50)
        patch.setenv("CABLES_WORKERS", "2")
        write_messages(home, dump, silent)
        parse_messages(home, dump.dump_id, silent)
    return home


@pytest.fixture
def unparsed(parsed: Home, dump: Dump, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The same with nothing but messages in its lake; what parses is Dask."""
    home = Home(tmp_path / "home")
    shutil.copytree(parsed.table("messages", dump.dump_id), home.table("messages", dump.dump_id))
    monkeypatch.setenv("CABLES_ENGINE", "dask")
    monkeypatch.setenv("CABLES_WORKERS", "2")
    return home


def tables(home: Home, dump: Dump) -> dict[str, pa.Table]:
    """Every file that parsing makes of a dump, by its name."""
    files = (file for name in (*PARSED, "quarantine") for file in home.table(name, dump.dump_id).iterdir())
    return {str(f.relative_to(home.lake)): pq.ParquetFile(f).read() for f in files if f.stem != "carrier"}


def differing(home: Home, other: Home, dump: Dump) -> list[str]:
    """Files that only one of two lakes has, or that hold something else."""
    found, wanted = tables(home, dump), tables(other, dump)
    return sorted(n for n in found.keys() | wanted.keys() if n not in found or not found[n].equals(wanted.get(n)))


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with lone_scheduler(tmp_path_factory.mktemp("scheduler")) as address:
        yield address


@contextmanager
def lone_scheduler(folder: Path) -> Iterator[str]:
    """Address of a Dask scheduler in a process of its own, without workers."""
    file = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
    with running("distributed.cli.dask_scheduler", *options, "--scheduler-file", str(file)):
        assert wait_for(lambda: file.exists() and file.read_text().endswith("}"))
        yield json.loads(file.read_text())["address"]


@pytest.fixture
def workers(scheduler: str) -> Iterator[str]:
    with two_workers(scheduler):
        yield scheduler


@contextmanager
def two_workers(scheduler: str) -> Iterator[None]:
    """Two workers for it, in processes of their own."""
    options = ["--host", "127.0.0.1", "--nworkers", "2", "--nthreads", "1", "--no-dashboard"]
    with running("distributed.cli.dask_worker", scheduler, *options), Client(scheduler) as client:
        client.wait_for_workers(2, timeout=100)
        yield


@contextmanager
def running(module: str, *options: str) -> Iterator[None]:
    """A program that is ended with all that it started."""
    environment = os.environ | {"CABLES_ENGINE": "dask"}
    process = psutil.Popen([sys.executable, "-m", module, *options], stderr=subprocess.DEVNULL, env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


# -- the same output ----------------------------------------------------------------------------


def test_a_local_cluster_writes_what_the_local_pool_writes(unparsed: Home, parsed: Home, dump: Dump) -> None:
    told: list[int] = []
    parse_messages(unparsed, dump.dump_id, lambda done, total: told.append(done))
    assert differing(unparsed, parsed, dump) == []
    assert told == list(range(50, 1201, 50))
    rows = {name: table.num_rows for name, table in tables(parsed, dump).items()}
    assert rows[f"quarantine/dump={dump.dump_id}/parser.parquet"] == 12
    assert rows[f"cables/dump={dump.dump_id}/joined-00000.parquet"] == 1
    assert leftovers(unparsed) == []


def test_a_worker_killed_in_the_middle_loses_nothing(
    workers: str, unparsed: Home, parsed: Home, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CABLES_SCHEDULER", workers)
    with Client(workers) as client:
        before = client.run(os.getpid)

        def kill_one(done: int, total: int | None) -> None:
            if done == 50:
                busy = next(address for address, tasks in client.processing().items() if tasks)
                os.kill(before[busy], signal.SIGKILL)

        parse_messages(unparsed, dump.dump_id, kill_one)
        assert wait_for(lambda: len(set(client.run(os.getpid).values()) - set(before.values())) == 1)
    assert differing(unparsed, parsed, dump) == []
    assert leftovers(unparsed) == []


def test_the_command_has_the_workers_of_a_scheduler_parse(workers: str, loaded: Home, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    command = [*PROGRAM, "load", str(FICTIONAL), "--engine", "dask", "--scheduler", workers, "--home", str(home.path)]
    with Client(workers) as client:
        assert not any(have_parsed(client).values())
        subprocess.run(command, capture_output=True, check=True)
        assert any(have_parsed(client).values())
    (dump,) = discover(FICTIONAL)
    assert differing(home, loaded, dump) == []


have_parsed = partial(Client.run, function=lambda: "dagster_project.lake.parse_file" in __import__("sys").modules)
"""Which workers have parsed anything, by their address."""


# -- workers that share no folder with the load -------------------------------------------------


class Bucket:
    """A bucket of an S3 server on loopback, which the environment has the keys of."""

    url = "s3://bucket/folder"

    def __init__(self) -> None:
        self._client = boto3.client("s3")
        self._client.create_bucket(Bucket="bucket")

    def names(self) -> list[str]:
        found = self._client.list_objects_v2(Bucket="bucket").get("Contents", [])
        return [each["Key"].rsplit("/", 1)[-1] for each in found]


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://{}:{}".format(*server.get_host_and_port()))
        patch.setenv("AWS_ACCESS_KEY_ID", "name")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "word")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield Bucket()
    server.stop()


@pytest.fixture
def far(bucket: Bucket, workers: str, unparsed: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home folder of which no worker knows where it lies: its path leads there from this process alone."""
    monkeypatch.setenv("CABLES_SCHEDULER", workers)
    monkeypatch.setenv("CABLES_SHARED", bucket.url)
    monkeypatch.chdir(unparsed.path.parent)
    return Home(Path(unparsed.path.name))


def test_workers_that_share_only_a_bucket_write_the_same_and_one_killed_in_the_middle_loses_nothing(
    far: Home, parsed: Home, dump: Dump, bucket: Bucket, workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_over, "_TOGETHER", 1)
    monkeypatch.setattr(hand_over, "_UNDER_WAY", 12)
    with Client(workers) as client:
        before = client.run(os.getpid)

        def kill_one(done: int, total: int | None) -> None:
            if done == 50:
                assert {"part-00000.parquet", "part-00011.parquet"} < set(bucket.names())
                busy = next(address for address, tasks in client.processing().items() if tasks)
                os.kill(before[busy], signal.SIGKILL)

        parse_messages(far, dump.dump_id, kill_one)
        assert wait_for(lambda: len(set(client.run(os.getpid).values()) - set(before.values())) == 1)
    assert differing(far, parsed, dump) == []
    assert leftovers(far) == []
    assert bucket.names() == []


def test_a_load_that_fails_leaves_nothing_in_the_bucket(far: Home, dump: Dump, bucket: Bucket) -> None:
    *_, last = sorted(far.table("messages", dump.dump_id).iterdir())
    pq.write_table(pq.read_table(last).drop(["body"]), last)
    with pytest.raises(KeyError):
        parse_messages(far, dump.dump_id, silent)
    assert leftovers(far) == []
    assert wait_for(lambda: bucket.names() == [], 10)


def test_what_is_put_after_the_load_has_ended_is_taken_away(bucket: Bucket, parsed: Home, dump: Dump) -> None:
    source = parsed.table("messages", dump.dump_id) / "part-00000.parquet"
    seen = []
    with ExitStack() as load:

        def outlives(task: hand_over._Task) -> Parsed:
            seen.extend(bucket.names())
            load.close()
            seen.extend(bucket.names())
            return parse_file(task, limit=1 << 20)

        share_out = load.enter_context(hand_over.by_way_of(bucket.url, map))
        with pytest.raises(OSError, match=r"^this machine cannot hand files over at s3://bucket/folder/[^\n]*$"):
            list(share_out(outlives, [(source, {"cables": Path("cables.parquet")})]))
    assert seen == ["open", source.name]
    assert bucket.names() == []


def test_a_folder_that_is_mounted_everywhere_is_a_place_too(parsed: Home, dump: Dump, tmp_path: Path) -> None:
    source = parsed.table("messages", dump.dump_id) / "part-00000.parquet"
    targets = {name: tmp_path / f"{name}.parquet" for name in PARSED}
    (tmp_path / "shared").mkdir()
    with hand_over.by_way_of(f"file://{tmp_path}/shared/", map) as share_out:
        (result,) = share_out(partial(parse_file, limit=1 << 20), [(source, targets)])
        assert len([*tmp_path.glob("shared/*/*")]) == 2 + len(targets)
    assert {path.name for path in tmp_path.glob(".*.new")} == {f".{name}.parquet{result.kind}" for name in targets}
    assert [*tmp_path.glob("shared/*")] == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("bucket/folder", "CABLES_SHARED is 'bucket/folder': give a URL such as s3://bucket/folder or file:///folder"),
        ("nowhere://a/b", "nothing knows nowhere://: give --shared s3://bucket/folder or file:///folder"),
        ("gs://a/b", "Please install gcsfs to access Google Storage: pip install it, here and on every worker"),
        ("s3://another/folder", "this machine cannot hand files over at s3://another/folder/"),
        ("file:///nowhere/at/all", "this machine cannot hand files over at file:///nowhere/at/all/"),
    ],
)
def test_a_url_that_cannot_be_followed_is_one_line(
    bucket: Bucket, cables: Callable[..., Said], tmp_path: Path, url: str, said: str
) -> None:
    line = one_line(cables("load", FICTIONAL, "--engine", "dask", "--shared", url, "--home", tmp_path / "home"))
    assert said in line
    assert not (tmp_path / "home").exists()


# -- Dagster's executor -------------------------------------------------------------------------


class Rewritten:
    """A home folder's files of parsed messages and so on, as they were before they were parsed anew."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._before = {path: pq.ParquetFile(path).read() for path in home.lake.glob("*/dump=*/part-*.parquet")}
        self._inodes = {path: path.stat().st_ino for path in self._before}
        self.dumps = sorted(file.stem for file in home.lake.glob("dumps/[!.]*.json"))

    def check(self) -> None:
        """Every table of every dump was written anew, and all is equal; nothing lies about."""
        assert len(self.dumps) > 1
        assert {path: pq.ParquetFile(path).read() for path in self._before} == self._before
        anew = {path.parts[-3:-1] for path, inode in self._inodes.items() if path.stat().st_ino != inode}
        assert anew == {(name, f"dump={dump_id}") for name in PARSED for dump_id in self.dumps}
        assert leftovers(self._home) == []


tasks = partial(Client.run_on_scheduler, function=lambda dask_scheduler: len(dask_scheduler.tasks))
"""How many the scheduler has."""


@contextmanager
def parse_job(home: Home, scheduler: str, folder: Path, dumps: Iterable[str]) -> Iterator[list[subprocess.Popen]]:
    """A process for a run of each dump."""
    config = {
        "execution": {"config": {"cluster": {"existing": {"address": scheduler}}}},
        "resources": {"home": {"config": {"path": str(home.path)}}},
    }
    (folder / "run.yaml").write_text(json.dumps(config))
    job = ["-m", "dagster_project.definitions", "-a", "defs", "-j", "parse_on_dask", "-c", str(folder / "run.yaml")]
    environment = os.environ | {"DAGSTER_HOME": str(home.dagster), "CABLES_ENGINE": "dask"}
    started = [
        subprocess.Popen(
            [*DAGSTER, "job", "execute", *job, "--tags", json.dumps({"dagster/partition": dump_id})],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for dump_id in dumps
    ]
    try:
        yield started
    finally:
        for run in started:
            run.kill()
            run.wait()


def test_runs_of_several_dumps_have_their_steps_done_by_workers(scheduler: str, own: Home, tmp_path: Path) -> None:
    """As the runs of a backfill are: one for each partition, at once. `make arrival` has the daemon start them."""
    rewritten = Rewritten(own)
    with parse_job(own, scheduler, tmp_path, rewritten.dumps) as started, Client(scheduler) as client:
        # before there are workers, so that no task is done before the next is there: two of one name would be one
        assert wait_for(lambda: tasks(client) == len(rewritten.dumps))
        with two_workers(scheduler):
            said = [run.communicate(timeout=300)[1] for run in started]
            assert any(have_parsed(client).values())
        assert [run.returncode for run in started] == [0] * len(started), said
    rewritten.check()


def test_a_run_whose_process_was_killed_is_found_dead(scheduler: str, own: Home, tmp_path: Path) -> None:
    dump_id = next(own.lake.glob("dumps/[!.]*.json")).stem
    with dg.DagsterInstance.from_config(str(own.dagster)) as instance, Client(scheduler) as client:
        before = tasks(client)
        with parse_job(own, scheduler, tmp_path, [dump_id]):
            assert wait_for(lambda: tasks(client) > before)  # and no worker is there to do it
            runs.end_dead_runs(own, instance)
            (run,) = instance.get_runs(dg.RunsFilter(job_name=runs.PARSE_JOB))
            assert run.status is dg.DagsterRunStatus.STARTED
        runs.end_dead_runs(own, instance)
        assert instance.get_run_by_id(run.run_id).status is dg.DagsterRunStatus.FAILURE
    assert list((own.dagster / "at_work").glob("*")) == []


def test_parsing_runs_are_side_by_side_and_keep_loads_and_their_own_dump_to_themselves(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    waited: list[str] = []
    with (
        runs.only_parse(home, "one", lambda: waited.append("one")),
        runs.only_parse(home, "another", lambda: waited.append("another")),
    ):
        assert waited == []
        assert not lock.is_free(home.dagster / "load.lock")
        assert not lock.is_free(home.dagster / "parsing" / "one.lock")
    assert lock.is_free(home.dagster / "load.lock")


# -- what cannot be done ------------------------------------------------------------------------


def test_a_scheduler_that_does_not_answer_is_one_line(cables: Callable[..., Said], tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        said = cables("load", FICTIONAL, "--engine", "dask", "--scheduler", address, "--home", tmp_path / "home")
    assert f"no Dask scheduler answers at {address}" in one_line(said)
    assert not (tmp_path / "home").exists()


def test_a_scheduler_without_workers_is_one_line(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_dask, "_TO_HAVE_WORKERS", 0.1)
    with pytest.raises(OSError, match=f"^the Dask scheduler at {scheduler} has no workers: start `dask worker [^\n]*$"):
        on_dask.check(scheduler)


def test_a_scheduler_or_url_for_another_engine_is_one_line(cables: Callable[..., Said]) -> None:
    assert "--scheduler is for Dask" in one_line(cables("load", FICTIONAL, "--scheduler", "tcp://127.0.0.1:8786"))
    assert "--shared is for Dask" in one_line(cables("load", FICTIONAL, "--shared", "s3://bucket/folder"))


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ("distributed", "the engine dask needs Dask: pip install 'cables-warehouse[dask]'"),
        ("s3fs", "Install s3fs to access S3: pip install 'cables-warehouse[s3]', here and on every worker"),
    ],
)
def test_what_is_not_installed_is_one_line(tmp_path: Path, missing: str, line: str) -> None:
    script = f"import sys; sys.modules['{missing}'] = None; from dagster_project.cli import main; main()"
    command = [sys.executable, "-c", script, "load", FICTIONAL, "--engine", "dask", "--home", tmp_path / "home"]
    said = subprocess.run([*command, "--shared", "s3://bucket/folder"], capture_output=True, text=True)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == f"cables: {line}\n"


def test_a_worker_with_another_version_of_the_parser_does_nothing() -> None:
    with pytest.raises(RuntimeError, match=r"^a worker of Dask has the parser [^\n]*$"):
        on_dask._on_worker(len, "another", [])


def test_a_task_that_costs_every_worker_its_life_is_one_line() -> None:
    with (
        pytest.raises(RuntimeError, match=r"^4 workers of Dask were lost [^\n]*$"),
        on_dask.on_dask("", 2) as share_out,
    ):
        list(share_out(os._exit, [1]))


# -- a cluster of this machine ------------------------------------------------------------------


def test_a_local_cluster_listens_on_loopback_and_takes_no_work_from_others() -> None:
    before = listening()
    with on_dask._local(2) as client:
        opened = listening() - before
        assert {address for address, _ in opened} == {"127.0.0.1"}
        scheduler = client.scheduler.address
        assert scheduler.startswith("tls://127.0.0.1:")
        with pytest.raises((OSError, TypeError)):
            Client(scheduler, timeout=2)
        answers = {answer(port) for _, port in opened}
    assert len(opened) > 5
    assert answers <= {None, 404}


def listening() -> set[tuple[str, int]]:
    """Addresses and ports at which this process, or one that it started, listens."""
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    places = (place for process in processes for place in process.net_connections("inet"))
    return {(place.laddr.ip, place.laddr.port) for place in places if place.status == psutil.CONN_LISTEN}


def answer(port: int) -> int | None:
    """What a port answers to a browser; None for no HTTP."""
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


STARTING, PARSING = "cables/.dump=*", "cables/.dump=*/*"
"""Files in the lake that show how far a load is."""


def begun(home: Home, dump: Dump, sign: str) -> psutil.Popen:
    """A dump being read anew by a local cluster, in a session of its own."""
    write_manifest(home, dump)
    command = [*PROGRAM, "reparse", dump.dump_id, "--engine", "dask", "--home", str(home.path)]
    load = psutil.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert wait_for(lambda: any(home.lake.glob(sign)))
    return load


@pytest.mark.parametrize("sign", [STARTING, PARSING], ids=["starting", "parsing"])
def test_ctrl_c_ends_the_local_cluster(unparsed: Home, dump: Dump, sign: str) -> None:
    load = begun(unparsed, dump, sign)
    assert wait_for(lambda: len(load.children(recursive=True)) == 3)  # two workers, and who tracks what they share
    others = load.children(recursive=True)
    os.killpg(load.pid, signal.SIGINT)
    out, err = load.communicate(timeout=60)
    assert (load.returncode, out, len(err.splitlines())) == (130, "", 2), err
    assert psutil.wait_procs(others, timeout=10)[1] == []
    assert leftovers(unparsed) == []


def test_a_local_cluster_ends_with_the_process_that_was_killed(unparsed: Home, dump: Dump) -> None:
    load = begun(unparsed, dump, PARSING)
    others = load.children(recursive=True)
    load.kill()
    assert psutil.wait_procs(others, timeout=60)[1] == []
