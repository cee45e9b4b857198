"""XML: transcripts by the standards that mark their speakers, records, and what is of no known form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive import UnreadableError
from ingest.readers import ReadOptions
from ingest.readers.forms import recognise
from ingest.readers.items import file_of
from ingest.readers.reader import Document
from ingest.readers.records import xml_files
from ingest.readers.records.xml_files import XmlReader
from tests.ingest.readers.reading import read_all, read_one

DAY = date(2031, 3, 4)
SAMPLES = Path(__file__).parent / "xml"


def sample(name: str) -> str:
    """Return a transcript by a standard, written by us."""
    return (SAMPLES / f"{name}.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        (
            sample("akoma_ntoso"),
            "a.xml",
            [
                (
                    "Tides",
                    DAY,
                    "The House met at nine.\n\nMinister Ana Vale: We open the ferry.\n\nDeputy Otto Moor: When?\n\n"
                    "Ana Vale: Monday.",
                ),
                ("Locks", DAY, "Ana Vale: The lock is open.\n\nNow."),
            ],
        ),
        (
            sample("tei").format("Yes."),
            "a.xml",
            [
                (
                    "Minutes of the Assembly",
                    DAY,
                    "The sitting begins at nine.\n\nThe PRESIDENT: Good day.\n\nWe begin.\n\n(A pause.)\n\nOtto Moor: Yes.",
                )
            ],
        ),
        (
            sample("tei").format("<s><w>We</w><w join='right'>agree</w><pc>.</pc></s>"),
            "a.xml",
            [
                (
                    "Minutes of the Assembly",
                    DAY,
                    "The sitting begins at nine.\n\nThe PRESIDENT: Good day.\n\nWe begin.\n\n(A pause.)\n\nOtto Moor: We agree.",
                )
            ],
        ),
        (
            sample("bundestag"),
            "a.xml",
            [
                (
                    "Punkt 1",
                    date(2031, 4, 3),
                    "Deiche\n\nPräsidentin Ada Kern: Das Wort hat der Minister.\n\nDr. Ole Sand, Minister für Küsten: Wir bauen "
                    "Deiche.\n\n(Beifall)\n\nUnd Schleusen.\n\nPräsidentin Ada Kern: Danke.",
                ),
                ("Punkt 2", date(2031, 4, 3), "Eva Moor (KP): Ich frage."),
            ],
        ),
        (
            sample("scraped"),
            "debates2031-03-04b.xml",
            [
                (
                    "TIDES",
                    DAY,
                    "Ferries\n\nAna Vale: To ask about ferries, cafés & quays.\n\nRuth Orr: They sail daily.\n\nAnd at night."
                    "\n\nQuestion put.",
                ),
                ("LOCKS", DAY, "Ruth Orr: The lock is open."),
            ],
        ),
        (
            sample("chamber"),
            "a.xml",
            [
                ("TIDES BILL", DAY, "Ms VALE: I move the bill.\n\nIt is good.\n\nMr MOOR: Shame!"),
                ("QUESTIONS", DAY, "Mr MOOR: When?\n\nMs VALE: Soon."),
            ],
        ),
        (sample("chamber_classes"), "a.xml", [("TIDES", DAY, "Ms VALE: I move it.\n\nMr Moor: Shame!")]),
        (
            sample("interventions"),
            "a.xml",
            [
                (
                    "Oral Questions",
                    DAY,
                    "Ferries\n\nHon. Ana Vale (Quay, KP): When does Bill C-9 sail?\n\nMr. Otto Moor: Soon.",
                )
            ],
        ),
        (
            sample("members"),
            "a.xml",
            [
                (
                    "TIDES.",
                    date(1931, 3, 4),
                    "Mr. Otto Moor: asked when ferries sail?\n\nThe Minister of Tides (Miss Vale): They sail daily.\n\n"
                    "And at night.",
                )
            ],
        ),
        (
            sample("orateurs"),
            "a.xml",
            [
                (
                    "Les marées",
                    DAY,
                    "Mme Ana Vale, ministre: Nous ouvrons.\n\n(Applaudissements.)\n\nDemain.\n\nM. Otto Moor: Quand ?",
                )
            ],
        ),
        (
            sample("shape"),
            "2031-03-04.xml",
            [("On the quay", DAY, "Ana Vale: We open.\n\nOtto Moor: When?\n\nAna Vale: Soon.")],
        ),
    ],
)
def test_transcripts(source: str, name: str, expected: list[tuple[str, date, str]]) -> None:
    found = read_all('<?xml version="1.0"?>' + source, name)
    read = [one for one in found.values() if isinstance(one, Document)]
    assert [(one.title, one.date, one.text) for one in read] == expected
    assert list(found) == (
        [""] if len(expected) == 1 else [title.lower().replace(" ", "-") for title, _, _ in expected]
    )
    for one in read:
        labels = [speech.label for speech in one.speeches]
        assert all(one.text[speech.start :].startswith(f"{speech.label}: ") for speech in one.speeches), labels


def test_one_heading_above_all_parts_is_the_title_of_one_release() -> None:
    source = sample("akoma_ntoso").replace("<debateBody>", "<debateBody><debateSection><heading>A Sitting</heading>")
    document = read_one(source.replace("</debateBody>", "</debateSection></debateBody>"), "a.xml")
    assert document.title == "A Sitting"
    assert document.text.startswith("Tides\n\nThe House met at nine.")
    assert document.text.endswith("Locks\n\nAna Vale: The lock is open.\n\nNow.")


def test_a_question_is_marked_by_its_element_or_its_speaker() -> None:
    first = next(iter(read_all(sample("akoma_ntoso"), "a.xml").values()))
    assert isinstance(first, Document)
    assert [speech.asks for speech in first.speeches] == [False, True, False]
    by_name = (
        sample("akoma_ntoso")
        .replace('eId="OM" showAs="Otto Moor"', 'eId="OM" showAs="Question"')
        .replace("<question", "<speech")
    )
    by_name = by_name.replace("</question", "</speech").replace("<from>Deputy Otto Moor</from>", "")
    second = next(iter(read_all(by_name, "a.xml").values()))
    assert isinstance(second, Document)
    assert [speech.asks for speech in second.speeches] == [False, True, False]


RECORD = """<transcript><transcript-id>18</transcript-id><title>The Prime Minister&#039;s Message</title>
<prime-minister>Orr, Ruth</prime-minister><release-date>{day}</release-date><release-type>Speeches</release-type>
<content><![CDATA[<p>The ferry opens.</p><p>It sails daily.</p>]]></content></transcript>"""


def test_a_record() -> None:
    found = read_all(
        "<?xml version='1.0'?><transcripts>" + RECORD.format(day="16/09/2031") + "</transcripts>", "t-18.xml"
    )
    (document,) = found.values()
    assert list(found) == [""]
    assert isinstance(document, Document)
    assert (document.title, document.date) == ("The Prime Minister's Message", date(2031, 9, 16))
    assert (document.byline, document.kind) == ("Ruth Orr, Prime Minister", "speech")
    assert document.text == "The ferry opens.\n\nIt sails daily."


def test_many_records_whose_days_show_which_is_first() -> None:
    records = [RECORD.replace("18", str(n), 1).format(day=day) for n, day in enumerate(["03/04/2031", "16/09/2031"])]
    found = read_all("<?xml version='1.0'?><transcripts>" + "".join(records) + "</transcripts>", "all.xml")
    assert [one.date for one in found.values() if isinstance(one, Document)] == [date(2031, 4, 3), date(2031, 9, 16)]
    assert list(found) == ["0", "1"]


def test_news() -> None:
    document = read_one(
        '<nitf><head><title>Ferry opens</title><docdata><date.issue norm="20310304T090000Z"/></docdata></head>'
        "<body><body.head><hedline>"
        "<hl1>Ferry opens</hl1></hedline><byline>Ministry of Tides</byline></body.head><body.content><p>The ferry opens.</p>"
        "<p>It sails daily.</p></body.content></body></nitf>",
        "a.xml",
    )
    assert (document.title, document.date, document.text) == ("Ferry opens", DAY, "The ferry opens.\n\nIt sails daily.")


def test_a_map_names_the_elements() -> None:
    source = "<stock><list><part><h>The Ferry</h><w when='2031-03-04'/><b>It opens on Monday.</b></part></list></stock>"
    fields = {"records": "list.part", "title": "h", "date": "w.when", "text": "b"}
    document = read_one(source, "a.xml", ReadOptions(fields=fields))
    assert (document.title, document.date, document.text) == ("The Ferry", DAY, "It opens on Monday.")
    with pytest.raises(UnreadableError, match=r"no element at 'list\.piece', where the map says"):
        read_all(source, "a.xml", ReadOptions(fields={"records": "list.piece"}))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "<inventory><part no='1'>Rope</part></inventory>",
            r"XML of an unknown form \(<inventory>\): name its fields with --map",
        ),
        (
            "<akomaNtoso><bill><body><section><num>1</num><content><p>A ferry is a boat.</p></content></section></body></bill>"
            "</akomaNtoso>",
            r"XML of an unknown form \(<akomantoso>\)",
        ),
        ("<inventory><part>Rope</inventory>", "XML that is broken: .*line 1"),
        ("<part>" * 300 + "</part>" * 300, "XML that is broken: .*depth"),
    ],
)
def test_what_is_refused_by_name(source: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_all("<?xml version='1.0'?>" + source, "a.xml")


def test_entities_are_never_expanded() -> None:
    declared = '<!DOCTYPE note [<!ENTITY b "lol"><!ENTITY c SYSTEM "file:///etc/hostname"><!ENTITY d "&b;&b;&b;">]>'
    document = read_one(
        f"<?xml version='1.0'?>{declared}<note><title>The Ferry</title><text>It opens on Monday &d; at &c; sharp.</text></note>",
        "a.xml",
    )
    assert document.text == "It opens on Monday &d; at &c; sharp."


def test_pieces_of_pages_are_no_xml() -> None:
    for source in (
        "<div><p>The ferry.</p></div>",
        "<section><h1>A</h1></section>",
        "<html xmlns='a'><body/></html>",
        "<?xml version='1.0'?><html/>",
    ):
        assert not XmlReader().recognises(file_of(source.encode(), name="a.html"))
    assert isinstance(recognise(file_of(sample("akoma_ntoso").encode(), name="a.txt")), XmlReader)


def test_a_large_file_of_records_is_read_as_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_files, "LARGEST_ITEM", 20_000)
    records = "".join(RECORD.replace("18", str(n), 1).format(day="16/09/2031") for n in range(200))
    data = f"<?xml version='1.0'?><transcripts>{records}</transcripts>".encode()
    items = list(XmlReader().split(file_of(data, name="all.xml"), ReadOptions()))
    assert [item.key for item in items] == [str(n) for n in range(200)]
    assert XmlReader().read(items[3], ReadOptions()).text == "The ferry opens.\n\nIt sails daily."
    with pytest.raises(UnreadableError, match="XML that is broken"):
        list(XmlReader().split(file_of(data[:-20], name="all.xml"), ReadOptions()))
