"""What the detail of a configuration does to the project, each as one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import LinkRow, PlaceContentRow
from ipof_workbench.ui.configurations.condition_rows import Condition
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow


class DetailCommands:
    """Runs the commands behind the fields. Commands are imported when used: the window starts without them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def edit(self, configuration: Rid, changes: Mapping[str, Any]) -> bool:
        """Change fields of a configuration; tells whether it was done."""
        return self._edit(records.Configuration, configuration, changes) is not None

    def edit_sentence(self, draft: Rid, changes: Mapping[str, str]) -> None:
        """Write parts of the sentence."""
        self._edit(records.ConfigurationVersion, draft, changes)

    def name_area(self, configuration: Rid, name: str) -> None:
        """Add a theory area and put the configuration into it, as one step."""
        from ipof_workbench.app.commands.record_edits import AddRecord, EditFields

        added = self._session.run(AddRecord(records.TheoryArea(name=name)))
        if added is not None:
            change = EditFields(records.Configuration, configuration, {"theory_area": added.result.rid})
            self._session.run(change, amend=added.step)

    def put(self, configuration: Rid, role_key: str, chosen: object) -> None:
        """Put the chosen or newly named element, or a condition, in its place."""
        from ipof_workbench.app.commands.conditions import PutConditionInPlace
        from ipof_workbench.app.commands.configurations import PutInPlace

        if not isinstance(chosen, TypeAheadRow):
            return
        if isinstance(chosen.key, Condition):
            self._session.run(PutConditionInPlace(configuration, role_key, chosen.key.attribute, chosen.key.value))
        elif chosen.is_new:
            self._session.run(PutInPlace(configuration, role_key, label=str(chosen.key)))
        elif isinstance(chosen.key, int):
            self._session.run(PutInPlace(configuration, role_key, element=chosen.key))

    def change_condition(self, content: PlaceContentRow, condition: Condition) -> None:
        """Let a condition ask for another value."""
        from ipof_workbench.app.commands.conditions import ChangeCondition

        self._session.run(ChangeCondition(content.rid, condition.value, condition.attribute))

    def take_out(self, content: PlaceContentRow) -> None:
        """Take a content out of its place."""
        from ipof_workbench.app.commands.configurations import TakeOutOfPlace

        if self._session.run(TakeOutOfPlace((content.rid,))) is not None:
            self._session.show_toast(f"Took “{content.label}” out of its place")

    def edit_content(self, content: PlaceContentRow, **changes: Any) -> None:
        """Change polarity or activation of a content."""
        self._edit(records.PlaceContent, content.rid, changes)

    def regroup(self, placed: Mapping[Rid, tuple[int, int]]) -> None:
        """Give contents other groups, as one step."""
        from ipof_workbench.app.commands.record_edits import EditFields

        step: Rid | None = None
        for content, (alternative, position) in placed.items():
            change = EditFields(records.PlaceContent, content, {"alternative": alternative, "position": position})
            outcome = self._session.run(change, amend=step)
            if outcome is None:
                return
            step = step or outcome.step

    def link(self, configuration: Rid, other: Rid, kind: str) -> None:
        """Link two configurations."""
        from ipof_workbench.app.commands.configurations import LinkConfigurations

        self._session.run(LinkConfigurations(configuration, other, kind))

    def unlink(self, link: LinkRow) -> None:
        """Remove a link."""
        if self._delete(records.ConfigurationLink, (link.rid,)):
            self._session.show_toast(f"Removed the link between {link.from_number} and {link.to_number}")

    def set_link_kind(self, link: LinkRow, kind: str) -> None:
        """Make a link another kind of link."""
        self._edit(records.ConfigurationLink, link.rid, {"kind": kind})

    def note_link(self, link: LinkRow, words: str) -> None:
        """Say why two configurations are linked."""
        self._edit(records.ConfigurationLink, link.rid, {"note": words})

    def express(self, configuration: Rid, statement: Rid, expressed: bool) -> None:
        """Say that the configuration expresses a statement, or that it does not."""
        from ipof_workbench.app.commands.statements import ExpressStatement

        self._session.run(ExpressStatement(statement, configuration, expressed))

    def scope_to(self, configuration: Rid, cases: tuple[Rid, ...]) -> None:
        """Say for which cases the configuration is meant; none for all."""
        from ipof_workbench.app.commands.case_scope import SetScope

        self._session.run(SetScope(configuration, cases))

    def _edit(self, kind: type[records.Record], rid: Rid, changes: Mapping[str, Any]) -> object:
        from ipof_workbench.app.commands.record_edits import EditFields

        return self._session.run(EditFields(kind, rid, changes))

    def _delete(self, kind: type[records.Record], rids: tuple[Rid, ...]) -> bool:
        from ipof_workbench.app.commands.deletion import DeleteRecords

        return self._session.run(DeleteRecords(kind, rids)) is not None
