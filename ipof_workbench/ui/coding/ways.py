"""The three ways of working, all first class: build configurations, judge passages, explain outcomes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.configuration_builder import ConfigurationBuilder
from ipof_workbench.ui.coding.explain_desk import ExplainDesk, outcome_of
from ipof_workbench.ui.coding.explain_panel import ExplainPanel
from ipof_workbench.ui.coding.judge_desk import JudgeDesk
from ipof_workbench.ui.coding.judge_panel import JudgePanel
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.coding.working_panel import WAYS, WorkingPanel
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView

WAY_SETTING = "code/way"


class WaysOfWorking(QObject):
    """Holds the panel and who works in it. The role keys mean the same in each way.

    `way_changed` carries the way that is worked in now, `hinted` a quiet sentence.
    """

    way_changed = Signal(str)
    hinted = Signal(str)

    def __init__(
        self,
        session: Session,
        view: TranscriptView,
        shown: ShownCodings,
        desk: CodingDesk,
        builder: ConfigurationBuilder,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
        self.judge_panel, self.explain_panel = JudgePanel(), ExplainPanel()
        self.panel = WorkingPanel(
            {"build": builder, "judge": self.judge_panel, "explain": self.explain_panel},
        )
        self.judging = JudgeDesk(session, view, shown, self.judge_panel, desk)
        self.explaining = ExplainDesk(session, shown, self.explain_panel, desk)
        self.judging.hinted.connect(self.hinted)
        self.explaining.hinted.connect(self.hinted)
        self.panel.way_chosen.connect(lambda way: self.choose(str(way)))
        kept = str(session.settings.value(WAY_SETTING, "build"))
        self.way = kept if kept in WAYS else "build"
        self.panel.show_way(self.way)

    def choose(self, way: str) -> None:
        """Work in another way, now and the next time; chosen by key, the keyboard goes where that way begins."""
        self._session.settings.setValue(WAY_SETTING, way)
        self.set_way(way)
        if way == "explain":
            self.explaining.take_keyboard()
        else:
            self._desk.take_keyboard()

    def set_way(self, way: str) -> None:
        """Work in a way."""
        self.panel.set_folded(False)
        self.explain_panel.finish()
        self.way = way
        self.panel.show_way(way)
        self.judging.set_active(way == "judge")
        self.explaining.set_active(way == "explain")
        self.way_changed.emit(way)

    def stance_key(self, stance: str) -> None:
        """A stance was pressed: it judges the passage, or is that of the next coding."""
        if self.way == "judge":
            self.judging.judge(stance)
        else:
            self._desk.set_stance(stance)

    def work_on(self, configuration: Rid, way: str) -> Rid | None:
        """Let a configuration be under way in a way of working; return a document to begin with, if it has one."""
        read, scope = self._session.workbench.read, self._session.current_filter
        if way not in WAYS or not read.exists(records.Configuration, configuration):
            return None
        self._desk.set_current(configuration)
        self.set_way(way)
        standing = outcome_of(read.configuration(configuration)) if way == "explain" else None
        if standing is not None and standing[1].element is not None:
            passages = read.judging.outcome_passages(standing[1].element, standing[0].key, configuration, scope=scope)
            if passages:
                return passages[0].document
        evidence = read.evidence(configuration=configuration, scope=scope)
        return evidence[0].document if evidence else None

    # --- following the project

    def refresh(self) -> None:
        """Read what is shown anew: the page came to the front, or another document into the text."""
        self.judging.set_active(self.way == "judge")
        self.explaining.set_active(self.way == "explain")
        self.judging.refresh()
        self.explaining.refresh()

    def follow(self, changed: Changed) -> None:
        """Take a change in, after what a key did has been painted."""
        self.judging.follow(changed)
        self.explaining.follow(changed)

    def finish(self) -> None:
        """Take in what is half written."""
        self.explain_panel.finish()
