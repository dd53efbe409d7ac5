"""The thematic codebook: a tree of codes in an order by hand, in which codes are moved, merged, split and copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.code_holdings import give_codings, give_what_is_said
from ipof_workbench.app.commands.coding import CodedPassage, CodeThematically
from ipof_workbench.app.commands.deletion import delete_with_followers
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.domain.records import Record
    from ipof_workbench.storage.store import Store

PROSE = ("definition", "include", "exclude", "example")
"""The fields of a code that hold prose; those of merged codes are joined."""
ALIASES = " ; "
"""Joins the further names of a code."""


def siblings_below(store: Store, parent: Rid | None) -> list[records.ThematicCode]:
    """Return the codes directly below one (None: at the top) in their order."""
    found = store.find(records.ThematicCode, parent=parent)
    return sorted(found, key=lambda code: (code.position, code.name.casefold(), code.rid))


def put_in_order(store: Store, codes: Sequence[records.ThematicCode], parent: Rid | None) -> None:
    """Let codes stand below one, in this order."""
    store.put_many([replace(code, parent=parent, position=at) for at, code in enumerate(codes)])


def quoted_names(codes: Sequence[records.ThematicCode]) -> str:
    """Return “Hope”, or “3 codes”."""
    return f"“{shorten(codes[0].name, 40)}”" if len(codes) == 1 else counted(len(codes), "code")


def _chosen(store: Store, rids: Iterable[Rid], then: str) -> list[records.ThematicCode]:
    found = [store.get(records.ThematicCode, rid) for rid in dict.fromkeys(rids)]
    if not found:
        raise RefusedChange(f"Choose at least one code first; {then}.")
    return found


def _above(store: Store, rid: Rid | None) -> list[Rid]:
    """Return a code and those it stands below, the nearest first."""
    found: list[Rid] = []
    while rid is not None:
        found.append(rid)
        rid = store.get(records.ThematicCode, rid).parent
    return found


@register
@dataclass(frozen=True)
class AddCode(Command):
    """Add a code as the last below `parent` (None: at the top). Returns the stored code."""

    name: str
    parent: Rid | None = None
    colour: str = ""

    def apply(self, store: Store) -> records.ThematicCode:
        code = add_code(store, self.name, self.parent, self.colour)
        store.label = f"Added code “{shorten(code.name, 40)}”"
        return code


def add_code(store: Store, name: str, parent: Rid | None, colour: str = "") -> records.ThematicCode:
    """Return a new code, the last of its siblings.

    Raises:
        RefusedChange: it has no name, or a sibling has it.
    """
    name = " ".join(name.split())
    if not name:
        raise RefusedChange("A code needs a name; nothing was added.")
    if parent is not None:
        store.get(records.ThematicCode, parent)
    siblings = siblings_below(store, parent)
    if any(other.name.casefold() == name.casefold() for other in siblings):
        raise RefusedChange(f"There is already a code “{shorten(name, 40)}” there; choose another name.")
    position = siblings[-1].position + 1 if siblings else 0
    return store.put(records.ThematicCode(name=name, parent=parent, colour=colour, position=position))


@register
@dataclass(frozen=True)
class MoveCodes(Command):
    """Put codes below another (None: at the top), before a sibling there or as the last.

    What stands below a moved code goes with it. Returns how many were moved.
    """

    codes: tuple[Rid, ...]
    parent: Rid | None = None
    before: Rid | None = None

    def apply(self, store: Store) -> int:
        chosen = _chosen(store, self.codes, "nothing was moved")
        rids = {code.rid for code in chosen}
        moved = [code for code in chosen if not rids.intersection(_above(store, code.parent))]
        loop = next((rid for rid in _above(store, self.parent) if rid in rids), None)
        if loop is not None:
            name = shorten(store.get(records.ThematicCode, loop).name, 40)
            raise RefusedChange(f"“{name}” cannot stand below itself; choose another parent. Nothing was moved.")
        going = {code.rid for code in moved}
        siblings = siblings_below(store, self.parent)
        staying = [code for code in siblings if code.rid not in going]
        at = self._place(store, siblings, staying, going)
        put_in_order(store, [*staying[:at], *moved, *staying[at:]], self.parent)
        store.label = self._words(store, moved)
        return len(moved)

    def _place(
        self,
        store: Store,
        siblings: Sequence[records.ThematicCode],
        staying: Sequence[records.ThematicCode],
        going: set[Rid],
    ) -> int:
        if self.before is None:
            return len(staying)
        order = [code.rid for code in siblings]
        if self.before not in order:
            name = shorten(store.get(records.ThematicCode, self.before).name, 40)
            raise RefusedChange(f"“{name}” does not stand there; choose a code beside it. Nothing was moved.")
        # Before one that is itself moved means before what follows it.
        after = [rid for rid in order[order.index(self.before) :] if rid not in going]
        return [code.rid for code in staying].index(after[0]) if after else len(staying)

    def _words(self, store: Store, moved: Sequence[records.ThematicCode]) -> str:
        if all(code.parent == self.parent for code in moved):
            return f"Moved {quoted_names(moved)} in the order of the codebook"
        if self.parent is None:
            return f"Took {quoted_names(moved)} to the top of the codebook"
        return f"Put {quoted_names(moved)} below “{shorten(store.get(records.ThematicCode, self.parent).name, 40)}”"


@register
@dataclass(frozen=True)
class MergeCodes(Command):
    """Let one code take the place of others, which go: their codings, what stands below them, their definitions,
    names, hot keys and memos are its own from then on.

    A passage that one analyst has coded with several of them is coded once. Returns the code that stays.
    """

    into: Rid
    others: tuple[Rid, ...]

    def apply(self, store: Store) -> records.ThematicCode:
        target = store.get(records.ThematicCode, self.into)
        others = [code for code in _chosen(store, self.others, "nothing was merged") if code.rid != target.rid]
        if not others:
            raise RefusedChange("Choose at least one other code to merge; nothing was changed.")
        above = _above(store, target.parent)
        for other in others:
            if other.rid in above:
                raise RefusedChange(
                    f"“{shorten(target.name, 30)}” stands below “{shorten(other.name, 30)}”: "
                    "merge the other way round. Nothing was changed."
                )
        for other in others:
            give_codings(store, store.find(records.Coding, code=other.rid), target.rid)
            give_what_is_said(store, other.rid, target.rid)
            self._give_children(store, other.rid, target.rid)
        store.put(_joined(target, others))
        for other in others:
            delete_with_followers(store, store.get(records.ThematicCode, other.rid))
        store.label = f"Merged {quoted_names(others)} into “{shorten(target.name, 40)}”"
        return store.get(records.ThematicCode, target.rid)

    @staticmethod
    def _give_children(store: Store, other: Rid, target: Rid) -> None:
        children = siblings_below(store, other)
        if children:
            put_in_order(store, [*siblings_below(store, target), *children], target)


def _joined(target: records.ThematicCode, others: Sequence[records.ThematicCode]) -> records.ThematicCode:
    """Return the code with what the others say as well, and their names as further names of its own."""
    changes: dict[str, str] = {}
    for field in (*PROSE, "statement"):
        said = [words for code in (target, *others) if (words := str(getattr(code, field)).strip())]
        changes[field] = "\n".join(dict.fromkeys(said))
    names = [name for code in (target, *others) for name in (code.name, *code.alias.split(ALIASES.strip()))]
    spelled = {name.strip().casefold(): name.strip() for name in reversed(names) if name.strip()}
    own = target.name.casefold()
    changes["alias"] = ALIASES.join(name for key, name in reversed(spelled.items()) if key != own)
    colour = target.colour or next((code.colour for code in others if code.colour), "")
    return replace(target, colour=colour, **changes)  # type: ignore[arg-type]


@register
@dataclass(frozen=True)
class SplitCode(Command):
    """Let some codings of a code be of another one: of `into`, or of a new code `name` beside it.

    Evidence and notes stay with their codings. Returns the code they have now.
    """

    code: Rid
    codings: tuple[Rid, ...]
    name: str = ""
    into: Rid | None = None

    def apply(self, store: Store) -> records.ThematicCode:
        source = store.get(records.ThematicCode, self.code)
        codings = _codings_of(store, source, self.codings)
        target = self._target(store, source)
        give_codings(store, codings, target.rid)
        verb = "Split" if self.into is None else "Moved"
        words = f"{counted(len(codings), 'coding')} of “{shorten(source.name, 30)}”"
        store.label = f"{verb} {words} {'off as' if self.into is None else 'to'} “{shorten(target.name, 30)}”"
        return target

    def _target(self, store: Store, source: records.ThematicCode) -> records.ThematicCode:
        if self.into is None:
            made = add_code(store, self.name, source.parent, source.colour)
            siblings = [code for code in siblings_below(store, source.parent) if code.rid != made.rid]
            at = [code.rid for code in siblings].index(source.rid) + 1
            put_in_order(store, [*siblings[:at], made, *siblings[at:]], source.parent)
            return store.get(records.ThematicCode, made.rid)
        if self.into == source.rid:
            raise RefusedChange("These codings are of that code already; choose another. Nothing was changed.")
        return store.get(records.ThematicCode, self.into)


def _codings_of(store: Store, code: records.ThematicCode, rids: Sequence[Rid]) -> list[records.Coding]:
    """Return the chosen codings.

    Raises:
        RefusedChange: there are none, or one is of another code.
    """
    wanted = list(dict.fromkeys(rids))
    if not wanted:
        raise RefusedChange("Choose at least one passage first; nothing was changed.")
    found = store.find_among(records.Coding, "rid", wanted)
    if len(found) != len(wanted) or any(coding.code != code.rid for coding in found):
        raise RefusedChange(f"One of the passages is not coded with “{shorten(code.name, 40)}”. Nothing was changed.")
    return found


@register
@dataclass(frozen=True)
class CopyCodings(Command):
    """Code the passages of a code with another one as well, by whoever coded them; without `codings` all of them.

    Returns how many codings were made: a passage that its analyst has coded so already stays as it is.
    """

    code: Rid
    into: Rid
    codings: tuple[Rid, ...] = ()

    def apply(self, store: Store) -> int:
        source, target = store.get(records.ThematicCode, self.code), store.get(records.ThematicCode, self.into)
        if source.rid == target.rid:
            raise RefusedChange("Choose another code to copy to; nothing was changed.")
        codings = (
            _codings_of(store, source, self.codings) if self.codings else store.find(records.Coding, code=source.rid)
        )
        held = {(coding.excerpt, coding.analyst) for coding in store.find(records.Coding, code=target.rid)}
        fresh = {
            key: records.Coding(excerpt=coding.excerpt, analyst=coding.analyst, code=target.rid)
            for coding in codings
            if (key := (coding.excerpt, coding.analyst)) not in held
        }
        if not fresh:
            raise RefusedChange(
                f"“{shorten(target.name, 40)}” has all passages of “{shorten(source.name, 40)}” already; nothing was "
                "changed."
            )
        store.put_many(list(fresh.values()))
        words = f"{counted(len(fresh), 'coding')} of “{shorten(source.name, 30)}”"
        store.label = f"Copied {words} to “{shorten(target.name, 30)}”"
        return len(fresh)


@register
@dataclass(frozen=True)
class DeleteCodes(Command):
    """Delete codes with their codings; what stands below them moves up. Returns how many of each kind went."""

    codes: tuple[Rid, ...]

    def apply(self, store: Store) -> Counter[type[Record]]:
        chosen = _chosen(store, self.codes, "nothing was deleted")
        going = {code.rid for code in chosen}
        for code in chosen:
            self._lift_children(store, code, going)
        gone: Counter[type[Record]] = Counter()
        for code in chosen:
            delete_with_followers(store, store.get(records.ThematicCode, code.rid), gone)
        codings, evidence = gone[records.Coding], gone[records.Evidence]
        others = [counted(codings, "coding")] if codings else []
        others += [counted(evidence, "piece of evidence", "pieces of evidence")] if evidence else []
        what = f"code “{shorten(chosen[0].name, 40)}”" if len(chosen) == 1 else counted(len(chosen), "code")
        store.label = f"Deleted {what}" + (f" with {' and '.join(others)}" if others else "")
        return gone

    @staticmethod
    def _lift_children(store: Store, code: records.ThematicCode, going: set[Rid]) -> None:
        children = [child for child in siblings_below(store, code.rid) if child.rid not in going]
        if not children:
            return
        above = _above(store, code.rid)
        parent = next((rid for rid in above if rid not in going), None)
        place = above[above.index(parent) - 1] if parent is not None else above[-1]
        siblings = siblings_below(store, parent)
        at = [sibling.rid for sibling in siblings].index(place)
        put_in_order(store, [*siblings[:at], *children, *siblings[at:]], parent)


@register
@dataclass(frozen=True)
class CodeWithCodes(Command):
    """Code a passage with several thematic codes as one step. Returns a `CodedPassage` for each."""

    document: Rid
    start: int
    end: int
    codes: tuple[Rid, ...]

    def apply(self, store: Store) -> list[CodedPassage]:
        codes = _chosen(store, self.codes, "nothing was coded")
        made = [CodeThematically(self.document, self.start, self.end, code.rid).apply(store) for code in codes]
        quote = store.get(records.Excerpt, made[0].excerpt).quote
        what = f"“{codes[0].name}”" if len(codes) == 1 else counted(len(codes), "code")
        store.label = f"Coded “{shorten(quote, 30)}” with {what}"
        return made
