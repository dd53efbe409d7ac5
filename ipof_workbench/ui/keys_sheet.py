"""The overview of all keys, made from the action table and from what the pages say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ipof_workbench.ui.actions import Actions
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.key_cap import KeyCap
from ipof_workbench.ui.widgets.plain_label import PlainLabel

_LISTS = (
    ("↑ ↓", "Move along a list or table"),
    ("Enter", "Open what is chosen"),
    ("F2", "Rename or edit"),
    ("Esc", "Back to what the page is for"),
)


MAPPED = "code_"
"""How the names of actions begin whose keys the page tells itself, for the key map may give them others."""
Groups = dict[str, list[tuple[str, str]]]
"""Group -> (keys, what they do)."""


def all_keys(
    actions: Actions, pages: Iterable[Page], page_keys: Sequence[tuple[str, str]], front: Page | None = None
) -> Groups:
    """Return group -> (keys, what they do): those of the page in front first, then the window's, the lists', and each
    other page's own."""
    groups: Groups = {}
    for menu, keys, words in actions.key_rows():
        groups.setdefault(menu, []).append((keys, words))
    groups.setdefault("View", []).extend(page_keys)
    groups["Lists"] = list(_LISTS)
    for page in pages:
        rows = list(page.page_keys())
        rows += [
            (action.shortcut().toString(), action.text().replace("&", "").removesuffix("…"))
            for action in page.page_actions()
            if not action.shortcut().isEmpty() and not action.objectName().startswith(MAPPED)
        ]
        if rows:
            groups[page.page_title] = rows
    first = {front.page_title: groups[front.page_title]} if front and front.page_title in groups else {}
    return {**first, **groups}


def open_keys_sheet(host: QWidget, groups: Groups, change: Callable[[], None] | None = None) -> Sheet:
    """Show the keys over the window; `change` opens the page where those of coding are changed."""
    theme = current_theme()
    content = QWidget()
    grid = QGridLayout(content)
    grid.setContentsMargins(0, 0, theme.px(12), 0)
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(6))
    row = 0
    for head, keys in groups.items():
        grid.addWidget(PlainLabel(head, "section", weight=600), row, 0, 1, 2)
        row += 1
        for key, words in keys:
            grid.addWidget(KeyCap(key), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(PlainLabel(words, elide=True), row, 1)
            row += 1
        grid.setRowMinimumHeight(row, theme.px(8))
        row += 1
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(row, 1)

    def accept() -> str:
        if change is not None:
            change()
        return ""

    sheet = Sheet(host, "Keys", "Change keys" if change is not None else "", accept, width=560)
    sheet.setObjectName("keysSheet")
    sheet.add_scrolling(content, 420)
    sheet.open()
    return sheet
