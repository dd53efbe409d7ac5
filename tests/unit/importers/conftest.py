"""Word files made of a few lines of XML, text and table files, and the real interviews where they are at hand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


def relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


@pytest.fixture
def docx(tmp_path: Path) -> Callable[..., Path]:
    """Write a Word document: `docx(body, footnotes=..., name=...)`; `parts` adds or replaces parts."""

    def write(body: str = "", *, name: str = "talk.docx", parts: dict[str, str] | None = None, **notes: str) -> Path:
        path = tmp_path / name
        content = {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in notes)),
            **{f"word/{kind}.xml": f"<w:{kind} {NAMESPACES}>{inner}</w:{kind}>" for kind, inner in notes.items()},
            **(parts or {}),
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
            for part, text in content.items():
                container.writestr(part, text)
        return path

    return write


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of text (UTF-8, line ends as given) or bytes."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write_file


@pytest.fixture
def interviews() -> Path:
    """The folder with 41 real interviews; the test is skipped where they are absent."""
    folder = SHARED / "interviews"
    if not folder.is_dir():
        pytest.skip("the real interviews are not at hand")
    return folder


@pytest.fixture
def survey_file() -> Path:
    """A real survey with 1,433 respondents; the test is skipped where it is absent."""
    path = SHARED / "survey" / "mental_health_in_tech_2016.csv"
    if not path.is_file():
        pytest.skip("the real survey is not at hand")
    return path
