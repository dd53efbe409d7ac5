"""One open project as the window knows it: what pages read, run, show and are told through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Signal

from ipof_workbench.domain.appearance import RoleStyle, role_style, role_styles
from ipof_workbench.domain.errors import Cancelled, WorkbenchError
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui import file_dialogues
from ipof_workbench.ui.background import Background, Task, Work
from ipof_workbench.ui.bridge import ChangeBridge
from ipof_workbench.ui.errors import record_bug, sentence_for
from ipof_workbench.ui.places import ConfigurationPlace, ElementPlace, Place, QuotePlace, place_of
from ipof_workbench.ui.theme.theme import Theme, current_theme

if TYPE_CHECKING:
    from ipof_workbench.app.commands.base import Command
    from ipof_workbench.app.workbench import Outcome, Workbench
    from ipof_workbench.domain.listings import RoleRow
    from ipof_workbench.domain.steps import Changed

BLIND_SETTING = "code/blind"
LONG_IMPORT = 2_000
LONG_FILE = 40_000_000
NAMES_REPLACED = "ReplaceNames"
"""The command that changes any number of texts, turns and passages."""
CHANGED_AT_ONCE = 1_000
"""A step that changed so many rows (a correction, a freeze) is taken back in a worker."""


class Session(QObject):
    """One open project in the window; pages get it in their constructor. Signals are emitted in the GUI thread.

    Attributes:
        workbench: the project (`run` commands through the session, read through `workbench.read`).
        theme: the theme in force.
        is_open: whether the project can still be read (a timer may fire while its page goes).
        settings: what is remembered on this computer (never participants' words).
        ask_open_paths: (title, patterns such as "*.csv", multiple) -> the files chosen; tests replace it.
        ask_save_path: (title, suggested name, patterns) -> the file chosen, or None; tests replace it.
    """

    changed = Signal(object)
    """A `Changed`: a step was committed, undone or redone, by whomever."""
    filter_changed = Signal()
    """Another filter is in force, also because others' codings are hidden or shown."""
    blind_changed = Signal()
    """Others' codings are hidden in the whole window, or shown again."""
    can_edit_changed = Signal(bool)
    analyst_changed = Signal()
    """Another analyst codes from now on."""
    refused = Signal(str)
    """A sentence for the red line in the status bar; an empty one clears it."""
    toast_requested = Signal(str, bool)
    place_requested = Signal(object)
    """A `Place` to go to; what is there now goes onto the Back stack."""
    facts_refreshed = Signal()
    past_opened = Signal(object)
    """A `Workbench` as it stood at some moment, for the window to show in one of its own."""
    task_started = Signal(object)

    def __init__(self, workbench: Workbench, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.theme: Theme = current_theme()
        self.settings = settings
        self.ask_open_paths: file_dialogues.AskOpenPaths = file_dialogues.ask_open_paths
        self.ask_save_path: file_dialogues.AskSavePath = file_dialogues.ask_save_path
        self.is_open = True
        self._filter = EVERYTHING
        self._is_blind = str(settings.value(BLIND_SETTING, "false")).lower() == "true"
        self._roles: list[RoleRow] | None = None
        self._looks: dict[str, RoleStyle] = {}
        self._exclusive = 0
        self._forced_read_only = False
        self._bridge = ChangeBridge(workbench, self)
        self._bridge.changed.connect(self._on_changed)
        self._background = Background(self)
        self._background.started.connect(self.task_started)

    # --- changing

    def run(self, command: Command, amend: Rid | None = None) -> Outcome | None:
        """Do a command as one step; a refusal is shown to the person and gives None. Nothing ever raises."""
        if not self.can_edit:
            self.refuse(self.why_not_editable)
            return None
        try:
            outcome = self.workbench.run(command, amend=amend)
        except Exception as error:
            self.show_error(error)
            return None
        self.refuse("")
        return outcome

    def act_as(self, name: str) -> None:
        """Let further steps be those of this analyst; raises a `WorkbenchError` where that is refused."""
        before = self.current_filter
        self.workbench.act_as(name)
        self.settings.setValue("analyst", name)
        self.analyst_changed.emit()
        if before != self.current_filter:
            self.filter_changed.emit()

    def undo(self) -> bool:
        """Take the last step back; tells whether that was done (False too while a long one is still under way)."""
        return self._replay(0, self.workbench.undo)

    def redo(self) -> bool:
        """Do the last undone step again; tells as `undo`."""
        return self._replay(1, self.workbench.redo)

    def _replay(self, side: int, work: Callable[[], Changed]) -> bool:
        if not self.can_edit:
            self.refuse(self.why_not_editable)
            return False
        try:
            if self._takes_long(side):
                words = ("Taking the step back", "Bringing the step back")[side]
                self.run_in_background(lambda _report: work(), words=words, exclusive=True)
                return False
            work()
        except Exception as error:
            self.show_error(error)
            return False
        self.refuse("")
        return True

    def _takes_long(self, side: int) -> bool:
        """Tell whether the next step to undo (0) or redo (1) is an import, or auto-coding, of thousands of rows,
        replaced names, or another that changed about as many."""
        step = self.workbench.next_steps()[side]
        if step is None or step.command == NAMES_REPLACED:
            return step is not None
        if not step.command.startswith(("Import", "AutoCode")):
            return self.workbench.changes_of(step.rid, CHANGED_AT_ONCE) >= CHANGED_AT_ONCE
        if side == 1:
            # The rows of an undone import are in the journal alone; how many they are shows in the file's size.
            return self.workbench.path.stat().st_size > LONG_FILE
        from ipof_workbench.domain import records

        added = [batch.added for batch in self.workbench.read.find(records.ImportBatch)]
        return max(added, default=0) > LONG_IMPORT

    @property
    def can_edit(self) -> bool:
        """Whether steps can be made now."""
        return not (self.workbench.read_only or self._forced_read_only or self._exclusive)

    @property
    def why_not_editable(self) -> str:
        """Why nothing can be changed now; empty when it can."""
        if self._exclusive:
            return "A long step is being stored; edit again when it is done."
        if self.workbench.moment:
            return "This is the theory as it stood then; nothing can be changed here."
        if self.workbench.read_only or self._forced_read_only:
            return "This project is open for reading only; nothing can be changed."
        return ""

    def make_read_only(self) -> None:
        """Let nothing be changed any more (the file did not pass its check)."""
        self._forced_read_only = True
        self.can_edit_changed.emit(False)

    # --- long work

    def run_in_background(
        self,
        work: Work,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        *,
        words: str = "",
        key: str = "",
        exclusive: bool = False,
    ) -> Task:
        """Run `work(report)` in a worker; `done(value)`, `failed(error)` and `progress(done, total)` come back here.

        Args:
            work: may read `workbench.read` and write steps; must not touch widgets. `report(done, total)` raises
                `Cancelled` when the person stops it.
            failed: without it the error is shown as any refusal is (a cancelled task stays silent).
            words: shown in the status bar with a Cancel button once it takes longer than 0.3 s.
            key: a newer task of the same key makes an older one unheard.
            exclusive: a long write: editing is off until it ends.
        """
        task = Task(words, done, failed or self.show_error, self)
        if progress is not None:
            task.progressed.connect(progress)
        if exclusive:
            self._hold_editing(1)
            task.finished.connect(lambda: self._hold_editing(-1))
        self._background.start(task, work, self.workbench.release_thread, key)
        return task

    def _hold_editing(self, step: int) -> None:
        self._exclusive += step
        self.can_edit_changed.emit(self.can_edit)

    # --- telling the person

    def show_error(self, error: BaseException) -> None:
        """Show what went wrong as one sentence in the status bar; a bug goes to the log, without anyone's words."""
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, WorkbenchError):
            record_bug(error)
        self.refuse(sentence_for(error))

    def refuse(self, sentence: str) -> None:
        """Show a sentence as the red line of the status bar; an empty one clears it."""
        self.refused.emit(sentence)

    def show_toast(self, sentence: str, undo: bool = True) -> None:
        """Show what was done, for 8 seconds, with an Undo link."""
        self.toast_requested.emit(sentence, undo)

    def refresh_facts(self) -> None:
        """Let the status bar ask the current page for its facts again."""
        self.facts_refreshed.emit()

    # --- going places

    def go_to(self, place: Place) -> None:
        """Show a place; Alt+Left returns."""
        self.place_requested.emit(place)

    def open_quote(self, document: Rid, start: int, end: int) -> None:
        """Show a passage on the Code page and flash it (code points, half-open)."""
        self.go_to(QuotePlace("code", document, start, end))

    def open_document(self, document: Rid) -> None:
        """Show a document on the Code page."""
        self.go_to(QuotePlace("code", document))

    def show_configuration(self, rid: Rid) -> None:
        """Show a configuration on the Configurations page."""
        self.go_to(ConfigurationPlace("configurations", rid))

    def show_record(self, kind: str, rid: Rid) -> None:
        """Show a record on the page for its kind; `kind` is the name of its table."""
        place = place_of(kind, rid)
        if place is not None:
            self.go_to(place)

    def show_element(self, element: Rid, role_key: str) -> None:
        """Show an element of the theory on the Theory page."""
        self.go_to(ElementPlace("theory", element, role_key))

    def show_page(self, key: str) -> None:
        """Show a page as it was left."""
        self.go_to(Place(key))

    # --- the filter and the grammar

    @property
    def current_filter(self) -> Filter:
        """The filter in force in the whole window; while one codes blind only one's own codings pass it."""
        only = self.only
        return self._filter if only is None else replace(self._filter, analysts=frozenset({only}))

    @property
    def chosen_filter(self) -> Filter:
        """The filter as it was chosen: what `set_filter` can take back."""
        return self._filter

    def set_filter(self, scope: Filter) -> None:
        """Put another filter in force. While one codes blind it says nothing of analysts."""
        if self._is_blind:
            scope = replace(scope, analysts=self._filter.analysts)
        if scope != self._filter:
            self._filter = scope
            self.filter_changed.emit()

    @property
    def is_blind(self) -> bool:
        """Whether others' codings are hidden, and all that tells of them."""
        return self._is_blind

    @property
    def only(self) -> Rid | None:
        """The analyst whose codings alone are seen; None: everybody's are."""
        return self.workbench.analyst.rid if self._is_blind else None

    def set_blind(self, is_blind: bool) -> None:
        """Hide others' codings in the whole window, or show them; remembered on this computer."""
        if is_blind != self._is_blind:
            self._is_blind = is_blind
            self.settings.setValue(BLIND_SETTING, "true" if is_blind else "false")
            self.blind_changed.emit()
            self.filter_changed.emit()

    def why_not_whole(self, what_for: str) -> str:
        """Return why `what_for`, which needs everybody's codings, cannot be done now; empty where it can."""
        if not self._is_blind:
            return ""
        return f"{what_for} needs everybody’s codings, and others’ are hidden. Show them first (Code menu)."

    def shows_others(self, what_for: str) -> bool:
        """Tell whether everybody's codings are seen; where they are not, say that `what_for` needs them."""
        if self._is_blind:
            self.refuse(self.why_not_whole(what_for))
        return not self._is_blind

    def roles(self) -> Sequence[RoleRow]:
        """Return the roles of the grammar in order, without hidden ones (kept until one changes)."""
        return [role for role in self._all_roles() if not role.hidden]

    def role_style(self, key: str) -> RoleStyle:
        """Return how a role of this project looks; a hidden one too, for passages that were coded in it."""
        return self._styles().get(key) or role_style(key)

    def role_styles(self) -> dict[str, RoleStyle]:
        """Return role key -> its look, in the order of the grammar."""
        styles = self._styles()
        return {role.key: styles[role.key] for role in self.roles()}

    def _all_roles(self) -> Sequence[RoleRow]:
        if self._roles is None:
            self._roles = self.workbench.read.roles(hidden=True)
            self._looks = role_styles(self._roles)
        return self._roles

    def _styles(self) -> dict[str, RoleStyle]:
        self._all_roles()
        return self._looks

    # --- the end

    def close(self) -> None:
        """Stop all work, hear no more, close the project."""
        self.is_open = False
        self._background.stop()
        self._bridge.close()
        self.workbench.close()

    def suggested_path(self, name: str) -> Path:
        """Return a path beside the project for a file to be written."""
        return self.workbench.path.parent / name

    def _on_changed(self, changed: Changed) -> None:
        from ipof_workbench.domain import records

        if changed.touches(records.Role, records.Grammar):
            self._roles = None
        self.changed.emit(changed)
