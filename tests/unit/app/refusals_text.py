"""What correcting texts and replacing names refuse (see `test_refused_commands`)."""

from __future__ import annotations

from ipof_workbench.app.commands.names import ReplaceNames
from ipof_workbench.app.commands.texts import AnchorAgain, CorrectText, WordsWouldGo
from ipof_workbench.app.text_imports import NewText, ReplaceTexts
from ipof_workbench.app.transcript_imports import TranscriptChoice
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError
from ipof_workbench.domain.imported import ParsedTranscript
from ipof_workbench.domain.names import NameReplacement
from ipof_workbench.domain.text_edits import TextEdit
from tests.unit.storage.hand_made_study import TEXTS

GONE = 999


def _on(name, *edits, **options):
    return lambda s: CorrectText(s.documents[name], tuple(TextEdit(*edit) for edit in edits), **options)


def _text(name):
    return TranscriptChoice(ParsedTranscript(name, f"{name}.txt", "0", "other words", (), frozenset()))


CASES = (
    (ReplaceTexts, lambda s: ReplaceTexts((NewText(GONE, _text("night")),)), NotFound, "The document is no longer"),
    (ReplaceTexts,
     lambda s: ReplaceTexts((NewText(s.documents["night"], _text("a")), NewText(s.documents["night"], _text("b")))),
     RefusedChange, "Two files are to be the text of one document; leave one of them out."),
    (CorrectText, lambda s: CorrectText(GONE, (TextEdit(0, 1, "x"),)), NotFound, "The document is no longer"),
    (CorrectText, _on("unread", (0, 99, "x")), RefusedChange,
     "The text of unread cannot be corrected so: the text has 23 characters, an edit reaches to 99. Nothing was"),
    (CorrectText, _on("unread", (0, 4, "x"), (2, 5, "y")), RefusedChange, "edits overlap at 2. Nothing was changed."),
    (CorrectText, _on("unread", (4, 2, "x")), RefusedChange, "not a stretch of a text: 4 to 2"),
    (CorrectText, _on("unread"), RefusedChange, "The text of unread reads like that already; nothing was changed."),
    (CorrectText, _on("unread", (0, 2, "An")), RefusedChange, "reads like that already; nothing was changed."),
    (CorrectText, _on("unread", (0, 23, " \n")), RefusedChange, "unread would have no words left; nothing was"),
    (CorrectText, _on("unread", (0, 2, "One"), revision=GONE), RefusedChange,
     "The text of unread was changed meanwhile; look at it again. Nothing was changed."),
    (CorrectText, _on("night", (0, len(TEXTS["night"]) - 6, "")), WordsWouldGo,
     "away, with 1 coding; leave a word, or uncode it first. Nothing was changed."),
    (AnchorAgain, lambda s: AnchorAgain(GONE, 0, 1), NotFound, "The excerpt is no longer"),
    (AnchorAgain, lambda s: AnchorAgain(1, 5, 5), RefusedChange,
     "Select the words where the passage stands now; nothing was changed."),
    (AnchorAgain, lambda s: AnchorAgain(1, 4, 5), RefusedChange, "Select the words where the passage stands now"),
    (ReplaceNames, lambda s: ReplaceNames(()), UsageError, "Write at least one name and what stands in its place"),
    (ReplaceNames, lambda s: ReplaceNames((NameReplacement(" ", "P01"),)), UsageError,
     "“P01” lacks the name before it; write it like: Anna -> P01."),
    (ReplaceNames, lambda s: ReplaceNames((NameReplacement("Ann", ""), NameReplacement("Ann", "B"))), UsageError,
     "“Ann” is to be cut out and to become B; leave one of them."),
    (ReplaceNames, lambda s: ReplaceNames((NameReplacement("Ann", ""),)), RefusedChange,
     "The speaker Ann would be left without a name; write what stands in its place, like: Ann -> P01. Nothing was"),
    (ReplaceNames, lambda s: ReplaceNames((NameReplacement("Cleo", ""),)), RefusedChange,
     "The participant Cleo would be left without a name"),
    (ReplaceNames, lambda s: ReplaceNames((NameReplacement("night", ""),)), RefusedChange,
     "The document night would be left without a name"),
    (ReplaceNames, lambda s: ReplaceNames((NameReplacement("Ann", "A"), NameReplacement("Ann", "B"))), UsageError,
     "“Ann” is to become both A and B; leave one of them."),
    (ReplaceNames, lambda s: ReplaceNames((NameReplacement("Nobody at all", "P09"),)), RefusedChange,
     "None of these names stands in the texts; nothing was changed."),
    (ReplaceNames, lambda s: ReplaceNames((NameReplacement("Ann", "P01"),), skipped=frozenset({(GONE, 0)})),
     RefusedChange, "A text was changed since the names were looked for; look for them again. Nothing was changed."),
)  # fmt: skip
