"""One or two texts side by side. All that codes acts on the one that has (or had last) the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QActionEvent
from PySide6.QtWidgets import QSplitter

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.coding.element_picker import ElementPicker
from ipof_workbench.ui.coding.open_text import OpenText
from ipof_workbench.ui.coding.reading_pane import ReadingPane
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView

BESIDE_VIEW = "transcriptViewBeside"


class Pane:
    """A text with its bar, its codings, and which document it holds."""

    def __init__(self, session: Session, picker: ElementPicker, parent: QObject, is_beside: bool = False) -> None:
        self.widget = ReadingPane(is_beside=is_beside)
        self.view = self.widget.view
        if is_beside:
            self.view.setObjectName(BESIDE_VIEW)
            self.view.setAccessibleName("Second transcript")
        self.shown = ShownCodings(lambda: session.workbench.read, self.view)
        self.text = OpenText(session, self.widget, self.shown, picker, parent)


class Panes(QObject):
    """The texts of the Code page, in a splitter (`widget`, object name `readingPanes`).

    `view` and `shown` stand for those of the active pane: what codes is made for them once and follows by itself.
    `active_changed` follows when another pane became the active one, `count_changed` when a second came or went;
    `pane_made` carries the second `Pane` when it is made.
    """

    active_changed = Signal()
    count_changed = Signal()
    pane_made = Signal(object)

    def __init__(self, session: Session, picker: ElementPicker, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._picker = session, picker
        self._late: list[Callable[[TranscriptView], object]] = []
        self.first = Pane(session, picker, self)
        self._beside: Pane | None = None
        self.active = self.first
        self.view = cast("TranscriptView", _ActiveView(self))
        self.shown = cast("ShownCodings", _ActiveCodings(self))
        self.widget = QSplitter(Qt.Orientation.Horizontal)
        self.widget.setObjectName("readingPanes")
        self.widget.setChildrenCollapsible(False)
        self.widget.setHandleWidth(1)
        self.widget.addWidget(self.first.widget)
        self.first.view.installEventFilter(self)

    # --- which there are

    def shown_panes(self) -> list[Pane]:
        """Return the panes that are open."""
        return [self.first] if self._beside is None or self._beside.widget.isHidden() else [self.first, self._beside]

    def has_two(self) -> bool:
        """Tell whether there is a second text."""
        return len(self.shown_panes()) == 2

    def pane_of(self, document: Rid) -> Pane | None:
        """Return the pane that shows a document, the active one first."""
        panes = sorted(self.shown_panes(), key=lambda pane: pane is not self.active)
        return next((pane for pane in panes if pane.text.document == document), None)

    def documents(self) -> set[Rid]:
        """Return the documents on display."""
        return {pane.text.document for pane in self.shown_panes() if pane.text.document is not None}

    def open_second(self) -> Pane:
        """Show the second pane and return it."""
        pane = self._beside or self._make_second()
        if pane.widget.isHidden():
            pane.shown.set_current(self.first.shown.current, self.first.shown.partial)
            pane.widget.show()
            self._mark()
            # The bars of both are narrower from now on: only then does each half get its half.
            QTimer.singleShot(0, self.widget, self._share)
            self.count_changed.emit()
        return pane

    def _share(self) -> None:
        half = max(2, sum(self.widget.sizes())) // 2
        self.widget.setSizes([half, half])

    def close(self, pane: Pane) -> None:
        """Close one of two panes; what the other holds stays. Closing the first leaves the second's text in it."""
        if self._beside is None or not self.has_two():
            return
        kept = self._beside.text.document if pane is self.first else None
        place = self._beside.view.verticalScrollBar().value()
        self._beside.widget.hide()
        self._beside.text.close()
        if kept is not None:
            self.first.text.open(kept)
            self.first.view.verticalScrollBar().setValue(place)
        self.activate(self.first)
        self._mark()
        self.count_changed.emit()

    def activate(self, pane: Pane) -> None:
        """Let keys, builder and list act on this pane."""
        if pane is not self.active:
            self._picker.give_up()
            self.active = pane
            self._mark()
            self.active_changed.emit()

    def _make_second(self) -> Pane:
        pane = self._beside = Pane(self._session, self._picker, self, is_beside=True)
        pane.widget.hide()
        self.widget.addWidget(pane.widget)
        pane.view.installEventFilter(self)
        for action in self.first.view.actions():
            pane.view.addAction(action)
        for bind in self._late:
            bind(pane.view)
        self.pane_made.emit(pane)
        return pane

    def _mark(self) -> None:
        for pane in self.shown_panes():
            pane.widget.mark(self.has_two(), pane is self.active)

    # --- following both views

    def for_each_view(self, bind: Callable[[TranscriptView], object]) -> None:
        """Do something with each view, also with one that is made later."""
        for view in self._views():
            bind(view)
        self._late.append(bind)

    def _views(self) -> list[TranscriptView]:
        return [self.first.view] if self._beside is None else [self.first.view, self._beside.view]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            pane = next((pane for pane in self.shown_panes() if pane.view is watched), None)
            if pane is not None:
                self.activate(pane)
        elif isinstance(event, QActionEvent):
            self._mirror(watched, event)
        return super().eventFilter(watched, event)

    def _mirror(self, watched: QObject, event: QActionEvent) -> None:
        """Let an action that was given to (or taken from) one view be on both."""
        for view in self._views():
            has = event.action() in view.actions()
            if view is watched:
                continue
            if event.type() == QEvent.Type.ActionAdded and not has:
                view.addAction(event.action())
            elif event.type() == QEvent.Type.ActionRemoved and has:
                view.removeAction(event.action())


class _EitherSignal:
    """A signal of both views: whoever listens hears each of them."""

    def __init__(self, panes: Panes, name: str) -> None:
        self._panes, self._name = panes, name

    def connect(self, slot: Callable[..., object]) -> None:
        """Listen to the views there are, and to one that is made later."""
        self._panes.for_each_view(lambda view: getattr(view, self._name).connect(slot))

    def emit(self, *values: object) -> None:
        """Emit from the active view."""
        getattr(self._panes.active.view, self._name).emit(*values)


class _ActiveView:
    """Stands for the view of the active pane; signals and event filters are those of both."""

    def __init__(self, panes: Panes) -> None:
        self._panes = panes

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._panes.active.view, name)
        return _EitherSignal(self._panes, name) if isinstance(found, SignalInstance) else found

    def installEventFilter(self, watcher: QObject) -> None:
        self._panes.for_each_view(lambda view: view.installEventFilter(watcher))


class _ActiveCodings:
    """Stands for the codings of the active pane; the configuration under way is marked in both."""

    def __init__(self, panes: Panes) -> None:
        object.__setattr__(self, "_panes", panes)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._panes.active.shown, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._panes.active.shown, name, value)

    def set_current(self, configuration: Rid | None, partial: bool) -> None:
        """Say in both texts which configuration is under way."""
        for pane in self._panes.shown_panes():
            pane.shown.set_current(configuration, partial)
