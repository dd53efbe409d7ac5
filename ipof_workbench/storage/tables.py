"""The schema: SQLAlchemy Core tables, one for each record, with the columns named by its fields.

The dataclasses say what the columns are; this module adds what only the file knows: references, checks, uniqueness
and indexes. Every table is STRICT, has `rid INTEGER PRIMARY KEY` and a unique `id`.
"""

from __future__ import annotations

import re
import typing
from dataclasses import fields

from sqlalchemy import REAL as Real
from sqlalchemy import TEXT as Text
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from ipof_workbench.domain import records
from ipof_workbench.domain.records import RECORDS, Record

metadata = MetaData()

_COLUMN_TYPES: dict[type, type[TypeEngine[typing.Any]]] = {int: Integer, str: Text, float: Real}

_REFERENCES: dict[type[Record], dict[str, type[Record]]] = {
    records.Project: {"grammar": records.Grammar},
    records.Case: {"parent": records.Case},
    records.ParticipantCase: {"participant": records.Participant, "case": records.Case},
    records.AttributeValue: {"definition": records.AttributeDefinition},
    records.Thread: {"case": records.Case},
    records.Document: {
        "case": records.Case,
        "question": records.Question,
        "thread": records.Thread,
        "reply_to": records.Document,
    },
    records.DocumentParticipant: {"document": records.Document, "participant": records.Participant},
    records.TextRevision: {"document": records.Document},
    records.Turn: {"revision": records.TextRevision, "participant": records.Participant},
    records.Excerpt: {"document": records.Document, "revision": records.TextRevision},
    records.ThematicCode: {"parent": records.ThematicCode},
    records.Element: {"role": records.Role, "parent": records.Element, "merged_into": records.Element},
    records.Coding: {
        "excerpt": records.Excerpt,
        "analyst": records.Analyst,
        "code": records.ThematicCode,
        "element": records.Element,
        "role": records.Role,
    },
    records.HotCode: {
        "analyst": records.Analyst,
        "code": records.ThematicCode,
        "element": records.Element,
        "role": records.Role,
    },
    records.CodingRound: {"document": records.Document, "analyst": records.Analyst},
    records.Role: {"grammar": records.Grammar, "parent": records.Role},
    records.Configuration: {"theory_area": records.TheoryArea, "variant_of": records.Configuration},
    records.ConfigurationVersion: {"configuration": records.Configuration, "decision": records.Decision},
    records.Place: {"configuration": records.Configuration, "role": records.Role},
    records.PlaceContent: {
        "version": records.ConfigurationVersion,
        "place": records.Place,
        "element": records.Element,
        "attribute": records.AttributeDefinition,
    },
    records.ConfigurationCase: {"configuration": records.Configuration, "case": records.Case},
    records.ConfigurationLink: {
        "from_configuration": records.Configuration,
        "to_configuration": records.Configuration,
    },
    records.TheoryStatement: {"theory_area": records.TheoryArea},
    records.StatementVersion: {"statement": records.TheoryStatement, "decision": records.Decision},
    records.StatementConfiguration: {
        "statement": records.TheoryStatement,
        "configuration": records.Configuration,
    },
    records.Evidence: {
        "coding": records.Coding,
        "finding": records.Finding,
        "configuration": records.Configuration,
        "place": records.Place,
        "link": records.ConfigurationLink,
        "statement": records.TheoryStatement,
        "version": records.ConfigurationVersion,
        "analyst": records.Analyst,
        "bundle": records.EvidenceBundle,
        "statement_version": records.StatementVersion,
    },
    records.Finding: {"attribute": records.AttributeDefinition, "case": records.Case},
    records.VersionEvidence: {
        "configuration_version": records.ConfigurationVersion,
        "statement_version": records.StatementVersion,
        "evidence": records.Evidence,
    },
    records.LookedFor: {
        "configuration": records.Configuration,
        "statement": records.TheoryStatement,
        "case": records.Case,
    },
    records.ProgrammeTheory: {"decision": records.Decision},
    records.DecisionSubject: {"decision": records.Decision},
    records.StatementVote: {"decision": records.Decision, "statement": records.TheoryStatement},
    records.RivalGroup: {"decision": records.Decision},
    records.RivalMember: {
        "rivals": records.RivalGroup,
        "configuration": records.Configuration,
        "statement": records.TheoryStatement,
    },
    records.SubstantiveTheoryUse: {
        "theory": records.SubstantiveTheory,
        "configuration": records.Configuration,
        "statement": records.TheoryStatement,
        "element": records.Element,
    },
    records.Appraisal: {"document": records.Document},
    records.RecommendationConfiguration: {
        "recommendation": records.Recommendation,
        "configuration": records.Configuration,
    },
    records.MemoQuote: {"memo": records.Memo, "excerpt": records.Excerpt},
    records.ChosenQuote: {"evidence": records.Evidence},
    records.PublishedQuote: {
        "publication": records.Publication,
        "configuration": records.Configuration,
        "statement": records.TheoryStatement,
        "coding": records.Coding,
        "document": records.Document,
        "participant": records.Participant,
    },
    records.DiagramPosition: {
        "diagram": records.Diagram,
        "element": records.Element,
        "role": records.Role,
        "configuration": records.Configuration,
        "attribute": records.AttributeDefinition,
    },
}

_EXTRAS: dict[type[Record], tuple[SchemaItem, ...]] = {
    records.Case: (Index("case_by_name", "name"),),
    records.Participant: (Index("participant_by_name", "name"),),
    records.ParticipantCase: (UniqueConstraint("participant", "case"), Index("participant_case_by_case", "case")),
    records.AttributeDefinition: (UniqueConstraint("owner_kind", "name"),),
    records.AttributeValue: (
        UniqueConstraint("definition", "owner"),
        Index("attribute_value_by_owner", "owner"),
    ),
    records.Question: (Index("question_by_key", "key"),),
    records.Thread: (Index("thread_by_name", "name"),),
    records.Document: (
        Index("document_by_name", "name"),
        Index("document_by_case", "case", "kind"),
        Index("document_by_thread", "thread", sqlite_where=Column("thread").is_not(None)),
        Index("document_by_reply", "reply_to", sqlite_where=Column("reply_to").is_not(None)),
        CheckConstraint("words >= 0 AND characters >= 0 AND turns >= 0"),
    ),
    records.DocumentParticipant: (
        UniqueConstraint("document", "participant"),
        Index("document_participant_by_participant", "participant"),
    ),
    records.TextRevision: (UniqueConstraint("document", "number"), Index("text_revision_by_hash", "sha256")),
    records.Turn: (
        UniqueConstraint("revision", "start"),
        Index("turn_by_participant", "participant", sqlite_where=Column("participant").is_not(None)),
        # Whose words a passage is, asked for each of 30,000 passages, is answered from this index alone.
        Index("turn_by_speaker", "revision", "start", "participant"),
        CheckConstraint('0 <= start AND start <= words_start AND words_start <= "end"'),
    ),
    records.Excerpt: (
        Index("excerpt_by_document", "document", "start", "end"),
        Index("excerpt_by_revision", "revision"),
        CheckConstraint('0 <= start AND start < "end"'),
        CheckConstraint('length(quote) = "end" - start'),
    ),
    records.ThematicCode: (Index("thematic_code_by_parent", "parent"),),
    records.Role: (UniqueConstraint("grammar", "key"),),
    records.Element: (
        Index("element_by_label", "label"),
        Index("element_by_parent", "parent", sqlite_where=Column("parent").is_not(None)),
    ),
    records.Coding: (
        Index("coding_by_excerpt", "excerpt"),
        Index("coding_by_element", "element", sqlite_where=Column("element").is_not(None)),
        Index("coding_by_code", "code", sqlite_where=Column("code").is_not(None)),
        CheckConstraint("(code IS NULL) <> (element IS NULL)"),
        CheckConstraint("(element IS NULL) = (role IS NULL)"),
    ),
    records.HotCode: (
        UniqueConstraint("analyst", "digit"),
        Index("hot_code_by_code", "code"),
        Index("hot_code_by_element", "element"),
        CheckConstraint("digit BETWEEN 1 AND 9"),
        CheckConstraint("(code IS NULL) <> (element IS NULL)"),
        CheckConstraint("(element IS NULL) = (role IS NULL)"),
    ),
    records.CodingRound: (
        UniqueConstraint("document", "analyst"),
        Index("coding_round_by_analyst", "analyst"),
    ),
    records.Configuration: (UniqueConstraint("number"),),
    records.ConfigurationVersion: (UniqueConstraint("configuration", "number"),),
    records.Place: (Index("place_by_configuration", "configuration", "role", "position"),),
    records.PlaceContent: (
        Index("place_content_by_place", "place", "version"),
        Index("place_content_by_version", "version"),
        Index("place_content_by_element", "element", sqlite_where=Column("element").is_not(None)),
        CheckConstraint("(element IS NULL) <> (attribute IS NULL)"),
    ),
    records.ConfigurationCase: (UniqueConstraint("configuration", "case"),),
    records.ConfigurationLink: (
        UniqueConstraint("from_configuration", "to_configuration", "kind"),
        Index("configuration_link_by_target", "to_configuration"),
        CheckConstraint("from_configuration <> to_configuration"),
    ),
    records.TheoryStatement: (UniqueConstraint("number"),),
    records.StatementVersion: (UniqueConstraint("statement", "number"),),
    records.StatementConfiguration: (
        UniqueConstraint("statement", "configuration"),
        Index("statement_configuration_by_configuration", "configuration"),
    ),
    records.Evidence: (
        Index("evidence_by_coding", "coding", sqlite_where=Column("coding").is_not(None)),
        Index("evidence_by_configuration", "configuration", sqlite_where=Column("configuration").is_not(None)),
        Index("evidence_by_place", "place", sqlite_where=Column("place").is_not(None)),
        Index("evidence_by_link", "link", sqlite_where=Column("link").is_not(None)),
        Index("evidence_by_statement", "statement", sqlite_where=Column("statement").is_not(None)),
        CheckConstraint("(coding IS NULL) <> (finding IS NULL)"),
        CheckConstraint(
            "(configuration IS NOT NULL) + (place IS NOT NULL) + (link IS NOT NULL) + (statement IS NOT NULL) = 1"
        ),
        CheckConstraint("strength BETWEEN 1 AND 3"),
        Index("evidence_by_finding", "finding", sqlite_where=Column("finding").is_not(None)),
        Index("evidence_by_bundle", "bundle", sqlite_where=Column("bundle").is_not(None)),
        Index("evidence_by_version", "version", sqlite_where=Column("version").is_not(None)),
        Index(
            "evidence_by_statement_version",
            "statement_version",
            sqlite_where=Column("statement_version").is_not(None),
        ),
    ),
    records.Lineage: (
        UniqueConstraint("about_kind", "ancestor", "descendant"),
        Index("lineage_by_descendant", "about_kind", "descendant"),
        CheckConstraint("ancestor <> descendant"),
    ),
    records.VersionEvidence: (
        Index(
            "version_evidence_by_configuration_version",
            "configuration_version",
            sqlite_where=Column("configuration_version").is_not(None),
        ),
        Index(
            "version_evidence_by_statement_version",
            "statement_version",
            sqlite_where=Column("statement_version").is_not(None),
        ),
        Index("version_evidence_by_evidence", "evidence"),
        CheckConstraint("(configuration_version IS NULL) <> (statement_version IS NULL)"),
    ),
    records.LookedFor: (
        UniqueConstraint("configuration", "case"),
        UniqueConstraint("statement", "case"),
        Index("looked_for_by_case", "case"),
        CheckConstraint("(configuration IS NULL) <> (statement IS NULL)"),
    ),
    records.DecisionSubject: (
        UniqueConstraint("decision", "about_kind", "about"),
        Index("decision_subject_by_subject", "about_kind", "about"),
    ),
    records.StatementVote: (
        UniqueConstraint("decision", "statement", "voter"),
        Index("statement_vote_by_statement", "statement"),
    ),
    records.RivalMember: (
        UniqueConstraint("rivals", "configuration"),
        UniqueConstraint("rivals", "statement"),
        Index("rival_member_by_configuration", "configuration"),
        Index("rival_member_by_statement", "statement"),
        CheckConstraint("(configuration IS NULL) <> (statement IS NULL)"),
    ),
    records.SubstantiveTheoryUse: (
        UniqueConstraint("theory", "configuration"),
        UniqueConstraint("theory", "statement"),
        UniqueConstraint("theory", "element"),
        Index("substantive_theory_use_by_configuration", "configuration"),
        Index("substantive_theory_use_by_statement", "statement"),
        Index("substantive_theory_use_by_element", "element"),
        CheckConstraint("(configuration IS NOT NULL) + (statement IS NOT NULL) + (element IS NOT NULL) = 1"),
    ),
    records.Appraisal: (UniqueConstraint("document"),),
    records.RecommendationConfiguration: (
        UniqueConstraint("recommendation", "configuration"),
        Index("recommendation_configuration_by_configuration", "configuration"),
    ),
    records.MemoQuote: (UniqueConstraint("memo", "excerpt"), Index("memo_quote_by_excerpt", "excerpt")),
    records.RemarkDismissal: (UniqueConstraint("rule", "about_kind", "about"),),
    records.DiagramPosition: (
        Index("diagram_position_by_diagram", "diagram"),
        Index("diagram_position_by_element", "element", sqlite_where=Column("element").is_not(None)),
        Index("diagram_position_by_configuration", "configuration", sqlite_where=Column("configuration").is_not(None)),
        CheckConstraint("(element IS NOT NULL) + (configuration IS NOT NULL) + (attribute IS NOT NULL) = 1"),
        CheckConstraint("(configuration IS NULL) = (role IS NOT NULL)"),
    ),
    records.Memo: (Index("memo_by_subject", "about_kind", "about"),),
    records.ChosenQuote: (UniqueConstraint("evidence"),),
    records.PublishedQuote: (
        Index("published_quote_by_publication", "publication"),
        Index("published_quote_by_coding", "coding", sqlite_where=Column("coding").is_not(None)),
        Index("published_quote_by_document", "document", sqlite_where=Column("document").is_not(None)),
        Index("published_quote_by_configuration", "configuration", sqlite_where=Column("configuration").is_not(None)),
        Index("published_quote_by_statement", "statement", sqlite_where=Column("statement").is_not(None)),
        Index("published_quote_by_participant", "participant", sqlite_where=Column("participant").is_not(None)),
        CheckConstraint('0 <= start AND start < "end"'),
    ),
}


def table_name(kind: type[Record]) -> str:
    """Return the name of the table of a record: its class name in snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _column(name: str, hint: object, target: type[Record] | None) -> Column[typing.Any]:
    options = [option for option in typing.get_args(hint) if option is not type(None)]
    plain = typing.cast("type", options[0] if options else hint)
    reference = [ForeignKey(f"{table_name(target)}.rid")] if target else []
    return Column(name, _COLUMN_TYPES[plain](), *reference, nullable=bool(options))


def _table(kind: type[Record]) -> Table:
    hints = typing.get_type_hints(kind)
    targets: dict[str, type[Record]] = {
        "created_by": records.Analyst,
        "import_rid": records.ImportBatch,
        **_REFERENCES.get(kind, {}),
    }
    columns = [
        _column(field.name, hints[field.name], targets.get(field.name))
        for field in fields(kind)
        if field.name not in ("rid", "id")
    ]
    return Table(
        table_name(kind),
        metadata,
        Column("rid", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        *columns,
        *_EXTRAS.get(kind, ()),
        sqlite_strict=True,
    )


TABLES: dict[type[Record], Table] = {kind: _table(kind) for kind in RECORDS}
"""Record -> its table, each after those it refers to."""

KINDS: dict[str, type[Record]] = {table.name: kind for kind, table in TABLES.items()}
"""Name of a table -> its record."""

UNIQUE_TABLES = frozenset(
    table.name
    for table in TABLES.values()
    if any(
        isinstance(constraint, UniqueConstraint) and list(constraint.columns.keys()) != ["id"]
        for constraint in table.constraints
    )
)
"""Tables in which two rows cannot have the same values in some columns, besides `id`."""

journal_step = Table(
    "journal_step",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, CheckConstraint("kind IN ('action', 'undo', 'redo')"), nullable=False),
    Column("command", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("analyst", Integer),
    Column("analyst_name", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("coalesce_key", Text, nullable=False),
    # The step that an undo takes back or a redo does again.
    Column("target", Integer, ForeignKey("journal_step.rid")),
    # What the next undo and redo would take, after this step; and what they would have taken before it.
    Column("undo_top", Integer),
    Column("redo_top", Integer),
    Column("undo_below", Integer),
    Column("redo_below", Integer),
    Index("journal_step_by_target", "target"),
    sqlite_strict=True,
)

journal_change = Table(
    "journal_change",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("step", Integer, ForeignKey("journal_step.rid"), nullable=False),
    Column("operation", Text, CheckConstraint("operation IN ('insert', 'update', 'delete', 'bulk')"), nullable=False),
    Column("table_name", Text, nullable=False),
    # The row, or for a bulk change the import whose rows it stands for.
    Column("row_rid", Integer, nullable=False),
    Column("row_id", Text, nullable=False),
    Column("before_hash", Text, nullable=False),
    Column("after_hash", Text, nullable=False),
    Index("journal_change_by_step", "step"),
    # What happened to one row, and to rows that are gone: the audit of a record reads nothing else.
    Index("journal_change_by_row", "table_name", "row_rid", "operation"),
    sqlite_strict=True,
)

journal_content = Table(
    "journal_content",
    metadata,
    Column("change", Integer, ForeignKey("journal_change.rid"), primary_key=True),
    Column("before", Text),
    Column("after", Text),
    sqlite_strict=True,
)

journal_bulk_content = Table(
    "journal_bulk_content",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("change", Integer, ForeignKey("journal_change.rid"), nullable=False),
    Column("rows", LargeBinary, nullable=False),
    Index("journal_bulk_content_by_change", "change"),
    sqlite_strict=True,
)

project_setting = Table(
    "project_setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

frozen_content = Table(
    "frozen_content",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", Text, nullable=False),
    sqlite_strict=True,
)

JOURNAL_TABLES = frozenset(
    {"journal_step", "journal_change", "journal_content", "journal_bulk_content", "frozen_content"}
)
"""What undo leaves alone: the journal, and the contents that its rows name by their hash."""

TEXT_SEARCH = """CREATE VIRTUAL TABLE text_search USING fts5(
    text, content='text_revision', content_rowid='rid', tokenize="unicode61 remove_diacritics 2")"""
"""The full-text index over the texts: external content, kept by the store, no triggers (PERFORMANCE 1)."""

TEXT_SEARCH_MEMORY = "INSERT INTO text_search (text_search, rank) VALUES ('hashsize', 16777216)"
"""Lets the index gather 16 MB before it writes a segment (1 MB is usual): 100,000 posts take half the time."""
