"""What can be a speaker's label, and where on a line one may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Layout = Literal["colon", "bold", "above", "columns"]
LABEL_CHARACTERS = 63
_HEAD_CHARACTERS = 160
_MOST_WORDS = 9
_MOST_PLAIN_WORDS = 4

# Minutes and seconds have two digits, but Teams writes 0:0:4.2.
_CLOCK = r"(?:\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3}|(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?)"
_BARE_STAMP = rf"{_CLOCK}(?:\s*-{{1,2}}>\s*{_CLOCK})?"
_STAMP = (
    rf"(?:\[\s*{_BARE_STAMP}\s*\]|\(\s*{_BARE_STAMP}\s*\)|\{{\s*{_BARE_STAMP}\s*\}}"
    rf"|#{_CLOCK}(?:-\d)?#|{_BARE_STAMP}(?![\w:]))"
)
_NUMBER = r"(?:\[\d{1,5}\]|\(\d{1,5}\)|\d{1,5}[.)])"
_LEAD = re.compile(rf"\s*(?:(?P<number>{_NUMBER})\s*)?(?:(?P<stamp>{_STAMP})[\s\-–—|]*)?")
_COLON = re.compile(
    rf"(?P<label>[^:：\t\n]{{1,{LABEL_CHARACTERS}}}?)\s*(?P<stamp>{_STAMP})?\s*[:：](?P<glued>(?=\S)(?!//))?"
    rf"[ \t\u00a0]*(?:(?P<after>\[\s*{_BARE_STAMP}\s*\]|\(\s*{_BARE_STAMP}\s*\))[ \t\u00a0]*)?"
)
# The usual case, tried first: no time stamp between name and colon or after it.
_PLAIN_COLON = re.compile(rf"(?P<label>[^:：\t\n]{{1,{LABEL_CHARACTERS}}})[:：] +(?=[^\s\d\[(])")
_LEAD_CHARACTERS = frozenset(" \u00a0\t[({#0123456789")
_ALONE = re.compile(rf"(?P<label>[^:：\n]{{1,{LABEL_CHARACTERS}}}?)[\s\-–—|,]*(?:(?P<stamp>{_STAMP}))?\s*[:：]?\s*$")
_STAMP_ONLY = re.compile(rf"\s*{_STAMP}\s*$")
_CLOCK_PARTS = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?")

_STRONG_ROLE = (
    r"(?:interviewer|interviewee|int(?:erv|vr|ee|er)?|respondent|resp|participant|pt|facilitator|fac|"
    r"moderator|researcher|research assistant|speaker|spk|unidentified speaker|unknown speaker|observer|p)"
)
_WEAK_ROLE = (
    r"(?:(?:interview(?:er|ee)|respondent|participant|facilitator|moderator|researcher|speaker)s|"
    r"mod|transcriber|interpreter|translator|carer|patient|staff|unknown|unidentified|male|female|man|woman|voice|"
    r"all|everyone|group|several|both|multiple(?: speakers)?|[iqramfs])"
)
_NUMBERING = r"(?:[\s._#-]*(?:\d{1,3}[a-z]?|[a-z](?![a-z])))?\.?"
_STRONG = re.compile(rf"{_STRONG_ROLE}{_NUMBERING}", re.IGNORECASE)
_WEAK = re.compile(
    rf"(?:{_WEAK_ROLE}{_NUMBERING}|(?-i:[A-Z]{{1,4}}[-_ ]?\d{{1,4}}(?:[A-Z]{{1,2}}\d{{0,3}})?)\.?)", re.IGNORECASE
)
_JOINT = re.compile(r"\s*(?:&|/|,|\band/or\b|\band\b|\bor\b)\s*", re.IGNORECASE)
_JOINT_WORDS = frozenset({"and", "or", "and/or", "&", "/", "of", "de", "van", "von", "der", "la", "le", "the", "from"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NO_SPEAKER = _words(
    """note notes nb n.b n.b. ps p.s p.s. example examples e.g e.g. i.e i.e. eg ie date time place location duration
    interview title topic source http https ftp www mailto re subject cc tel phone email e-mail url warning update
    edit edited transcript file audio recording length figure table box aim aims objective objectives background
    method methods result results finding findings conclusion conclusions discussion abstract keywords summary
    context mechanism mechanisms outcome outcomes intervention resource reasoning theory if then because comment
    comments footnote endnote reference references quote theme themes code codes section chapter part page version
    author authors name text speaker who turn words content line redacted inaudible crosstalk laughter laughs pause
    silence yes no yeah yep yup nope ok okay right sure mm mmm mhm mm-hmm mmhmm hmm um uh er ah oh well so but and
    because anyway actually basically also plus first firstly second secondly third finally then now today yesterday
    thanks hello hi bye goodbye exactly absolutely definitely maybe perhaps really true false good great fine cool
    start end begin stop see viz namely answer question"""
)
_SENTENCE_STARTS = _words(
    """i he she they we you it the this that these those there here and but so or if because when while what why how
    who which where my our your his her their its as at in on for with from to by of not is are was were do does did
    can could would should will just like some many most all every each no yes well"""
)
_NUMBER_AFTER = re.compile(r"[\s#]*\d+[a-z]?$")
_BAD_CHARACTERS = re.compile(r"[?!\"“”„«»;=<>@\\{}|*_…]|\.{2,}|//|\.\s+\S+\s+\S+\s+\S+\s+\S")


class Candidate(NamedTuple):
    """A place where a line may name its speaker.

    `words_at` is the offset in the line where the words begin. `marked` says that a number, a time stamp or bold type
    stands with the label. `glued` says that words follow the colon without a space.
    """

    layout: Layout
    label: str
    words_at: int
    seconds: float | None = None
    marked: bool = False
    glued: bool = False


def clock_seconds(stamp: str) -> float | None:
    """Return the first clock time of `stamp` in seconds; None when there is none or its parts run over 59."""
    found = _CLOCK_PARTS.search(stamp)
    if found is None:
        return None
    hours, minutes, seconds, thousandths = found.groups()
    if int(seconds) > 59 or (hours and int(minutes) > 59):
        return None
    part = float(f"0.{thousandths or 0}")
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + part


def is_time_line(line: str) -> bool:
    """Tell whether a line holds nothing but a time stamp."""
    return len(line) < 60 and _STAMP_ONLY.match(line) is not None


def candidates(line: str, bold_end: int = 0) -> Iterator[Candidate]:
    """Yield the ways in which `line` may begin with, or be, a speaker's label.

    `bold_end` is the length of the line's leading bold run, 0 when it is not bold.
    """
    start, stamp, marked = _lead(line)
    if ":" in line[:_HEAD_CHARACTERS] or "：" in line[:_HEAD_CHARACTERS]:
        found = _before_colon(line[:_HEAD_CHARACTERS], start, stamp, marked or bold_end > 0)
        if found:
            yield found
    if "\t" in line:
        yield from _in_columns(line)
    if start < bold_end < len(line) and ":" not in line[:bold_end] and line[bold_end:].strip():
        label = tidy(line[start:bold_end])
        if label:
            yield Candidate("bold", label, bold_end + _blanks(line, bold_end), stamp, marked=True)
    if len(line) < _HEAD_CHARACTERS:
        alone = _ALONE.match(line, start)
        label = tidy(alone["label"]) if alone else ""
        if alone and label:
            own = clock_seconds(alone["stamp"]) if alone["stamp"] else None
            is_bold = bold_end >= len(line.rstrip())
            yield Candidate("above", label, len(line), _first(own, stamp), marked or own is not None or is_bold)


def _lead(line: str) -> tuple[int, float | None, bool]:
    """Return where a line begins after its number and time stamp, the seconds, and whether there was one."""
    if line[0] not in _LEAD_CHARACTERS:
        return 0, None, False
    lead = _LEAD.match(line[:_HEAD_CHARACTERS])
    if lead is None:
        return 0, None, False
    stamp = clock_seconds(lead["stamp"]) if lead["stamp"] else None
    return lead.end(), stamp, bool(lead["number"] or lead["stamp"])


def _before_colon(head: str, start: int, stamp: float | None, marked: bool) -> Candidate | None:
    plain = _PLAIN_COLON.match(head, start)
    if plain is not None:
        label = tidy(plain["label"])
        return Candidate("colon", label, plain.end(), stamp, marked) if label else None
    found = _COLON.match(head, start)
    label = tidy(found["label"]) if found else ""
    if not found or not label:
        return None
    own = clock_seconds(found["stamp"]) if found["stamp"] else None
    after = clock_seconds(found["after"]) if found["after"] else None
    is_marked = marked or own is not None or after is not None
    return Candidate("colon", label, found.end(), _first(own, after, stamp), is_marked, found["glued"] is not None)


def _in_columns(line: str) -> Iterator[Candidate]:
    """Look for `Name TAB words`, with a column of numbers or times before or between."""
    at, seconds, label, label_field = 0, None, "", -1
    fields = line.split("\t")
    for number, text in enumerate(fields[:4]):
        stripped = text.strip()
        is_mark = bool(re.fullmatch(rf"(?:{_NUMBER}|\d{{1,5}}|{_STAMP})?", stripped))
        if is_mark and number < len(fields) - 1:
            seconds = _first(clock_seconds(stripped), seconds)
        elif not label and number < len(fields) - 1 and len(stripped) <= LABEL_CHARACTERS + 1:
            label, label_field = tidy(stripped.rstrip(":：")), number
        else:
            break
        at += len(text) + 1
    if label_field >= 0 and label:
        yield Candidate("columns", label, at, seconds, marked=True)


def tidy(label: str) -> str:
    """Return a label without the blanks and brackets around it; empty when it is too long."""
    label = " ".join(label.split())
    if len(label) > 2 and label[0] + label[-1] in {"[]", "()", "<>"} and label[1:-1].count(label[0]) == 0:
        inner = label[1:-1].strip()
        label = inner if is_known(inner) else label
    return label if len(label) <= LABEL_CHARACTERS else ""


def is_known(label: str) -> bool:
    """Tell whether a label is a word for a speaker by itself (Interviewer, P04), or several joined."""
    parts = _JOINT.split(label)
    return all(_STRONG.fullmatch(part) or (len(parts) > 1 and part.isdigit()) for part in parts if part) and any(parts)


def is_weakly_known(label: str) -> bool:
    """Tell whether a label is a word for a speaker among others that are certain (All, Q, FG2)."""
    return all(_STRONG.fullmatch(part) or _WEAK.fullmatch(part) for part in _JOINT.split(label) if part)


def recurrences_needed(label: str) -> int:
    """Return how often a label must stand to be taken for a name; 0 when it never is.

    Names are written with capitals; words in lower case may follow ("Support worker") but need to stand oftener.
    """
    words = label.casefold().rstrip(".").split()
    if label == "I":
        return 2
    if not words or words[0] in _SENTENCE_STARTS or len(words) > _MOST_WORDS or label[-1] in ",-–—":
        return 0
    if _BAD_CHARACTERS.search(label) or not any(character.isalpha() for character in label):
        return 0
    if _NUMBER_AFTER.sub("", " ".join(words)).strip("[]()") in _NO_SPEAKER:
        return 0
    names = [word for word in label.split() if word.casefold() not in _JOINT_WORDS]
    if all(not word[0].islower() and word[0] != "[" for word in names):
        return 2
    return 3 if len(words) == 1 or (not label[0].islower() and len(words) <= _MOST_PLAIN_WORDS) else 0


def _blanks(line: str, at: int) -> int:
    return len(line[at:]) - len(line[at:].lstrip(" \t\u00a0:："))


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
