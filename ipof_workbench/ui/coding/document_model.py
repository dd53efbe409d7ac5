"""The documents by case, read as they are looked at: 100,000 posts cost nothing until their folder is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow, DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.coding.document_facts import KIND_ICONS, UNITS, is_done, progress_of
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_HEADING, ROLE_ICON, ROLE_PROGRESS

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading

AnyIndex = QModelIndex | QPersistentModelIndex

ROLE_DONE = int(Qt.ItemDataRole.UserRole) + 700
"""Whether the document is coded to its end."""
ROLE_RID = ROLE_DONE + 1
"""The document's rid; None for cases and folders."""

PAGE = 300
FOUND_AT_MOST = 500
NO_CASE = "No case"


@dataclass(slots=True)
class _Node:
    number: int
    parent: int
    row: int
    title: str = ""
    document: Rid | None = None
    count: str = ""
    is_case: bool = False
    case: CaseRow | None = None
    scope: Filter | None = None
    """What `waiting` is filled from when the node is first opened; None when that is done."""
    waiting: list[Rid] = field(default_factory=list)
    children: list[int] = field(default_factory=list)


class DocumentModel(QAbstractItemModel):
    """Cases, in them documents, and folders for what comes by the thousand."""

    def __init__(self, read: Callable[[], Reading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._nodes: list[_Node] = []
        self._roots: list[int] = []
        self._rows: dict[Rid, DocumentRow] = {}
        self._places: dict[Rid, int] = {}
        self._scope = EVERYTHING
        self._unit_kinds: tuple[str, ...] = ()
        self.not_shown = 0
        """Documents that match the words but are more than a list can hold."""

    # --- filling

    def fill(self, scope: Filter = EVERYTHING, words: str = "") -> None:
        """Read cases (or, with `words`, the documents whose names hold them) anew."""
        self.beginResetModel()
        self._nodes.clear()
        self._roots.clear()
        self._rows.clear()
        self._places.clear()
        self._scope, self.not_shown = scope, 0
        if words.strip():
            self._fill_found(words)
        else:
            self._fill_cases()
        self.endResetModel()

    def _fill_cases(self) -> None:
        read = self._read()
        kinds = read.summary().documents_by_kind
        self._unit_kinds = tuple(kind for kind in UNITS if kinds.get(kind))
        cases = read.cases()
        wanted = self._scope.cases
        by_parent: dict[Rid | None, list[CaseRow]] = {}
        for case in cases:
            shown = not wanted or case.rid in wanted or case.parent in wanted
            by_parent.setdefault(None if wanted else case.parent, []).extend([case] if shown else [])
        self._add_cases(-1, by_parent, None)
        if sum(kinds.values()) > sum(case.documents for case in cases) and not wanted:
            node = self._add(-1, NO_CASE, is_case=True, scope=self._scope)
            node.count = f"{sum(kinds.values()) - sum(case.documents for case in cases):,}"

    def _add_cases(self, parent: int, by_parent: dict[Rid | None, list[CaseRow]], above: Rid | None) -> None:
        for case in by_parent.get(above, ()):
            scope = replace(self._scope, cases=frozenset({case.rid}))
            node = self._add(parent, case.name, is_case=True, case=case, scope=scope, count=f"{case.documents:,}")
            self._add_cases(node.number, by_parent, case.rid)

    def _fill_found(self, words: str) -> None:
        read = self._read()
        found = read.document_rids(self._scope, words=words)
        self.not_shown = max(0, len(found) - FOUND_AT_MOST)
        cases: dict[str, _Node] = {}
        for row in read.document_rows(found[:FOUND_AT_MOST]):
            node = cases.get(row.case_name) or self._add(-1, row.case_name or NO_CASE, is_case=True)
            cases[row.case_name] = node
            self._rows[row.rid] = row
            self._add_document(node, row.rid)
        for node in cases.values():
            node.count = f"{len(node.children):,}"

    def _add(self, parent: int, title: str, **facts: object) -> _Node:
        siblings = self._roots if parent < 0 else self._nodes[parent].children
        node = _Node(len(self._nodes), parent, len(siblings), title, **facts)  # type: ignore[arg-type]
        self._nodes.append(node)
        siblings.append(node.number)
        return node

    def _add_document(self, parent: _Node, document: Rid) -> None:
        self._places[document] = self._add(parent.number, "", document=document).number

    # --- opening

    def canFetchMore(self, parent: AnyIndex) -> bool:
        node = self._node(parent)
        return node is not None and (node.scope is not None or bool(node.waiting))

    def fetchMore(self, parent: AnyIndex) -> None:
        node = self._node(parent)
        if node is None:
            return
        folders = self._open(node) if node.scope is not None else []
        page, node.waiting = node.waiting[:PAGE], node.waiting[PAGE:]
        added = len(page) + len(folders)
        if not added:
            return
        first = len(node.children)
        self.beginInsertRows(self._index_of(node), first, first + added - 1)
        for document in page:
            self._add_document(node, document)
        for title, rids in folders:
            folder = self._add(node.number, title, count=f"{len(rids):,}")
            folder.waiting = rids
        self.endInsertRows()

    def _open(self, node: _Node) -> list[tuple[str, list[Rid]]]:
        """Find the documents of a case; returns its folders (title, documents)."""
        scope, node.scope = node.scope, None
        if scope is None:
            return []
        read = self._read()
        below = {number for number in node.children if self._nodes[number].is_case}
        if node.case is None:
            taken = {rid for case in read.cases() for rid in read.document_rids(self._one_case(case.rid))}
        else:
            inner = [self._nodes[number].case for number in below]
            taken = {rid for case in inner if case for rid in read.document_rids(self._one_case(case.rid))}
        folders = []
        plain = [rid for rid in read.document_rids(scope) if rid not in taken]
        for kind in self._unit_kinds:
            if scope.data_kinds and kind not in scope.data_kinds:
                continue
            units = [
                rid
                for rid in read.document_rids(replace(scope, data_kinds=frozenset({kind})), order="import")
                if rid not in taken
            ]
            if units:
                folders.append((UNITS[kind], units))
                unwanted = set(units)
                plain = [rid for rid in plain if rid not in unwanted]
        node.waiting = plain
        self._count_done(node, plain[:PAGE])
        return folders

    def _one_case(self, case: Rid) -> Filter:
        return replace(self._scope, cases=frozenset({case}))

    def _count_done(self, node: _Node, documents: Sequence[Rid]) -> None:
        if documents:
            rows = self._load(documents)
            done = sum(is_done(row) for row in rows)
            node.count = f"{done:,} of {len(documents):,}"

    # --- finding and renewing

    def index_of_document(self, document: Rid) -> QModelIndex:
        """Return where a document stands, opening its case; an invalid index where it is filtered out."""
        if document not in self._places:
            rows = self._load([document])
            for number in self._cases_of(rows[0].case) if rows else ():
                self._fetch_until(self._nodes[number], document)
                if document in self._places:
                    break
        place = self._places.get(document)
        return QModelIndex() if place is None else self._index_of(self._nodes[place])

    def _cases_of(self, case: Rid | None) -> list[int]:
        return [node.number for node in self._nodes if node.is_case and (node.case.rid if node.case else None) == case]

    def _fetch_until(self, node: _Node, document: Rid) -> None:
        index = self._index_of(node)
        while self.canFetchMore(index) and document not in self._places:
            self.fetchMore(index)
        for number in list(node.children):
            folder = self._nodes[number]
            if document in self._places:
                return
            if document in folder.waiting:
                self._fetch_until(folder, document)

    def renew(self, documents: Iterable[Rid]) -> None:
        """Read the rows of some documents again."""
        for document in documents:
            self._rows.pop(document, None)
            number = self._places.get(document)
            if number is None:
                continue
            node = self._nodes[number]
            above = self._nodes[node.parent]
            if above.is_case and " of " in above.count:
                shown = [self._nodes[child].document for child in above.children]
                self._count_done(above, [rid for rid in shown if rid is not None][:PAGE] + above.waiting)
                self.dataChanged.emit(self._index_of(above), self._index_of(above))
            self.dataChanged.emit(self._index_of(node), self._index_of(node))

    def is_moved(self, document: Rid) -> bool:
        """Tell whether a document is new, gone, or stands elsewhere in the list than it should."""
        before = self._rows.get(document)
        now = self._read().document_rows([document])
        if before is None or not now:
            return True
        return (before.name, before.kind, before.case) != (now[0].name, now[0].kind, now[0].case)

    def row_of(self, document: Rid) -> DocumentRow | None:
        """Return the facts of a document; None where it is gone."""
        rows = self._load([document])
        return rows[0] if rows else None

    def _load(self, documents: Sequence[Rid]) -> list[DocumentRow]:
        missing = [rid for rid in documents if rid not in self._rows]
        if missing:
            self._rows.update({row.rid: row for row in self._read().document_rows(missing)})
        return [self._rows[rid] for rid in documents if rid in self._rows]

    # --- the model's duties

    def _node(self, index: AnyIndex) -> _Node | None:
        return self._nodes[index.internalId()] if index.isValid() else None

    def _index_of(self, node: _Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node.number)

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        node = self._node(parent)
        siblings = self._roots if node is None else node.children
        if column != 0 or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    def parent(self, index: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        node = self._node(index)
        return QModelIndex() if node is None or node.parent < 0 else self._index_of(self._nodes[node.parent])

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        node = self._node(parent)
        return len(self._roots if node is None else node.children)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        node = self._node(parent)
        if node is None:
            return bool(self._roots)
        return bool(node.children or node.waiting or node.scope is not None)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        node = self._node(index)
        if node is None:
            return None
        if node.document is None:
            return self._group_data(node, role)
        return self._document_data(node, node.document, role)

    def _group_data(self, node: _Node, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return node.title
        if role == ROLE_COUNT:
            return node.count
        return node.is_case if role == ROLE_HEADING else None

    def _document_data(self, node: _Node, document: Rid, role: int) -> object:
        if role == ROLE_RID:
            return document
        row = self._rows.get(document) or self._load_around(node, document)
        if row is None:
            return None
        progress = progress_of(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name}, {DocumentKind(row.kind).words}, {row.words:,} words, {row.codings:,} codings"
        if role == ROLE_ICON:
            return KIND_ICONS.get(row.kind, "file-text")
        if role == ROLE_PROGRESS:
            return progress
        if role == ROLE_DONE:
            return is_done(row)
        if role == ROLE_COUNT:
            return "" if is_done(row) else ("new" if progress is None else f"{round(progress * 100)} %")
        return None

    def _load_around(self, node: _Node, document: Rid) -> DocumentRow | None:
        siblings = self._nodes[node.parent].children[max(0, node.row - 20) : node.row + 60]
        near = [self._nodes[number].document for number in siblings]
        self._load([rid for rid in near if rid is not None])
        return self._rows.get(document)
