"""Where things lie: the home folder of a warehouse and the layers under it."""

import os
import re
import shlex
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SQL = ROOT / "sql"


@dataclass(frozen=True)
class Home:
    """The folder that holds one warehouse with all its layers (`CABLES_HOME`, else `./data`)."""

    path: Path

    @classmethod
    def from_environment(cls) -> "Home":
        return cls(Path(os.environ.get("CABLES_HOME") or "data").resolve())

    def command(self, words: str) -> str:
        """`cables` as it is typed to reach this home folder: with `--home` where it would else go to another."""
        home = "" if self == Home.from_environment() else f" --home {shlex.quote(str(self.path))}"
        return f"cables {words}{home}"

    @property
    def lake(self) -> Path:
        return self.path / "lake"

    @property
    def warehouse(self) -> Path:
        return self.path / "warehouse" / "cables.duckdb"

    @property
    def marts(self) -> Path:
        return self.path / "marts"

    @property
    def search(self) -> Path:
        """Where the search index lies; it holds words of protected texts, which the marts leave out."""
        return self.path / "search"

    @property
    def dagster(self) -> Path:
        return self.path / "dagster"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def landing(self) -> Path:
        """Where dumps arrive."""
        return self.path / "landing"

    def table(self, name: str, dump_id: str) -> Path:
        """Folder of one lake table of one dump."""
        return self.lake / name / f"dump={dump_id}"

    def manifest(self, dump_id: str) -> Path:
        """What is known of a dump before it is read: where it lies and its carrier."""
        return self.lake / "dumps" / f"{dump_id}.json"


@dataclass(frozen=True)
class Operation:
    """How a machine is kept at work. Each is read from `CABLES_` with its name in capitals."""

    memory_limit: str = "2GB"
    """Memory that DuckDB may take in a load, as DuckDB writes it; what needs more goes to disk."""
    threads: int = os.cpu_count() or 1
    """Threads of DuckDB in a load."""
    workers: int = os.cpu_count() or 1
    """Processes that parse. Each takes about 300 MB."""
    engine: str = "local"
    """Where parsing runs: `local`, processes of this machine, or `dask`."""
    scheduler: str = ""
    """Address of the Dask scheduler whose workers parse; without one Dask gets workers of this machine."""
    shared: str = ""
    """URL by way of which files go to Dask's workers and back; without one they share the home folder."""
    landing_settled: int = 30
    """Seconds that a delivery in landing/ must look the same before it is taken."""
    nightly: str = "30 2 * * *"
    """When the schedule `nightly` fires, in UTC, as cron writes it; read when the daemon starts."""
    keep_warehouses: int = 0
    """Warehouse files kept of those that were published before, beside the one that is."""
    alert_command: str = ""
    """Command that gets each alert as JSON on standard input; its words are split as a shell does, but none runs."""
    alert_webhook: str = ""
    """Address that each alert is sent to as JSON by HTTP POST."""

    @classmethod
    def from_environment(cls) -> "Operation":
        """The settings in force. Raises ValueError for one that cannot be followed."""
        asked = {field.name: os.environ.get(f"CABLES_{field.name.upper()}") for field in fields(cls)}
        written = {name: value for name, value in asked.items() if value}
        for name, (form, wanted) in _FORMS.items():
            if name in written and not re.fullmatch(form, written[name], re.IGNORECASE | re.ASCII):
                said = "not what it must be" if name in _SECRET else repr(written[name])
                raise ValueError(f"CABLES_{name.upper()} is {said}: give {wanted}")
        return cls(**{name: type(getattr(cls, name))(value) for name, value in written.items()})


_FORMS = {
    "memory_limit": (r"\d+(\.\d+)? ?[kmgt]i?b", "a size such as 2GB or 512MB"),
    "threads": ("0*[1-9][0-9]*", "a whole number from 1"),
    "workers": ("0*[1-9][0-9]*", "a whole number from 1"),
    "engine": ("local|dask", "local or dask"),
    "scheduler": (r"(tcp|tls)://\S+:[0-9]+", "an address such as tcp://10.0.0.1:8786"),
    "shared": (r"[a-z][a-z0-9+]*://.*[^/].*", "a URL such as s3://bucket/folder or file:///folder"),
    "landing_settled": ("[0-9]+", "a whole number of seconds"),
    "nightly": (r"\S+( \S+){4}", "five fields as cron has them, such as 30 2 * * *"),
    "keep_warehouses": ("[0-9]+", "a whole number"),
    "alert_webhook": (r"https?://\S+", "an address that begins with http:// or https://"),
}
"""What a setting must look like, and how that is said."""

_SECRET = ("alert_command", "alert_webhook")
"""Settings that may hold a password or token: they are shown nowhere."""


@dataclass(frozen=True)
class ArchiveLimits:
    """How much of an archive is read; what goes beyond is refused, and says which variable raises the limit.

    Each is a whole number in the environment variable `CABLES_ARCHIVE_` with its name in capitals.
    """

    ratio: int = 200
    """Unpacked bytes to each byte of the archive; 16 MB are always read. Pages, which are much alike, reach 16."""
    total: int = 256 << 30
    """Unpacked bytes of an archive."""
    whole: int = 256 << 20
    """Unpacked bytes of a member whose carrier reads it as a whole, and of one that is refused."""
    members: int = 1_000_000
    """Members of an archive, folders and what lies in archives inside it counted. Each costs half a kilobyte."""

    @classmethod
    def from_environment(cls) -> "ArchiveLimits":
        """The limits in force. Raises ValueError for one that is no whole number."""
        return cls(**{field.name: _whole_number(variable(field.name), field.default) for field in fields(cls)})


MESSAGE_LIMIT = "CABLES_MESSAGE_LIMIT"


def message_limit() -> int:
    """Characters of a message, or bytes of a page, that are read; what is longer is refused unread.

    Reading takes 25 bytes of memory for a character. The longest cables known have 300,000. Raises ValueError.
    """
    return _whole_number(MESSAGE_LIMIT, 16 << 20)


def variable(limit: str) -> str:
    """The environment variable of a limit of archives."""
    return f"CABLES_ARCHIVE_{limit.upper()}"


def _whole_number(variable: str, otherwise: int) -> int:
    written = os.environ.get(variable) or str(otherwise)
    if not written.isdecimal():
        raise ValueError(f"{variable} is {written!r}: give a whole number")
    return int(written)
