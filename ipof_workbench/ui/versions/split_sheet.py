"""Splitting a configuration: what goes to which part, and what becomes of the original."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import PlaceContentRow
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.versions.sheet_parts import SentenceField, run_or_say
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import RoleTile

PARTS = 2
_STAYS = (
    ("", "Stays in force with what no part takes"),
    ("parked", "Is parked as it is"),
    ("rejected", "Is rejected as it is"),
)


class SplitSheet(Sheet):
    """The form: a column for each part, a row for everything that stands in the configuration."""

    def __init__(self, session: Session, configuration: Rid, host: QWidget) -> None:
        self._session, self._rid = session, configuration
        detail = session.workbench.read.configuration(configuration)
        super().__init__(host, f"Split configuration {detail.row.number}", "Split", None, 620)
        self.setObjectName("splitSheet")
        self.add_words("Tick what goes to each part; what stands in both goes to both, and its quotes with it.")
        self.titles = [QLineEdit(detail.row.title) for _ in range(PARTS)]
        for at, field in enumerate(self.titles, start=1):
            field.setAccessibleName(f"Title of part {at}")
        self.add_row(*self.titles)
        self.boxes: list[tuple[Rid, list[QCheckBox]]] = []
        grid = QWidget()
        self._grid = QGridLayout(grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(current_theme().px(12))
        self._grid.setVerticalSpacing(current_theme().px(6))
        self._grid.setColumnStretch(0, 1)
        for at in range(PARTS):
            self._grid.addWidget(PlainLabel(f"Part {at + 1}", "caption", "text2", 600), 0, at + 1)
        for place in detail.places:
            for content in place.contents:
                self._add_content(place.role.key, content)
        grid.setAccessibleName("What goes to which part")
        self.add_field("What stands in it", grid)
        self.original = self.add_choice(f"Configuration {detail.row.number}", list(_STAYS), "parked", "splitStatus")
        self.reason = SentenceField("Why these are two")
        self.add_field("Reason", self.reason)
        self.set_work(self._split)

    def _add_content(self, role_key: str, content: PlaceContentRow) -> None:
        row = len(self.boxes) + 1
        style = self._session.role_style(role_key)
        words = QWidget()
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(RoleTile(style, 16))
        line.addWidget(PlainLabel(shorten(content.label, 70), "body", elide=True), 1)
        self._grid.addWidget(words, row, 0)
        boxes = []
        for at in range(PARTS):
            box = QCheckBox()
            box.setChecked(True)
            box.setAccessibleName(f"{content.label}, in part {at + 1}")
            self._grid.addWidget(box, row, at + 1, Qt.AlignmentFlag.AlignLeft)
            boxes.append(box)
        self.boxes.append((content.rid, boxes))

    def _split(self) -> str:
        from ipof_workbench.app.commands.splitting import ConfigurationPart, SplitConfiguration

        parts = tuple(
            ConfigurationPart(
                tuple(rid for rid, boxes in self.boxes if boxes[at].isChecked()), self.titles[at].text().strip()
            )
            for at in range(PARTS)
        )
        chosen = tuple(part for part in parts if part.contents)
        status = str(self.original.currentData() or "")
        if len(chosen) == PARTS and set(chosen[0].contents) == set(chosen[1].contents):
            return "Both parts hold the same: take something out of one of them."
        outcome, problem = run_or_say(
            self._session, SplitConfiguration(self._rid, chosen if not status else parts, status, self.reason.words())
        )
        if outcome is not None:
            made = outcome.result
            self._session.show_configuration(made[0].rid)
            self._session.show_toast(f"Split into {', '.join(part.number for part in made)}")
        return problem
