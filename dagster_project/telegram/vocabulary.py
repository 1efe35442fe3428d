"""The closed lists the parser knows: posts, addresses, TAGS and captions.

They are the files behind the dimension tables (`sql/reference/*.csv`), so that what the parser
recognises and what an analyst joins to is one list.
"""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_NO_LETTER = re.compile(r"[^A-Z]")
REFERENCE = Path(__file__).resolve().parents[2] / "sql" / "reference"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@lru_cache(maxsize=4096)
def letters(name: str) -> str:
    """A name as it stands in a message reference number: capital letters only (`LA PAZ` -> `LAPAZ`)."""
    return _NO_LETTER.sub("", name.upper())


_POSTS = list(_rows("posts"))

MRN_POSTS: dict[str, str] = {}
"""Every way a post is written, letters only, to the post as it stands in a canonical number."""

CUT_POSTS: dict[str, set[str]] = {}
"""The first six characters of each post, letters only, as the archive has it in its numbers (`SAN SA`, `SANTIA`)."""

POST_OF_ADDRESS: dict[str, str] = {}
"""Plain-language address to post (`AMEMBASSY LA PAZ` -> `LAPAZ`)."""

for _row in _POSTS:
    for _written in (_row["mrn_id"], _row["post"], _row["page_line_name"]):
        if _written:
            MRN_POSTS.setdefault(letters(_written), _row["mrn_id"])
    CUT_POSTS.setdefault(letters(_row["post"][:6]), set()).add(_row["mrn_id"])
    if not _row["address"]:
        continue
    POST_OF_ADDRESS.setdefault(_row["address"], _row["mrn_id"])
    POST_OF_ADDRESS.setdefault(_row["address"].replace("WASHINGTON DC", "WASHDC"), _row["mrn_id"])

# One office under several names, as the traffic writes them.
for _alias in _rows("post_aliases"):
    MRN_POSTS[letters(_alias["written"])] = _alias["mrn_id"]
    POST_OF_ADDRESS.setdefault(_alias["written"], _alias["mrn_id"])

PAGE_LINE_POSTS: frozenset[str] = frozenset(letters(_row["page_line_name"] or _row["post"])[:10] for _row in _POSTS)
"""Posts as page lines cut them, letters only."""

TAG_KINDS: dict[str, str] = {}
"""Code to kind, the kind of the latest era where eras differ."""
for _row in _rows("tags"):
    if _row["kind"] != "corruption":
        TAG_KINDS[_row["code"]] = _row["kind"]
TAG_REPAIRS: dict[str, str] = {_row["written"]: _row["tag"] for _row in _rows("tag_typos")}

CAPTIONS: dict[str, str] = {_row["caption"].upper(): _row["canonical"] for _row in _rows("captions")}

ADDRESSES: set[str] = {_row["address"] for _row in _POSTS if _row["address"]} | {
    _row["address"] for _row in _rows("routing_indicators") if _row["address"]
}
"""Plain-language addresses known from the traffic, for headings that lost their line ends."""

COLLECTIVE_INDICATORS: dict[str, bool] = {
    _row["routing_indicator"]: _row["is_collective"].lower() == "true" for _row in _rows("routing_indicators")
}
"""Routing indicator to whether it serves a collective."""
COLLECTIVES: frozenset[str] = frozenset(
    _row["address"] for _row in _rows("routing_indicators") if _row["is_collective"].lower() == "true"
)
"""Addresses that stand for a list, as the traffic writes them."""
EO_IN_FORCE: dict[str, tuple[str, str]] = {  # orders that stand on E.O. lines: first and last day
    _row["eo"]: (_row["in_force_from"], _row["in_force_to"])
    for _row in _rows("executive_orders")
    if _row["in_force_from"] and not _row["line_values"].startswith("never written")
}
