"""The documents by case, read as they are looked at: 100,000 posts cost nothing until their folder is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow, DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.coding.document_facts import KIND_ICONS, DocumentNode, is_done, name_in_case, progress_of
from ipof_workbench.ui.coding.document_source import DocumentSource, Folder
from ipof_workbench.ui.coding.pane_dress import DOCUMENT_MIME, document_mime
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_HEADING, ROLE_ICON, ROLE_PROGRESS
from ipof_workbench.ui.widgets.plain_label import as_tooltip

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


class DocumentModel(QAbstractItemModel):
    """Cases, in them documents, and folders for what comes by the thousand."""

    def __init__(self, read: Callable[[], Reading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._nodes: list[DocumentNode] = []
        self._roots: list[int] = []
        self._rows: dict[Rid, DocumentRow] = {}
        self._places: dict[Rid, int] = {}
        self._source: DocumentSource
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
        self._source = DocumentSource(self._read(), scope)
        self.not_shown = 0
        if words.strip():
            self._fill_found(words)
        else:
            self._fill_cases()
        self.endResetModel()

    def _fill_cases(self) -> None:
        cases, wanted = self._source.cases, self._source.scope.cases
        by_parent: dict[Rid | None, list[CaseRow]] = {}
        for case in cases:
            if not wanted or case.rid in wanted or case.parent in wanted:
                by_parent.setdefault(None if wanted else case.parent, []).append(case)
        self._add_cases(-1, by_parent, None)
        loose = self._source.total - sum(case.documents for case in cases)
        if loose > 0 and not wanted:
            self._add(-1, NO_CASE, is_case=True, scope=self._source.scope, count=f"{loose:,}")

    def _add_cases(self, parent: int, by_parent: dict[Rid | None, list[CaseRow]], above: Rid | None) -> None:
        for case in by_parent.get(above, ()):
            scope = self._source.one_case(case.rid)
            node = self._add(parent, case.name, is_case=True, case=case, scope=scope, count=f"{case.documents:,}")
            self._add_cases(node.number, by_parent, case.rid)

    def _fill_found(self, words: str) -> None:
        read = self._read()
        found = read.document_rids(self._source.scope, words=words)
        self.not_shown = max(0, len(found) - FOUND_AT_MOST)
        cases: dict[str, DocumentNode] = {}
        for row in read.document_rows(found[:FOUND_AT_MOST]):
            node = cases.get(row.case_name) or self._add(-1, row.case_name or NO_CASE, is_case=True)
            cases[row.case_name] = node
            self._rows[row.rid] = row
            self._add_document(node, row.rid)
        for node in cases.values():
            node.count = f"{len(node.children):,}"

    def _add(self, parent: int, title: str, **facts: object) -> DocumentNode:
        siblings = self._roots if parent < 0 else self._nodes[parent].children
        node = DocumentNode(len(self._nodes), parent, len(siblings), title, **facts)  # type: ignore[arg-type]
        self._nodes.append(node)
        siblings.append(node.number)
        return node

    def _add_document(self, parent: DocumentNode, document: Rid) -> None:
        self._places[document] = self._add(parent.number, "", document=document).number

    # --- opening

    def canFetchMore(self, parent: AnyIndex) -> bool:
        node = self._node(parent)
        return node is not None and (node.scope is not None or bool(node.waiting))

    def fetchMore(self, parent: AnyIndex) -> None:
        node = self._node(parent)
        if node is not None:
            self._fetch(node)

    def _fetch(self, node: DocumentNode, start: int = 0) -> None:
        """Show one page more of a node's documents: from `start` on among those not shown yet."""
        folders = self._open(node)
        page = node.waiting[start : start + PAGE]
        del node.waiting[start : start + PAGE]
        added = len(page) + len(folders)
        if not added:
            return
        first = len(node.children)
        self.beginInsertRows(self._index_of(node), first, first + added - 1)
        for document in page:
            self._add_document(node, document)
        for title, count, scope in folders:
            self._add(node.number, title, count=f"{count:,}", scope=scope)
        self.endInsertRows()

    def _open(self, node: DocumentNode) -> list[Folder]:
        """Find the documents of a case or folder that is opened first; returns the folders of a case."""
        scope, node.scope = node.scope, None
        if scope is None:
            return []
        case = node if node.is_case else self._nodes[node.parent]
        below = [inner.case.rid for number in case.children if (inner := self._nodes[number]).case is not None]
        taken = self._source.documents_of(None if case.case is None else below)
        if not node.is_case:
            node.waiting = self._source.units(scope, taken)
            return []
        node.waiting = self._source.plain(scope, taken)
        self._count_done(node, node.waiting[:PAGE])
        size = None if node.case is None else node.case.documents - len(node.waiting)
        return self._source.folders(scope, taken, size)

    def _count_done(self, node: DocumentNode, documents: Sequence[Rid]) -> None:
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
                self._fetch_until(self._nodes[number], document, rows[0].kind)
                if document in self._places:
                    break
        place = self._places.get(document)
        return QModelIndex() if place is None else self._index_of(self._nodes[place])

    def _cases_of(self, case: Rid | None) -> list[int]:
        return [node.number for node in self._nodes if node.is_case and (node.case.rid if node.case else None) == case]

    def _fetch_until(self, node: DocumentNode, document: Rid, kind: str) -> None:
        if node.scope is not None:
            self._fetch(node)
        for holder in (node, *(self._nodes[number] for number in tuple(node.children))):
            if holder.scope is not None and not holder.is_case and kind in holder.scope.data_kinds:
                self._fetch(holder)
            if document in holder.waiting:
                # The page around it, out of turn: a tree of all the rows before it would take seconds to lay out.
                self._fetch(holder, max(0, holder.waiting.index(document) - PAGE // 6))
            if document in self._places:
                return

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

    def _node(self, index: AnyIndex) -> DocumentNode | None:
        return self._nodes[index.internalId()] if index.isValid() else None

    def _index_of(self, node: DocumentNode) -> QModelIndex:
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
        node = self._node(index)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if node is None or node.document is None else flags | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [DOCUMENT_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        found = (node.document for node in map(self._node, indexes) if node is not None)
        document = next((rid for rid in found if rid is not None), None)
        return QMimeData() if document is None else document_mime(document)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        node = self._node(index)
        if node is None:
            return None
        if node.document is None:
            return self._group_data(node, role)
        return self._document_data(node, node.document, role)

    def _group_data(self, node: DocumentNode, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return node.title
        if role == ROLE_COUNT:
            return node.count
        return node.is_case if role == ROLE_HEADING else None

    def _document_data(self, node: DocumentNode, document: Rid, role: int) -> object:
        if role == ROLE_RID:
            return document
        row = self._rows.get(document) or self._load_around(node, document)
        if row is None:
            return None
        progress = progress_of(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return name_in_case(row.name, row.case_name)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = f"{row.name}, {DocumentKind(row.kind).words}, {row.words:,} words, {row.codings:,} codings"
            return as_tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == ROLE_ICON:
            return KIND_ICONS.get(row.kind, "file-text")
        if role == ROLE_PROGRESS:
            return progress
        if role == ROLE_DONE:
            return is_done(row)
        if role == ROLE_COUNT:
            return "" if is_done(row) else ("new" if progress is None else f"{round(progress * 100)} %")
        return None

    def _load_around(self, node: DocumentNode, document: Rid) -> DocumentRow | None:
        siblings = self._nodes[node.parent].children[max(0, node.row - 20) : node.row + 60]
        near = [self._nodes[number].document for number in siblings]
        self._load([rid for rid in near if rid is not None])
        return self._rows.get(document)
