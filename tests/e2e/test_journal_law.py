"""The journal's law: after undoing everything, and after redoing everything, the project is what it was.

Random sequences of all registered commands, with edits that coalesce, commands that join an earlier step, changes of
analyst, reopening, and undo and redo in between. After every single step the whole project is compared.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from ipof_workbench.app.commands import recording
from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.bundles import BundleEvidence
from ipof_workbench.app.commands.coding import CodePassage, NameCodedElement
from ipof_workbench.app.commands.publications import AddPublication
from ipof_workbench.app.commands.quotes import ChooseQuote
from ipof_workbench.app.publications.plans import PublicationPlan
from ipof_workbench.app.report_sets import PlannedOutput
from ipof_workbench.app.transcript_imports import ImportTranscripts, TranscriptChoice
from ipof_workbench.app.workbench import Outcome, Workbench
from ipof_workbench.domain.errors import NothingToUndo, WorkbenchError
from ipof_workbench.domain.records import Analyst
from ipof_workbench.domain.steps import Step
from ipof_workbench.storage.integrity import canonical_dump
from tests.e2e.any_command import LABELS, WORDS, Draw, beginnings, registered, transcript
from tests.e2e.every_maker import MAKERS

STEPS_OF_A_RUN = 40
RUNS = 20
FURTHER_TURNS = 60
PHASES = (Phase.generate, Phase.shrink) if os.environ.get("IPOF_SHRINK") else (Phase.generate,)
"""Shrinking a failure takes minutes: ask for it with IPOF_SHRINK=1."""
SEEDS = st.integers(0, 2**32 - 1)

_HITS = " UNION ALL ".join(f"SELECT {at}, rowid FROM text_search WHERE text_search MATCH ?" for at in range(len(WORDS)))

done_commands: Counter[str] = Counter()
"""Command -> how often it changed something, over all runs."""


@pytest.fixture(scope="module", autouse=True)
def few_rows_are_many() -> Iterator[None]:
    """Recording one or two parts goes row by row, three and more in bulk: both ways are walked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "MANY_ROWS", 3)
        yield


@dataclass
class Done:
    """A step that stands: the project before and after it."""

    step: int
    before: dict[str, str]
    after: dict[str, str]


class JournalLaw(RuleBasedStateMachine):
    """Keeps its own two stacks of what undo and redo must bring back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.workbench = Workbench.create(self.folder / "law.ipof", analyst="Kim")
        self.done: list[Done] = []
        self.undone: list[Done] = []
        self.beginning = self.now = self.look()

    def look(self) -> dict[str, str]:
        """Return everything that must come back: the rows of every table, the hits of 20 words."""
        connection = self.workbench._project.reader()  # noqa: SLF001
        found = canonical_dump(connection)
        cursor = connection.connection.cursor()
        found["hits"] = str(sorted(cursor.execute(_HITS, [f'"{word}"' for word in WORDS]).fetchall()))
        cursor.close()
        return found

    def act(self, run: Callable[[], Any], name: str) -> int | None:
        """Run something that makes a step, and keep the two stacks; return the step."""
        steps = self.workbench.next_steps()
        try:
            outcome = run()
        except WorkbenchError as refusal:
            refused = str(refusal)
        else:
            return self.took_place(outcome, name, steps)
        assert refused.strip()
        assert self.look() == self.now
        assert self.workbench.next_steps() == steps
        return None

    def took_place(self, outcome: Outcome, name: str, steps: tuple[Step | None, Step | None]) -> int | None:
        """Keep the two stacks after an action; `steps` are what undo and redo would have taken before it."""
        before, self.now = self.now, self.look()
        if outcome.changed is None:
            assert self.now == before
            assert self.workbench.next_steps() == steps
            return None
        step = outcome.changed.step
        assert step.label
        assert not step.undone
        done_commands[name] += 1
        if self.done and self.done[-1].step == step.rid:
            self.done[-1].after = self.now
        else:
            self.done.append(Done(step.rid, before, self.now))
        self.undone.clear()
        assert self.workbench.next_steps() == (step, None)
        return step.rid

    def command(self, command: Command, amend: int | None = None) -> int | None:
        """Run a command."""
        return self.act(lambda: self.workbench.run(command, amend=amend), command.command_name)

    def take_back(self) -> None:
        """Undo one step."""
        step = self.done.pop()
        changed = self.workbench.undo()
        assert (changed.step.rid, changed.step.undone) == (step.step, True)
        self.now = self.look()
        assert self.now == step.before
        self.undone.append(step)

    def do_again(self) -> None:
        """Redo one step."""
        step = self.undone.pop()
        changed = self.workbench.redo()
        assert (changed.step.rid, changed.step.undone) == (step.step, False)
        self.now = self.look()
        assert self.now == step.after
        self.done.append(step)

    @initialize(seed=SEEDS)
    def begin_with_material(self, seed: int) -> None:
        """Store something to work with: these are steps like any others."""
        draw = Draw(seed, self.workbench)
        for command in beginnings():
            assert self.command(command), f"{command} changed nothing"
        for name in ("ImportTranscripts", "ImportCodings", "CodePassage", "CodePassage"):
            self.command(MAKERS[registered()[name]](draw))

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _ in range(times):
            if self.done:
                self.take_back()
            else:
                with pytest.raises(NothingToUndo):
                    self.workbench.undo()

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _ in range(times):
            if self.undone:
                self.do_again()
            else:
                with pytest.raises(NothingToUndo):
                    self.workbench.redo()

    @rule(seed=SEEDS, label=st.sampled_from(LABELS))
    def code_and_name_in_one_step(self, seed: int, label: str) -> None:
        """The role keys: the coding, then its name in the same step."""
        draw = Draw(seed, self.workbench)
        made: list[Any] = []

        def run() -> Any:
            outcome = self.workbench.run(CodePassage(*draw.span(), "mechanism"))
            made.append(outcome.result)
            return outcome

        step = self.act(run, "CodePassage")
        if step is not None:
            self.command(NameCodedElement(made[0].coding, label=label), amend=step)

    @rule(seed=SEEDS)
    def join_the_last_step(self, seed: int) -> None:
        """Any command may join the step before it."""
        draw = Draw(seed, self.workbench)
        command = draw.of(*sorted(MAKERS, key=lambda kind: kind.command_name))
        if self.done:
            self.command(MAKERS[command](draw), amend=self.done[-1].step)

    @rule(seed=SEEDS)
    def do_several_things(self, seed: int) -> None:
        """Whatever comes to mind: more actions to a run, and every command about as often as any other."""
        draw = Draw(seed, self.workbench)
        for _ in range(draw.number(3, 8)):
            self.command(MAKERS[draw.of(*sorted(MAKERS, key=lambda kind: kind.command_name))](draw))

    @rule(name=st.sampled_from(["Kim", "Bo", "Cy"]))
    def act_as(self, name: str) -> None:
        """Another analyst goes on; a new one is a step."""
        known = {analyst.name for analyst in self.workbench.read.find(Analyst)}
        self.workbench.act_as(name)
        if name not in known:
            before, self.now = self.now, self.look()
            self.done.append(Done(self.workbench.history(1)[0].rid, before, self.now))
            self.undone.clear()

    @rule()
    def reopen(self) -> None:
        """The history outlives the session."""
        path = self.workbench.path
        self.workbench.close()
        self.workbench = Workbench.open(path)
        assert self.look() == self.now

    def teardown(self) -> None:
        try:
            while self.done:
                self.take_back()
            assert self.now == self.beginning
            assert self.workbench.check() == []
            while self.undone:
                self.do_again()
            if self.done:
                assert self.now == self.done[-1].after
            assert self.workbench.check() == []
        finally:
            self.workbench.close()
            shutil.rmtree(self.folder)


def _rule_for(command: type[Command]) -> Callable[..., None]:
    @rule(seed=SEEDS)
    def run(self: JournalLaw, seed: int) -> None:
        self.command(MAKERS[command](Draw(seed, self.workbench)))

    return run


for _command in sorted(MAKERS, key=lambda kind: kind.command_name):
    setattr(JournalLaw, f"run_{_command.command_name}", _rule_for(_command))


def test_every_registered_command_is_under_the_law() -> None:
    missing = set(registered().values()) - set(MAKERS)
    assert not missing, f"no rule for {sorted(command.command_name for command in missing)}"


def by_name(command: type[Command]) -> str:
    return command.command_name


def go_through_all_in_turn(rounds: int = 12) -> None:
    """Give every command its turns, and those that found nothing to do some more: which ones the random runs favour
    changes with each new command."""
    law = JournalLaw()
    try:
        law.begin_with_material(seed=1)
        for turn in range(rounds):
            for command in sorted(MAKERS, key=lambda kind: kind.command_name):
                law.command(MAKERS[command](Draw(turn * 1_000 + len(command.__name__), law.workbench)))
        bundle_two_passages(law)
        choose_two_quotes_and_begin_a_paper(law)
        for turn in range(FURTHER_TURNS):
            for command in sorted(set(MAKERS) - {registered()[name] for name in done_commands}, key=by_name):
                law.command(MAKERS[command](Draw(turn, law.workbench)))
    finally:
        law.teardown()


def bundle_two_passages(law: JournalLaw) -> None:
    """Bundle two passages of one account: chance seldom codes two of them on one configuration."""
    read = law.workbench.read
    document = max(read.document_rids(), key=lambda rid: len(read.document_text(rid).text))
    role = read.roles()[0].key
    law.command(CodePassage(document, 0, 2, role, label="One account"))
    first = max(read.evidence(), key=lambda row: row.evidence)
    law.command(CodePassage(document, 0, 3, role, configuration=first.configuration, label="One account"))
    pair = tuple(row.evidence for row in read.evidence(configuration=first.configuration))
    assert law.command(BundleEvidence(pair[:2])) is not None


def choose_two_quotes_and_begin_a_paper(law: JournalLaw) -> None:
    """Choose two quotes for one claim and begin a publication: chance seldom leaves either to go on with."""
    said = (("P01", "nobody had my name and I felt safe at home"),)
    law.command(ImportTranscripts((TranscriptChoice(transcript("said", said)),)))
    document = max(law.workbench.read.document_rids())
    assert law.command(CodePassage(document, 5, 11, "context")) is not None
    first = max(law.workbench.read.evidence(), key=lambda row: row.evidence)
    assert law.command(CodePassage(document, 12, 15, "context", configuration=first.configuration)) is not None
    for row in law.workbench.read.evidence(configuration=first.configuration):
        assert law.command(ChooseQuote(row.evidence)) is not None
    plan = PublicationPlan(outputs=(PlannedOutput("cmo-table"),))
    assert law.command(AddPublication("The paper", plan)) is not None


@pytest.mark.slow
def test_undoing_and_redoing_everything_brings_every_row_and_every_hit_back() -> None:
    done_commands.clear()
    profile = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS_OF_A_RUN,
        derandomize=True,
        deadline=None,
        database=None,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(JournalLaw, settings=profile)  # type: ignore[no-untyped-call]
    go_through_all_in_turn()
    never = {command.command_name for command in MAKERS} - set(done_commands)
    assert not never, f"these commands never changed anything: {sorted(never)}; done: {dict(done_commands)}"
