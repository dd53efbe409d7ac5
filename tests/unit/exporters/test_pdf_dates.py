"""A PDF without the moment it was made, whose table of places still leads to its objects."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.exporters.pdf_dates import document_id, with_fixed_dates

ZONES = ("Z", "+05'45'", "-03'30'", "+05'45", "")


def pdf(day: str, zone: str, xmp: str, words: bytes = b"page") -> bytes:
    """A small file as Qt builds them: properties first, metadata, an object, the table, the trailer."""
    date = f"(D:{day}{zone})".encode()
    objects = [
        b"<<\n/CreationDate " + date + b"\n/ModDate " + date + b"\n>>",
        b'<x xmp:CreateDate="%b" xmp:ModifyDate="%b"/>' % (xmp.encode(), xmp.encode()),
        words,
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer\n<<\n>>\nstartxref\n%d\n%%%%EOF\n" % start


@pytest.mark.parametrize("zone", ZONES)
def test_every_moment_and_zone_gives_the_same_file(zone: str) -> None:
    content = with_fixed_dates(pdf("20261126165147", zone, "2026-11-26T16:51:47+05:45"))
    assert content == with_fixed_dates(pdf("19991231235959", "Z", "1999-12-31T23:59:59+00:00"))


@given(
    st.sampled_from(ZONES), st.binary(max_size=60).filter(lambda words: b"endobj" not in words and b"xref" not in words)
)
def test_the_table_leads_to_its_objects_and_their_words_stay(zone: str, words: bytes) -> None:
    content = with_fixed_dates(pdf("20261126165147", zone, "2026-11-26T16:51:47+00:00", words))
    assert words in content
    start = int(re.findall(rb"startxref\n([0-9]+)", content)[-1])
    assert content[start:].startswith(b"xref")
    for number, row in enumerate(re.findall(rb"([0-9]{10}) 00000 n", content[start:]), start=1):
        assert content[int(row) :].startswith(b"%d 0 obj" % number)


def test_what_is_no_such_file_stays_as_it_is() -> None:
    assert with_fixed_dates(b"%PDF-2.0 streams of references") == b"%PDF-2.0 streams of references"


def test_an_id_belongs_to_what_is_shown() -> None:
    assert document_id("a", "b") == document_id("a", "b") != document_id("ab", "")
