"""Every regular expression of the project, and how it is called."""

import ast
import functools
import importlib
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

import regex

import dagster_project

PACKAGE = Path(dagster_project.__file__).parent
METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
NOT_IMPORTED = "dagster_project.dashboard.app"
"""Streamlit runs it whenever it is imported."""

Pattern = re.Pattern | regex.Pattern


@dataclass(frozen=True)
class Found:
    name: str
    """Where it stands: `telegram.heading.FL5`, or `telegram.marks:52` for one that is written where it is called."""
    pattern: Pattern
    methods: tuple[str, ...]
    """How it is called; match and search where that does not show, as of those in a tuple."""


def found() -> list[Found]:
    """Each pattern that a module holds, alone or inside a tuple, dict or dataclass, and each literal one in a call."""
    held: dict[int, Found] = {}
    literal = []
    for module, tree in _sources().items():
        short = module.removeprefix("dagster_project.")
        if module != NOT_IMPORTED:
            imported = {
                alias.asname or alias.name
                for node in tree.body
                if isinstance(node, ast.ImportFrom)
                for alias in node.names
            }
            held_here = vars(importlib.import_module(module)).items()
            for variable, value in ((name, value) for name, value in held_here if name not in imported):
                for place, pattern in _inside(variable, value):
                    held.setdefault(id(pattern), Found(f"{short}.{place}", pattern, _methods(module, variable)))
        for call in _calls(tree):
            if _is_literal(call):
                pattern = re.compile(call.args[0].value, _flags(call))
                literal.append(Found(f"{short}:{call.lineno}", pattern, (call.func.attr,)))
    return [*held.values(), *literal]


def unseen() -> list[str]:
    """Module and pattern of those that `found` does not see: compiled in a function, or of what is known only then."""
    where = []
    for module, tree in _sources().items():
        at_import = set() if module == NOT_IMPORTED else set(_outside_functions(tree))
        for call in _calls(tree):
            if not _is_literal(call) and not (call.func.attr == "compile" and call in at_import):
                where.append(f"{module.removeprefix('dagster_project.')}: {ast.unparse(call.args[0])}")
    return where


@functools.cache
def _sources() -> dict[str, ast.Module]:
    """The syntax tree of each module, by name."""
    trees = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        trees[name] = ast.parse(file.read_text(encoding="utf-8"))
    return trees


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls such as `re.compile("a")` and `re.sub("a", "b", text)`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re" | "regex"), attr=method)) if method in (
                "compile",
                *METHODS,
            ):
                yield node


def _is_literal(call: ast.Call) -> bool:
    return call.func.attr != "compile" and isinstance(call.args[0], ast.Constant)


def _flags(call: ast.Call) -> int:
    named = (node.attr for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Attribute))
    return functools.reduce(operator.or_, (re.RegexFlag[name] for name in named if name in re.RegexFlag.__members__), 0)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _outside_functions(child)


def _inside(place: str, value: object) -> Iterator[tuple[str, Pattern]]:
    if isinstance(value, Pattern):
        yield place, value
    elif type(value) in (tuple, list, set, frozenset):
        for index, one in enumerate(value):
            yield from _inside(f"{place}[{index}]", one)
    elif isinstance(value, dict) and not place.startswith("__"):
        for key, one in value.items():
            yield from _inside(f"{place}[{key!r}]", one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(f"{place}.{field.name}", getattr(value, field.name))


def _methods(module: str, place: str) -> tuple[str, ...]:
    """The methods that are taken of a variable where it is known: a private one in its own module."""
    private = place.startswith("_")
    trees = [tree for name, tree in _sources().items() if name == module or not private]
    taken = set().union(*(_taken(tree).get(place, ()) for tree in trees))
    return tuple(sorted(taken)) or ("match", "search")


@functools.cache
def _taken(tree: ast.Module) -> dict[str, set[str]]:
    taken: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            name = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
            taken.setdefault(name, set()).add(node.attr)
    return taken
