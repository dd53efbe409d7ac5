"""What the binding of Qt keeps of objects that belong to Qt."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QLayoutItem
from shiboken6 import Shiboken


def items_without_layout() -> list[str]:
    """The items of layouts that the binding keeps though no layout has them any more (see `ui/widgets/layouts.py`).

    Items that Python keeps itself, as `FlowLayout` does, have no parent in the binding's eyes and are not among them.
    """
    known = [each for each in Shiboken.getAllValidWrappers() if isinstance(each, QLayoutItem)]
    layouts = [each for each in known if isinstance(each, QLayout)]
    kept = [each for each in known if not isinstance(each, QLayout) and "\nparent." in Shiboken.dump(each)]
    return [Shiboken.dump(each) for each in kept if all(layout.indexOf(each) < 0 for layout in layouts)]
