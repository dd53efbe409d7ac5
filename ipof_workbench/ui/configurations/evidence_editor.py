"""The judgement of the chosen evidence: compact fields under the list, for one quote or for several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import PlaceRow
from ipof_workbench.domain.vocabulary import Directness, Elicited, Epistemic
from ipof_workbench.ui.configurations.evidence_items import EvidenceItem, Item
from ipof_workbench.ui.evidence.judgement_fields import (
    SEVERAL,
    STRENGTHS,
    ChoiceBox,
    RationaleLine,
    StanceBox,
    choices_of,
)
from ipof_workbench.ui.evidence.target_picker import TargetPicker
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.panels import Rule
from ipof_workbench.ui.widgets.plain_label import PlainLabel

WHOLE = ("configuration", None)
NARROW = 360
"""Below so many pixels the fields stand two in a row."""


class EvidenceEditor(QWidget):
    """The fields of what is chosen in the list of evidence.

    Signals:
        judged(items, field, value): one field of them all.
        placed(items, kind, rid): they bear on another place of the configuration, or on the whole ("configuration",
            None).
        bears_also(items, target, stance), moved(items, target): a `targets.Target` was picked.
        bundled(items), unbundled(items).
        bundle_noted(bundle, words): why its passages are one account.
        left(): back to the list.
    """

    judged = Signal(object, str, object)
    placed = Signal(object, str, object)
    bears_also = Signal(object, object, str)
    moved = Signal(object, object)
    bundled = Signal(object)
    unbundled = Signal(object)
    bundle_noted = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()
        self._is_moving = False
        self.stance = StanceBox()
        self.stance.setPlaceholderText(f"Stance: {SEVERAL.lower()}")
        self.stance.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.stance.setMinimumWidth(current_theme().px(60))
        self.strength = ChoiceBox("Strength", STRENGTHS)
        self.directness = ChoiceBox("Directness", choices_of("Directness", Directness))
        self.epistemic = ChoiceBox("Observation", choices_of("Observed", Epistemic))
        self.elicited = ChoiceBox("Elicited", choices_of("Elicited", Elicited))
        self.place = ChoiceBox("Bears on", [(WHOLE, "On the whole")])
        self.rationale = RationaleLine()
        self.bundle_note = RationaleLine("Note of the bundle", "Why these passages are one account")
        self._bundle_shown: Rid | None = None
        self._note_of: Callable[[Rid], str] = lambda _bundle: ""
        self.facts = PlainLabel("", "small", "text2", elide=True)
        self.also, self.move_to, self.bundle = LinkButton("Also bears on…"), LinkButton("Move…"), LinkButton("Bundle")
        self.picker = TargetPicker()
        self._foot = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = current_theme()
        self._fields = QGridLayout()
        self._fields.setSpacing(theme.px(4))
        links = QWidget()
        row = QHBoxLayout(links)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.facts, 1)
        for link in (self.also, self.move_to, self.bundle):
            row.addWidget(link)
        self._foot.addWidget(links)
        self._foot.addWidget(self.picker)
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(6))
        column.setSpacing(theme.px(4))
        column.addWidget(Rule())
        column.addLayout(self._fields)
        column.addWidget(self.rationale)
        column.addWidget(self.bundle_note)
        self.bundle_note.hide()
        column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

        self._lay_out(3)

    def _lay_out(self, columns: int) -> None:
        boxes = (self.stance, self.strength, self.directness, self.epistemic, self.elicited, self.place)
        for at, box in enumerate(boxes):
            self._fields.removeWidget(box)
            self._fields.addWidget(box, at // columns, at % columns)
        for at in range(3):
            self._fields.setColumnStretch(at, int(at < columns))
        self._columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 3 if event.size().width() >= current_theme().px(NARROW) else 2
        if columns != self._columns:
            self._lay_out(columns)

    def _connect(self) -> None:
        self.stance.activated.connect(lambda _at: self.judged.emit(self._items, "stance", self.stance.stance()))
        for name in ("strength", "directness", "epistemic", "elicited"):
            box: ChoiceBox = getattr(self, name)
            box.picked.connect(lambda value, field=name: self.judged.emit(self._items, field, value))
        self.place.picked.connect(lambda key: self.placed.emit(self._items, *key))
        self.rationale.written.connect(lambda words: self.judged.emit(self._items, "rationale", words))
        self.bundle_note.written.connect(lambda words: self.bundle_noted.emit(self._bundle_shown, words))
        for line in (self.rationale, self.bundle_note):
            line.left_by_key.connect(self.left)
        self.also.clicked.connect(lambda: self._ask(False))
        self.move_to.clicked.connect(lambda: self._ask(True))
        self.bundle.clicked.connect(self._bundle)
        self.picker.picked.connect(self._pick)
        self.picker.closed.connect(self._close_picker)
        current_theme().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        # A bound method: Qt lets go of it with the widget.
        self._foot.setFixedHeight(current_theme().px(28))

    def set_source(self, source: Callable[[str], Sequence[object]]) -> None:
        """Take what offers the targets of the picker."""
        self.picker.set_source(source)  # type: ignore[arg-type]

    def set_notes(self, note_of: Callable[[Rid], str]) -> None:
        """Take what gives the note of a bundle."""
        self._note_of = note_of

    def set_editable(self, can_edit: bool) -> None:
        """Let the fields be changed, or not."""
        self.setEnabled(can_edit)

    def offer_places(self, places: Sequence[PlaceRow], links: Sequence[tuple[Rid, str]] = ()) -> None:
        """Offer the places of the configuration that is shown, and its links (rid, words)."""
        offered: list[tuple[object, str]] = [(WHOLE, "On the whole")]
        offered += [
            (("place", place.place), f"On {place.role.label.lower()}") for place in places if place.place is not None
        ]
        self.place.offer([*offered, *((("link", link), f"On {words}") for link, words in links)])

    def show_items(self, items: Sequence[Item], also_on: Sequence[str] = ()) -> None:
        """Show what was judged of these; `also_on` says what else the passage bears on."""
        if [item.rids for item in items] != [item.rids for item in self._items]:
            self.rationale.setModified(False)
            self.bundle_note.setModified(False)
            self._close_picker()
        self._items = tuple(items)
        if not items:
            return
        firsts = [item.first for item in items]
        stances = {first.stance for first in firsts}
        self.stance.set_stance(next(iter(stances)) if len(stances) == 1 else "")
        for name in ("strength", "directness", "epistemic", "elicited"):
            getattr(self, name).show_values({getattr(first, name) for first in firsts})
        self.place.show_values(set(self._places()))
        rationales = {first.rationale for first in firsts}
        self.rationale.show_text(next(iter(rationales)) if len(rationales) == 1 else "")
        self.facts.setText(" · ".join((self._judged_words(), *also_on)))
        self._show_bundle()

    def chosen(self) -> tuple[Item, ...]:
        """Return what the fields speak of."""
        return self._items

    def _places(self) -> list[tuple[str, Rid | None]]:
        found: list[tuple[str, Rid | None]] = []
        for item in self._items:
            rows = item.rows if isinstance(item, EvidenceItem) else (item.first,)
            found += [_bears_on(row.place, row.link) for row in rows]
        return found

    def _judged_words(self) -> str:
        versions = {item.first.version for item in self._items}
        analysts = {item.first.analyst_name for item in self._items}
        if len(versions) > 1:
            against = "several versions"
        else:
            version = next(iter(versions))
            against = f"version {version}" if version else "the open draft"
        who = next(iter(analysts)) if len(analysts) == 1 else "Several analysts"
        # A link has no versions.
        words = who if all(item.first.link is not None for item in self._items) else f"On {against}, {who}"
        self.facts.setAccessibleName(f"Judged by {words if words == who else f'{who} against {against}'}")
        return f"{len(self._items):,} chosen: {words}" if len(self._items) > 1 else words

    def _show_bundle(self) -> None:
        passages = [item for item in self._items if isinstance(item, EvidenceItem)]
        bundles = {item.first.bundle for item in passages}
        is_one = len(bundles) == 1 and None not in bundles
        self.bundle.setText("Unbundle" if is_one else "Bundle")
        self._bundle_shown = next(iter(bundles)) if is_one else None
        self.bundle_note.setVisible(self._bundle_shown is not None)
        if self._bundle_shown is not None:
            self.bundle_note.show_text(self._note_of(self._bundle_shown))
        if is_one or (len(passages) > 1 and len(passages) == len(self._items)):
            self.bundle.enable()
            self.bundle.setToolTip(
                "Count these passages one by one again" if is_one else "Count these passages of one account once"
            )
        else:
            self.bundle.disable("Choose two passages or more of one account, with Ctrl or Shift.")

    def _bundle(self) -> None:
        (self.unbundled if self.bundle.text() == "Unbundle" else self.bundled).emit(self._items)

    def _ask(self, moving: bool) -> None:
        self._is_moving = moving
        self._foot.setCurrentIndex(1)
        words = "Move it to: number or words" if moving else "Number or words of a configuration or statement"
        self.picker.ask("" if moving else (self.stance.stance() or "supports"), words)

    def _pick(self, target: object, stance: str) -> None:
        if self._is_moving:
            self.moved.emit(self._items, target)
        else:
            self.bears_also.emit(self._items, target, stance)

    def _close_picker(self) -> None:
        self.picker.field.close_list()
        self._foot.setCurrentIndex(0)


def _bears_on(place: Rid | None, link: Rid | None) -> tuple[str, Rid | None]:
    if link is not None:
        return "link", link
    return ("place", place) if place is not None else WHOLE
