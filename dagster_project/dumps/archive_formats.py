"""What each format of archive says of its members, and how their bytes are had: one after the other, as a stream.

zip        by its directory. bzip2 and LZMA members unpack 4 KB at a time, which is at most 90 MB.
tar        in order. A header that cannot be read costs its member: reading goes on at the next one.
7z         in order, block by block, through py7zr's decompressors: its own way out is to a thread or a disk,
           ends with the first fault, and lets a member's chunks grow to 128 MB. Copy, LZMA, LZMA2 and bzip2
           are read; of the others some unpack without bounds, and at damage pyppmd takes the process with it.
           A fault costs the rest of its block.
gz bz2 xz zst   one stream.

This module imports the libraries, so it is itself imported only when there is an archive.
"""

import bz2
import gzip
import lzma
import stat
import struct
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from dagster_project.dumps.unpacked import BUFFER, Entry, Fault, Lost, Read, damage, over
from dagster_project.settings import ArchiveLimits

Entries = Iterator[Entry | Lost]

_ENCRYPTED = Fault("archive_encrypted", "a password is needed: give it unpacked")


def _next_of(read: Read, size: int) -> Read:
    """The next bytes of what members lie in one behind the other, as many as one has. Raises EOFError for fewer."""

    def read_on(most: int) -> bytes:
        nonlocal size
        piece = read(min(most, size)) if size else b""
        if size and not piece:
            raise EOFError("it ends before its size is reached")
        size -= len(piece)
        return piece

    return read_on


# -- gz, bz2, xz, zst -----------------------------------------------------------------------------


def uncompressed(form: str, stream: BinaryIO) -> Read:
    """The bytes within a compressed file."""
    if form == "gz":
        return gzip.GzipFile(fileobj=stream).read1
    if form == "bz2":
        return bz2.BZ2File(stream).read1
    if form == "xz":
        return lzma.LZMAFile(stream).read1
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.ZstdFile(stream).read1


# -- zip ------------------------------------------------------------------------------------------

_ZIP_ENTRY = 46  # bytes, its name not counted
_ZIP_END = 22
_ZIP_INPUT = 4096
_MS_DOS_FOLDER = 0x10


def zip_entries(stream: BinaryIO, limits: ArchiveLimits) -> Entries:
    """The members in the order of the directory. Raises what zipfile does where that cannot be read."""
    # zipfile reads the directory as a whole, half a kilobyte for each member.
    if _zip_directory(stream) // _ZIP_ENTRY > limits.members:
        yield Lost(0, 0, over("members", f"room for more than {limits.members:,} members in its directory"), b"")
        return
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            # zipfile would raise with the last bytes in hand: the checksum is compared when they are delivered.
            checksum, info.CRC = info.CRC, None
            mode = info.external_attr >> 16
            if not info.file_size and (info.is_dir() or info.external_attr & _MS_DOS_FOLDER):
                yield Entry(info.filename)
            elif stat.S_ISLNK(mode):
                yield Entry(info.filename, passed_over="a link")
            elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                yield Entry(info.filename, passed_over="no regular file")
            elif info.flag_bits & 1:
                yield Entry(info.filename, fault=_ENCRYPTED)
            else:
                try:
                    member = archive.open(info)
                except Exception as error:
                    yield Entry(info.filename, fault=damage(error))
                    continue
                with member:
                    bounded = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
                    read = member.read1 if bounded else partial(_read_little, member)
                    yield Entry(info.filename, read, checksum)


def _read_little(member: zipfile.ZipExtFile, most: int) -> bytes:
    """As bytes asked for are as many packed ones unpacked, of whatever size that is."""
    return member.read1(min(most, _ZIP_INPUT))


def _zip_directory(stream: BinaryIO) -> int:
    """Size of the directory in bytes, as the record at the end of the archive says, else 0."""
    size = stream.seek(0, 2)
    stream.seek(-min(size, _ZIP_END + 0xFFFF), 2)
    tail = stream.read()
    bare = len(tail) - _ZIP_END
    at = bare if tail[bare : bare + 4] == b"PK\5\6" and tail[-2:] == b"\0\0" else tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _ZIP_END:
        return 0
    if tail[at - 20 : at - 16] == b"PK\6\7":  # zip64: that record's place is in a locator before this one
        stream.seek(min(size, struct.unpack_from("<Q", tail, at - 12)[0]))
        large = stream.read(56)
        return struct.unpack_from("<Q", large, 40)[0] if large[:4] == b"PK\6\6" and len(large) == 56 else 0
    return struct.unpack_from("<L", tail, at + 12)[0]


# -- tar ------------------------------------------------------------------------------------------

_LONG_NAMES = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
_LONGEST_NAME = 1 << 16


class _Header(tarfile.TarInfo):
    """A header that holds no size to drown in, and tells its archive when it cannot be read."""

    @classmethod
    def frombuf(cls, buf: bytes, encoding: str, errors: str) -> tarfile.TarInfo:
        try:
            header = super().frombuf(buf, encoding, errors)
            if header.size < 0 or (header.type in _LONG_NAMES and header.size > _LONGEST_NAME):
                raise tarfile.InvalidHeaderError("size out of all bounds")
        except tarfile.HeaderError as error:
            error.block = buf
            raise
        return header

    @classmethod
    def fromtarfile(cls, archive: "_Tar") -> tarfile.TarInfo:
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:
            archive.has_end = True
            raise
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:
            archive.lose(error)
            raise


class _Ending:
    """A stream that ends once: tarfile would go on to skip as many bytes as a header makes up."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self._ended = False

    def read(self, size: int) -> bytes:
        """Some bytes, and none at the end. Raises EOFError behind it."""
        piece = self._stream.read(size)
        if not piece and self._ended:
            raise EOFError("it ends before its members do")
        self._ended = not piece
        return piece


class _Tar(tarfile.TarFile):
    """An archive that goes on after a header that cannot be read and keeps what it went over."""

    tarinfo = _Header
    ignore_zeros = True  # by this name tarfile goes on after a bad header too

    def __init__(self, *args: object, limits: ArchiveLimits, **kwargs: object):
        self.has_end = False
        self.lost: list[Lost] = []
        self._limits = limits
        super().__init__(*args, **kwargs)

    def lose(self, error: tarfile.HeaderError) -> None:
        """Add a block to the stretch that cannot be read."""
        offset = self.fileobj.tell() - len(error.block)
        if self.lost and self.lost[-1].offset + self.lost[-1].length == offset:
            last = self.lost.pop()
        else:
            last = Lost(offset, 0, Fault("archive_damaged", f"no member's header: {error}"), bytearray())
        if len(last.raw) < self._limits.whole:
            last.raw.extend(error.block)
        self.lost.append(last._replace(length=last.length + len(error.block)))

    def taken(self) -> Iterator[Lost]:
        """What was lost since this was last asked."""
        yield from (lost._replace(raw=bytes(lost.raw)) for lost in self.lost)
        self.lost.clear()


def tar_entries(stream: BinaryIO, limits: ArchiveLimits) -> Entries:
    """The members in order, from a stream that need not seek."""
    archive = _Tar.open(fileobj=_Ending(stream), mode="r|", bufsize=BUFFER, errors="backslashreplace", limits=limits)
    while True:
        try:
            info = archive.next()
        except Exception as error:
            yield from archive.taken()
            yield Lost(archive.fileobj.tell(), 0, damage(error), b"")
            return
        archive.members.clear()  # it would keep them all
        yield from archive.taken()
        if info is None:
            break
        if info.isdir():
            yield Entry(info.name)
        elif info.issym() or info.islnk():
            yield Entry(info.name, passed_over=f"a link to {info.linkname!r}")
        elif info.isdev():
            yield Entry(info.name, passed_over="no regular file")
        elif info.issparse():
            yield Entry(info.name, archive.extractfile(info).read1, in_order=True)
        else:
            # tarfile would raise at the end of a cut off archive with the last bytes in hand.
            yield Entry(info.name, _next_of(archive.fileobj.read, info.size), in_order=True, counted=False)
    if not archive.has_end:
        yield Lost(archive.fileobj.tell(), 0, Fault("archive_damaged", "it ends without the mark of its end"), b"")


# -- 7z -------------------------------------------------------------------------------------------

_BOUNDED = (b"\x00", b"\x21", b"\x03\x01\x01", b"\x04\x02\x02")
"""Copy, LZMA2, LZMA, bzip2: those whose output can be bounded and whose unpacking is Python's own."""
_FILTERS = (b"\x03", b"\x03\x03\x01\x03")
"""Delta and BCJ, which leave the size as it is."""
_AES = b"\x06\xf1\x07\x01"


class _Block:
    """The bytes of a 7z block, in which members lie one behind the other."""

    def __init__(self, stream: BinaryIO, start: int, size: int, folder: object):
        from py7zr.compressor import SevenZipDecompressor

        methods = [coder["method"] for coder in folder.coders]
        packing = [method for method in methods if method not in _FILTERS]
        self.fault: Fault | None = None
        if _AES in methods:
            self.fault = _ENCRYPTED
        elif (
            len(packing := [method for method in methods if method not in _FILTERS]) != 1 or packing[0] not in _BOUNDED
        ):
            names = " ".join(method.hex() for method in methods)
            self.fault = Fault("archive_method", f"7z methods {names} are not read: give it unpacked")
        else:
            stream.seek(start)
            self._stream = stream
            self._left = size
            self._hungry = True
            self._decompressor = SevenZipDecompressor(folder.coders, size, folder.unpacksizes, None)

    def read(self, size: int) -> bytes:
        """Some packed bytes for the decompressor; none while it has more to give from those before."""
        packed = self._stream.read(min(size, self._left, BUFFER)) if self._hungry else b""
        self._left -= len(packed)
        return packed

    def unpack(self, most: int) -> bytes:
        """Some bytes, as many as asked for at most. Raises EOFError, or what py7zr does."""
        try:
            while True:
                hungry, left = self._hungry, self._left
                unpacked = self._decompressor.decompress(self, most)
                self._hungry = not unpacked
                if unpacked:
                    return unpacked
                if hungry and left == self._left:
                    raise EOFError("the block ends before its members do")
        except Exception as error:
            self.fault = Fault("archive_damaged", f"its block cannot be read up to it: {damage(error).detail}")
            raise


def seven_zip_entries(stream: BinaryIO, limits: ArchiveLimits) -> Entries:
    """The members in order. Raises what py7zr does where the headers cannot be read."""
    import py7zr
    from py7zr import archiveinfo

    # py7zr makes a dictionary for each member that a packed header claims, and has this one place to bound them.
    archiveinfo.MAX_NUMFILES = limits.members
    try:
        archive = py7zr.SevenZipFile(stream)
    except py7zr.PasswordRequired:
        yield Lost(0, 0, _ENCRYPTED, b"")
        return
    except py7zr.Bad7zFile as error:
        if not str(error).endswith(f"exceeds limit {limits.members}"):
            raise
        yield Lost(0, 0, over("members", f"more than {limits.members:,} members"), b"")
        return
    starts: dict[int, int] = {}
    streams = 0
    if archive.header.main_streams:
        for folder in archive.header.main_streams.unpackinfo.folders:
            starts[id(folder)] = streams
            streams += len(folder.packed_indices)
        positions = archive.header.main_streams.packinfo.packpositions
    folder, block = None, None
    for file in archive.files:
        if file.folder and file.folder is not folder:
            folder, at = file.folder, starts[id(file.folder)]
            block = _Block(stream, archive.afterheader + positions[at], positions[at + 1] - positions[at], folder)
        if file.is_directory:
            yield Entry(file.filename)
        elif not file.folder:
            yield Entry(file.filename, lambda most: b"")
        elif block.fault:
            yield Entry(file.filename, fault=block.fault)
        elif file.is_symlink or file.is_junction:
            yield Entry(file.filename, _next_of(block.unpack, file.uncompressed), passed_over="a link", in_order=True)
        elif not file.is_file:
            yield Entry(
                file.filename, _next_of(block.unpack, file.uncompressed), passed_over="no regular file", in_order=True
            )
        else:
            yield Entry(file.filename, _next_of(block.unpack, file.uncompressed), file.crc32, in_order=True)


ENTRIES = {"zip": zip_entries, "tar": tar_entries, "7z": seven_zip_entries}
