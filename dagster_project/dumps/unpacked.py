"""What a format says of a member, and its bytes as they are unpacked: within the limits, damage noted where it is."""

import io
import zlib
from collections.abc import Callable
from typing import NamedTuple

from dagster_project.dumps.lines import LONGEST
from dagster_project.settings import ArchiveLimits, variable

Read = Callable[[int], bytes]
"""Gives some bytes, as many as asked for at most, and none at the end; raises whatever its library does."""

BUFFER = 1 << 16
_PIECE = 1 << 20
_ALWAYS = 16 << 20
"""Unpacked bytes from which their ratio to the packed ones is looked at: what is small may repeat itself."""


class Fault(NamedTuple):
    """Why something cannot be read: the code for quarantine and one line on it."""

    reason: str
    detail: str


class Entry(NamedTuple):
    """A member of an archive, with its bytes, a fault, or why it is passed over; a folder has none of them."""

    name: str
    read: Read | None = None
    checksum: int | None = None
    """CRC-32 of its bytes, where the format has one that its library does not look at."""
    fault: Fault | None = None
    passed_over: str = ""
    in_order: bool = False
    """Whether what follows is reached only through its bytes."""
    counted: bool = True
    """Whether its bytes are other ones than the archive's own."""


class Lost(NamedTuple):
    """A stretch of an archive of which no member is known, its bytes up to the limit, and why."""

    offset: int
    length: int
    fault: Fault
    raw: bytes


class BrokenOff(Exception):
    """A member that was asked for as a whole has none; its archive refuses it."""


class Budget:
    """What one archive, with the archives in it, may still unpack to."""

    def __init__(self, packed: int, limits: ArchiveLimits):
        self.limits = limits
        self.members = 0
        self.unpacked = 0
        self._by_ratio = max(_ALWAYS, limits.ratio * packed)

    def exceeded(self) -> Fault | None:
        """The limit that is passed, if one is."""
        limits = self.limits
        if self.members > limits.members:
            return over("members", f"more than {limits.members:,} members")
        if self.unpacked > limits.total:
            return over("total", f"unpacks to more than {limits.total:,} bytes")
        if self.unpacked > self._by_ratio:
            return over("ratio", f"unpacks to more than {limits.ratio:,} times its size")
        return None


def over(limit: str, what: str) -> Fault:
    """The fault of going over a limit."""
    return Fault("archive_limit", f"{what}: {variable(limit)} raises the limit")


def damage(error: Exception) -> Fault:
    """The fault that an error of an unpacking library stands for."""
    return Fault("archive_damaged", " ".join(f"{type(error).__name__}: {error}".split()))


class Unpacked(io.RawIOBase):
    """A member's bytes. Where they break off they end, and `fault` says why.

    What is read piece by piece is good up to there. What is read as a whole raises `BrokenOff`, and `at_hand` is
    what there was of it.
    """

    def __init__(self, read: Read, budget: Budget, checksum: int | None = None, counted: bool = True):
        self.size = 0
        self.at_hand = b""
        self.fault: Fault | None = None
        self._read = read
        self._budget = budget
        self._checksum = checksum
        self._counted = counted
        self._computed = 0
        self._ended = False
        self._beginning = bytearray()

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:
        """Fill a buffer as far as there are bytes, so that only the end is short."""
        filled = 0
        with memoryview(buffer) as view:
            while filled < len(view) and (piece := self._next(min(len(view) - filled, _PIECE))):
                view[filled : filled + len(piece)] = piece
                filled += len(piece)
        return filled

    def readall(self) -> bytes:
        """All that is left. Raises BrokenOff where it is not all there should be, or more than the limit."""
        # The beginning was read to know the carrier, and whether a second telegram begins; a refusal holds all.
        known = len(self._beginning) if self.size == len(self._beginning) else 0
        whole = bytearray(self._beginning[:known])
        limit = self._budget.limits.whole
        while len(whole) <= limit and (piece := self._next(_PIECE)):
            whole += piece
        if len(whole) > limit:
            self.fault = over("whole", f"more than {limit:,} bytes to be read as a whole")
        if self.fault:
            self.at_hand = bytes(whole)
            raise BrokenOff(self.fault.detail)
        return bytes(whole[known:])

    def skip(self) -> None:
        """Unpack what is left and drop it."""
        while self._next(_PIECE):
            pass

    def _next(self, most: int) -> bytes:
        if self._ended:
            return b""
        try:
            piece = self._read(most)
        except Exception as error:
            # Each library has its own errors for damage, and damaged input makes them raise others as well.
            self._break(damage(error))
            return b""
        if not piece:
            self._ended = True
            if self._checksum not in (None, self._computed):
                self._break(Fault("archive_damaged", "its checksum is not the one of its bytes"))
            return b""
        self.size += len(piece)
        if self.size <= 2 * LONGEST:
            self._beginning += piece
        else:
            self._beginning.clear()
        if self._checksum is not None:
            self._computed = zlib.crc32(piece, self._computed)
        if self._counted:
            self._budget.unpacked += len(piece)
            if exceeded := self._budget.exceeded():
                self._break(exceeded)
        return piece

    def _break(self, fault: Fault) -> None:
        self.fault = self.fault or fault
        self._ended = True
