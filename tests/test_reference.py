"""The closed lists: that each has the shape the dimensions and the parser rely on."""

import csv
import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest

from dagster_project import warehouse
from dagster_project.settings import SQL, Home
from dagster_project.tables import CLOSED_LISTS

REFERENCE = SQL / "reference"
FILES = sorted(path.stem for path in REFERENCE.glob("*.csv"))


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def twice(values: list) -> list:
    return [value for value, n in Counter(values).items() if n > 1]


KEYS = {
    "captions": ("caption",),
    "classifications": ("classification",),
    "executive_orders": ("eo",),
    "expected_totals": ("source_release", "grain", "key"),
    "post_aliases": ("written",),
    "posts": ("mrn_id",),
    "precedences": ("precedence",),
    "routing_indicators": ("routing_indicator",),
    "tag_typos": ("written",),
    "tags": ("code", "era"),
}
CONFIDENCE = {"source", "confirmed", "inferred", "recalled", "guessed", "code only"}


@pytest.mark.parametrize("name", FILES)
def test_keys_are_unique_and_filled(name: str) -> None:
    keys = [tuple(row[column] for column in KEYS[name]) for row in read(name)]
    assert twice(keys) == []
    assert [key for key in keys if not all(key)] == []


@pytest.mark.parametrize("name", FILES)
def test_no_field_has_stray_blanks(name: str) -> None:
    stray = [value for row in read(name) for value in row.values() if value != " ".join(value.split())]
    assert stray == []


@pytest.mark.parametrize("name", FILES)
def test_every_row_names_its_source(name: str) -> None:
    column = "citation" if name == "expected_totals" else "source"
    assert [row for row in read(name) if not row[column]] == []


# --- posts


def test_a_post_in_a_number_is_its_name_without_blanks() -> None:
    assert [row["post"] for row in read("posts") if row["mrn_id"] != row["post"].replace(" ", "")] == []


def test_page_lines_cut_the_post_to_ten_characters() -> None:
    assert [row["post"] for row in read("posts") if row["page_line_name"] != row["post"][:10].strip()] == []


def test_posts_are_of_a_known_kind() -> None:
    assert {row["kind"] for row in read("posts")} == {"embassy", "consulate", "mission", "department"}


def test_the_country_of_a_post_is_known_by_its_tag() -> None:
    # LENINGRAD: the state came to its end in 1991, its tag with it
    tags = {(row["code"], row["name"], row["iso2"]) for row in read("tags") if row["kind"] == "country"}
    tags.add(("UR", "Soviet Union", "SU"))
    named = [(row["country_tag"], row["country"], row["iso2"]) for row in read("posts")]
    assert {post for post in named if any(post)} - tags == set()


def test_posts_of_one_country_are_of_one_region_but_for_missions() -> None:
    regions: dict[str, set[str]] = {}
    for row in read("posts"):
        if row["country"] and row["kind"] not in ("mission", "department"):
            regions.setdefault(row["country"], set()).add(row["region"])
    assert {country: found for country, found in regions.items() if len(found) != 1} == {}
    assert {row["region"] for row in read("posts")} == {"AF", "EAP", "EUR", "NEA", "SCA", "WHA", "IO", ""}


def test_a_post_abroad_has_a_region() -> None:
    without = [row["post"] for row in read("posts") if not row["region"]]
    assert without == ["STATE", "SECDEF", "FSC CHARLESTON", "FESTTWO", "PARTO"]


def test_latitude_and_longitude_are_on_the_globe_or_both_absent() -> None:
    for row in read("posts"):
        assert bool(row["lat"]) == bool(row["lon"]) == bool(row["geo_source"]), row["post"]
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90, row["post"]
            assert -180 <= float(row["lon"]) <= 180, row["post"]


def test_aliases_lead_to_a_post() -> None:
    posts = {row["mrn_id"] for row in read("posts")}
    assert [row["written"] for row in read("post_aliases") if row["mrn_id"] not in posts] == []


def test_routing_indicators_are_four_to_eight_letters() -> None:
    indicators = [row["routing_indicator"] for row in (*read("posts"), *read("routing_indicators"))]
    assert [ri for ri in indicators if ri and not (ri.isalpha() and ri.isupper() and 4 <= len(ri) <= 8)] == []


def test_collectives_are_marked_true_or_false() -> None:
    assert {row["is_collective"] for row in read("routing_indicators")} == {"true", "false"}


def test_an_address_that_says_collective_is_one() -> None:
    words = [row for row in read("routing_indicators") if row["address"].endswith("COLLECTIVE")]
    assert [row["address"] for row in words if row["is_collective"] != "true"] == []


# --- TAGS


def test_tags_are_of_a_known_kind() -> None:
    assert {row["kind"] for row in read("tags")} == {"subject", "program", "country", "organization"}


def test_the_shape_of_a_code_goes_with_its_kind() -> None:
    for row in read("tags"):
        code = row["code"]
        if row["kind"] == "subject":
            assert len(code) == 4 and code[0] in "ABCEMOPST", code
        elif row["kind"] == "program":
            assert len(code) == 4 and code[0] == "K", code
        elif row["kind"] == "country":
            assert len(code) == 2, code


def test_eras_give_their_years() -> None:
    for row in read("tags"):
        assert row["era"].removeprefix("c") == f"{row['first_year']}-{row['last_year']}"
        assert int(row["first_year"]) <= int(row["last_year"] or 9999)


def test_in_no_year_has_a_tag_two_meanings() -> None:
    seen: dict[str, list[tuple[int, int]]] = {}
    for row in read("tags"):
        years = (int(row["first_year"]), int(row["last_year"] or 9999))
        for first, last in seen.setdefault(row["code"], []):
            assert years[1] < first or last < years[0], row["code"]
        seen[row["code"]].append(years)


def test_a_name_is_trusted_as_far_as_its_source() -> None:
    for row in read("tags"):
        assert row["confidence"] in CONFIDENCE
        assert (row["confidence"] == "code only") == (not row["name"]), row["code"]
        if row["source"].startswith("general knowledge") or "name: general knowledge" in row["source"]:
            assert row["confidence"] in ("confirmed", "recalled", "guessed"), row["code"]


def test_iso_codes_are_two_capitals() -> None:
    codes = {row["iso2"] for row in (*read("tags"), *read("posts"))} - {""}
    assert [code for code in codes if not (len(code) == 2 and code.isalpha() and code.isupper())] == []


def test_typos_lead_to_a_tag() -> None:
    tags = {row["code"] for row in read("tags")}
    assert [row["written"] for row in read("tag_typos") if row["tag"] not in tags] == []


# --- the small lists


def test_one_caption_has_one_meaning_however_it_is_written() -> None:
    facts = {
        (row["canonical"], row["class"], row["meaning"], row["confidence"], row["source"]) for row in read("captions")
    }
    assert twice([canonical for canonical, *_ in facts]) == []


def test_captions_are_of_a_known_class_and_confidence() -> None:
    classes = {"distribution", "control", "channel", "handling", "agency", "notice", "reference"}
    assert {row["class"] for row in read("captions")} == classes
    assert {row["confidence"] for row in read("captions")} <= CONFIDENCE


def test_classifications_are_those_of_the_warehouse() -> None:
    levels = {row["classification"]: (row["class_level"], row["is_noforn"]) for row in read("classifications")}
    assert levels == {
        "UNCLASSIFIED": ("0", "false"),
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY": ("1", "false"),
        "LIMITED OFFICIAL USE": ("1", "false"),
        "CONFIDENTIAL": ("2", "false"),
        "CONFIDENTIAL//NOFORN": ("2", "true"),
        "SECRET": ("3", "false"),
        "SECRET//NOFORN": ("3", "true"),
        "TOP SECRET": ("4", "false"),
    }


def test_precedences_rank_from_flash_to_routine() -> None:
    ranked = sorted(read("precedences"), key=lambda row: int(row["rank"]))
    assert [(row["rank"], row["precedence"], row["prosign"]) for row in ranked] == [
        ("1", "FLASH", "Z"),
        ("2", "NIACT IMMEDIATE", "O"),
        ("3", "IMMEDIATE", "O"),
        ("4", "PRIORITY", "P"),
        ("5", "ROUTINE", "R"),
    ]


def test_orders_are_dated_and_follow_each_other() -> None:
    for row in read("executive_orders"):
        signed, first = dt.date.fromisoformat(row["signed"]), dt.date.fromisoformat(row["in_force_from"])
        last = dt.date.fromisoformat(row["in_force_to"] or "9999-12-31")
        assert signed <= first < last, row["eo"]
    # 13292 amends 12958 and is never written
    line = [row for row in read("executive_orders") if row["eo"] != "13292"]
    for order, next_order in pairwise(line):
        day_after = dt.date.fromisoformat(order["in_force_to"]) + dt.timedelta(days=1)
        assert dt.date.fromisoformat(next_order["in_force_from"]) == day_after, next_order["eo"]


def test_totals_are_counts() -> None:
    totals = read("expected_totals")
    assert {row["grain"] for row in totals} == {"total", "year", "post", "tag", "classification_label"}
    assert all(int(row["expected"]) > int(row["tolerance"]) >= 0 for row in totals)


@pytest.mark.parametrize("grain", ["year", "classification_label"])
def test_published_counts_add_up(grain: str) -> None:
    counts = [
        int(r["expected"])
        for r in read("expected_totals")
        if (r["source_release"], r["grain"]) == ("cablegate-2011", grain)
    ]
    assert sum(counts) == 251_287


# --- what is only recalled


def test_a_list_with_rows_of_general_knowledge_says_which(loaded: Home) -> None:
    with warehouse.connect(loaded) as connection:
        for table in CLOSED_LISTS:
            names = [column.name for column in table.columns]
            if "source" not in names:
                continue
            recalled = connection.table(table.name).filter("contains(source, 'general knowledge')")
            if "confidence" in names:
                # a name that the cables bear out is confirmed; the code itself may be all that stands in a source
                assert recalled.filter("confidence is null or confidence = 'source'").fetchall() == []
            else:
                assert recalled.fetchall() == [], table.name


def test_recalled_rows_of_posts_precedences_and_orders(loaded: Home) -> None:
    posts_of_the_seventies = {row["mrn_id"] for row in read("posts") if row["source"].endswith("posts of 1973-79")}
    assert {"SAIGON", "JIDDA", "LOURENCOMARQUES"} < posts_of_the_seventies
    sql = "select {} from {} where confidence = 'recalled' order by 1"
    with warehouse.connect(loaded) as connection:
        found = {
            table: [row[0] for row in connection.sql(sql.format(key, table)).fetchall()]
            for table, key in (
                ("dim_posts", "post"),
                ("dim_precedences", "precedence"),
                ("dim_executive_orders", "eo_number"),
            )
        }
    assert found == {
        "dim_posts": sorted(["USAUADDISABABA", *posts_of_the_seventies]),
        "dim_precedences": ["NIACT IMMEDIATE"],
        "dim_executive_orders": ["10501", "12065", "12356", "12958", "13292", "13526"],
    }
