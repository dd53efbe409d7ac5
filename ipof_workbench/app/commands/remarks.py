"""Answering what is worth a look: a remark is dismissed with a reason, or opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.record_edits import kind_words, name_of
from ipof_workbench.app.remarks import RULES
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange, UsageError
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def _about(store: Store, kind: str, rid: Rid) -> str:
    """Return the words for what a remark is about.

    Raises:
        UsageError: there is no such kind of record.
        NotFound: the record is gone.
    """
    from ipof_workbench.storage.tables import KINDS

    record_kind = KINDS.get(kind)
    if record_kind is None:
        raise UsageError(f"A remark cannot be about “{kind}”; nothing was changed.")
    record = store.get(record_kind, rid)
    name = name_of(record)
    return f"{kind_words(record_kind)} {name if hasattr(record, 'number') else f'“{name}”'}"


def _rule_words(rule: str) -> str:
    if rule not in RULES:
        raise UsageError(f"There is no remark “{rule}”; nothing was changed.")
    words = RULES[rule]
    return f"{words[:1].lower()}{words[1:]}"


@register
@dataclass(frozen=True)
class DismissRemark(Command):
    """Answer a remark with a reason: it is not shown again while what it rests on (`state`) stays the same.

    An earlier answer to the same remark is replaced. Returns the stored answer.
    """

    rule: str
    about_kind: str
    about: Rid
    reason: str
    state: str

    def apply(self, store: Store) -> records.RemarkDismissal:
        words = _rule_words(self.rule)
        subject = _about(store, self.about_kind, self.about)
        reason = " ".join(self.reason.split())
        if not reason:
            raise RefusedChange("Say in a few words why this needs no change; the remark stays.")
        held = store.first(records.RemarkDismissal, rule=self.rule, about_kind=self.about_kind, about=self.about)
        if held is not None:
            if (held.reason, held.state) == (reason, self.state):
                return held
            # Not changed in place: who answered, and when, is that of the newer answer.
            store.delete(held)
        store.label = f"Dismissed “{words}” on {subject}: {reason}"
        return store.put(
            records.RemarkDismissal(
                rule=self.rule, about_kind=self.about_kind, about=self.about, reason=reason, state=self.state
            )
        )


@register
@dataclass(frozen=True)
class ReopenRemark(Command):
    """Take the answer to a remark back: it is shown again."""

    rule: str
    about_kind: str
    about: Rid

    def apply(self, store: Store) -> None:
        words = _rule_words(self.rule)
        held = store.first(records.RemarkDismissal, rule=self.rule, about_kind=self.about_kind, about=self.about)
        if held is None:
            raise RefusedChange("This remark is open already; nothing was changed.")
        store.delete(held)
        store.label = f"Reopened “{words}” on {_about(store, self.about_kind, self.about)}"
