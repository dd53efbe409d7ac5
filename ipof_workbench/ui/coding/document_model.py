"""The documents by case, read as they are looked at: 100,000 posts cost nothing until their folder is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from ipof_workbench.domain.document_choices import Grouping
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.coding.document_facts import (
    KIND_HEADS,
    KIND_ICONS,
    DocumentNode,
    counted,
    is_done,
    name_in_case,
    progress_of,
    progress_words,
)
from ipof_workbench.ui.coding.document_source import DocumentSource, Listing
from ipof_workbench.ui.coding.document_tree import NO_CASE_HEAD, NodeTree
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

_HEAD = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_DOCUMENT = _HEAD | Qt.ItemFlag.ItemIsDragEnabled
PAGE = 300
FOUND_AT_MOST = 500


class DocumentModel(QAbstractItemModel):
    """Heads (cases, kinds) and under them documents, read a page at a time."""

    def __init__(self, read: Callable[[], Reading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._tree = NodeTree()
        self._rows: dict[Rid, DocumentRow] = {}
        self._source: DocumentSource
        self.only: Rid | None = None
        """Whose codings count in what a row says; None: everybody's."""
        self.not_shown = 0
        """Documents that match the words but are more than a list can hold."""

    # --- filling

    def fill(self, listing: Listing = Listing()) -> None:  # noqa: B008
        """Read the heads (or, where names are looked for, the documents that hold the words) anew."""
        self.beginResetModel()
        self._source = DocumentSource(self._read(), listing, self.only)
        self._tree.clear(self._source)
        self._rows.clear()
        self.not_shown = 0
        if listing.choice.words.strip():
            self._fill_found()
        else:
            self._tree.fill()
        self.endResetModel()

    def _fill_found(self) -> None:
        found = self._source.found()
        self.not_shown = max(0, len(found) - FOUND_AT_MOST)
        heads: dict[str, DocumentNode] = {}
        by_kind = self._source.listing.grouping == Grouping.KIND
        for row in self._read().document_rows(found[:FOUND_AT_MOST], self.only):
            title = KIND_HEADS[row.kind] if by_kind else row.case_name or NO_CASE_HEAD
            node = heads.get(title) or self._tree.add(-1, title, is_case=True)
            heads[title] = node
            self._rows[row.rid] = row
            self._tree.add_document(node, row.rid)
            node.total, node.done = node.total + 1, node.done + is_done(row)

    # --- opening

    def canFetchMore(self, parent: AnyIndex) -> bool:
        node = self._node(parent)
        return node is not None and (node.is_unread or bool(node.waiting))

    def fetchMore(self, parent: AnyIndex) -> None:
        node = self._node(parent)
        if node is not None:
            self._fetch(node)

    def _fetch(self, node: DocumentNode, start: int = 0) -> None:
        """Show one page more of a head's documents: from `start` on among those not shown yet."""
        folders: list[tuple[str, frozenset[str], int, int]] = []
        if node.is_unread:
            node.is_unread = False
            node.waiting = self._source.documents(node.case, node.kinds) if node.kinds else []
            folders, node.folders = node.folders, []
        page = node.waiting[start : start + PAGE]
        del node.waiting[start : start + PAGE]
        added = len(page) + len(folders)
        if not added:
            return
        first = len(node.children)
        self.beginInsertRows(self._index_of(node), first, first + added - 1)
        for document in page:
            self._tree.add_document(node, document)
        for folder in folders:
            self._tree.add_folder(node.number, node.case, *folder)
        self.endInsertRows()

    # --- finding and renewing

    def index_of_document(self, document: Rid) -> QModelIndex:
        """Return where a document stands, opening its heads; an invalid index where it is filtered out."""
        if document not in self._tree.places:
            rows = self._load([document])
            for number in self._tree.heads_of(rows[0]) if rows else ():
                self._fetch_until(self._tree.nodes[number], document, rows[0].kind)
                if document in self._tree.places:
                    break
        place = self._tree.places.get(document)
        return QModelIndex() if place is None else self._index_of(self._tree.nodes[place])

    def _fetch_until(self, node: DocumentNode, document: Rid, kind: str) -> None:
        if node.is_unread and (kind not in node.kinds or node.total <= PAGE):
            self._fetch(node)
        for holder in (node, *(self._tree.nodes[number] for number in tuple(node.children))):
            if kind in holder.kinds and (holder is node or not holder.is_case):
                self._fetch_around(holder, document)
            if document in self._tree.places:
                return

    def _fetch_around(self, holder: DocumentNode, document: Rid) -> None:
        if holder.is_unread:
            self._fetch(holder)
        if document in holder.waiting:
            # The page around it, out of turn: a tree of all the rows before it would take seconds to lay out.
            self._fetch(holder, max(0, holder.waiting.index(document) - PAGE // 6))

    def renew(self, documents: Iterable[Rid]) -> None:
        """Read the rows of some documents again."""
        for document in documents:
            before = self._rows.pop(document, None)
            number = self._tree.places.get(document)
            if number is None:
                continue
            node = self._tree.nodes[number]
            now = self._load([document])
            if before is not None and now and is_done(before) != is_done(now[0]):
                self._recount(self._tree.nodes[node.parent], 1 if is_done(now[0]) else -1)
            self.dataChanged.emit(self._index_of(node), self._index_of(node))

    def _recount(self, head: DocumentNode, by: int) -> None:
        head.done += by
        self.dataChanged.emit(self._index_of(head), self._index_of(head))

    def size_of(self, index: AnyIndex) -> int:
        """Return how many documents stand under a head."""
        node = self._node(index)
        return node.total if node is not None and node.document is None else 0

    def named(self, words: str, after: Rid | None, *, stays: bool) -> Rid | None:
        """Return the next document whose name begins with `words` (else holds them), after one of the list.

        `stays` lets that one itself be the answer: more of its name was typed.
        """
        wanted = words.casefold()
        shown = [
            (rid, name_in_case(name, case).casefold(), name.casefold()) for rid, name, case in self._source.named(words)
        ]
        first = [rid for rid, short, name in shown if short.startswith(wanted) or name.startswith(wanted)]
        matches = first or [rid for rid, _, _ in shown]
        if after in matches:
            at = matches.index(after)
            return after if stays else matches[(at + 1) % len(matches)]
        return matches[0] if matches else None

    def is_moved(self, document: Rid) -> bool:
        """Tell whether a document is new, gone, or stands elsewhere in the list than it should."""
        before = self._rows.get(document)
        now = self._read().document_rows([document], with_progress=False)
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
            self._rows.update({row.rid: row for row in self._read().document_rows(missing, self.only)})
        return [self._rows[rid] for rid in documents if rid in self._rows]

    # --- the model's duties

    def _node(self, index: AnyIndex) -> DocumentNode | None:
        return self._tree.nodes[index.internalId()] if index.isValid() else None

    def _index_of(self, node: DocumentNode) -> QModelIndex:
        return self.createIndex(node.row, 0, node.number)

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        node = self._node(parent)
        siblings = self._tree.roots if node is None else node.children
        if column != 0 or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    def parent(self, index: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        node = self._node(index)
        return QModelIndex() if node is None or node.parent < 0 else self._index_of(self._tree.nodes[node.parent])

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        node = self._node(parent)
        return len(self._tree.roots if node is None else node.children)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        node = self._node(parent)
        if node is None:
            return bool(self._tree.roots)
        return bool(node.children or node.waiting or node.is_unread)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        node = self._node(index)
        return _HEAD if node is None or node.document is None else _DOCUMENT

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
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{node.title}, {node.count}"
        return node.is_case if role == ROLE_HEADING else None

    def _document_data(self, node: DocumentNode, document: Rid, role: int) -> object:
        if role == ROLE_RID:
            return document
        row = self._rows.get(document) or self._load_around(node, document)
        if row is None:
            return None
        progress = progress_of(row)
        if role == Qt.ItemDataRole.DisplayRole:
            by_kind = self._source.listing.grouping == Grouping.KIND
            return row.name if by_kind else name_in_case(row.name, row.case_name)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            kind, codings = DocumentKind(row.kind).words, counted(row.codings, "coding")
            words = f"{row.name}, {kind}, {row.words:,} words, {codings}, {progress_words(row)}"
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
        siblings = self._tree.nodes[node.parent].children[max(0, node.row - 20) : node.row + 60]
        near = [self._tree.nodes[number].document for number in siblings]
        self._load([rid for rid in near if rid is not None])
        return self._rows.get(document)
