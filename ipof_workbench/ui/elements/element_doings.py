"""What the Elements page does to the project, each as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ipof_workbench.domain import records
from ipof_workbench.domain.element_rows import ElementQuote, ElementUse, LibraryRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.session import Session


class ElementDoings:
    """Runs the commands. They are imported when used: the window starts without them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, role_key: str, label: str) -> Rid | None:
        """Add an element; returns it."""
        from ipof_workbench.app.commands.elements import AddElement

        outcome = self._session.run(AddElement(role_key, label))
        return outcome.result.rid if outcome is not None else None

    def rename(self, element: Rid, label: str) -> bool:
        """Give an element another label."""
        from ipof_workbench.app.commands.elements import RenameElement

        return self._session.run(RenameElement(element, label)) is not None

    def edit(self, elements: Sequence[Rid], changes: Mapping[str, Any]) -> bool:
        """Change fields of elements as one step."""
        from ipof_workbench.app.commands.elements import EditElements

        return self._session.run(EditElements(tuple(elements), changes)) is not None

    def write(self, element: Rid, field: str, words: str) -> bool:
        """Write prose of one element; what is typed on and on is one step."""
        from ipof_workbench.app.commands.record_edits import EditFields

        return self._session.run(EditFields(records.Element, element, {field: words})) is not None

    def nest(self, elements: Sequence[Rid], below: Rid | None) -> None:
        """Put elements below another, or at the top."""
        if self.edit(elements, {"parent": below}):
            self._session.show_toast("Put below another element" if below is not None else "Taken out of its hierarchy")

    def merge(self, others: Sequence[Rid], into: Rid) -> bool:
        """Let one element take the place of others."""
        from ipof_workbench.app.commands.element_lineage import MergeElements

        outcome = self._session.run(MergeElements(into, tuple(others)))
        if outcome is None:
            return False
        self._session.show_toast(f"Merged into “{shorten(outcome.result.label, 40)}”; its lineage is kept")
        return True

    def keep_apart(self, elements: Sequence[Rid]) -> None:
        """Say that elements are not the same."""
        from ipof_workbench.app.commands.element_lineage import KeepApart

        self._session.run(KeepApart(tuple(elements)))

    def split(self, element: Rid, label: str, codings: Sequence[Rid], contents: Sequence[Rid]) -> Rid | None:
        """Split an element off; returns the new one."""
        from ipof_workbench.app.commands.element_lineage import SplitElement, SplitPart

        part = SplitPart(label, tuple(codings), tuple(contents))
        outcome = self._session.run(SplitElement(element, (part,)))
        if outcome is None:
            return None
        made: Rid = outcome.result[0].rid
        self._session.show_toast(f"Split “{shorten(label, 40)}” off")
        return made

    def change_role(self, elements: Sequence[Rid], old: str, new: str, configurations: tuple[Rid, ...] | None) -> bool:
        """Give elements another role, everywhere or in some configurations, as one step."""
        from ipof_workbench.app.commands.role_change import ChangeRole
        from ipof_workbench.app.commands.together import Together

        labels = {role.key: role.label.lower() for role in self._session.roles()}
        what = "the role" if len(elements) == 1 else f"the role of {len(elements):,} elements"
        words = "" if len(elements) == 1 else f"Changed {what} from {labels[old]} to {labels[new]}"
        parts = tuple(ChangeRole(element, old, new, configurations) for element in elements)
        outcome = self._session.run(Together(parts, words)) if parts else None
        if outcome is None:
            return False
        places, codings = (sum(getattr(moved, each) for moved in outcome.result) for each in ("places", "codings"))
        self._session.show_toast(
            f"Changed {what}: {places:,} place{'' if places == 1 else 's'}, "
            f"{codings:,} coding{'' if codings == 1 else 's'}"
        )
        return True

    def delete(self, rows: Sequence[LibraryRow]) -> bool:
        """Delete elements with their codings, and say what went."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        outcome = self._session.run(DeleteRecords(records.Element, tuple(row.rid for row in rows)))
        if outcome is not None and outcome.changed is not None:
            self._session.show_toast(outcome.changed.step.label)
        return outcome is not None


def places_of_quotes(
    chosen: Sequence[Rid], quotes: Sequence[ElementQuote], uses: Sequence[ElementUse]
) -> tuple[Rid, ...]:
    """Return the contents that go along when quotes are split off: those whose quotes are all among them.

    Where other quotes of the element stay in a place, the element stays there as well.
    """
    taken = set(chosen)
    found = []
    for use in uses:
        bearing = {
            quote.coding
            for quote in quotes
            if quote.role_key == use.role_key and use.number in quote.numbers.split(", ")
        }
        if bearing and bearing <= taken:
            found.append(use.content)
    return tuple(found)


def deletion_words(rows: Sequence[LibraryRow]) -> str:
    """Return what deleting elements takes with it: “with 22 codings, out of 3 configurations”."""
    codings = sum(row.counts.codings for row in rows)
    configurations = sum(row.configurations for row in rows)
    what = "element" if len(rows) == 1 else f"{len(rows):,} elements"
    parts = []
    if codings:
        parts.append(f"with {codings:,} coding{'' if codings == 1 else 's'}")
    if configurations:
        parts.append(f"out of {configurations:,} configuration{'' if configurations == 1 else 's'}")
    return f"Delete {what}{' ' if parts else ''}{', '.join(parts)}"
