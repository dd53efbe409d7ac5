"""What stands round the pages of an open project: rail, tools, banner, toast, and all that keeps them true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipof_workbench.domain.records import Project
from ipof_workbench.ui.codebook.auto_coding_page import AutoCodingPage
from ipof_workbench.ui.codebook.codebook_page import CodebookPage
from ipof_workbench.ui.data.import_review_page import ImportReviewPage
from ipof_workbench.ui.grammar.grammar_page import GrammarPage
from ipof_workbench.ui.history_page import HistoryPage
from ipof_workbench.ui.keys.keys_page import KeysPage
from ipof_workbench.ui.lost_keyboard import LostKeyboard
from ipof_workbench.ui.moments import local_time
from ipof_workbench.ui.names.names_page import NamesPage
from ipof_workbench.ui.places import Place
from ipof_workbench.ui.project_tools import ProjectTools
from ipof_workbench.ui.rail import ActivityRail
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import NoticeBox
from ipof_workbench.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ipof_workbench.domain.identity import Rid
    from ipof_workbench.domain.listings import CheckFinding
    from ipof_workbench.domain.steps import Changed, Step
    from ipof_workbench.ui.main_window import MainWindow
    from ipof_workbench.ui.session import Session


class ProjectFrame(QObject):
    """Made by the window when its first project opens, so that the start page waits for none of it.

    Attributes:
        rail: the buttons of the pages. `tools`: Back, Undo, Redo and the search. `banner`, `toast`: what is said.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._stack, self._status = window, window.stack, window.status_row
        self.rail = ActivityRail(window.middle)
        self.tools = ProjectTools(window, window.actions_table)
        self.banner = NoticeBox("warning", "", parent=window.middle)
        self.toast = Toast(window.stack)
        self._lost = LostKeyboard(window.menu_row.theme, window.focus_page, self)
        self._told: Rid | None = None  # the step that the toast speaks of
        window.row.insertWidget(0, self.rail)
        window.column.insertWidget(0, self.banner)
        window.menu_row.add(self.tools)
        self._connect()
        self.close()

    def _connect(self) -> None:
        window = self._window
        self.rail.page_asked.connect(window.show_page)
        self.rail.keys_asked.connect(window.commands.show_keys)
        self.tools.search.left.connect(window.focus_page)
        self.toast.undo_requested.connect(lambda: window.commands.with_session(lambda session: session.undo()))
        self._stack.back_changed.connect(lambda _can: window.renew_actions())
        self._status.history_asked.connect(lambda: window.show_page("history"))
        self._status.filter_cleared.connect(window.commands.clear_filter)
        self._status.zoom_asked.connect(current_theme().zoom_reset)

    # --- a project comes and goes

    def open(self, session: Session) -> None:
        """Make the pages of a project and show the first of them."""
        window = self._window
        extra = (HistoryPage, ImportReviewPage, GrammarPage, NamesPage, KeysPage, CodebookPage, AutoCodingPage)
        self._stack.open(session, extra)
        session.changed.connect(self._on_changed)
        session.filter_changed.connect(self._renew_filter)
        session.blind_changed.connect(self._renew_steps)
        session.analyst_changed.connect(self._renew_steps)
        session.can_edit_changed.connect(lambda _can: window.renew_actions())
        session.refused.connect(self._status.show_refusal)
        session.toast_requested.connect(self._announce)
        session.facts_refreshed.connect(window.renew_facts)
        session.task_started.connect(self._status.watch)
        session.past_opened.connect(window.open_past)
        pages = self._stack.rail_pages()
        self.rail.set_pages([(page.key, page.page_title, page.icon, f"Ctrl+{at}") for at, page in enumerate(pages, 1)])
        self.rail.show()
        self.tools.show()
        self.tools.search.set_session(session)
        self._show_title()
        self._status.show_project()
        self._status.show_zoom(current_theme().scale)
        self.banner.hide()
        last = self._last_step()
        self._status.show_stored(local_time(last.at) if last else None, session.workbench.read_only)
        self._renew_filter()
        if pages:
            first = "code" if session.workbench.read.document_rids() and "code" in self._stack.pages else pages[0].key
            self._stack.travel(Place(first))
        window.renew_actions()

    def close(self) -> None:
        """Let go of the project: none of this is seen without one."""
        self.tools.search.set_session(None)
        for part in (self.rail, self.tools, self.banner, self.toast):
            part.hide()

    # --- what is said

    def show_notice(self, sentence: str) -> None:
        """Show a sentence over the pages for as long as the project is open."""
        self.banner.set_text(sentence)
        self.banner.show()

    def _announce(self, sentence: str, undo: bool) -> None:
        last = self._last_step()
        self._told = last.rid if last else None
        self.toast.announce(sentence, undo)

    def show_damage(self, findings: Sequence[CheckFinding]) -> None:
        """Say what the check after opening has found."""
        self.show_notice(
            f"The check after opening found {len(findings)} fault{'' if len(findings) == 1 else 's'}: this project is "
            "now open for reading only. See File, Check project, and restore the newest backup."
        )
        self._window.renew_actions()

    # --- keeping in step

    def page_shown(self) -> None:
        """Keep up with the page in front."""
        self.toast.raise_()
        page = self._stack.current_page()
        self.rail.set_current(page.key if page else "")

    def renew_actions(self) -> None:
        """Enable what can be used on the page in front, and say of the rest why not."""
        table, page = self._window.actions_table, self._stack.current_page()
        self._renew_steps()
        table.set_reason("back", "" if self._stack.can_go_back() else "There is nowhere to go back to")
        for key, panel in (
            ("fold_left", page.left_panel if page else None), ("fold_right", page.right_panel if page else None),
        ):  # fmt: skip
            table.set_reason(key, "" if panel is not None else "This page has no such panel")
        table.set_reason("regions", "" if page else "Open a page first")

    def _on_changed(self, changed: Changed) -> None:
        self._status.show_stored(datetime.now())
        self._renew_steps()
        if changed.touches(Project):
            self._show_title()

    def _show_title(self) -> None:
        session = self._window.session
        if session is not None:
            self._window.show_title(session.workbench.title)

    def _last_step(self) -> Step | None:
        session = self._window.session
        return session.workbench.next_steps()[0] if session else None

    def _renew_steps(self) -> None:
        """Say what undo and redo would take: all of the actions that a step can change."""
        session, table = self._window.session, self._window.actions_table
        if session is None:
            return
        before, after = session.workbench.next_steps()
        if self.toast.offers_undo() and (before.rid if before else None) != self._told:
            self.toast.hide()  # its Undo would take back another step than the one it speaks of
        for key, step, verb in (("undo", before, "Undo"), ("redo", after, "Redo")):
            words = step_words(session, step)
            named = f"{verb}: {words[:1].lower()}{words[1:]}" if step else verb
            table[key].setText(named.replace("&", "&&"))
            if session.can_edit:
                table.set_reason(key, "" if step else f"There is nothing to {verb.lower()}")
        self._status.show_last_step(step_words(session, before))

    def _renew_filter(self) -> None:
        session = self._window.session
        if session is not None:
            from ipof_workbench.app.filter_words import filter_parts, filter_words

            scope, read = session.chosen_filter, session.workbench.read
            self._status.show_filter(filter_words(scope, read), "; ".join(filter_parts(scope, read)), session.is_blind)


def step_words(session: Session, step: Step | None) -> str:
    """Return what a step is called; of another analyst's no more than whose it is, while others' codings are hidden."""
    if step is None:
        return ""
    is_own = step.analyst == session.workbench.analyst.name
    return step.label if is_own or not session.is_blind else f"A step of {step.analyst}"
