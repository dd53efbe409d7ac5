"""The heads and documents of the list as plain nodes, without Qt: which heads there are, and what stands under them."""

from __future__ import annotations

from ipof_workbench.domain.document_choices import NO_CASE, CaseName, Grouping
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.ui.coding.document_facts import UNITS, DocumentNode
from ipof_workbench.ui.coding.document_source import DocumentSource

NO_CASE_HEAD = "No case"


class NodeTree:
    """`nodes` by number, `roots` the numbers of the first heads, `places` document -> its number."""

    def __init__(self) -> None:
        self.nodes: list[DocumentNode] = []
        self.roots: list[int] = []
        self.places: dict[Rid, int] = {}
        self._source: DocumentSource

    def clear(self, source: DocumentSource) -> None:
        """Hold nothing of what `source` lists."""
        self._source = source
        self.nodes.clear()
        self.roots.clear()
        self.places.clear()

    def fill(self) -> None:
        """Hold the heads of the list; the documents under them come when a head is opened."""
        source = self._source
        if source.listing.grouping == Grouping.KIND:
            for kind in source.kinds_of(None):
                self.add_folder(-1, None, *source.folders(None, [kind])[0], is_case=True)
        else:
            self._fill_cases()

    def heads_of(self, row: DocumentRow) -> list[int]:
        """Return the heads that a document may stand under."""
        if self._source.listing.grouping == Grouping.KIND:
            return [number for number in self.roots if row.kind in self.nodes[number].kinds]
        case = row.case or NO_CASE
        return [node.number for node in self.nodes if node.is_case and node.case == case]

    def _fill_cases(self) -> None:
        by_parent: dict[Rid | None, list[CaseName]] = {}
        known = {case.rid for case in self._source.cases}
        for case in self._source.cases:
            by_parent.setdefault(case.parent if case.parent in known else None, []).append(case)
        self._add_cases(-1, by_parent, None)
        if self._source.kinds_of(NO_CASE):
            self._add_case(-1, NO_CASE, NO_CASE_HEAD)

    def _add_cases(self, parent: int, by_parent: dict[Rid | None, list[CaseName]], above: Rid | None) -> None:
        for case in by_parent.get(above, ()):
            if self._source.listing.shows_all or self._holds_any(case.rid, by_parent):
                node = self._add_case(parent, case.rid, case.name)
                self._add_cases(node.number, by_parent, case.rid)

    def _holds_any(self, case: Rid, by_parent: dict[Rid | None, list[CaseName]]) -> bool:
        return bool(self._source.kinds_of(case)) or any(
            self._holds_any(below.rid, by_parent) for below in by_parent.get(case, ())
        )

    def _add_case(self, parent: int, case: Rid, title: str) -> DocumentNode:
        source = self._source
        grouped = source.listing.grouping == Grouping.CASE_AND_KIND
        present = source.kinds_of(case)
        plain = frozenset() if grouped else source.plain_kinds() & set(present)
        node = self.add(parent, title, is_case=True, case=case, kinds=plain, is_unread=bool(present))
        node.folders = source.folders(case, [kind for kind in present if kind not in plain])
        node.total, node.done = source.counted(case, plain or present)
        node.counts_units = set(plain or present) <= UNITS.keys()
        return node

    def add_folder(
        self,
        parent: int,
        case: Rid | None,
        title: str,
        kinds: frozenset[str],
        total: int,
        done: int,
        is_case: bool = False,
    ) -> None:
        """Add a head by kind."""
        node = self.add(parent, title, is_case=is_case, case=case, kinds=kinds, total=total, done=done)
        node.is_unread, node.counts_units = total > 0, kinds <= UNITS.keys()

    def add(self, parent: int, title: str, **facts: object) -> DocumentNode:
        """Add a node after its siblings."""
        siblings = self.roots if parent < 0 else self.nodes[parent].children
        node = DocumentNode(len(self.nodes), parent, len(siblings), title, **facts)  # type: ignore[arg-type]
        self.nodes.append(node)
        siblings.append(node.number)
        return node

    def add_document(self, parent: DocumentNode, document: Rid) -> None:
        """Add a document under a head."""
        self.places[document] = self.add(parent.number, "", document=document).number
