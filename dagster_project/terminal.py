"""What goes to the terminal: text of cables and names of files shown as text, whatever stands in it."""

import re
import sys

from rich.console import Console
from rich.text import Text

# Control characters but tab and new line, lone surrogates, and the marks that turn the direction of writing.
_COMMANDS = re.compile("[\0-\b\v-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(value: object) -> str:
    """A value as text that cannot command a terminal: control characters as `\\x1b`, null as nothing."""
    text = "" if value is None else str(value)
    return _COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def plain(value: object, style: str = "") -> Text:
    """The same for Rich, which then finds no markup in it."""
    return Text(shown(value), style)


def console(piped: int = 200) -> Console:
    """Standard output, as wide as the terminal; into a pipe or file wide enough that tables do not wrap."""
    return Console(width=None if sys.stdout.isatty() else piped, highlight=False)


def complain(message: str) -> None:
    """One line to standard error, under the name of the program."""
    Console(stderr=True).print(plain(f"cables: {' '.join(message.split())}", "red"), soft_wrap=True)
