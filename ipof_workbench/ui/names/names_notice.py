"""What the page has to say: what was done, where names still stand, what erasing means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import NoticeBox, NoticeKind


class NamesNotice(QWidget):
    """A notice over the places; hidden while there is nothing to say. `asks` tells whether it waits for an answer."""

    def __init__(self) -> None:
        super().__init__()
        theme = current_theme()
        self.asks = False
        self.box = NoticeBox("success", "", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        column.addWidget(self.box)
        self.hide()

    def say(self, sentence: str, kind: NoticeKind = "success", link: str = "") -> None:
        """Say something, with a link to answer it; an empty sentence takes the notice away."""
        self.asks = bool(link)
        self.setVisible(bool(sentence))
        if sentence:
            self.box.set_text(sentence, link, kind)


def elsewhere_words(found: Sequence[tuple[str, int]]) -> str:
    """Say where else the names still stand."""
    if not found:
        return "They stand nowhere else in the project."
    parts = [f"{number:,} {words}" for words, number in found]
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"They also stand in {listed}: reword those by hand."
