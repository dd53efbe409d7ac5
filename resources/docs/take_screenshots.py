"""Take the pictures of the documentation: every page of the sample study, light and dark, 1280 x 800.

    .venv/bin/python resources/docs/take_screenshots.py [FOLDER]
    .venv/bin/python resources/docs/take_screenshots.py --paper [FOLDER]
    .venv/bin/python resources/docs/take_screenshots.py --hasty FOLDER

The second takes the pictures of printed pages instead; it needs LibreOffice Writer and the tools of Poppler. The third
tries whether all pictures can be taken, and does not wait until what fades has faded.
Needs no screen. The study is built in a temporary folder by the importers that everybody uses; settings and recent
projects of the person who runs this are left alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
IMAGES = Path(__file__).resolve().parent / "images"
SIZE = (1280, 800)
MODES = ("light", "dark")
PAGES = ("data", "code", "statements", "configurations", "elements", "theory", "cases", "trail", "report")
CONFIGURATION = "3"
"""The configuration on view: one that causes another."""
HASTE = 0.1
"""What is left of each wait with `--hasty`."""
LARGEST = 250_000
"""Bytes that a picture may have: they are all in the repository."""

sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget


def wait(seconds: float = 0.6) -> None:
    """Let the event loop run, so that what is read in the background is shown."""
    from PySide6.QtCore import QCoreApplication

    end = time.monotonic() + seconds * (HASTE if "--hasty" in sys.argv else 1.0)
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)


def save(widget: QWidget, path: Path) -> None:
    """Write what a widget shows."""
    save_image(widget.grab().toImage(), path)


def save_image(image: QImage, path: Path) -> None:
    """Write a PNG of at most 256 colours: a third of the size, and no eye sees it."""
    from PySide6.QtGui import QImageWriter

    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(with_palette(image)):
        raise OSError(f"{path}: {writer.errorString()}")
    if path.stat().st_size > LARGEST:
        raise OSError(f"{path.name} has {path.stat().st_size:,} bytes, more than the {LARGEST:,} it may have.")


def with_palette(image: QImage) -> QImage:
    """Return the picture in its 256 most frequent colours; each other colour becomes the nearest of them."""
    import numpy
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = numpy.frombuffer(plain.constBits(), dtype=numpy.uint32).reshape(plain.height(), -1)[:, : plain.width()]
    # A sorted list is searched: `numpy.unique` would sort the places of a million pixels too, which takes ten times as
    # long.
    colours = numpy.unique(pixels & 0xFFFFFF)
    place = numpy.searchsorted(colours, (pixels & 0xFFFFFF).ravel())
    counts = numpy.bincount(place, minlength=len(colours))
    palette = colours[numpy.argsort(-counts, kind="stable")[:256]]
    parts = [((each[:, None] >> numpy.array([16, 8, 0])) & 255).astype(numpy.int32) for each in (colours, palette)]
    nearest = numpy.empty(len(colours), dtype=numpy.uint8)
    for start in range(0, len(colours), 2_000):
        apart = parts[0][start : start + 2_000, None, :] - parts[1][None, :, :]
        nearest[start : start + 2_000] = (apart * apart).sum(axis=2).argmin(axis=1)
    packed = nearest[place.reshape(pixels.shape)].tobytes()
    made = QImage(packed, plain.width(), plain.height(), plain.width(), QImage.Format.Format_Indexed8)
    made.setColorTable([0xFF000000 | int(colour) for colour in palette])
    return made.copy()


def show_work(window: Any) -> None:
    """Bring the pages to a state worth looking at: a text with codings, a configuration with its evidence."""
    session = window.session
    read = session.workbench.read
    chosen = next((row for row in read.configurations() if row.number == CONFIGURATION), read.configurations()[0])
    evidence = [row for row in read.evidence(configuration=chosen.rid) if row.kind == "interview"]
    if evidence:
        session.open_quote(evidence[0].document, evidence[0].start, evidence[0].end)
        wait()
    code = window.stack.pages.get("code")
    if code is not None:
        code.desk.continue_configuration(chosen.rid)
        wait(3.0)  # the outline around a quote has faded
    session.show_configuration(chosen.rid)
    wait()
    named = next((row for row in evidence if row.element is not None), None)
    if named is not None:
        session.show_element(named.element, named.role_key)
        wait(1.5)


DENSE_DOCUMENT = "Harbour/Harbour_P01_member"
SECOND_CODER = "Sam"
# The first and last words of a passage, and what the second coder says it is: a role with an element, or a code.
SECOND_CODINGS: tuple[tuple[str, str, str, str], ...] = (
    ("I gave myself a rule", "Night Watch room", "mechanism", "keeping oneself within limits"),
    ("Kitchen rule.", "foxes scream.", "context", "a room of small talk at night"),
    ("knitting and what's on", "foxes scream.", "", "Everyday talk"),
    ("Nobody told me to", "tell people that.", "", "Rules nobody wrote down"),
    ("All the difference.", "angry with him.", "mechanism", "nobody to answer to at home"),
    ("Pastry can say she was angry", "with him.", "outcome", "says the unsayable"),
    ("Denise can't, because", "at Christmas.", "", "Family ties"),
    ("his sister at the bowls club", "bowls club.", "context", "a small town"),
    ("I braced myself", "here it comes.", "mechanism", "expects to be judged"),
    ("Nine years of hospital", "relieved too.", "context", "others who went through the same"),
    ("And I felt it go", "felt it go.", "outcome", "shame loosens"),
)


def code_densely(workbench: Any) -> tuple[int, int]:
    """Let a second coder code what the first has coded; return the document and the offset of the densest place."""
    from ipof_workbench.app.commands.coding import CodePassage, CodeThematically
    from ipof_workbench.app.commands.coding_rounds import SetCodingRound
    from ipof_workbench.app.commands.record_edits import EditFields
    from ipof_workbench.domain.records import Coding

    document = workbench.read.document_named(DENSE_DOCUMENT).rid
    text = workbench.read.document_text(document).text
    first = workbench.analyst
    workbench.run(SetCodingRound(document, first.rid, "coded"))
    workbench.act_as(SECOND_CODER)
    configuration = None
    places = []
    for begin, finish, role, name in SECOND_CODINGS:
        start = text.index(begin)
        end = text.index(finish, start) + len(finish)
        places.append(start)
        if not role:
            workbench.run(CodeThematically(document, start, end, name=name))
            continue
        coded = workbench.run(CodePassage(document, start, end, role, configuration, label=name)).result
        configuration = coded.configuration
    noted = workbench.read.codings_of_document(document)
    chosen = next(row for row in noted if row.element_label == "says the unsayable" and row.analyst != first.rid)
    workbench.run(EditFields(Coding, chosen.coding, {"note": "Said under another name, and only there."}))
    workbench.run(SetCodingRound(document, workbench.analyst.rid, "in_progress"))
    workbench.act_as(first.name)
    return document, min(places)


def take_dense(window: Any, images: Path) -> list[Path]:
    """Take the pictures of a densely coded transcript, in the study that is open."""
    from ipof_workbench.ui.theme.theme import current_theme

    document, start = code_densely(window.session.workbench)
    window.session.open_quote(document, start, start + 1)
    window.show_page("code")
    page = window.stack.pages["code"]
    page.view.clear_selection()
    wait(3.0)  # the outline around a quote has faded
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.value() + 4)
    written = []
    for mode in MODES:
        current_theme().set_mode(mode)
        wait(1.2)
        written.append(images / f"code_dense_{mode}.png")
        save(window, written[-1])
    return written


def take(folder: Path, images: Path) -> list[Path]:
    """Build the sample study in `folder` and write the pictures to `images`; return them."""
    from ipof_workbench.app.sample import build_sample
    from ipof_workbench.main import create_window
    from ipof_workbench.ui.theme.theme import current_theme

    images.mkdir(parents=True, exist_ok=True)
    written = []

    def picture(name: str) -> None:
        path = images / f"{name}_{mode}.png"
        save(window, path)
        written.append(path)

    window: Any = create_window(None)
    window.resize(*SIZE)
    window.show()
    for mode in MODES:
        current_theme().set_mode(mode)
        wait()
        picture("start")
    current_theme().set_mode("light")
    window.open_project(build_sample(folder))
    wait(1.5)
    show_work(window)
    for mode in MODES:
        current_theme().set_mode(mode)
        for key in PAGES:
            window.show_page(key)
            wait(1.2)
            picture(key)
    written += take_dense(window, images)  # the last: it codes
    window.close()
    return written


def take_paper(folder: Path, images: Path) -> list[Path]:
    """Print the CMOC table and the supplement of the sample study; write a page of the one and six of the other."""
    import subprocess

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPainter

    from ipof_workbench.app.cmo_table import TableOptions
    from ipof_workbench.app.exports import export_table
    from ipof_workbench.app.house_styles import house_style
    from ipof_workbench.app.report_sets import ReportPlan, write_supplement
    from ipof_workbench.app.sample import build_sample
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.main import register_painters

    register_painters()
    style = house_style("bmj")
    with Workbench.open(build_sample(folder)) as workbench:
        export_table(workbench, "cmo-table", folder / "word_cmo_table.docx", options=TableOptions(style=style))
        write_supplement(workbench, ReportPlan(style=style), folder / "supplement.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    printer = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*printer, folder / "word_cmo_table.docx", folder / "supplement.docx"], check=True)
    for name, density, last in (("word_cmo_table", 110, 1), ("supplement", 48, 60)):
        pages = ["pdftoppm", "-png", "-r", str(density), "-l", str(last), folder / f"{name}.pdf", folder / name]
        subprocess.run(pages, check=True)
    table = QImage(str(sorted(folder.glob("word_cmo_table-*.png"))[0]))
    shown = [QImage(str(path)) for path in sorted(folder.glob("supplement-*.png"))]
    chosen = [*shown[:3], *[page for page in shown if page.width() < page.height()][1:2], *shown[8:10]]
    width, height, gap = max(page.width() for page in shown), max(page.height() for page in chosen), 12
    sheet = QImage(3 * width + 4 * gap, 2 * height + 3 * gap, QImage.Format.Format_RGB32)
    sheet.fill(0xFFD9D6CF)
    painter = QPainter(sheet)
    for at, page in enumerate(chosen):
        left, top = gap + at % 3 * (width + gap), gap + at // 3 * (height + gap)
        place = QRect(left + (width - page.width()) // 2, top, page.width(), page.height())
        painter.drawImage(place, page)
    painter.end()
    images.mkdir(parents=True, exist_ok=True)
    written = []
    for name, image in (("word_cmo_table", table), ("supplement", sheet)):
        path = images / f"{name}.png"
        save_image(image, path)
        written.append(path)
    return written


def main(arguments: list[str]) -> int:
    """Take all pictures, into the folder that is named or beside this script."""
    work = take_paper if "--paper" in arguments else take
    folders = [argument for argument in arguments if argument not in ("--paper", "--hasty")]
    images = Path(folders[0]) if folders else IMAGES
    with tempfile.TemporaryDirectory(prefix="ipof-pictures-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        for name in ("HOME", "USERPROFILE", "IPOF_WORKBENCH_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[name] = str(home)
        for path in work(Path(folder) / "study", images):
            sys.stdout.write(f"{path.name}  {path.stat().st_size // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
