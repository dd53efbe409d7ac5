"""Publications on the Report page: which is in front, what is done with it, and where its pages are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.publishing import Caution, Narrowing, PublicationRow
from ipof_workbench.exporters.paper import PORTRAIT
from ipof_workbench.exporters.word_template import fitted
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.report.outputs import Printing, Settings
from ipof_workbench.ui.report.preview_desk import PreviewDesk
from ipof_workbench.ui.report.preview_reading import Preview, Wanted
from ipof_workbench.ui.report.publications.exports import PublicationExports
from ipof_workbench.ui.report.publications.lists import PublicationList, PublishedOutputs
from ipof_workbench.ui.report.publications.panel import PublicationPanel
from ipof_workbench.ui.report.publications.reading import PublicationRead, PublicationReader
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet

if TYPE_CHECKING:
    from ipof_workbench.app.commands.base import Command
    from ipof_workbench.app.publications.plans import PublicationPlan

DELAY_MS = 150


@dataclass(frozen=True, slots=True)
class _Read:
    rows: tuple[PublicationRow, ...]
    shown: PublicationRead | None


class PublicationDesk(QObject):
    """Serves the list of publications and the panel of the one in front.

    Args:
        session: the project.
        desk: where pages are shown.
        present: what is set on the page now, as a plan.
        printing: what holds for all that is written; of a publication only the Word template.

    `front_changed` tells that another publication, or none, came to the front.
    """

    front_changed = Signal()

    def __init__(
        self,
        session: Session,
        desk: PreviewDesk,
        present: Callable[[], PublicationPlan],
        printing: Callable[[], Printing],
    ) -> None:
        super().__init__(desk)
        self._session, self._desk, self._present, self._printing = session, desk, present, printing
        self.list, self.outputs, self.panel = PublicationList(), PublishedOutputs(), PublicationPanel()
        self.outputs.hide()
        self.panel.hide()
        self._rid, self._file, self._names_new = 0, "", False
        self._shown: PublicationRead | None = None
        self._is_stale = True
        self._reader = PublicationReader()
        self._reading = LiveReading(session, "publication", self._read, DELAY_MS)
        self.exports = PublicationExports(session, self.panel, lambda: self.shown, printing)
        self._connect()

    # --- what the page asks

    @property
    def is_in_front(self) -> bool:
        """Whether a publication is shown, not the project as it is."""
        return self._rid != 0

    @property
    def shown(self) -> PublicationRead | None:
        """The publication in front, as it was read last."""
        return self._shown if self.is_in_front else None

    def activate(self) -> None:
        """Bring what is shown up to date."""
        if self._is_stale:
            self._is_stale = False
            self._reading.read_now()

    def renew(self, *, is_shown: bool) -> None:
        """Read again: the project has changed."""
        if self._rid and not self._session.workbench.read.find(records.Publication, rid=self._rid):
            self.show(0)  # at once: nobody is to freeze what was deleted, or whose beginning was undone
        if is_shown:
            self._reading.ask()
        else:
            self._is_stale = True

    def is_busy(self) -> bool:
        """Tell whether something is being read."""
        return self._reading.is_waiting()

    def facts(self) -> str:
        """Return what the status bar says of the publication in front."""
        shown = self.shown
        if shown is None or self._reading.is_waiting():
            return "Updating"
        state = "Frozen" if shown.row.is_frozen else "A draft"
        outputs = "1 table or figure" if len(shown.lines) == 1 else f"{len(shown.lines):,} tables and figures"
        known = f", {len(shown.cautions):,} to know" if shown.cautions else ""
        return f"{state}, {outputs}{known}"

    def show(self, rid: Rid) -> None:
        """Bring a publication to the front; 0 the project as it is."""
        if rid == self._rid:
            return
        self._rid, self._file, self._shown = rid, "", None
        for part in (self.outputs, self.panel):
            part.setVisible(bool(rid))
        self.list.view.select(rid)
        self.panel.error.clear(None)
        self.panel.leave_out.setChecked(False)
        self.front_changed.emit()
        if rid:
            self._reading.read_now()

    # --- what a person does

    def _hide_while_blind(self) -> None:
        """A publication prints everybody's codings, whatever the filter."""
        self.list.setVisible(not self._session.is_blind)
        if self._session.is_blind:
            self.show(0)

    def begin(self) -> None:
        """Begin a publication from what is set now, and let the person name it."""
        from ipof_workbench.app.commands.publications import AddPublication

        if not self._session.shows_others("A publication"):
            return
        known = {row.name for row in self._session.workbench.read.publications.listed()}
        name = next(name for at in range(1, len(known) + 2) if (name := f"Publication {at}") not in known)
        outcome = self._session.run(AddPublication(name, self._present()))
        if outcome is not None:
            self._names_new = True
            self.show(outcome.result.rid)

    def freeze(self) -> None:
        """Freeze the draft in front, in a worker: large studies have large tables."""
        from ipof_workbench.app.commands.publications import FreezePublication

        shown, workbench = self.shown, self._session.workbench
        if shown is None or shown.row.is_frozen:
            return
        rid = shown.row.rid
        self.panel.error.clear(None)
        self._session.run_in_background(
            lambda _report: workbench.run(FreezePublication(rid)),
            lambda _outcome: self._frozen(shown.row.name),
            self.exports.refused,
            words=f"Freezing {shown.row.name}",
            exclusive=True,
        )

    def _frozen(self, name: str) -> None:
        self._session.show_toast(f"Froze “{name}”")
        self.outputs.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """Delete the draft in front, or ask why a frozen publication is to go."""
        from ipof_workbench.app.commands.publications import DeletePublication

        shown = self.shown
        if shown is None:
            return
        if shown.row.is_frozen:
            self._ask_why(shown.row.rid, shown.row.name)
        elif self._do(DeletePublication(shown.row.rid)):
            self._session.show_toast(f"Deleted the draft {shown.row.name}")
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_why(self, publication: Rid, name: str) -> None:
        from ipof_workbench.app.commands.publications import DeletePublication

        sheet = Sheet(self.panel.window(), f"Delete “{name}”", "Delete")
        sheet.setObjectName("deletePublicationSheet")
        reason = sheet.add_line("Why", "", "deletePublicationReason")
        sheet.add_words("Its tables cannot be made again without it. Undo brings it back.")

        def work() -> str:
            if not reason.text().strip():
                reason.setFocus()
                return "Say why it is to go; the reason stays in the history."
            if self._do(DeletePublication(publication, reason.text().strip())):
                self._session.show_toast(f"Deleted {name}")
                self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return ""
            return "That did not work; the reason stands in the status bar."

        sheet.set_work(work)
        sheet.open()

    def take_over(self) -> None:
        """Let the draft show what is set now; its configurations, waves and numbers stay."""
        plan = self._plan()
        if plan is not None:
            self._set_plan(replace(self._present(), narrowing=plan.narrowing))

    def number_from_1(self) -> None:
        """Number what is shown 1, 2, 3 in its order."""
        shown = self.shown
        if shown is not None:
            rows = [row for row in shown.numbers if row.is_shown]
            self._narrow(numbers={row.rid: f"{at}" for at, row in enumerate(rows, start=1)})

    def _set_shown(self, rid: Rid, is_shown: bool) -> None:
        shown = self.shown
        if shown is None:
            return
        rids = {row.rid for row in shown.numbers if row.is_shown} | {rid}
        rids -= set() if is_shown else {rid}
        if not rids:
            self._session.refuse("A publication shows one configuration at least; nothing was changed.")
            return
        self._narrow(configurations=frozenset() if len(rids) == len(shown.numbers) else frozenset(rids))

    def _set_number(self, rid: Rid, number: str) -> None:
        plan = self._plan()
        if plan is not None:
            self._narrow(numbers={**plan.narrowing.numbers, rid: number})

    def _set_wave(self, wave: str, is_shown: bool) -> None:
        plan, shown = self._plan(), self.shown
        if plan is None or shown is None:
            return
        waves = (plan.narrowing.waves or frozenset(shown.waves)) | {wave}
        waves -= frozenset() if is_shown else {wave}
        self._narrow(waves=frozenset() if len(waves) in (0, len(shown.waves)) else frozenset(waves))

    def _narrow(self, **parts: object) -> None:
        plan = self._plan()
        if plan is not None:
            narrowing: Narrowing = replace(plan.narrowing, **parts)  # type: ignore[arg-type]
            self._set_plan(replace(plan, narrowing=narrowing))

    def _plan(self) -> PublicationPlan | None:
        return self.shown.plan if self.shown is not None else None

    def _set_plan(self, plan: PublicationPlan) -> None:
        from ipof_workbench.app.commands.publications import EditPublication

        if not self._do(EditPublication(self._rid, plan=plan)):
            self._reading.ask()  # shows again what holds

    def _rename(self, name: str) -> None:
        from ipof_workbench.app.commands.publications import EditPublication

        if not self._do(EditPublication(self._rid, name=name)):
            self._reading.ask()

    def _annotate(self, note: str) -> None:
        from ipof_workbench.app.commands.publications import EditPublication

        self._do(EditPublication(self._rid, note=note))

    def _do(self, command: Command) -> bool:
        return self._session.run(command) is not None

    def _follow(self, caution: Caution) -> None:
        if caution.document is not None and self._session.workbench.read.document_rows([caution.document]):
            self._session.open_quote(caution.document, caution.start, caution.end)
        elif caution.configuration is not None:
            self._session.show_configuration(caution.configuration)

    # --- reading and showing

    def _read(self) -> _Read:
        workbench = self._session.workbench
        rows = tuple(self._reader.listed(workbench))
        row = next((row for row in rows if row.rid == self._rid), None)
        return _Read(rows, self._reader.read(workbench, row, self._file) if row is not None else None)

    def _show_read(self, found: object) -> None:
        if not isinstance(found, _Read):
            return
        self.list.show_rows(found.rows, self._rid)
        if self._rid and found.shown is None and self._rid not in {row.rid for row in found.rows}:
            self.show(0)  # it was deleted, or its beginning was undone
            return
        shown = found.shown
        if shown is None or shown.row.rid != self._rid:
            return
        self._shown, self._file = shown, shown.file
        self.outputs.show_outputs([(line.file, line.label, line.title) for line in shown.lines], shown.file)
        self.panel.show_publication(shown, can_edit=self._session.can_edit)
        self.show_pages()
        if self._names_new:
            self._names_new = False
            self.panel.name.edit()
        self._session.refresh_facts()

    def show_pages(self) -> None:
        """Show the chosen output of the publication in front as it is printed, in the template in force."""
        shown, template = self.shown, self._printing().template
        if shown is None:
            return
        made = shown.made
        wanted = Wanted(shown.output, Settings(), EVERYTHING, Printing(template=template))
        table, drawing = (made.table, made.drawing) if made is not None else (None, None)
        sheet = PORTRAIT if template is None else template.look.sheet
        table = fitted(table, template) if table is not None else None
        self._desk.show_output(shown.output)
        self._desk.show_preview(Preview(wanted, 1, table=table, drawing=drawing, sheet=sheet))

    def _choose_output(self, file: str) -> None:
        self._file = file
        self._reading.read_now()

    def _connect(self) -> None:
        self._reading.arrived.connect(self._show_read)
        self._session.blind_changed.connect(self._hide_while_blind)
        if self._session.is_blind:
            self.list.hide()  # shown without a parent it would be a window of its own
        self.list.chosen.connect(self.show)
        self.list.new_requested.connect(self.begin)
        self.outputs.chosen.connect(self._choose_output)
        panel = self.panel
        panel.renamed.connect(self._rename)
        panel.noted.connect(self._annotate)
        panel.shown_changed.connect(self._set_shown)
        panel.number_changed.connect(self._set_number)
        panel.wave_changed.connect(self._set_wave)
        panel.numbering_requested.connect(self.number_from_1)
        panel.take_over_requested.connect(self.take_over)
        panel.freeze_requested.connect(self.freeze)
        panel.delete_requested.connect(self.delete)
        panel.caution_followed.connect(self._follow)
