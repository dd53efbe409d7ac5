"""Word documents: every word once, in order, none glued; what is no honest document is refused in a sentence."""

from __future__ import annotations

import re
import struct
import zipfile

import pytest

from ipof_workbench.domain.errors import InputTooLarge, UnreadableInput
from ipof_workbench.importers import limits
from ipof_workbench.importers.word_document import read_word_document


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


BOX = f"<w:txbxContent>{p(r('in the box'))}</w:txbxContent>"
CASES = {
    "paragraphs are lines": (p(r("One")) + p() + p(r("Two")), "One\n\nTwo"),
    "runs of one word are joined": (p(r("Wat"), r("er")), "Water"),
    "soft breaks and page breaks are lines": (
        p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type='page'/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>"),
        "a\nb\nc\nd",
    ),
    "tabs are tabs, tab stops are not": (
        p("<w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr>", "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"),
        "a\tb",
    ),
    "a hyphen that does not break stays one": (
        p("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>s</w:t></w:r>"),
        "co\u2011ops",
    ),
    "symbols are signs": (
        p(r("x"), "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:sym w:char='2192'/><w:sym w:char='zz'/></w:r>"),
        "x✓→",
    ),
    "a line end inside a run is a space": (p(r("one\ntwo")), "one two"),
    "insertions and moved text stay, deletions go": (
        p(
            r("I "),
            "<w:del><w:r><w:delText>never </w:delText><w:t>no</w:t></w:r></w:del>",
            f"<w:ins>{r('always ')}</w:ins><w:moveFrom>{r('gone')}</w:moveFrom><w:moveTo>{r('here')}</w:moveTo>",
        ),
        "I always here",
    ),
    "hyperlinks, smart tags, content controls and unknown wrappers are looked into": (
        p(
            f"<w:hyperlink>{r('link ')}</w:hyperlink><w:smartTag>{r('tag ')}</w:smartTag>",
            f"<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent>{r('control ')}</w:sdtContent></w:sdt>",
            f"<w:strange>{r('strange')}</w:strange>",
        ),
        "link tag control strange",
    ),
    "a content control around paragraphs": (
        f"<w:sdt><w:sdtContent>{p(r('a'))}{p(r('b'))}</w:sdtContent></w:sdt>{p(r('c'))}",
        "a\nb\nc",
    ),
    "fields show their result": (
        p(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>",
            f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r('7')}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            f"<w:fldSimple w:instr='DATE'>{r(' May')}</w:fldSimple>",
        ),
        "7 May",
    ),
    "a text box is read once, after its paragraph": (
        p(
            r("before "),
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{BOX}</mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            r("after"),
        )
        + p(r("next")),
        "before after\nin the box\nnext",
    ),
    "a text box only old programs know": (
        p(
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'/>"
            f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        "\nin the box",
    ),
    "a table has a line a row and a tab between cells": (
        p(r("top")) + tbl([p(r("a")), p(r("b"))], [p(r("c")), p()]) + p(r("end")),
        "top\na\tb\nc\t\nend",
    ),
    "a cell of several paragraphs keeps them apart": (tbl([p(r("a")), p(r("b")) + p(r("c"))]), "a\tb\nc"),
    "a table in a table": (
        tbl([tbl([p(r("in")), p(r("ner"))], [p(r("two")), p()]) + p(), p(r("outer"))]),
        "in\tner\ntwo\t\touter",
    ),
    "rows and cells in content controls": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{p(r('a'))}</w:tc></w:sdtContent></w:sdt>"
        f"<w:tc>{p(r('b'))}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
        "a\tb",
    ),
    "a deleted row goes": (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('gone'))}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p(r('kept'))}</w:tc></w:tr></w:tbl>",
        "kept",
    ),
    "formulas and ruby are words too": (
        p(
            "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('kana')}</w:rt><w:rubyBase>{r('字')}</w:rubyBase></w:ruby></w:r>",
        ),
        "x=1(kana)字",
    ),
}


@pytest.mark.parametrize(("body", "words"), CASES.values(), ids=CASES)
def test_the_body_is_read_in_document_order(docx, body, words):
    assert read_word_document(docx(body + p(r("."), r("End")))).text == words + "\n.End"


def test_the_strict_namespace_is_read_too(docx):
    path = docx(p(r("Strict "), r("words")))
    strict = zipfile.ZipFile(path).read("word/document.xml").decode()
    strict = strict.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_word_document(docx("", parts={"word/document.xml": strict})).text == "Strict words"


def test_notes_and_comments_stand_marked_where_they_are_referred_to(docx):
    body = p(
        r("Water"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        r(" is dear "),
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r>',
        r("here"),
        '<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>',
        '<w:r><w:footnoteReference w:id="99"/></w:r>',
    )
    read = read_word_document(
        docx(
            body,
            footnotes=f'<w:footnote w:type="separator" w:id="0">{p(r("no"))}</w:footnote>'
            f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", r(" since 2020"))}{p(r("more"))}</w:footnote>',
            endnotes=f'<w:endnote w:id="1">{p(r("last"))}</w:endnote>',
            comments=f'<w:comment w:id="0" w:author="Ann">{p(r("check"))}</w:comment>'
            f'<w:comment w:id="1" w:author="">{p(r("who?"))}</w:comment>',
        )
    )
    assert read.text == (
        "Water [Footnote: since 2020 more] is dear [Comment by Ann: check] [Comment: who?]here [Endnote: last]"
    )
    assert any("square brackets (4)" in note for note in read.notes)


def test_deletions_and_embedded_files_are_noted(docx):
    notes = read_word_document(docx(p(r("a"), "<w:del/>") + "<w:altChunk/>")).notes
    assert any("track changes" in note for note in notes)
    assert any("embeds another file" in note for note in notes)


def test_the_leading_bold_run_of_a_paragraph_is_known_by_offsets(docx):
    off = '<w:b w:val="0"/>'
    body = p(r("Ann", "<w:b/>"), r(" B:", "<w:b/>"), r(" hi")) + p(r("plain"), r("bold", "<w:b/>")) + p(r("no", off))
    read = read_word_document(docx(body))
    assert read.bold == {0: 6}


def test_the_main_part_is_found_by_its_relation_and_not_by_its_name(docx):
    text = zipfile.ZipFile(docx(p(r("Elsewhere"), r("!")))).read("word/document.xml").decode()
    rels = '<Relationships><Relationship Type="x/officeDocument" Target="/other/main.xml"/></Relationships>'
    path = docx("", parts={"_rels/.rels": rels, "other/main.xml": text})
    assert read_word_document(path).text == "Elsewhere!"


def test_no_word_of_the_real_interviews_is_lost(interviews):
    for path in sorted(interviews.glob("*.docx")):
        xml = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
        words = "".join(re.findall(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>", xml))
        for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
            words = words.replace(entity, sign)
        text = read_word_document(path).text
        assert "".join(text.split()) == "".join(words.split()), path.name
        paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
        assert len(re.split(r"[\n\t]", text)) == len(paragraphs), path.name


def refusal(path, kind=UnreadableInput) -> str:
    with pytest.raises(kind) as caught:
        read_word_document(path)
    sentence = caught.value.sentence
    assert path.name in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_a_file_of_another_kind_is_refused_whatever_its_name(write):
    assert "not a Word document" in refusal(write("talk.docx", b"%PDF-1.7 something"))


def test_the_old_word_format_is_refused(write):
    assert "old Word format" in refusal(write("talk.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))


def test_an_encrypted_document_is_said_to_be_protected_by_a_password(write):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(90)
    assert "remove the password" in refusal(write("talk.docx", ole))


def test_a_zip_with_encrypted_parts_is_said_to_be_protected(docx):
    path = docx(p(r("secret")))
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(mark, start + 4)
    path.write_bytes(content)
    assert "password" in refusal(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_document_is_refused(docx, share):
    path = docx(p(*(r(f"word {number} ") for number in range(2000))))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert "broken off or damaged" in refusal(path)


def test_a_damaged_part_is_refused(docx):
    path = docx(p(*(r(f"word {number} ") for number in range(2000))))
    content = bytearray(path.read_bytes())
    at = content.find(b"word/document.xml") + 400
    content[at : at + 40] = bytes(40)
    path.write_bytes(content)
    assert "damaged" in refusal(path)


def test_a_bomb_of_many_small_paragraphs_is_refused_before_it_is_unpacked(docx):
    sentence = refusal(docx(p(r("a")) * 400_000), InputTooLarge)
    assert "unpack" in sentence


def test_a_container_over_the_limit_is_refused(docx, monkeypatch):
    monkeypatch.setattr(limits, "CONTAINER_BYTES", 5_000)
    assert "unpack" in refusal(docx(p(*(r(f"word {number}") for number in range(100)))), InputTooLarge)


def test_a_huge_single_node_is_refused(docx, monkeypatch):
    monkeypatch.setattr(limits, "PACKING_RATIO", 10_000)
    refusal(docx(p(r("a" * 11_000_000))), InputTooLarge)


def test_a_header_that_lies_about_the_size_is_refused(docx):
    path = docx(p(r("word " * 3000)))
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.find(mark, content.find(b"word/document.xml", content.find(mark) + 1) - 60)
        content[start + at : start + at + 4] = struct.pack("<I", 100)
    path.write_bytes(content)
    refusal(path)


def test_an_overlong_text_is_refused(docx, monkeypatch):
    monkeypatch.setattr(limits, "TEXT_CHARACTERS", 1_000)
    assert "longer than 1,000 characters" in refusal(docx(p(r("word ")) * 300), InputTooLarge)


@pytest.mark.parametrize(
    "wrap", ["<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"]
)
def test_parts_nested_too_deep_are_refused(docx, wrap):
    body = p(r("deep"))
    for _ in range(70):
        body = wrap.format(body)
    assert "deep" in refusal(docx(body), InputTooLarge)


BOMB = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_xml_bomb_is_refused_by_its_declaration(docx, tmp_path, encoding):
    plain = zipfile.ZipFile(docx(p(r("&b;")))).read("word/document.xml").decode()
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr(
            "word/document.xml", (f'<?xml version="1.0" encoding="{encoding}"?>' + BOMB + plain).encode(encoding)
        )
    assert "declares entities" in refusal(path)


def test_an_external_entity_in_a_part_with_notes_is_refused(docx, write):
    secret = write("secret.txt", "secret words")
    notes = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><x>&s;</x>'
    path = docx(p(r("hello")), footnotes="", parts={"word/footnotes.xml": notes})
    assert "word/footnotes.xml" in refusal(path)


def test_xml_that_is_not_well_formed_is_refused(docx):
    assert "not valid XML" in refusal(docx("<w:p>"))


@pytest.mark.parametrize("parts", [{}, {"word/document.xml": "<workbook/>"}])
def test_a_container_without_a_word_document_is_refused(tmp_path, parts):
    path = tmp_path / "book.docx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("xl/workbook.xml", "<workbook/>")
        for part, text in parts.items():
            container.writestr(part, text)
    assert "holds no Word document" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(docx):
    path = docx(p(r("one")))
    with zipfile.ZipFile(path, "a") as container:
        container.writestr("word/document.xml", "<other/>")
    assert "twice" in refusal(path)


@pytest.mark.parametrize("body", ["", p(), p(r("… – !"))])
def test_a_document_without_words_is_refused(docx, body):
    assert "no words" in refusal(docx(body))
