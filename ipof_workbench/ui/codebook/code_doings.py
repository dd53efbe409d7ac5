"""What a person does to the codebook, each as one step; with thousands of codings in a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.session import Session

if TYPE_CHECKING:
    from ipof_workbench.app.commands.base import Command
    from ipof_workbench.app.workbench import Outcome
    from ipof_workbench.domain.codebook_rows import CodeLosses

MANY = 100
"""Codings from which on handing them over takes longer than a window may be held up."""


class CodeDoings:
    """Runs the commands. They are imported when used: the window starts without them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str, parent: Rid | None = None) -> Rid | None:
        """Add a code; returns it."""
        from ipof_workbench.app.commands.codebook import AddCode

        outcome = self._session.run(AddCode(name, parent))
        return outcome.result.rid if outcome is not None else None

    def rename(self, code: Rid, name: str) -> bool:
        """Give a code another name."""
        return self.write(code, {"name": name})

    def write(self, code: Rid, changes: Mapping[str, str]) -> bool:
        """Change fields of a code; what is typed on and on is one step."""
        from ipof_workbench.app.commands.record_edits import EditFields

        return self._session.run(EditFields(records.ThematicCode, code, dict(changes))) is not None

    def colour(self, codes: Sequence[Rid], colour: str) -> None:
        """Give codes a colour, as one step."""
        from ipof_workbench.app.commands.record_edits import EditFields
        from ipof_workbench.app.commands.together import Together

        parts = tuple(EditFields(records.ThematicCode, code, {"colour": colour}) for code in codes)
        words = f"Changed colour of {len(codes):,} codes" if len(codes) > 1 else ""
        self._session.run(Together(parts, words))

    def move(self, codes: Sequence[Rid], parent: Rid | None, before: Rid | None = None) -> None:
        """Put codes below another, or into an order."""
        from ipof_workbench.app.commands.codebook import MoveCodes

        self._say(self._session.run(MoveCodes(tuple(codes), parent, before)))

    def merge(self, others: Sequence[Rid], into: Rid) -> None:
        """Let one code take the place of others."""
        from ipof_workbench.app.commands.codebook import MergeCodes

        number = self._session.workbench.read.codebook.losses(others).codings
        self._run(MergeCodes(into, tuple(others)), number, "Merging codes")

    def split(self, code: Rid, codings: Sequence[Rid], name: str, into: Rid | None = None) -> None:
        """Let codings be of another code."""
        from ipof_workbench.app.commands.codebook import SplitCode

        self._run(SplitCode(code, tuple(codings), name, into), len(codings), "Moving codings")

    def copy(self, code: Rid, into: Rid, codings: Sequence[Rid] = ()) -> None:
        """Code the passages of a code with another one as well."""
        from ipof_workbench.app.commands.codebook import CopyCodings

        number = len(codings) or self._session.workbench.read.codebook.losses([code]).codings
        self._run(CopyCodings(code, into, tuple(codings)), number, "Copying codings")

    def delete(self, codes: Sequence[Rid]) -> None:
        """Delete codes with their codings, and say what went."""
        from ipof_workbench.app.commands.codebook import DeleteCodes

        number = self._session.workbench.read.codebook.losses(codes).codings
        self._run(DeleteCodes(tuple(codes)), number, "Deleting codes")

    def uncode(self, codings: Sequence[Rid]) -> None:
        """Take codings away."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        self._run(DeleteRecords(records.Coding, tuple(codings)), len(codings), "Uncoding passages")

    def write_memo(self, code: Rid, name: str) -> None:
        """Begin a memo on a code and go to it."""
        from ipof_workbench.app.commands.record_edits import AddRecord

        memo = records.Memo(title=f"On “{shorten(name, 60)}”", about_kind="thematic_code", about=code)
        outcome = self._session.run(AddRecord(memo))
        if outcome is not None:
            self._session.show_toast("Began a memo on this code")
            self._session.show_record("memo", outcome.result.rid)

    def code(self, document: Rid, span: tuple[int, int], codes: Sequence[Rid]) -> bool:
        """Code a passage with codes, as one step."""
        from ipof_workbench.app.commands.codebook import CodeWithCodes

        return self._session.run(CodeWithCodes(document, *span, tuple(codes))) is not None

    def code_with_new(self, document: Rid, span: tuple[int, int], words: str) -> None:
        """Code a passage with a new code that is named after its words."""
        from ipof_workbench.app.commands.codebook import AddCode, CodeWithCodes
        from ipof_workbench.app.commands.together import Together

        name = shorten(words)
        parts = (AddCode(name), lambda made: CodeWithCodes(document, *span, (made[0].rid,)))
        self._say(self._session.run(Together(parts, f"Coded “{shorten(words, 30)}” with the new code “{name}”")))

    def _run(self, command: Command, codings: int, words: str, then: Callable[[], None] | None = None) -> None:
        session = self._session
        if codings < MANY:
            self._say(session.run(command))
        elif session.can_edit:
            work = lambda _report: session.workbench.run(command)  # noqa: E731
            session.run_in_background(work, self._say, words=words, exclusive=True)
        else:
            session.refuse(session.why_not_editable)

    def _say(self, outcome: Outcome | None) -> None:
        if outcome is not None and outcome.changed is not None:
            self._session.show_toast(outcome.changed.step.label)


def loss_words(losses: CodeLosses) -> str:
    """Return what deleting takes along: “with 143 codings, out of 12 configurations”."""
    parts = []
    if losses.codings:
        parts.append(f"with {losses.codings:,} coding{'' if losses.codings == 1 else 's'}")
    if losses.configurations:
        many = "" if losses.configurations == 1 else "s"
        parts.append(f"out of {losses.configurations:,} configuration{many}")
    elif losses.evidence:
        parts.append(f"with {losses.evidence:,} piece{'' if losses.evidence == 1 else 's'} of evidence")
    return ", ".join(parts)
