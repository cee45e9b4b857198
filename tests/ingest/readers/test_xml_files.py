"""XML: transcripts by the standards that mark their speakers, records, and what is of no known form."""

from __future__ import annotations

from datetime import date

import pytest

from archive import UnreadableError
from ingest.readers import ReadOptions, xml_files
from ingest.readers.forms import recognise
from ingest.readers.items import file_of
from ingest.readers.reader import Document
from ingest.readers.xml_files import XmlReader
from tests.ingest.readers.reading import read_all, read_one

AKOMA_NTOSO = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="d"><meta><identification>
<FRBRWork><FRBRdate date="2031-03-04" name="#g"/></FRBRWork><FRBRManifestation><FRBRdate date="2032-01-01"/></FRBRManifestation>
</identification><references><TLCPerson eId="AV" showAs="Ana Vale"/><TLCPerson eId="OM" showAs="Otto Moor"/></references></meta>
<debateBody><debateSection eId="d1"><heading>Tides</heading><summary>The House met at nine.</summary>
<speech by="#AV"><from>Minister Ana Vale <recordedTime time="2031-03-04T09:00:00"/></from><p>We open <i>the</i> ferry.</p></speech>
<question by="#OM"><from>Deputy Otto Moor</from><p>When?</p></question><answer by="#AV"><p>Monday.</p></answer></debateSection>
<debateSection eId="d2"><heading>Locks</heading><speech by="#AV"><p>The lock is open.</p><p>Now.</p></speech></debateSection>
</debateBody></debate></akomaNtoso>"""
PARLAMINT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title type="main">Minutes of the Assembly</title>
</titleStmt><publicationStmt><date when="2032-01-01">2032</date><p>A licence.</p></publicationStmt></fileDesc><profileDesc><settingDesc>
<setting><date when="2031-03-04">4.3.2031</date></setting></settingDesc><particDesc><listPerson><person xml:id="MoorOtto"><persName>
<forename>Otto</forename><surname>Moor</surname></persName></person></listPerson></particDesc></profileDesc></teiHeader><text><body>
<div type="debateSection"><note type="time">The sitting begins at nine.</note><note type="speaker">The PRESIDENT:</note>
<u who="#ValeAna"><seg>Good day.</seg><seg>We begin. <note>(A pause.)</note></seg></u>
<u who="#MoorOtto"><seg>{}</seg></u></div></body></text></TEI>"""
BUNDESTAG = """<dbtplenarprotokoll sitzung-datum="03.04.2031"><vorspann><kopfdaten><veranstaltungsdaten>
<datum date="03.04.2031">Donnerstag, den 3. April 2031</datum></veranstaltungsdaten></kopfdaten><inhaltsverzeichnis><redner id="5"><name>
<vorname>X</vorname></name></redner></inhaltsverzeichnis></vorspann><sitzungsverlauf><tagesordnungspunkt top-id="Punkt 1">
<p klasse="T_fett">Deiche</p><name>Präsidentin Ada Kern:</name><p klasse="J">Das Wort hat der Minister.</p><rede id="1"><p klasse="redner">
<redner id="1"><name><titel>Dr.</titel><vorname>Ole</vorname><nachname>Sand</nachname></name></redner>Dr. Ole Sand, Minister für Küsten:</p>
<p klasse="J_1">Wir bauen Deiche.</p><kommentar>(Beifall)</kommentar><p klasse="O">Und Schleusen.</p><name>Präsidentin Ada Kern:</name>
<p klasse="J">Danke.</p></rede></tagesordnungspunkt><tagesordnungspunkt top-id="Punkt 2"><rede id="2"><p klasse="redner"><redner id="2"><name>
<vorname>Eva</vorname><nachname>Moor</nachname><fraktion>KP</fraktion></name></redner>Eva Moor (KP):</p><p>Ich frage.</p></rede>
</tagesordnungspunkt></sitzungsverlauf></dbtplenarprotokoll>"""
SCRAPED = """<publicwhip><major-heading nospeaker="true">TIDES</major-heading><minor-heading>Ferries</minor-heading>
<speech speakername="Ana Vale"><p>To ask about ferries, caf&eacute;s &amp; quays.</p></speech><speech speakername="Ruth Orr"><p>They sail <i>daily</i>.</p>
<p>And at night.</p></speech><speech nospeaker="true"><p>Question put.</p></speech><major-heading>LOCKS</major-heading>
<speech speakername="Ruth Orr"><p>The lock is open.</p></speech><division><mplist><mpname>A</mpname></mplist></division></publicwhip>"""
CHAMBER = """<hansard version="2.1"><session.header><date>2031-03-04</date><page.no>1</page.no></session.header><chamber.xscript>
<debate><debateinfo><title>TIDES BILL</title><page.no>1</page.no></debateinfo><speech><talk.start><talker><name role="metadata">Vale, A</name>
<electorate>Quay</electorate><name role="display">Ms VALE</name></talker><para>I move the bill.</para></talk.start><para>It is good.</para>
<interjection><talk.start><talker><name role="display">Mr MOOR</name></talker><para>Shame!</para></talk.start></interjection></speech></debate>
<debate><debateinfo><title>QUESTIONS</title></debateinfo><question><talk.start><talker><name role="display">Mr MOOR</name></talker>
<para>When?</para></talk.start></question><answer><talk.start><talker><name role="display">Ms VALE</name></talker><para>Soon.</para></talk.start>
</answer></debate></chamber.xscript></hansard>"""
CLASSES = """<hansard version="2.2"><session.header><date>2031-03-04</date></session.header><chamber.xscript><debate><debateinfo><title>TIDES</title>
</debateinfo><speech><talk.start><talker><name role="display">Ms VALE</name></talker></talk.start><talk.text><body><p class="HPS-Normal"><span>
<a href="7" type="MemberSpeech"><span class="HPS-MemberSpeech">Ms VALE</span></a> (<span>Quay</span>) (<span>09:00</span>): I move it.</span></p>
<p><span><a href="8" type="MemberInterjecting"><span class="HPS-MemberInterjecting">Mr Moor:</span></a> Shame!</span></p></body></talk.text></speech>
</debate></chamber.xscript></hansard>"""
INTERVENTIONS = """<Hansard><ExtractedInformation><ExtractedItem Name="Date">Tuesday, March 4, 2031</ExtractedItem></ExtractedInformation>
<HansardBody><OrderOfBusiness><OrderOfBusinessTitle>Oral Questions</OrderOfBusinessTitle><SubjectOfBusiness><SubjectOfBusinessTitle>Ferries
</SubjectOfBusinessTitle><Intervention><PersonSpeaking><Affiliation>Hon. Ana Vale (Quay, KP):</Affiliation></PersonSpeaking><Content>
<ParaText>When does Bill <Document>C-9</Document> sail?</ParaText></Content></Intervention><Intervention><PersonSpeaking><Affiliation>Mr. Otto Moor
</Affiliation></PersonSpeaking><Content><ParaText>Soon.</ParaText></Content></Intervention></SubjectOfBusiness></OrderOfBusiness></HansardBody></Hansard>"""
MEMBERS = """<hansard><housecommons><date format="1931-03-04">Wednesday</date><debates><section><title>TIDES.</title><p><member>Mr. Otto Moor</member>
<membercontribution>asked when ferries sail?</membercontribution></p><p><member>The Minister of Tides (Miss Vale)</member><membercontribution>:
They sail daily.</membercontribution></p><p>And at night.</p></section></debates></housecommons></hansard>"""
ORATEURS = """<compteRendu><uid>CR1</uid><metadonnees><dateSeanceJour>mardi 04 mars 2031</dateSeanceJour><sommaire>S</sommaire></metadonnees><contenu>
<point><texte>Les marées</texte><paragraphe><orateurs><orateur><nom>Mme Ana Vale, ministre</nom><id>45</id></orateur></orateurs><texte>Nous ouvrons.
<italique>(Applaudissements.)</italique> Demain.</texte></paragraphe><paragraphe><orateurs><orateur><nom>M. Otto Moor</nom></orateur></orateurs>
<texte>Quand ?</texte></paragraphe></point></contenu></compteRendu>"""
SHAPE = """<interview xmlns="urn:x"><head>On the quay</head><turn speaker="Ana Vale"><text>We open.</text></turn><turn speaker="Otto Moor">
<text>When?</text></turn><exchange><speaker>Ana Vale</speaker><words>Soon.</words></exchange></interview>"""
DAY = date(2031, 3, 4)


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        (AKOMA_NTOSO, "a.xml", [
            ("Tides", DAY, "The House met at nine.\n\nMinister Ana Vale: We open the ferry.\n\nDeputy Otto Moor: When?\n\nAna Vale: Monday."),
            ("Locks", DAY, "Ana Vale: The lock is open.\n\nNow.")]),
        (PARLAMINT.format("Yes."), "a.xml", [
            ("Minutes of the Assembly", DAY, "The sitting begins at nine.\n\nThe PRESIDENT: Good day.\n\nWe begin.\n\n(A pause.)\n\nOtto Moor: Yes.")]),
        (PARLAMINT.format("<s><w>We</w><w join='right'>agree</w><pc>.</pc></s>"), "a.xml", [
            ("Minutes of the Assembly", DAY,
             "The sitting begins at nine.\n\nThe PRESIDENT: Good day.\n\nWe begin.\n\n(A pause.)\n\nOtto Moor: We agree.")]),
        (BUNDESTAG, "a.xml", [
            ("Punkt 1", date(2031, 4, 3), "Deiche\n\nPräsidentin Ada Kern: Das Wort hat der Minister.\n\nDr. Ole Sand, Minister für Küsten: Wir bauen "
             "Deiche.\n\n(Beifall)\n\nUnd Schleusen.\n\nPräsidentin Ada Kern: Danke."),
            ("Punkt 2", date(2031, 4, 3), "Eva Moor (KP): Ich frage.")]),
        (SCRAPED, "debates2031-03-04b.xml", [
            ("TIDES", DAY, "Ferries\n\nAna Vale: To ask about ferries, cafés & quays.\n\nRuth Orr: They sail daily.\n\nAnd at night.\n\nQuestion put."),
            ("LOCKS", DAY, "Ruth Orr: The lock is open.")]),
        (CHAMBER, "a.xml", [
            ("TIDES BILL", DAY, "Ms VALE: I move the bill.\n\nIt is good.\n\nMr MOOR: Shame!"),
            ("QUESTIONS", DAY, "Mr MOOR: When?\n\nMs VALE: Soon.")]),
        (CLASSES, "a.xml", [("TIDES", DAY, "Ms VALE: I move it.\n\nMr Moor: Shame!")]),
        (INTERVENTIONS, "a.xml", [
            ("Oral Questions", DAY, "Ferries\n\nHon. Ana Vale (Quay, KP): When does Bill C-9 sail?\n\nMr. Otto Moor: Soon.")]),
        (MEMBERS, "a.xml", [
            ("TIDES.", date(1931, 3, 4), "Mr. Otto Moor: asked when ferries sail?\n\nThe Minister of Tides (Miss Vale): They sail daily.\n\nAnd at night.")]),
        (ORATEURS, "a.xml", [
            ("Les marées", DAY, "Mme Ana Vale, ministre: Nous ouvrons.\n\n(Applaudissements.)\n\nDemain.\n\nM. Otto Moor: Quand ?")]),
        (SHAPE, "2031-03-04.xml", [("On the quay", DAY, "Ana Vale: We open.\n\nOtto Moor: When?\n\nAna Vale: Soon.")]),
    ],
)  # fmt: skip
def test_transcripts(source: str, name: str, expected: list[tuple[str, date, str]]) -> None:
    found = read_all('<?xml version="1.0"?>' + source, name)
    read = [one for one in found.values() if isinstance(one, Document)]
    assert [(one.title, one.date, one.text) for one in read] == expected
    assert list(found) == ([""] if len(expected) == 1 else [title.lower().replace(" ", "-") for title, _, _ in expected])
    for one in read:
        labels = [speech.label for speech in one.speeches]
        assert all(one.text[speech.start :].startswith(f"{speech.label}: ") for speech in one.speeches), labels


def test_a_question_is_marked_by_its_element_or_its_speaker() -> None:
    first = next(iter(read_all(AKOMA_NTOSO, "a.xml").values()))
    assert isinstance(first, Document)
    assert [speech.asks for speech in first.speeches] == [False, True, False]
    by_name = AKOMA_NTOSO.replace('eId="OM" showAs="Otto Moor"', 'eId="OM" showAs="Question"').replace("<question", "<speech")
    by_name = by_name.replace("</question", "</speech").replace("<from>Deputy Otto Moor</from>", "")
    second = next(iter(read_all(by_name, "a.xml").values()))
    assert isinstance(second, Document)
    assert [speech.asks for speech in second.speeches] == [False, True, False]


RECORD = """<transcript><transcript-id>18</transcript-id><title>The Prime Minister&#039;s Message</title>
<prime-minister>Orr, Ruth</prime-minister><release-date>{day}</release-date><release-type>Speeches</release-type>
<content><![CDATA[<p>The ferry opens.</p><p>It sails daily.</p>]]></content></transcript>"""


def test_a_record() -> None:
    found = read_all("<?xml version='1.0'?><transcripts>" + RECORD.format(day="16/09/2031") + "</transcripts>", "t-18.xml")
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
        '<nitf><head><title>Ferry opens</title><docdata><date.issue norm="20310304T090000Z"/></docdata></head><body><body.head><hedline>'
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
        ("<inventory><part no='1'>Rope</part></inventory>", r"XML of an unknown form \(<inventory>\): name its fields with --map"),
        ("<akomaNtoso><bill><body><section><num>1</num><content><p>A ferry is a boat.</p></content></section></body></bill></akomaNtoso>",
         r"XML of an unknown form \(<akomantoso>\)"),
        ("<inventory><part>Rope</inventory>", "XML that is broken: .*line 1"),
        ("<a>" * 300 + "</a>" * 300, "XML that is broken: .*depth"),
    ],
)  # fmt: skip
def test_what_is_refused_by_name(source: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_all("<?xml version='1.0'?>" + source, "a.xml")


def test_entities_are_never_expanded() -> None:
    declared = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c SYSTEM "file:///etc/hostname"><!ENTITY d "&b;&b;&b;">]>'
    document = read_one(
        f"<?xml version='1.0'?>{declared}<a><title>The Ferry</title><text>It opens on Monday &d; at nine &c; sharp.</text></a>", "a.xml"
    )
    assert document.text == "It opens on Monday &d; at nine &c; sharp."


def test_pieces_of_pages_are_no_xml() -> None:
    for source in ("<div><p>The ferry.</p></div>", "<section><h1>A</h1></section>", "<html xmlns='a'><body/></html>", "<?xml version='1.0'?><html/>"):
        assert not XmlReader().recognises(file_of(source.encode(), name="a.html"))
    assert isinstance(recognise(file_of(AKOMA_NTOSO.encode(), name="a.txt")), XmlReader)


def test_a_large_file_of_records_is_read_as_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_files, "LARGEST_ITEM", 20_000)
    records = "".join(RECORD.replace("18", str(n), 1).format(day="16/09/2031") for n in range(200))
    data = f"<?xml version='1.0'?><transcripts>{records}</transcripts>".encode()
    items = list(XmlReader().split(file_of(data, name="all.xml"), ReadOptions()))
    assert [item.key for item in items] == [str(n) for n in range(200)]
    assert XmlReader().read(items[3], ReadOptions()).text == "The ferry opens.\n\nIt sails daily."
    with pytest.raises(UnreadableError, match="XML that is broken"):
        list(XmlReader().split(file_of(data[:-20], name="all.xml"), ReadOptions()))
