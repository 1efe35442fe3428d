"""Where things lie: the home folder of a warehouse and the layers under it."""

import os
from dataclasses import dataclass
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

    @property
    def lake(self) -> Path:
        return self.path / "lake"

    @property
    def warehouse(self) -> Path:
        return self.path / "warehouse" / "cables.duckdb"

    @property
    def dagster(self) -> Path:
        return self.path / "dagster"

    def table(self, name: str, dump_id: str) -> Path:
        """Folder of one lake table of one dump."""
        return self.lake / name / f"dump={dump_id}"

    def manifest(self, dump_id: str) -> Path:
        """What is known of a dump before it is read: where it lies and its carrier."""
        return self.lake / "dumps" / f"{dump_id}.json"
