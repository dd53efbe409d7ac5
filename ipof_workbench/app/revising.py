"""Making new revisions of texts: turns and passages move along, and what stands for their words is worded anew.

One way for correcting, pseudonymising and importing again; the edits are all that differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import NORMALISATION, Span, count_words, shorten, text_hash
from ipof_workbench.domain.text_edits import EditList, TextEdit
from ipof_workbench.storage.queries.texts import CurrentText

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

Anchor = Callable[[str, EditList, Span], Span | None]
"""Says where a passage of a text stands in the new one, or that it does not."""


@dataclass(frozen=True, slots=True)
class TextPlan:
    """What is to become of one text: the edits (`prepared`), and the turns where they are not simply moved along.

    `turns` belong to no revision yet (0).
    """

    base: CurrentText
    edits: EditList
    turns: tuple[records.Turn, ...] | None = None


@dataclass(frozen=True, slots=True)
class Revised:
    """What was made: the new revisions in the order of the plans, the passages whose words changed, and those that the
    new texts do not hold (they still belong to the texts before)."""

    revisions: tuple[records.TextRevision, ...]
    reworded: tuple[Rid, ...]
    lost: tuple[records.Excerpt, ...]


def moved_with_words(text: str, edits: EditList, span: Span) -> Span | None:
    """Return where a passage stands: it grows over what replaces its ends, and is lost only with all its words."""
    return edits.moved(span)


def revise(
    store: Store,
    plans: Sequence[TextPlan],
    reason: str,
    *,
    anchor: Anchor = moved_with_words,
    speaker: Callable[[str], str] = lambda name: name,
) -> Revised:
    """Store a new revision for each plan, with its turns, and move every passage of the texts before into it.

    `speaker` gives each speaker's name anew.

    Raises:
        RefusedChange: a text would hold no word any more.
    """
    texts = {plan.base.document: plan.edits.apply(plan.base.text) for plan in plans}
    documents = {held.rid: held for held in store.find_among(records.Document, "rid", list(texts))}
    for document, text in texts.items():
        if not text.strip():
            raise RefusedChange(f"{documents[document].name} would have no words left; nothing was changed.")
    made = store.put_revisions([_revision(plan, texts[plan.base.document], reason) for plan in plans])
    turns = _turns(store, plans, made, speaker)
    store.put_many(turns)
    spoken: dict[Rid, int] = {}
    for turn in turns:
        spoken[turn.revision] = spoken.get(turn.revision, 0) + (turn.number > 0)
    store.put_many(
        [
            replace(
                documents[revision.document],
                words=count_words(revision.text),
                characters=len(revision.text),
                turns=spoken.get(revision.rid, 0),
            )
            for revision in made
        ]
    )
    return _move_passages(store, plans, made, anchor)


def _revision(plan: TextPlan, text: str, reason: str) -> tuple[records.TextRevision, Rid, tuple[TextEdit, ...]]:
    revision = records.TextRevision(
        document=plan.base.document,
        number=plan.base.number + 1,
        text=text,
        sha256=text_hash(text),
        normalisation=NORMALISATION,
        reason=" ".join(reason.split()),
    )
    return revision, plan.base.revision, plan.edits.edits


def _turns(
    store: Store,
    plans: Sequence[TextPlan],
    made: Sequence[records.TextRevision],
    speaker: Callable[[str], str],
) -> list[records.Turn]:
    by_base: dict[Rid, list[records.Turn]] = {}
    for turn in store.find_among(records.Turn, "revision", [plan.base.revision for plan in plans]):
        by_base.setdefault(turn.revision, []).append(turn)
    found: list[records.Turn] = []
    for plan, revision in zip(plans, made, strict=True):
        if plan.turns is not None:
            found.extend(replace(turn, revision=revision.rid) for turn in plan.turns)
        else:
            found.extend(_moved_turns(by_base.get(plan.base.revision, ()), plan.edits, revision.rid, speaker))
    return found


def _moved_turns(
    turns: Iterable[records.Turn], edits: EditList, revision: Rid, speaker: Callable[[str], str]
) -> Iterable[records.Turn]:
    for turn in turns:
        start, words_start, end = (edits.moved_boundary(at) for at in (turn.start, turn.words_start, turn.end))
        if turn.start == 0:
            start = 0
        if turn.words_start == turn.start:
            words_start = start
        end = max(end, start)
        if start < end or turn.start == turn.end:
            yield replace(
                turn, rid=0, id="", revision=revision, speaker=speaker(turn.speaker), start=start,
                words_start=min(max(words_start, start), end), end=end,
            )  # fmt: skip


def _move_passages(
    store: Store, plans: Sequence[TextPlan], made: Sequence[records.TextRevision], anchor: Anchor
) -> Revised:
    by_base = {plan.base.revision: (plan, revision) for plan, revision in zip(plans, made, strict=True)}
    moved: list[records.Excerpt] = []
    lost: list[records.Excerpt] = []
    reworded: dict[Rid, tuple[str, str]] = {}
    for excerpt in store.find_among(records.Excerpt, "revision", list(by_base)):
        plan, revision = by_base[excerpt.revision]
        span = anchor(plan.base.text, plan.edits, Span(excerpt.start, excerpt.end))
        quote = span.words_of(revision.text) if span else ""
        if span is None or (excerpt.quote.strip() and not quote.strip()):
            lost.append(excerpt)
            continue
        moved.append(replace(excerpt, revision=revision.rid, start=span.start, end=span.end, quote=quote))
        if quote != excerpt.quote:
            reworded[excerpt.rid] = (excerpt.quote, quote)
    store.put_many(moved)
    _reword_unnamed(store, reworded)
    return Revised(tuple(made), tuple(reworded), tuple(lost))


def _reword_unnamed(store: Store, reworded: dict[Rid, tuple[str, str]]) -> None:
    """Let elements for which the words of a passage stand as their name follow those words."""
    if not reworded:
        return
    labels: dict[Rid, tuple[str, str]] = {}
    for coding in store.find_among(records.Coding, "excerpt", list(reworded)):
        if coding.element is not None:
            old, new = reworded[coding.excerpt]
            labels.setdefault(coding.element, (shorten(old), shorten(new)))
    store.put_many(
        [
            replace(element, label=labels[element.rid][1])
            for element in store.find_among(records.Element, "rid", list(labels))
            if not element.named and element.label == labels[element.rid][0]
        ]
    )
