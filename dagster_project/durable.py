"""Files that a power cut cannot leave empty or half: they are on disk before they get their name."""

import fcntl
import os
import shutil
from pathlib import Path

_SHARE_BLOCKS = 0x40049409
"""FICLONE of linux/fs.h."""

NEW = ".new"
"""What the names of folders and files end in that wait beside their place."""


def beside(final: Path, kind: str = NEW) -> Path:
    """Where a file or folder waits beside its place; hidden."""
    return final.with_name(f".{final.name}{kind}")


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on disk when this returns."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(finished: Path, name: Path) -> None:
    """Put a finished file in the place of another; a crash leaves the one or the other, whole."""
    sync(finished)
    finished.replace(name)
    sync(name.parent)


def copy(source: Path, target: Path) -> None:
    """Copy a file. Where the file system can (XFS, Btrfs), the copy shares the blocks of the first, at once."""
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new, _SHARE_BLOCKS, old.fileno())
        except OSError:  # ext4 and others cannot
            shutil.copyfile(source, target)
