"""Coverage-guided fuzzing of the parser or the carriers: inputs that reach new code are kept and changed further.

    python tests/fuzz_guided.py parser|carriers [options of libFuzzer, such as -max_total_time=600]

Begins with the sound telegrams or dumps that `fuzz` damages. An input that breaks a law is left in the working folder
as `crash-...`, and given as an argument is tried again.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dagster_project"]):
    import fuzz

    from dagster_project.dumps.discover import Dump, UnknownCarrier, discover, read_dump
    from dagster_project.dumps.encoding import decode
    from dagster_project.dumps.message import Message, Refused
    from dagster_project.telegram import parse

_SEPARATOR = b"\n\0\n"


def parser(data: bytes) -> None:
    """Header and body of one telegram, a zero byte between them."""
    header, _, body = (decode(part)[0] for part in data.partition(_SEPARATOR))
    cable = parse(header, body)
    for text, spans in ((header, cable.header_spans), (body, cable.body_spans)):
        assert "".join(text[span.start : span.end] for span in spans) == text


def carriers(data: bytes) -> None:
    """One file of any form; all in it is a message, refused with its bytes, or passed over."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            found: list[Dump] = discover(Path(file.name))
        except UnknownCarrier:
            return
        for dump in found:
            for record in read_dump(dump):
                if isinstance(record, Refused):
                    assert record.raw or not record.source_length
                elif isinstance(record, Message) and "/" not in record.source_path:  # else within an archive
                    assert 0 <= record.source_offset <= len(data)


def main() -> None:
    name, *options = sys.argv[1:]
    target = {"parser": parser, "carriers": carriers}[name]
    with tempfile.TemporaryDirectory() as known:
        if name == "parser":
            seeds = [header.encode() + _SEPARATOR + body.encode() for header, body in fuzz.telegrams()[:50]]
        else:
            seeds = list(fuzz.dumps().values())
        for number, seed in enumerate(seeds):
            (Path(known) / str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *options, known], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
