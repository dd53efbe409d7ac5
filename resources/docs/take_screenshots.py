"""Take the pictures of the documentation: every page of the sample study, light and dark, 1280 x 800.

    .venv/bin/python resources/docs/take_screenshots.py [FOLDER]
    .venv/bin/python resources/docs/take_screenshots.py --paper [FOLDER]

The second takes the pictures of printed pages instead; it needs LibreOffice Writer and the tools of Poppler.
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

    end = time.monotonic() + seconds
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
    colours, place, counts = numpy.unique(pixels & 0xFFFFFF, return_inverse=True, return_counts=True)
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
    folders = [argument for argument in arguments if argument != "--paper"]
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
