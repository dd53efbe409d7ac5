"""The one door to a project for the window, the command line and Python: run commands, undo, read, hear of changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.events import ChangeBus, Handler
from ipof_workbench.app.reading import Reading
from ipof_workbench.domain import grammars, records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CheckFinding
from ipof_workbench.domain.names import NameFinder, NameReplacement
from ipof_workbench.domain.records import Analyst
from ipof_workbench.domain.steps import Changed, Step
from ipof_workbench.domain.text import initials
from ipof_workbench.storage.erasing import Erased
from ipof_workbench.storage.project_file import ProjectFile, create_project, open_project_file
from ipof_workbench.storage.store import Store

DEFAULT_ANALYST = "Analyst"
_QUOTED = re.compile("“[^”]*”")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command returned, and what it changed (None where it turned out to change nothing)."""

    result: Any
    changed: Changed | None

    @property
    def step(self) -> Rid | None:
        """The step in the history, for a further command to join (`amend`)."""
        return self.changed.step.rid if self.changed else None


def fill_new_project(store: Store, title: str, grammar: str, analyst: str) -> None:
    """Write what every new project has: itself, its grammar, an analyst, a diagram."""
    name, roles = grammars.preset(grammar)
    key = grammar.strip().casefold()
    who = store.put(Analyst(name=analyst.strip() or DEFAULT_ANALYST, initials=initials(analyst)))
    store.analyst = who.rid
    stored = store.put(records.Grammar(key=key, name=name))
    by_key: dict[str, Rid] = {}
    for position, role in enumerate(roles):
        by_key[role.key] = store.put(
            records.Role(
                grammar=stored.rid,
                key=role.key,
                label=role.label,
                plural=role.plural,
                letter=role.letter,
                connector=role.connector,
                position=position,
            )
        ).rid
    for role in roles:
        if role.parent in by_key:
            held = store.get(records.Role, by_key[role.key])
            store.put(_with_parent(held, by_key[role.parent]))
    store.put(records.Project(title=title.strip() or "Untitled study", grammar=stored.rid))
    store.put(records.Diagram(name="Whole theory"))


def _with_parent(role: records.Role, parent: Rid) -> records.Role:
    from dataclasses import replace

    return replace(role, parent=parent)


def without_quotes(words: str) -> str:
    """Return the words of a step without what they quote."""
    return _QUOTED.sub("“…”", words)


class Workbench:
    """An open project.

    Attributes:
        read: what can be read (`Reading`).
        analyst: who acts now; every step is theirs.
    """

    def __init__(self, project: ProjectFile, analyst: str = "") -> None:
        self._project = project
        self._bus = ChangeBus()
        self.read = Reading(project)
        self.analyst = self._first_analyst()
        if analyst:
            self.act_as(analyst)

    @classmethod
    def create(cls, path: Path, *, title: str = "", grammar: str = "cmo", analyst: str = "") -> Workbench:
        """Make a project and open it; raises as `create_project`, and `UsageError` for an unknown grammar."""
        grammars.preset(grammar)
        project = create_project(
            path, lambda store: fill_new_project(store, title or path.stem, grammar, analyst or DEFAULT_ANALYST)
        )
        return cls(project)

    @classmethod
    def open(cls, path: Path, *, analyst: str = "", read_only: bool = False, as_it_is: bool = False) -> Workbench:
        """Open a project; raises as `open_project_file`."""
        project = open_project_file(path, read_only=read_only, as_it_is=as_it_is)
        try:
            return cls(project, analyst)
        except BaseException:
            project.close()
            raise

    def as_of(self, moment: str | Rid) -> Workbench:
        """Return the project as it stood at a moment, for reading only: a time (ISO 8601, UTC where it has no offset)
        or the rid of a frozen theory. Close it when done; it stays as it is while this project goes on.

        Raises:
            UsageError: the time cannot be read.
            RefusedChange: the project did not exist then, or a migration or an erasure came since.
        """
        from ipof_workbench.storage.as_of import ProjectAsOf

        past = Workbench(ProjectAsOf(self.path, moment))
        past.analyst = self.analyst
        return past

    @property
    def moment(self) -> str:
        """The moment that is shown (UTC, ISO 8601); empty for a project as it is now."""
        moment = getattr(self._project, "moment", None)
        return moment.at if moment is not None else ""

    def close(self) -> None:
        """Close the project."""
        self._project.close()

    def __enter__(self) -> Workbench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- facts

    @property
    def path(self) -> Path:
        """Where the project is."""
        return self._project.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._project.read_only

    @property
    def title(self) -> str:
        """The title of the study."""
        return self.read.find(records.Project)[0].title

    @property
    def project_id(self) -> str:
        """The identity of the study, the same in every copy of it."""
        return self.read.find(records.Project)[0].id

    def _first_analyst(self) -> Analyst:
        known = self.read.find(Analyst)
        return known[0] if known else Analyst(name=DEFAULT_ANALYST)

    def act_as(self, name: str) -> Analyst:
        """Let further steps be this analyst's, added to the project where the name is new. Returns the analyst."""
        for known in self.read.find(Analyst):
            if known.name.casefold() == name.strip().casefold():
                self.analyst = known
                return known
        if self.read_only:
            self.analyst = Analyst(name=name.strip())
            return self.analyst
        if not name.strip():
            raise RefusedChange("An analyst needs a name.")
        if not self.read.find(Analyst, id=self.analyst.id):
            # Whoever acted until now was undone: adding someone else must not bring them back.
            self.analyst = self._first_analyst()
        added: Analyst = self.run(AddRecord(Analyst(name=name.strip(), initials=initials(name)))).result
        self.analyst = added
        return added

    # --- changing

    def run(self, command: Command, *, amend: Rid | None = None, reason: str = "") -> Outcome:
        """Do a command as one step and tell everyone; a refusal (`WorkbenchError`) changes nothing.

        `amend` is the step of an earlier outcome that this command joins, if nothing came after it. `reason` is kept
        with the step; without it what the command itself says of why.
        """
        result, changed = self._project.write(
            command.command_name,
            command.apply,
            self.analyst,
            reason=reason or command.why,
            coalesce_key=command.coalesce_key,
            amend=amend,
        )
        if changed:
            if changed.touches(Analyst):
                self._follow_the_analyst()
            self._bus.publish(changed)
        return Outcome(result, changed)

    def _follow_the_analyst(self) -> None:
        """Take in a new name, and the rid of an analyst who was added again after an undo."""
        for known in self.read.find(Analyst, id=self.analyst.id):
            self.analyst = known

    def undo(self) -> Changed:
        """Take the last step back; raises `NothingToUndo`."""
        changed = self._project.undo(self.analyst)
        self._follow_the_analyst()
        self._bus.publish(changed)
        return changed

    def redo(self) -> Changed:
        """Do the last undone step again; raises `NothingToUndo`."""
        changed = self._project.redo(self.analyst)
        self._follow_the_analyst()
        self._bus.publish(changed)
        return changed

    def erase_old_words(self, replacements: Sequence[NameReplacement] = ()) -> Erased:
        """Erase what texts and rows held before now, for good: undo ends here, and so does seeing the past.

        The words of steps are kept with the names replaced; without a list, what they quote goes from them. Backups
        made before are not touched.

        Raises:
            RefusedChange: passages still stand in an older text.
        """
        said = NameFinder(replacements).replaced if replacements else without_quotes
        erased, changed = self._project.erase_old_words(self.analyst, said)
        self._bus.publish(changed)
        return erased

    def next_steps(self) -> tuple[Step | None, Step | None]:
        """Return the steps that undo and redo would take."""
        return self._project.next_steps()

    def changes_of(self, step: Rid, at_most: int) -> int:
        """Return how many rows a step changed, at most `at_most`; a bulk change is as many as that."""
        return self._project.changes_of(step, at_most)

    def history(self, limit: int | None = None) -> list[Step]:
        """Return the actions, newest first."""
        return self._project.history(limit)

    def subscribe(self, handler: Handler) -> Callable[[], None]:
        """Hear of every committed change, in the thread that made it; call what is returned to stop."""
        return self._bus.subscribe(handler)

    # --- care

    def backup(self, to: Path | None = None, *, force: bool = False) -> Path:
        """Write a verified copy to a file, or among the rotating backups; return where."""
        return self._project.backup(to, force=force)

    def check(self) -> list[CheckFinding]:
        """Look the project over: the file, the references, the texts and every quote. Returns what is wrong."""
        from ipof_workbench.storage.integrity import check

        with self._project.fresh_reader() as connection:
            return check(connection)

    def release_thread(self) -> None:
        """Let go of what this thread holds for reading (at the end of a worker)."""
        self._project.release_reader()
