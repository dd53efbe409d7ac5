"""Comparing what was painted with a picture that was looked at once.

    IPOF_UPDATE_SNAPSHOTS=1 python -m pytest tests/ui/test_painted_codings.py

writes the pictures anew; look at them before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy
import pytest
from PySide6.QtGui import QImage

FOLDER = Path(__file__).resolve().parent / "snapshots"
TOLERANCE = 1
LEAST_ALIKE = 0.995


def pixels(image: QImage) -> numpy.ndarray:
    """Return the red, green and blue of each pixel."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = numpy.frombuffer(plain.constBits(), dtype=numpy.uint8)
    return flat.reshape(plain.height(), plain.bytesPerLine() // 4, 4)[:, : plain.width(), :3].astype(int)


def share_alike(one: QImage, other: QImage) -> float:
    """Return the share of pixels that differ by one level at most; 0 where the sizes differ."""
    if one.size() != other.size():
        return 0.0
    apart = numpy.abs(pixels(one) - pixels(other)).max(axis=2)
    return float((apart <= TOLERANCE).mean())


def assert_looks_like(image: QImage, name: str, work: Path) -> None:
    """Fail where the picture differs from the one that is kept; what was painted is then in `work`."""
    kept = FOLDER / f"{name}.png"
    if os.environ.get("IPOF_UPDATE_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        assert image.convertToFormat(QImage.Format.Format_RGB32).save(str(kept), "png", 0)
        return
    assert kept.is_file(), f"there is no {kept.name} yet"
    alike = share_alike(image, QImage(str(kept)))
    if alike < LEAST_ALIKE:
        painted = work / f"{name}.png"
        image.save(str(painted))
        pytest.fail(f"{alike:.2%} of {name} is as it was, {LEAST_ALIKE:.1%} is asked for; painted: {painted}")
