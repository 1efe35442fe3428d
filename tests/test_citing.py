"""`cables cite` and the view `citations`: every form, of Cablegate and of the archive's files."""

import subprocess
from pathlib import Path

import pytest
from conftest import PROGRAM
from small_dumps import load, telegram
from test_archive_print import ATTRIBUTES, a_file

from dagster_project.citing import citation
from dagster_project.reading import NoCable
from dagster_project.settings import Home

HOLDING = (
    "Central Foreign Policy Files, 1973-1979, Record Group 59: General Records of the Department of State, "
    "National Archives at College Park, MD"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A cable with all that a citation asks for, one with a question for a subject, one of the archive."""
    folder = tmp_path_factory.mktemp("citing")
    (folder / "1975STATE123456.txt").write_bytes(a_file())
    lost = ATTRIBUTES.replace("STATE123456", "PARIS00044").replace(
        "From: STATE", "From: PARIS\nTo: STATE\nFilm Number: D750044-0387"
    )
    (folder / "1975PARIS00044.txt").write_bytes(a_file("", lost))
    (folder / "plain.txt").write_text(
        "R 211047Z AUG 82\nFM AMCONSUL RIO DE JANEIRO\n\nUNCLAS RIO DE JANEIRO 000012\n\nTOAST\n"
    )
    home = load(
        folder,
        telegram(
            "08 PARIS 1600",
            "21 AUG 08",
            level="SECRET",
            to="TO RUEHC/SECSTATE WASHDC 4147\nRUEHLO/AMEMBASSY LONDON 0001\nRUEHRO/AMEMBASSY ROME 0002",
            subject='THE "LAST" BUTTON & 50% OF THE_REST.',
        ),
        telegram("08 LAPAZ 7", "03 MAY 08", subject="WHOSE WALRUS?", to="TO RUEHC/SECSTATE WASHDC 1"),
    )
    files = [str(file) for file in sorted(folder.glob("*.txt"))]
    subprocess.run([*PROGRAM, "load", *files, "--home", str(home.path)], check=True, capture_output=True)
    return home


@pytest.mark.parametrize(
    ("cable_id", "style", "expected"),
    [
        (
            "08PARIS1600",
            None,
            "U.S. Embassy Paris, \"THE 'LAST' BUTTON & 50% OF THE_REST,\" cable 08PARIS1600, August 21, 2008, SECRET, "
            "Cablegate, WikiLeaks.",
        ),
        (
            "08PARIS1600",
            "nara",
            "Telegram from AMEMBASSY PARIS to SECSTATE WASHDC and 2 others, \"THE 'LAST' BUTTON & 50% OF THE_REST,\" "
            "August 21, 2008; 08PARIS1600; SECRET; Cablegate, WikiLeaks [date of access].",
        ),
        (
            "08PARIS1600",
            "apa",
            "U.S. Embassy Paris. (2008, August 21). THE 'LAST' BUTTON & 50% OF THE_REST [Cable 08PARIS1600, SECRET]. "
            "Cablegate, WikiLeaks.",
        ),
        (
            "08PARIS1600",
            "mla",
            "U.S. Embassy Paris. \"THE 'LAST' BUTTON & 50% OF THE_REST.\" Cable 08PARIS1600, 21 Aug. 2008, SECRET. "
            "Cablegate, WikiLeaks.",
        ),
        (
            "08PARIS1600",
            "bibtex",
            "@misc{08PARIS1600,\n  author = {{U.S. Embassy Paris}},\n"
            "  title = {{THE 'LAST' BUTTON \\& 50\\% OF THE\\_REST}},\n"
            "  year = {2008},\n  month = {08},\n  day = {21},\n"
            "  howpublished = {Cable 08PARIS1600, SECRET},\n  note = {Cablegate, WikiLeaks},\n}",
        ),
        (
            "08PARIS1600",
            "ris",
            "TY  - GOVDOC\nID  - 08PARIS1600\nAU  - U.S. Embassy Paris\nTI  - THE 'LAST' BUTTON & 50% OF THE_REST\n"
            "PY  - 2008\nDA  - 2008/08/21\nM3  - Cable 08PARIS1600, SECRET\nDB  - Cablegate, WikiLeaks\nER  - ",
        ),
        (
            "08LAPAZ7",
            "mla",
            'U.S. Embassy Lapaz. "WHOSE WALRUS?" Cable 08LAPAZ7, 3 May 2008, CONFIDENTIAL. Cablegate, WikiLeaks.',
        ),
        (
            "75STATE123456",
            None,
            'Telegram from SECSTATE WASHDC to AMEMBASSY SANTIAGO, "A SUBJECT THAT IS TOO LONG TO STAND ON ONE LINE AND '
            'GOES ON," July 24, 1975; 1975STATE123456; CONFIDENTIAL; Electronic Telegrams, 1975; '
            f"{HOLDING} [date of access].",
        ),
        # of a text that was lost, the archive's attributes are left
        (
            "75PARIS44",
            None,
            "Telegram from PARIS to STATE, July 24, 1975; 1975PARIS00044; CONFIDENTIAL; Electronic Telegrams, 1975; "
            f"film number D750044-0387; {HOLDING} [date of access].",
        ),
        # no collection is known of a telegram that came by itself, and it has no subject line
        (
            "82RIODEJANEIRO12",
            None,
            "U.S. Consulate Rio De Janeiro, cable 82RIODEJANEIRO12, August 21, 1982, UNCLASSIFIED.",
        ),
    ],
)
def test_a_citation(home: Home, cable_id: str, style: str | None, expected: str) -> None:
    assert citation(home, cable_id, style)["citation"] == expected


def test_no_such_cable(home: Home) -> None:
    with pytest.raises(NoCable, match="no cable 08PARIS1 in"):
        citation(home, "08PARIS1", None)


def test_the_program_prints_it(home: Home, tmp_path: Path) -> None:
    command = [*PROGRAM, "cite", "08PARIS001600", "--style", "apa", "--home", str(home.path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout.startswith("U.S. Embassy Paris. (2008, August 21).")
