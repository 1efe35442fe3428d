"""`cables thread`: what a cable cites and what cites it, as a tree."""

from rich.text import Text
from rich.tree import Tree

from dagster_project import reading, terminal
from dagster_project.settings import Home
from dagster_project.terminal import plain

DIRECTIONS = {"cites": "cites", "cited_by": "cited by"}
_SAID_OF = {
    "ambiguous": "which one is meant is not sure",
    "contradicted": "dated after the cable that cites it",
    "absent_year_inferred": "year left out",
    "absent_unknown_post": "no post known by this name",
}
_OF_A_NODE = ("cable_id", "is_present", "date", "classification", "subject", "in_degree")


def thread(home: Home, cable_id: str, depth: int) -> dict:
    """The cable, loaded or only cited, with what it `cites` and what it is `cited_by`, each with its own below it.

    Goes up to `depth` references away in either direction. What is below a cable stands where it is met first;
    elsewhere it is `repeated`. `further` counts the references beyond `depth`. Raises `NoCable` for a cable that is
    neither loaded nor cited.
    """
    found = reading.of_cable(home, "thread", cable_id, "cable", depth=depth)
    root = found["cable"][0]
    for direction in DIRECTIONS:
        edges: dict[str, list[dict]] = {}
        for edge in found["edges"]:
            if edge["direction"] == direction:
                edges.setdefault(edge["parent"], []).append(edge)
        root[direction] = _below(root["cable_id"], edges, direction, depth)
    return root


def _below(start: str, edges: dict[str, list[dict]], direction: str, depth: int) -> list[dict]:
    """The nodes below the first one. By breadth, so that each opens where it is nearest to the start."""
    tree: list[dict] = []
    opened = {start}
    level = [(start, tree)]
    for _ in range(depth):
        following = []
        for parent, nodes in level:
            for edge in edges.get(parent, []):
                node = {name: edge[name] for name in (*_OF_A_NODE, "confidence", "lag_days")}
                node |= {"repeated": edge["cable_id"] in opened, "further": 0, direction: []}
                nodes.append(node)
                if not node["repeated"]:
                    opened.add(edge["cable_id"])
                    following.append((edge["cable_id"], node[direction], node))
        level = [(cable_id, nodes) for cable_id, nodes, _ in following]
    for cable_id, _, node in following:
        node["further"] = len(edges.get(cable_id, []))
    return tree


def print_thread(root: dict) -> None:
    """The thread as a tree in two parts, oldest cables first."""
    tree = Tree(_line(root), guide_style="dim")
    for direction, name in DIRECTIONS.items():
        if nodes := root[direction]:
            _add(tree.add(plain(name, "bold")), nodes, direction)
        else:
            known = direction == "cited_by" or root["is_present"]
            tree.add(plain(f"{name} no other cable" if known else "what it cites is not known", "dim"))
    terminal.console(piped=120).print(tree)


def _add(branch: Tree, nodes: list[dict], direction: str) -> None:
    for node in nodes:
        below = branch.add(_line(node))
        _add(below, node[direction], direction)
        if node["further"]:
            goes_on = f"{node['further']} more: --depth takes the thread further"
            below.add(plain(goes_on, "dim"))


def _line(node: dict) -> Text:
    notes = [_SAID_OF[node["confidence"]]] if node.get("confidence") in _SAID_OF else []
    if node.get("repeated"):
        notes.insert(0, "again")
    if node["is_present"]:
        words = [str(node["date"] or "no date   "), node["cable_id"], node["classification"], node["subject"]]
    else:
        words = ["not here  ", node["cable_id"], f"cited by {node['in_degree']}"]
    line = plain("  ".join(word for word in words if word), "" if node["is_present"] else "yellow")
    return line + plain(f"  ({'; '.join(notes)})", "dim") if notes else line
