"""The end of the text: signature, trailer and relics; and last lines that are prose."""

import pytest

from dagster_project.telegram import parse

HEAD = "C O N F I D E N T I A L ROME 000012\n\nSUBJECT: FOG\n\n"


@pytest.mark.parametrize(
    ("end", "signer"),
    [
        ("\n\nQUILL", "QUILL"),
        ("\n\nQuill", "Quill"),  # title case
        ("\nQUILL JR\n", "QUILL JR"),
        (" QUILL", "QUILL"),  # glued to the last sentence
        ("\n\nQUILL\nNNNN", "QUILL"),  # a relic below
        ("\n\nQUILL\n\nNNNN\n\n2008ROME00012 - CONFIDENTIAL", "QUILL"),  # and a file stamp
        ("\n\nPlease visit Rome's Classified Website at: http://www.fog.sgov.gov/wiki/Portal:Ro me\n\nQUILL", "QUILL"),
        ("\n\nQUILL\nCONFIDENTIAL\nNNN", "QUILL"),
        ("\n\nQUILL\nNNNNMAFVVZCZ", "QUILL"),
        ("\n\nQUILL  NNNN", "QUILL"),  # behind the name
        ("\n\nQUILL BT\n#1600\nNNNN", "QUILL"),
        ("\n\nQUILL\nBT\n#1600NNNN", "QUILL"),
        ("\n\nQUILL\nBT #1600", "QUILL"),
        ("\n\nQUILL##", "QUILL"),
        ('\n\nQUILL"', "QUILL"),
        ("\n\n*QUILL*", "QUILL"),
        ("\n\nQUILL (ACTING)", "QUILL"),
        ("\n\nQUILL, ACTING", "QUILL"),
        ("\n\nQUILL - CHARGE", "QUILL"),
        ("\n\nQUENTIN QUILL\nAMBASSADOR", "QUENTIN QUILL"),
        ("\n\nQUILL\nCHARGE D'AFFAIRES A.I.", "QUILL"),
        ("\n\nVISIT ROME'S CLASSIFIED WEB SITE AT\nHTTP://WWW.FOG.GOV/P/\n\nQUILL", "QUILL"),
        ("\n\nQUILL SENDS.", "QUILL"),
        ("\n\nQUILL\nunquote", "QUILL"),
        ("\nQUILL\nUNQUOTE", "QUILL"),
        ("\n\nQUILL\nNOTE BY CIB: DO NOT PROCESS", "QUILL"),
        ("\n\nQUILL\n\nNOTE: NOT PASSED TO ABOVE ADDRESSEE(S)", "QUILL"),
        ("\n\nQUILL\n\nNote: This cable was transmitted late due to the fog.", "QUILL"),
        ("\n\nNote: This cable was transmitted late due to the fog.", None),  # a paragraph
        ("\n\nde la Quill", "de la Quill"),
        ("\n\nVan der Quill", "Van der Quill"),
        ("\n\nQUILL\n> 2005ROME00012 - Classification: CONFIDENTIAL", "QUILL"),
        ("\n\nQUILL (Amb.)", "QUILL"),
        ("\n\nQUILL\n\n=====CABLE ENDS====", "QUILL"),
        ("\n\nQUILL\n\n*****\nFor more reporting visit our website:\nhttp://www.fog.gov/p/\n*****", "QUILL"),
        ("\n\nQUILL\n\nVisit Rome's Website:\nhttp://www.fog.gov/", "QUILL"),
        ("\n\nSIGNATURE: QUILL", "QUILL"),
        ("\n\nQUILL\n<< END OF DOCUMENT >>", "QUILL"),
        ("\n\nQUILL\nNOTE BY OC/T: CORRECT NUMBER WILL BE FURNISHED", "QUILL"),
        ("\n\nOXBOW UNQUOTE QUILL", "QUILL"),  # a telegram repeated: its own signature first
        ("\n\nOXBOW UNQTE QUILL", "QUILL"),
        ("\n\nGP-3\nQUILL", "QUILL"),  # downgrading group
        ("\n\nQUILL\nGP-3.", "QUILL"),
        ("\n\nQ.Q. QUILL", "Q.Q. QUILL"),  # initials in front
        ("\n\nST. QUILL", "ST. QUILL"),
        ("\n\nQUILL\nDRAFTED BY: POL:OOXBOW\nAPPROVED BY: DCM", "QUILL"),
        ("\n\nQUILL\n(#) OMISSION. CORRECTION TO FOLLOW.", "QUILL"),
        ("\n\nQUILL\n\n(*) OMISSION; CORRECTION TO FOLLOW.\nCONFIDENTIAL\nNNN", "QUILL"),
        ("\n\nQUILL\nNOTE BY OC/T: ROME 12 DTG 290740Z SEP 76 NOT\nPASSED ABOVE ADDRESSEES.", "QUILL"),
        ("\n\nQUILL\nNOTE BY OC/T:\nNOT PASSED TREASURY.\nNNN", "QUILL"),
        ("\n\nQUILL\nNOTE: NOT PASSED TREASURY BY OC/T.", "QUILL"),
        ("\n\nQUILL\n(#) NOTE BY OC/T: TEXT AS RECEIVED.", "QUILL"),
        ("\n\nQUILL\nUNQTE", "QUILL"),
        ("\n\nQUILL UNQTE", "QUILL"),
        ("\n\nUNQTE", None),
        ("\n\nQUILL\nYY", "QUILL"),  # of telegrams that were sent again
        ("\n\nQUILL YY", "QUILL"),
        ("\n\nQUILL\nBT\n#1600/02\nNNNN", "QUILL"),
        ("\nQUILL BT #1600 NNNN", "QUILL"),
        ("\n\nQUILL CONFIDENTIAL", "QUILL"),
        ("\n\nQUILL\n\nEOM", "QUILL"),
        ("\n\nQUILL, JR.", "QUILL, JR."),
        ("\n\nVON DER QUILL", "VON DER QUILL"),
        ("", None),
        ("\n\nEND COMMENT", None),  # a closer
        ("\n\nROME 00000012  002 OF 002", None),  # a page line
        ("\n\nfog.sgov.gov/", None),  # an address
        ("\n\n007", None),
    ],
)
def test_signer(end: str, signer: str | None) -> None:
    cable = parse("", f"{HEAD}¶1. (C) The fog came in.{end}")
    assert cable.signer == signer
    if signer:
        assert [p.text for p in cable.paragraphs] == ["The fog came in."]


def test_a_signature_behind_the_end_of_a_quotation() -> None:
    cable = parse("", "SECRET ROME 12\n\nSUBJECT: FOG\n\n1. THE TEXT IS: QUOTE FOG. UNQUOTE QUILL\nNNNN")
    assert (cable.signer, cable.paragraphs[0].text) == ("QUILL", "THE TEXT IS: QUOTE FOG. UNQUOTE")


@pytest.mark.parametrize("signed", ["\nOXBOW\nUNQUOTE", "\n\nOXBOW\n\nUNQUOTE", "\nOXBOW. UNQUOTE"])
def test_who_signed_a_telegram_that_is_repeated_is_no_last_word(signed: str) -> None:
    body = f"1. FOLLOWING IS ZENDA 7: QUOTE\n\nTHE FOG ROSE.{signed}\nQUILL\n"
    cable = parse("", f"SECRET ROME 12\n\nSUBJECT: FOG\n\n{body}")
    assert (cable.signer, cable.paragraphs[-1].text) == ("QUILL", "THE FOG ROSE.")


def test_a_suffix_below_a_text_in_capitals_is_of_the_signature() -> None:
    assert parse("", "SECRET ROME 12\n\nSUBJECT: FOG\n\n1. THE FOG CAME IN.\nQUILL, JR.\nNNNN").signer == "QUILL, JR."


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("NNNN", "FL16 end of message"),
        ("BT", "FL16 end of message"),
        ("APPROVED BY: DCM", "drafting"),
        ("GP-3", "authority"),
        ("- - - - -", "rule"),
        ("QUILL", "signature"),
        ("Please visit Rome's Classified Website at: http://www.fog.sgov.gov/", "trailer"),
        ("Visit Ruritania's Economy Forum at\nhttp://www.fog.gov/communities/state/ruri tania", "trailer"),
        ("For more reporting from Embassy Rome, visit:\nvisit Rome's Classified Website at: http://a.gov/", "trailer"),
    ],
)
def test_last_line_is_accounted_for(end: str, kind: str) -> None:
    cable = parse("", f"{HEAD}¶1. (C) The fog came in.\n\n{end}")
    assert (cable.body_spans[-1].kind, cable.unread_chars) == (kind, 0)


@pytest.mark.parametrize(
    "end", ["of it\nABOUT THE FOG THAT CAME IN OVER\nSTRELSAU.", "about the fog over the\nU.S. Navy"]
)
def test_last_words_of_a_sentence_are_no_signature(end: str) -> None:
    cable = parse("", f"{HEAD}¶1. (C) The fog came in.\n\n¶2. (C) They spoke {end}")
    assert cable.signer is None
    assert cable.paragraphs[1].text == f"They spoke {end}".replace("\n", " ")


def test_a_trailer_that_a_page_line_cuts_is_read_to_its_end() -> None:
    page = " \n \nROME 00000012  003 OF 003 \n \n \nhttp://www.state.fog.gov/p/eur/ruritania/rome/index.c fm \n \nQUILL"
    cable = parse("", f"{HEAD}¶1. (C) The fog came in.\nPlease visit Rome's Classified Website at:{page}")
    assert (cable.unread_chars, cable.signer, len(cable.paragraphs)) == (0, "QUILL", 1)


@pytest.mark.parametrize(
    "end", ["the mission of the\nOSCE.", "in the capitals of Ruritania and\nZENDA", "seen by Oxbow, Quill,\nFOG"]
)
def test_the_last_word_of_a_sentence_is_no_signature(end: str) -> None:
    cable = parse("", f"SECRET ROME 000012\n\nSUBJECT: FOG\n\n1. (C) Fog rose over the harbor. It was {end}\n")
    assert (cable.signer, " ".join(end.split()) in cable.paragraphs[0].text) == (None, True)


def test_a_short_last_paragraph_below_a_heading_is_no_relic() -> None:
    cable = parse(
        "", "SECRET ROME 12\n\nSUBJECT: FOG\n\n1. HE LEFT FOR ZENDA ON MONDAY.\n\nECONOMIC OUTLOOK\n\n2. NO CHANGE.\n"
    )
    assert (cable.signer, [(p.number, p.heading) for p in cable.paragraphs]) == (
        None,
        [(1, None), (2, "ECONOMIC OUTLOOK")],
    )


def test_a_name_below_regards_is_the_signature() -> None:
    cable = parse(
        "", "SECRET ROME 000012\n\nSUBJECT: FOG\n\n1. (C) Fog rose over the harbor.\n\nWarm regards,\nOXBOW\n"
    )
    assert cable.signer == "OXBOW"


def test_a_sentence_that_names_a_web_site_is_text() -> None:
    words = "He urged us to visit their web site at http://www.fog.org and left. It is good."
    assert [p.text for p in parse("", f"{HEAD}¶1. (C) {words}\n\nQUILL\n").paragraphs] == [words]


def test_a_sentence_below_a_line_that_looks_like_a_name_is_text() -> None:
    body = "The fog rose over the harbor.\n\nEconomic Outlook\n\nThey do not believe it.\n"
    assert [p.text for p in parse("", HEAD + body).paragraphs][-2:] == ["Economic Outlook", "They do not believe it."]


@pytest.mark.parametrize(
    "end",
    [
        "-----\nVisit Rome's Classified Web Site at\nhttp://www.fog.gov/p/\n-----\n\nQUILL\nBT\n#0012\n\nNNNN\n",
        "Visit Rome's Classified Web Site at\nhttp://www.fog.gov/p/\n\nQUILL\n\n\nNNNN\n\n\n"
        "2008ROME00012 - CONFIDENTIAL\n",
        "For more reporting from Embassy Rome, visit:\nhttp://www.fog.gov/?cable s\n\n"
        "Visit Rome's Classified Website:\nhttp://www.fog.gov/\nQUILL\n",
        "Amembassy Rome's reporting telegrams are available on the\nRome SIPRNet Website: www.fog.gov/p\nQUILL\n",
        "Visit Elbonia's harbor community at\nhttp://www.fog.gov/communities /\n\nQUILL\n",
        "VISIT ROME'S CLASSIFIED WEBSITE AT:\nHTTP://WWW.FOG.GOV/INDEX.C FM\n\nQUILL\n",
        "VISIT ROME'S CLASSIFIED WEBSITE: HTTP://WWW.FOG.GOV/PORTAL:RO ME_CITY QUILL\n",
        "FOR FURTHER REPORTING FROM PRT ZENDA, VISIT THE EMBASSY'S SITE:\nHTTP://WWW.FOG.GOV/P\nQUILL\n",
    ],
)
def test_a_notice_of_a_web_site(end: str) -> None:
    cable = parse("", f"{HEAD}1. (C) The fog rose.\n\n{end}")
    assert ([p.text for p in cable.paragraphs], cable.signer, cable.unread_chars) == (["The fog rose."], "QUILL", 0)


@pytest.mark.parametrize("stop", [".", ")"])
def test_a_notice_of_a_web_site_with_a_number_is_a_paragraph(stop: str) -> None:
    cable = parse(
        "", f"{HEAD}1{stop} (C) Fog.\n\n2{stop} (U) Visit our classified website: http://www.fog.gov/p/\n\nQUILL\n"
    )
    assert cable.paragraphs[-1].text == "Visit our classified website: http://www.fog.gov/p/"


@pytest.mark.parametrize("end", ["HE SPOKE OF A QUOTE NEW UNQUOTE POLICY.", "WE ASK FOR AN\nEARLY REPLY CONFIDENTIAL"])
def test_a_word_behind_a_quotation_or_before_a_level_is_no_signature(end: str) -> None:
    assert parse("", f"{HEAD}1. (C) THE FOG ROSE. {end}\n").signer is None
