"""The list of quotes that every page uses: evidence under the heads of its cases, stances or targets.

A bundle (passages of one account) stands together, tied by a bracket. Enter or a double click asks for a quote's place
in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.appearance import STANCE_ORDER, stance_look
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.ui.evidence.quote_text import attribution, draw_bundle_bracket, draw_lines, quoted, wrapped
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import ListModel, draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_stance_glyph, elided
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex
Grouping = Literal["case", "stance", "configuration", ""]
ROW_ROLE = Qt.ItemDataRole.UserRole
_INDENT, _SIDE, _LINE, _SMALL_LINE = 23.0, 12.0, 18.0, 16.0


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The line over the quotes of a group; `stance` is set where the group is one."""

    name: str
    quotes: int
    stance: str = ""

    @property
    def words(self) -> str:
        """ "4 codings"; a bundle counts once."""
        return f"{self.quotes:,} coding{'' if self.quotes == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote in the list; `ties` tells whether the row before and the row after are of its bundle."""

    row: EvidenceRow
    ties: tuple[bool, bool] = (False, False)


Line = GroupHead | Quote


def grouped(rows: Iterable[EvidenceRow], by: Grouping = "case") -> list[Line]:
    """Return the rows under a head for each group, bundles together; without `by` there are no heads."""
    groups: dict[tuple[str, str], list[EvidenceRow]] = {}
    for row in rows:
        groups.setdefault(_group_of(row, by), []).append(row)
    keys = list(groups)
    if by == "stance":
        keys.sort(key=lambda key: STANCE_ORDER.index(key[1]))
    found: list[Line] = []
    for key in keys:
        members = _bundles_together(groups[key])
        if by:
            found.append(GroupHead(key[0], len({row.account for row in members}), key[1]))
        found += members_with_ties(members)
    return found


def _group_of(row: EvidenceRow, by: Grouping) -> tuple[str, str]:
    if by == "case":
        return row.case_name or "No case", ""
    if by == "stance":
        return stance_look(row.stance).words.capitalize(), row.stance
    if by == "configuration":
        if row.configuration is not None:
            return f"Configuration {row.number}", ""
        return (f"Statement {row.statement_number}" if row.statement is not None else "Links"), ""
    return "", ""


def _bundles_together(rows: Sequence[EvidenceRow]) -> list[EvidenceRow]:
    """Return the rows in their order, the members of a bundle after its first."""
    first: dict[int, int] = {}
    for at, row in enumerate(rows):
        if row.bundle is not None:
            first.setdefault(row.bundle, at)
    order = sorted(range(len(rows)), key=lambda at: (first.get(rows[at].bundle or 0, at), at))
    return [rows[at] for at in order]


def members_with_ties(rows: Sequence[EvidenceRow]) -> list[Quote]:
    """Return the rows as quotes that know whether their neighbours are of the same bundle."""
    bundles = [row.bundle for row in rows]
    before, after = [None, *bundles[:-1]], [*bundles[1:], None]
    return [
        Quote(row, (row.bundle is not None and row.bundle == above, row.bundle is not None and row.bundle == below))
        for row, above, below in zip(rows, before, after, strict=True)
    ]


class QuoteModel(ListModel[Line]):
    """Heads and quotes."""

    heads = (GroupHead,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.said: Callable[[EvidenceRow], str] = attribution

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the line itself, and words for screen readers and the tooltip."""
        line = self.rows[index.row()]
        if role == ROW_ROLE:
            return line
        if isinstance(line, GroupHead):
            return f"{line.name}, {line.words}" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            tied = ", bundled" if line.row.bundle is not None else ""
            return f"{stance_look(line.row.stance).words}{tied}: {quoted(line.row.quote)} {self.said(line.row)}"
        return None


class QuoteDelegate(QStyledItemDelegate):
    """Paints heads and quotes; a quote has at most three lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme = current_theme()
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 260
        line = index.data(ROW_ROLE)
        if not isinstance(line, Quote):
            return QSize(width, theme.px(36))
        room = width - theme.pxf(_INDENT + 2 * _SIDE)
        lines = len(wrapped(quoted(line.row.quote), theme.font("body"), room))
        return QSize(width, theme.px(lines * _LINE + _SMALL_LINE + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        line = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        if isinstance(line, GroupHead):
            self._paint_head(painter, line, box)
        elif isinstance(line, Quote):
            self._paint_quote(painter, option, line, box, index)
        painter.restore()

    def _paint_head(self, painter: QPainter, head: GroupHead, box: QRectF) -> None:
        theme = current_theme()
        inner = box.adjusted(theme.pxf(_SIDE), theme.pxf(8), -theme.pxf(_SIDE), -1)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, head.words)
        used = QFontMetricsF(painter.font()).horizontalAdvance(head.words)
        if head.stance:
            side = theme.pxf(14)
            glyph = QRectF(inner.left(), round(inner.center().y() - side / 2), side, side)
            draw_stance_glyph(painter, glyph, head.stance)
            inner.setLeft(inner.left() + theme.pxf(_INDENT))
        font = theme.font("section", 600)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        name = elided(head.name, font, inner.width() - used - theme.pxf(8))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        rule = QRectF(box.left() + theme.pxf(_SIDE), box.bottom() - 1, box.width() - theme.pxf(2 * _SIDE), 1)
        painter.fillRect(rule, theme.colour("border"))

    def _paint_quote(
        self, painter: QPainter, option: QStyleOptionViewItem, quote: Quote, box: QRectF, index: AnyIndex
    ) -> None:
        theme = current_theme()
        draw_row_ground(painter, option)
        before, after = quote.ties
        if before or after:
            tied = box.adjusted(theme.pxf(4), 0, 0, 0)
            draw_bundle_bracket(painter, tied, is_first=not before, is_last=not after)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = box.left() + theme.pxf(_SIDE), box.top() + theme.pxf(7)
        side = theme.pxf(14)
        draw_stance_glyph(painter, QRectF(left, top + theme.pxf(2), side, side), quote.row.stance)
        left += theme.pxf(_INDENT)
        room = box.right() - left - theme.pxf(_SIDE)
        painter.setPen(theme.colour("text"))
        font = theme.font("body")
        top = draw_lines(painter, left, top, wrapped(quoted(quote.row.quote), font, room), font, theme.pxf(_LINE))
        small = theme.font("small")
        painter.setPen(theme.colour("text2"))
        model = index.model()
        words = model.said(quote.row) if isinstance(model, QuoteModel) else attribution(quote.row)
        draw_lines(painter, left, top, [elided(words, small, room)], small, theme.pxf(_SMALL_LINE))


class QuoteList(WrappingList):
    """Lists quotes in groups.

    Args:
        name: what they are, for screen readers.
        by: what groups them: "case", "stance", "configuration" (what they bear on), or "" for no heads.
        said: the words under a quote; who said it and where, without what the head says already, is usual.

    `quote_activated` carries the `EvidenceRow` on a double click or Enter.
    """

    quote_activated = Signal(object)

    def __init__(
        self,
        name: str = "Quotes",
        parent: QWidget | None = None,
        *,
        by: Grouping = "case",
        said: Callable[[EvidenceRow], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; }")
        # Laying out thousands of wrapped quotes at once would hold the window up.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(100)
        self._by: Grouping = by
        self._rows: tuple[EvidenceRow, ...] = ()
        self._own_words = said
        self.quotes = QuoteModel(self)
        self.setModel(self.quotes)
        self.setItemDelegate(QuoteDelegate(self))
        self.doubleClicked.connect(self._activate)
        self._word()

    def show_quotes(self, rows: Sequence[EvidenceRow]) -> None:
        """Show these quotes; what was current stays current."""
        current = self.current_row()
        self._rows = tuple(rows)
        self.quotes.show(grouped(rows, self._by))
        if current is not None:
            self.choose(current.evidence)

    def group_by(self, by: Grouping) -> None:
        """Group the same quotes by something else."""
        self._by = by
        self._word()
        self.show_quotes(self._rows)

    def current_row(self) -> EvidenceRow | None:
        """Return the quote that is current."""
        line = self.currentIndex().data(ROW_ROLE)
        return line.row if isinstance(line, Quote) else None

    def choose(self, evidence: int) -> None:
        """Make the quote of this evidence the current one."""
        for at, line in enumerate(self.quotes.rows):
            if isinstance(line, Quote) and line.row.evidence == evidence:
                self.setCurrentIndex(self.quotes.index(at))
                return

    def choose_first(self) -> None:
        """Make the first quote the current one, where none is."""
        if self.current_row() is None:
            first = next((line for line in self.quotes.rows if isinstance(line, Quote)), None)
            if first is not None:
                self.choose(first.row.evidence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the quote in its text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _word(self) -> None:
        by_case = self._by == "case"
        self.quotes.said = self._own_words or (lambda row: attribution(row, with_case=not by_case))

    def _activate(self, index: AnyIndex) -> None:
        line = index.data(ROW_ROLE)
        if isinstance(line, Quote):
            self.quote_activated.emit(line.row)
