"""Publications: drafts that change, and what is frozen for ever."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.deletion import delete_with_followers
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.quote_edits import as_printed
from ipof_workbench.domain.uncollected import uncollected

if TYPE_CHECKING:
    from ipof_workbench.app.publications.content import Content
    from ipof_workbench.app.publications.plans import PublicationPlan
    from ipof_workbench.storage.store import Store


def _checked_name(store: Store, name: str, own: Rid = 0) -> str:
    """Return a name without blanks at its ends, or refuse one that is empty or taken."""
    from ipof_workbench.storage.queries.publications import publication_names

    name = " ".join(name.split())
    if not name:
        raise RefusedChange("A publication needs a name, such as “Paper 1”; nothing was changed.")
    taken = {known.casefold() for rid, known in publication_names(store.connection).items() if rid != own}
    if name.casefold() in taken:
        raise RefusedChange(f"There is already a publication “{name}”; choose another name. Nothing was changed.")
    return name


def _plan_text(store: Store, plan: PublicationPlan) -> str:
    from ipof_workbench.app.publications.plans import plan_text

    return plan_text(plan, store.find)


def _draft(store: Store, rid: Rid) -> records.Publication:
    held = store.get(records.Publication, rid)
    if held.frozen_at:
        raise RefusedChange(f"“{held.name}” is frozen and stays as it is; nothing was changed.")
    return held


@register
@dataclass(frozen=True)
class AddPublication(Command):
    """Begin a publication: a draft that shows what its plan says. Returns the stored draft.

    Two configurations may have one number in a draft; it is frozen when each has its own.
    """

    name: str
    plan: PublicationPlan
    note: str = ""

    def apply(self, store: Store) -> records.Publication:
        name = _checked_name(store, self.name)
        plan = _plan_text(store, self.plan)
        store.label = f"Began the publication “{name}”"
        return store.put(records.Publication(name=name, note=self.note.strip(), plan=plan))


@register
@dataclass(frozen=True)
class EditPublication(Command):
    """Change the name or the note of a publication, or what a draft shows; None leaves a part as it is."""

    publication: Rid
    name: str | None = None
    note: str | None = None
    plan: PublicationPlan | None = None

    def apply(self, store: Store) -> records.Publication:
        held = store.get(records.Publication, self.publication)
        if self.plan is not None:
            held = replace(_draft(store, self.publication), plan=_plan_text(store, self.plan))
        if self.name is not None:
            held = replace(held, name=_checked_name(store, self.name, held.rid))
        if self.note is not None:
            held = replace(held, note=self.note.strip())
        store.label = f"Edited the publication “{held.name}”"
        return store.put(held)


@register
@dataclass(frozen=True)
class DeletePublication(Command):
    """Delete a publication. A frozen one takes a reason, for its tables cannot be made again; undo brings it back."""

    publication: Rid
    reason: str = ""

    def apply(self, store: Store) -> None:
        held = store.get(records.Publication, self.publication)
        if held.frozen_at and not self.why:
            raise RefusedChange(
                f"“{held.name}” is frozen, and its tables cannot be made again without it; say why it is to go. "
                "Nothing was deleted."
            )
        store.label = f"Deleted {'the frozen publication' if held.frozen_at else 'the draft'} “{held.name}”"
        delete_with_followers(store, held)


@register
@dataclass(frozen=True)
class FreezePublication(Command):
    """Keep the tables and figures of a draft as they are now: they stay the same whatever happens to the project.

    The quotes that its tables print are noted, so that another paper can be told. Returns the stored publication.
    """

    publication: Rid

    @uncollected()
    def apply(self, store: Store) -> records.Publication:
        from ipof_workbench.app.publications.content import content_text, hash_of
        from ipof_workbench.app.publications.making import made_content, within_step
        from ipof_workbench.app.publications.plans import plan_of
        from ipof_workbench.storage.narrowed import narrowed

        draft = _draft(store, self.publication)
        plan = plan_of(draft.plan, store.find)
        with narrowed(store.connection, plan.narrowing):
            content = made_content(within_step(store), plan)
        text = content_text(content)
        self._note_quotes(store, content)
        count = counted(len(content.outputs), "table or figure", "tables and figures")
        store.label = f"Froze the publication “{draft.name}” with {count}"
        return store.put(replace(draft, content=text, sha256=hash_of(text), frozen_at=store.at))

    def _note_quotes(self, store: Store, content: Content) -> None:
        """Note each quote that illustrates a claim, once for each claim."""
        from ipof_workbench.app.publications.content import evidence_in
        from ipof_workbench.app.publications.making import BANKS
        from ipof_workbench.storage.queries import evidence, quotes

        tables = [made.table for made in content.outputs if made.table is not None and made.kind not in BANKS]
        printed = list(dict.fromkeys(rid for table in tables for rid in evidence_in(table)))
        rows = {row.evidence: row for row in evidence.evidence(store.connection, pieces=printed)}
        chosen = {row.evidence: row for row in quotes.chosen(store.connection)}
        ids = {held.rid: held.id for held in store.find(records.Configuration)}
        found = []
        for position, rid in enumerate(printed, start=1):
            row, choice = rows[rid], chosen.get(rid)
            number = content.numbers.get(ids.get(row.configuration or 0, ""), row.number)
            found.append(
                records.PublishedQuote(
                    publication=self.publication,
                    configuration=row.configuration,
                    statement=row.statement,
                    coding=row.coding,
                    document=row.document,
                    participant=row.participant,
                    start=row.start,
                    end=row.end,
                    quote=row.quote,
                    text=_printed_text(row, choice.text if choice is not None else ""),
                    is_paraphrase=int(choice is not None and choice.is_paraphrase),
                    number=_claim_number(row, number),
                    position=position,
                )
            )
        store.put_many(found)


def _printed_text(row: EvidenceRow, text: str) -> str:
    return "" if text == as_printed(row.quote) else text


def _claim_number(row: EvidenceRow, number: str) -> str:
    if row.statement is not None:
        return f"statement {row.statement_number}"
    return f"CMOC {number}" if number else ""
