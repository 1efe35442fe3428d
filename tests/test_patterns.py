"""`make bench` measures every regular expression: none is compiled where it does not look."""

import re
import subprocess
import sys

from tests.bench_patterns import attacks
from tests.patterns import found, unseen

OF_ITS_CALLER = {
    "dashboard.listing: marked_pattern(words) or '(?!)'",
    "runs: f'^[\\\\w.]*\\\\b{name}: '",
    "searching: terms",
    "settings: form",
}
"""Compiled when they are used, from what is known only then: words that are escaped, RE2's of the search, names of
errors and the forms of settings. None reads a dump."""

MADE_AT_IMPORT = """
import re, sys
import regex

made, real = [], (re.compile, regex.compile)

def noting(compile):
    def noted(*given, **named):
        pattern = compile(*given, **named)
        if sys._getframe(1).f_globals.get("__name__", "").startswith("dagster_project"):
            made.append(pattern)
        return pattern
    return noted

re.compile, regex.compile = map(noting, real)
from tests.patterns import found
seen = {one.pattern for one in found()}
print(len(made), *(pattern.pattern for pattern in made if pattern not in seen))
"""


def test_no_pattern_is_compiled_where_the_walk_does_not_see_it():
    assert set(unseen()) <= OF_ITS_CALLER


def test_every_pattern_that_is_compiled_at_import_is_found():
    done = subprocess.run([sys.executable, "-c", MADE_AT_IMPORT], capture_output=True, text=True, check=True)
    count, *missing = done.stdout.split(maxsplit=1)
    assert (int(count) > 200, missing) == (True, [])


def test_how_a_pattern_is_called_is_read_from_the_sources():
    methods = {one.name: one.methods for one in found()}
    assert methods["telegram.heading.FL2"] == ("fullmatch",)
    assert methods["telegram.marks._SEPARATOR"] == ("split",)


def test_a_text_can_be_made_of_every_pattern():
    for one in found():
        assert next(attacks(one.pattern)), one.name


def test_a_text_made_of_a_pattern_repeats_what_the_pattern_repeats():
    made = set(attacks(re.compile(r"MUD[ \t]*-{3,}(?:,[0-9]+)*$")))
    assert {("MUD", " ", "\0"), ("MUD", "\t", "\0")} & made
    assert any(pump.startswith(",") and pump[1:].isdigit() for _, pump, _ in made)
