"""The configurations that express a statement, each with its sentence; the sheet that makes one of the statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.domain.sentences import sentence
from ipof_workbench.domain.statement_rows import Expressing
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.statements.tie_rows import Tie, TieRows
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, LinkButton
from ipof_workbench.ui.widgets.panels import Rule
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow


class ConfigurationCards(QWidget):
    """Chips to add and take away, the sentences below.

    Signals:
        followed(rid): a configuration was asked for.
        expressed(rid, bool): one more, or one less.
        made(): a new configuration is to be made of the statement.
    """

    followed = Signal(object)
    expressed = Signal(object, bool)
    made = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ties = TieRows(
            "Add a configuration that expresses it", "Number or title of a configuration", "It does not express it"
        )
        self.ties.added.connect(lambda row: self.expressed.emit(row.key, True))
        self.ties.removed.connect(lambda key: self.expressed.emit(key, False))
        self.ties.followed.connect(self.followed)
        self.make_button = Button("Make a configuration of it", "blocks")
        self.make_button.clicked.connect(self.made)
        self._inside = QWidget()
        self._inside.setObjectName("panelBody")
        self._column = QVBoxLayout(self._inside)
        self._column.addWidget(self.ties)
        self._cards: list[QWidget] = []
        foot = QHBoxLayout()
        foot.addWidget(self.make_button)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(self._inside)
        scroll.setAccessibleName("Configurations")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        theme = current_theme()
        self._column.setContentsMargins(0, theme.px(10), theme.px(4), theme.px(12))
        self._column.setSpacing(theme.px(10))

    def show_configurations(
        self, configurations: Sequence[Expressing], sentences: Mapping[Rid, Mapping[str, str]]
    ) -> None:
        """Show these; `sentences` are their parts."""
        self.ties.show_ties([Tie(held.rid, "blocks", held.words) for held in configurations])
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for at, held in enumerate(configurations, start=1):
            card = self._card(held, sentence(sentences.get(held.rid, {})))
            self._cards.append(card)
            self._column.insertWidget(at, card)

    def set_source(self, source: Callable[[str], Sequence[TypeAheadRow]]) -> None:
        """Ask `source` for configurations to add."""
        self.ties.set_source(source)

    def _card(self, held: Expressing, words: str) -> QWidget:
        theme = current_theme()
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(NumberDisc(held.number))
        title = LinkButton(held.title or "No title yet")
        title.setToolTip(f"Go to configuration {held.number}")
        title.clicked.connect(lambda: self.followed.emit(held.rid))
        head.addWidget(title)
        head.addStretch(1)
        column.addWidget(Rule())
        column.addLayout(head)
        column.addWidget(PlainLabel(words or "Nothing in it yet", "body", "text" if words else "text3", wrap=True))
        return card


class ConfigurationSheet(Sheet):
    """A configuration of a statement: its title, and elements for its places where the person names them.

    `on_made(title, places)` returns a problem in words, or "".
    """

    def __init__(
        self,
        host: QWidget,
        number: str,
        roles: Sequence[RoleRow],
        on_made: Callable[[str, tuple[tuple[str, str], ...]], str],
    ) -> None:
        super().__init__(host, f"Configuration of statement {number}", "Make it")
        self._on_made = on_made
        self.title = self.add_line("Title")
        self.add_words(
            "The sentence is kept as it is written. Name an element for each place that should hold one; the others "
            "stay empty."
        )
        self.places: dict[str, QLineEdit] = {role.key: self.add_line(role.label) for role in roles}
        self.set_work(self._make)

    def _make(self) -> str:
        places = tuple((key, field.text().strip()) for key, field in self.places.items() if field.text().strip())
        return self._on_made(self.title.text().strip(), places)
