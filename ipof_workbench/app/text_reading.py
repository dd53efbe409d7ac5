"""What can be read about texts: their revisions, passages left in older ones, names that stand in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ipof_workbench.app.commands.names import texts_to_look_at
from ipof_workbench.app.commands.record_edits import kind_words
from ipof_workbench.app.reader import Reader
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.domain.name_candidates import Candidate, CandidateCounter
from ipof_workbench.domain.names import NameFinder
from ipof_workbench.domain.text_rows import NameHit, RevisionRow, UnanchoredRow
from ipof_workbench.storage.queries import study, texts
from ipof_workbench.storage.tables import KINDS

CONTEXT_BEFORE, CONTEXT_AFTER = 48, 64
"""Characters shown around a name."""
_REPORT_EVERY = 500


class TextReading(Reader):
    """Reads texts and their revisions."""

    def revisions(self, document: Rid) -> list[RevisionRow]:
        """Return the revisions of a document, newest first."""
        found: list[RevisionRow] = self._read(texts.revisions, document)
        return found

    def named(self, name: str, case: str = "") -> list[DocumentRow]:
        """Return the documents of exactly this name, in the case of that name where one is given."""
        rows: list[DocumentRow] = self._read(study.documents_named, name)
        wanted = case.strip().casefold()
        return [row for row in rows if row.name == name and (not wanted or row.case_name.casefold() == wanted)]

    def replaceable(self, name: str, limit: int = 300) -> list[DocumentRow]:
        """Return documents whose text a file of this name may replace, those of the same name first."""
        rids: list[Rid] = self._read(texts.replaceable, name, limit)
        found: list[DocumentRow] = self._read(study.document_rows, rids)
        return found

    def unanchored(self, only: Rid | None = None) -> list[UnanchoredRow]:
        """Return the passages whose words the current text of their document does not hold, or of the analyst `only`
        those that nobody else alone has coded."""
        found: list[UnanchoredRow] = self._read(texts.unanchored, only)
        return found

    def older_texts(self) -> int:
        """Return how many texts were changed since, and are kept as they were."""
        found: int = self._read(texts.older_texts)
        return found

    def stands_no_more(self, document: Rid, start: int, end: int) -> bool:
        """Tell whether a passage of these ends stands in an older text of the document only."""
        found: bool = self._read(texts.stands_no_more, document, start, end)
        return found

    def name_hits(self, finder: NameFinder, documents: Sequence[Rid] = (), report: Report = no_report) -> list[NameHit]:
        """Return where names stand in the current texts (of all documents where none are given), in their order.

        For a worker: reads every text that may hold one.
        """
        chosen = documents or self._read(study.document_rids)
        wanted = self._read(texts_to_look_at, chosen, finder)
        named = {row.rid: (row.name, row.case_name) for row in self._read(study.document_rows, wanted)}
        hits: list[NameHit] = []
        for at, text in enumerate(self._read(texts.current_texts, wanted)):
            if at % _REPORT_EVERY == 0:
                report(at, len(wanted))
            for place in finder.places(text.text):
                whose = named.get(text.document, ("", ""))
                before = text.text[max(0, place.start - CONTEXT_BEFORE) : place.start]
                after = text.text[place.end : place.end + CONTEXT_AFTER]
                found = text.text[place.start : place.end]
                hits.append(
                    NameHit(
                        text.document, *whose, text.revision, *place[:2], before, found, after,
                        finder.replacements[place.replacement].new,
                    )
                )  # fmt: skip
        return hits

    def name_candidates(self, documents: Sequence[Rid] = (), report: Report = no_report) -> list[Candidate]:
        """Return what may give a person away in the texts. For a worker: reads every text."""
        chosen = documents or self._read(study.document_rids)
        counter = CandidateCounter()
        for at, text in enumerate(self._read(texts.current_texts, chosen)):
            if at % _REPORT_EVERY == 0:
                report(at, len(chosen))
            counter.look_at(text.text)
        return counter.found()

    def names_elsewhere(self, finder: NameFinder) -> list[tuple[str, int]]:
        """Return (what, how many) of the records outside the texts in which a name stands, as a person says it:
        ("memos", 2)."""
        found: Counter[str] = Counter()
        for table, words in self._read(texts.words_of_records):
            if next(finder.places(words), None) is not None:
                found[table] += 1
        return [(_many_of(table, number), number) for table, number in found.items()]


def _many_of(table: str, number: int) -> str:
    words = kind_words(KINDS[table])
    if words == "evidence":
        return "piece of evidence" if number == 1 else "pieces of evidence"
    if number == 1:
        return words
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"
