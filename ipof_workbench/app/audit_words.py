"""The journal in plain words: what a change did to a record, field by field, never as it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache

from ipof_workbench.app.commands.base import counted
from ipof_workbench.app.commands.record_edits import kind_words
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.trail_rows import AuditChange, AuditField, AuditLine
from ipof_workbench.storage.queries.subjects import references
from ipof_workbench.storage.tables import KINDS

Names = Mapping[tuple[str, Rid], str]
Content = Mapping[str, object]

GONE = "one that is gone"
LONGEST = 400
"""Characters of a value that are shown."""

_VERBS = {"insert": "Added", "update": "Changed", "delete": "Removed"}
_KINDS = {
    "configuration_case": "scope case",
    "statement_configuration": "statement tie",
    "participant_case": "case membership",
    "document_participant": "document speaker",
    "recommendation_configuration": "recommendation tie",
    "substantive_theory_use": "theory use",
    "memo_quote": "memo quote",
    "decision_subject": "decision subject",
    "remark_dismissal": "answered remark",
    "version_evidence": "version evidence",
    "statement_vote": "vote",
    "lineage": "lineage",
    "attribute_value": "attribute",
    "place_content": "part",
    "excerpt": "passage",
    "text_revision": "text",
    "configuration_version": "wording",
    "statement_version": "wording",
}
_FIELDS = {
    "if_text": "If",
    "then_text": "Then",
    "because_text": "Because",
    "held_on": "date",
    "four_i": "four I’s",
    "is_interviewer": "interviews",
    "from_configuration": "from",
    "to_configuration": "to",
    "merged_into": "merged into",
}
_CLOSED = frozenset(
    {
        *("stance", "status", "kind", "inference", "polarity", "activation", "consent", "quote_policy", "valence"),
        *("level", "four_i", "intended", "timeframe", "directness", "epistemic", "elicited", "relevance", "richness"),
        *("rigour", "verdict", "change", "counting", "interview_phase", "value_type"),
    }
)
_FLAGS = frozenset({"named", "is_interviewer", "hidden"})
_HOUSEKEEPING = frozenset(
    {
        *("rid", "id", "created_at", "created_by", "import_rid", "position", "text", "sha256", "normalisation"),
        *("content", "revision", "characters", "owner", "about_kind", "named", "alternative", "statement_version"),
        *("version", "analyst", "about", "x", "y", "state", "start", "end"),
    }
)
"""What no reader of an audit asks for: how rows are kept, counted and tied to the version that was open."""
_NUMBERED = ("configuration_version", "statement_version")
_JUDGED = ("version_evidence",)


def wanted_names(changes: Iterable[AuditChange]) -> set[tuple[str, Rid]]:
    """Return what must be looked up to put the changes in words."""
    wanted: set[tuple[str, Rid]] = set()
    for change in changes:
        if change.operation == "bulk":
            wanted.add(("import_batch", change.row))
        for content in (change.before, change.after):
            for field, value in (content or {}).items():
                target = _target(change.table, field, content or {})
                if target and isinstance(value, int):
                    wanted.add((target, value))
    return wanted


def named_records(change: AuditChange) -> list[tuple[str, Rid]]:
    """Return (table, rid) of the record that a change is of, and of those that its row names; none for many at once."""
    content = change.after or change.before
    if content is None or change.operation in ("bulk", "recorded"):
        return []
    named = [
        (target, value)
        for field, value in content.items()
        if (target := _target(change.table, field, content)) and isinstance(value, int)
    ]
    return [(change.table, change.row), *named]


def line_of(change: AuditChange, names: Names) -> AuditLine:
    """Return a change in words."""
    kind = _kind(change.table)
    if change.operation == "recorded":
        many = counted(change.rows, "piece of evidence", "pieces of evidence") if change.table in _JUDGED else ""
        return AuditLine(f"{many or counted(change.rows, kind)} recorded with a version")
    if change.operation == "bulk":
        many = "pieces of evidence" if kind == "evidence" else ""
        source = names.get(("import_batch", change.row), "")
        came = counted(change.rows, "piece of evidence" if kind == "evidence" else kind, many)
        return AuditLine(f"{came} came with an import{f' of {shorten(source, 60)}' if source else ''}")
    content = change.after or change.before
    if content is None:
        return AuditLine(f"{_VERBS[change.operation]} {kind}")
    name = _name(change.table, content, names)
    if _is_recording(change):
        head = f"Recorded {name.removeprefix('of ')}"
    else:
        head = f"{_VERBS[change.operation]} {kind}{f' {name}' if name else ''}"
    return AuditLine(head, tuple(_changed_fields(change, names, name)))


def _is_recording(change: AuditChange) -> bool:
    """Tell whether the row of an open draft became that of a recorded version."""
    if change.table not in _NUMBERED or not change.before or not change.after:
        return False
    return not change.before.get("number") and bool(change.after.get("number"))


def _kind(table: str) -> str:
    return _KINDS.get(table) or kind_words(KINDS[table])


@cache
def _references() -> dict[str, dict[str, str]]:
    return references()


@cache
def _defaults(table: str) -> dict[str, object]:
    told = ("stance",)  # also where it is what it usually is
    return {
        field.name: None if field.default is MISSING or field.name in told else field.default
        for field in fields(KINDS[table])
    }


def _target(table: str, field: str, content: Content) -> str:
    if field == "about" and "about_kind" in content:
        return str(content["about_kind"])
    if table == "lineage" and field in ("ancestor", "descendant"):
        return str(content.get("about_kind", ""))
    return _references().get(table, {}).get(field, "")


def _called(target: str, value: object, names: Names) -> str:
    if not isinstance(value, int):
        return ""
    name = names.get((target, value), "") or GONE
    return shorten(name, 80 if name.startswith("“") else 44)


def _referred(table: str, content: Content, names: Names, *among: str) -> str:
    chosen = among or tuple(field for field in content if field not in _HOUSEKEEPING)
    parts = []
    for field in chosen:
        target = _target(table, field, content)
        if target and content.get(field) is not None:
            parts.append(_called(target, content[field], names))
    return ", ".join(parts)


def _version_words(content: Content, names: Names, owner: str) -> str:
    version = f"of version {content['number']}" if content.get("number") else "of the open draft"
    of = _referred(f"{owner}_version", content, names, owner)
    return f"{version} of {owner} {of}" if of else version


_NAMED_BY: dict[str, Callable[[Content, Names], str]] = {
    "evidence": lambda content, names: _referred("evidence", content, names, "coding", "finding"),
    "coding": lambda content, names: _referred("coding", content, names, "excerpt"),
    "excerpt": lambda content, names: f"“{shorten(str(content.get('quote', '')), 80)}”",
    "place": lambda content, names: _referred("place", content, names, "role").lower(),
    "place_content": lambda content, names: _referred("place_content", content, names, "element", "attribute"),
    "configuration_version": lambda content, names: _version_words(content, names, "configuration"),
    "statement_version": lambda content, names: _version_words(content, names, "statement"),
    "attribute_value": lambda content, names: _referred("attribute_value", content, names, "definition"),
    "text_revision": lambda content, names: _referred("text_revision", content, names, "document"),
    "memo": lambda content, names: f"“{shorten(str(content['title']), 60)}”" if content.get("title") else "",
    "decision_subject": lambda content, names: _referred("decision_subject", content, names, "decision", "about"),
    "looked_for": lambda content, names: _referred("looked_for", content, names, "configuration", "statement", "case"),
}


def _name(table: str, content: Content, names: Names) -> str:
    own = _NAMED_BY.get(table)
    if own is not None:
        return own(content, names)
    for field in ("number", "name", "label", "title", "wording"):
        value = content.get(field)
        if isinstance(value, str) and value:
            return value if field == "number" else f"“{shorten(value, 60)}”"
    return _referred(table, content, names)


def _changed_fields(change: AuditChange, names: Names, name: str) -> Iterable[AuditField]:
    before, after = change.before or {}, change.after or {}
    for field, default in _defaults(change.table).items():
        old, new = before.get(field, default), after.get(field, default)
        if old == new or field in _HOUSEKEEPING or _tells_nothing(change, field):
            continue
        shown_old, shown_new = (
            _value(change.table, field, content, names) if content else "" for content in (before, after)
        )
        if shown_old == shown_new or (change.operation != "update" and _is_in(shown_new or shown_old, name)):
            continue
        yield AuditField(_FIELDS.get(field) or field.replace("_", " "), shown_old, shown_new)


def _tells_nothing(change: AuditChange, field: str) -> bool:
    """A number is in the name already, where the change is not that of the number."""
    return field == "number" and (change.operation != "update" or change.table in _NUMBERED)


def _is_in(words: str, name: str) -> bool:
    return words.strip("“”").casefold() in name.casefold()


def _value(table: str, field: str, content: Content, names: Names) -> str:
    value = content.get(field)
    if value is None or value == "":
        return ""
    target = _target(table, field, content)
    if target:
        return _called(target, value, names)
    if field in _FLAGS:
        return "yes" if value else "no"
    if field in _CLOSED:
        return str(value).replace("_", " ")
    return shorten(str(value), LONGEST)
