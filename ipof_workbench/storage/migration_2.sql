-- Version 1 to 2: what the realist core needs (lineage, bundles, searches in cases, votes, rivals, theories, ...).
-- One statement ends with each semicolon at the end of a line. Never changed once released.

ALTER TABLE place_content ADD COLUMN wording TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN attribute INTEGER REFERENCES attribute_definition (rid);
ALTER TABLE finding ADD COLUMN value TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN "case" INTEGER REFERENCES "case" (rid);
ALTER TABLE finding ADD COLUMN subgroup TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN missing INTEGER;
ALTER TABLE finding ADD COLUMN low REAL;
ALTER TABLE finding ADD COLUMN high REAL;
ALTER TABLE finding ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE programme_theory ADD COLUMN decision INTEGER REFERENCES decision (rid);
ALTER TABLE decision ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN counting TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE memo ADD COLUMN kind TEXT NOT NULL DEFAULT 'analytic';
CREATE TABLE configuration_case ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, configuration INTEGER NOT NULL, "case" INTEGER NOT NULL, PRIMARY KEY (rid), UNIQUE
    (configuration, "case"), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN KEY(import_rid)
    REFERENCES import_batch (rid), FOREIGN KEY(configuration) REFERENCES configuration (rid), FOREIGN KEY("case")
    REFERENCES "case" (rid) ) STRICT;
CREATE TABLE lineage ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by INTEGER,
    import_rid INTEGER, about_kind TEXT NOT NULL, ancestor INTEGER NOT NULL, descendant INTEGER NOT NULL, change
    TEXT NOT NULL, PRIMARY KEY (rid), UNIQUE (about_kind, ancestor, descendant), CHECK (ancestor <> descendant),
    UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch
    (rid) ) STRICT;
CREATE INDEX lineage_by_descendant ON lineage (about_kind, descendant);
CREATE TABLE evidence_bundle ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, note TEXT NOT NULL, PRIMARY KEY (rid), UNIQUE (id), FOREIGN KEY(created_by)
    REFERENCES analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid) ) STRICT;
CREATE TABLE version_evidence ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, configuration_version INTEGER, statement_version INTEGER, evidence INTEGER NOT
    NULL, stance TEXT NOT NULL, PRIMARY KEY (rid), CHECK ((configuration_version IS NULL) <> (statement_version IS
    NULL)), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN KEY(import_rid) REFERENCES
    import_batch (rid), FOREIGN KEY(configuration_version) REFERENCES configuration_version (rid), FOREIGN
    KEY(statement_version) REFERENCES statement_version (rid), FOREIGN KEY(evidence) REFERENCES evidence (rid) )
    STRICT;
CREATE INDEX version_evidence_by_configuration_version ON version_evidence (configuration_version);
CREATE INDEX version_evidence_by_evidence ON version_evidence (evidence);
CREATE INDEX version_evidence_by_statement_version ON version_evidence (statement_version);
CREATE TABLE looked_for ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by INTEGER,
    import_rid INTEGER, configuration INTEGER, statement INTEGER, "case" INTEGER NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (rid), UNIQUE (configuration, "case"), UNIQUE (statement, "case"), CHECK ((configuration IS NULL) <>
    (statement IS NULL)), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN KEY(import_rid)
    REFERENCES import_batch (rid), FOREIGN KEY(configuration) REFERENCES configuration (rid), FOREIGN KEY(statement)
    REFERENCES theory_statement (rid), FOREIGN KEY("case") REFERENCES "case" (rid) ) STRICT;
CREATE INDEX looked_for_by_case ON looked_for ("case");
CREATE TABLE decision_subject ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, decision INTEGER NOT NULL, about_kind TEXT NOT NULL, about INTEGER NOT NULL,
    PRIMARY KEY (rid), UNIQUE (decision, about_kind, about), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst
    (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(decision) REFERENCES decision (rid) )
    STRICT;
CREATE INDEX decision_subject_by_subject ON decision_subject (about_kind, about);
CREATE TABLE statement_vote ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, decision INTEGER NOT NULL, statement INTEGER NOT NULL, voter TEXT NOT NULL, value
    INTEGER NOT NULL, PRIMARY KEY (rid), UNIQUE (decision, statement, voter), UNIQUE (id), FOREIGN KEY(created_by)
    REFERENCES analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(decision)
    REFERENCES decision (rid), FOREIGN KEY(statement) REFERENCES theory_statement (rid) ) STRICT;
CREATE INDEX statement_vote_by_statement ON statement_vote (statement);
CREATE TABLE rival_group ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by INTEGER,
    import_rid INTEGER, name TEXT NOT NULL, question TEXT NOT NULL, adjudication TEXT NOT NULL, decision INTEGER,
    PRIMARY KEY (rid), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN KEY(import_rid)
    REFERENCES import_batch (rid), FOREIGN KEY(decision) REFERENCES decision (rid) ) STRICT;
CREATE TABLE rival_member ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, rivals INTEGER NOT NULL, configuration INTEGER, statement INTEGER, verdict TEXT NOT
    NULL, PRIMARY KEY (rid), UNIQUE (rivals, configuration), UNIQUE (rivals, statement), CHECK ((configuration IS
    NULL) <> (statement IS NULL)), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN
    KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(rivals) REFERENCES rival_group (rid), FOREIGN
    KEY(configuration) REFERENCES configuration (rid), FOREIGN KEY(statement) REFERENCES theory_statement (rid) )
    STRICT;
CREATE INDEX rival_member_by_configuration ON rival_member (configuration);
CREATE INDEX rival_member_by_statement ON rival_member (statement);
CREATE TABLE substantive_theory ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, name TEXT NOT NULL, authors TEXT NOT NULL, citation TEXT NOT NULL, constructs TEXT
    NOT NULL, note TEXT NOT NULL, PRIMARY KEY (rid), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid),
    FOREIGN KEY(import_rid) REFERENCES import_batch (rid) ) STRICT;
CREATE TABLE substantive_theory_use ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL,
    created_by INTEGER, import_rid INTEGER, theory INTEGER NOT NULL, configuration INTEGER, statement INTEGER,
    element INTEGER, construct TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (rid), UNIQUE (theory, configuration),
    UNIQUE (theory, statement), UNIQUE (theory, element), CHECK ((configuration IS NOT NULL) + (statement IS NOT
    NULL) + (element IS NOT NULL) = 1), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN
    KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(theory) REFERENCES substantive_theory (rid), FOREIGN
    KEY(configuration) REFERENCES configuration (rid), FOREIGN KEY(statement) REFERENCES theory_statement (rid),
    FOREIGN KEY(element) REFERENCES element (rid) ) STRICT;
CREATE INDEX substantive_theory_use_by_configuration ON substantive_theory_use (configuration);
CREATE INDEX substantive_theory_use_by_element ON substantive_theory_use (element);
CREATE INDEX substantive_theory_use_by_statement ON substantive_theory_use (statement);
CREATE TABLE appraisal ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by INTEGER,
    import_rid INTEGER, document INTEGER NOT NULL, relevance TEXT NOT NULL, richness TEXT NOT NULL, rigour TEXT NOT
    NULL, note TEXT NOT NULL, PRIMARY KEY (rid), UNIQUE (document), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES
    analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(document) REFERENCES document
    (rid) ) STRICT;
CREATE TABLE recommendation ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, wording TEXT NOT NULL, audience TEXT NOT NULL, note TEXT NOT NULL, position INTEGER
    NOT NULL, PRIMARY KEY (rid), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN
    KEY(import_rid) REFERENCES import_batch (rid) ) STRICT;
CREATE TABLE recommendation_configuration ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL,
    created_by INTEGER, import_rid INTEGER, recommendation INTEGER NOT NULL, configuration INTEGER NOT NULL, PRIMARY
    KEY (rid), UNIQUE (recommendation, configuration), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst
    (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(recommendation) REFERENCES
    recommendation (rid), FOREIGN KEY(configuration) REFERENCES configuration (rid) ) STRICT;
CREATE INDEX recommendation_configuration_by_configuration ON recommendation_configuration (configuration);
CREATE TABLE memo_quote ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by INTEGER,
    import_rid INTEGER, memo INTEGER NOT NULL, excerpt INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY
    (rid), UNIQUE (memo, excerpt), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN
    KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(memo) REFERENCES memo (rid), FOREIGN KEY(excerpt)
    REFERENCES excerpt (rid) ) STRICT;
CREATE INDEX memo_quote_by_excerpt ON memo_quote (excerpt);
CREATE TABLE remark_dismissal ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, rule TEXT NOT NULL, about_kind TEXT NOT NULL, about INTEGER NOT NULL, reason TEXT
    NOT NULL, state TEXT NOT NULL, PRIMARY KEY (rid), UNIQUE (rule, about_kind, about), UNIQUE (id), FOREIGN
    KEY(created_by) REFERENCES analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid) ) STRICT;
ALTER TABLE evidence ADD COLUMN bundle INTEGER REFERENCES evidence_bundle (rid);
ALTER TABLE evidence ADD COLUMN statement_version INTEGER REFERENCES statement_version (rid);
CREATE INDEX evidence_by_bundle ON evidence (bundle) WHERE bundle IS NOT NULL;
CREATE INDEX evidence_by_finding ON evidence (finding) WHERE finding IS NOT NULL;
CREATE INDEX evidence_by_statement_version ON evidence (statement_version) WHERE statement_version IS NOT NULL;
CREATE INDEX evidence_by_version ON evidence (version) WHERE version IS NOT NULL;
CREATE INDEX turn_by_speaker ON turn (revision, start, participant);
-- Evidence for a statement was judged against its open draft.
UPDATE evidence SET statement_version = (SELECT v.rid FROM statement_version v
    WHERE v.statement = evidence.statement AND v.number = 0) WHERE statement IS NOT NULL;
-- These fields are closed lists now; what was written freely goes into the note, nothing is lost.
UPDATE element SET valence = 'negative' WHERE valence = '-';
UPDATE element SET valence = 'positive' WHERE valence = '+';
UPDATE element SET note = trim(note || ' level: ' || level), level = '' WHERE level NOT IN ('', 'micro', 'meso',
    'macro');
UPDATE element SET note = trim(note || ' four i: ' || four_i), four_i = '' WHERE four_i NOT IN ('',
    'individuals', 'interpersonal_relations', 'institutional_setting', 'infrastructure');
UPDATE element SET note = trim(note || ' valence: ' || valence), valence = '' WHERE valence NOT IN ('',
    'positive', 'negative', 'mixed', 'neutral');
UPDATE element SET note = trim(note || ' intended: ' || intended), intended = '' WHERE intended NOT IN ('',
    'yes', 'no', 'unknown');
UPDATE element SET note = trim(note || ' timeframe: ' || timeframe), timeframe = '' WHERE timeframe NOT IN ('',
    'proximal', 'intermediate', 'distal');
UPDATE evidence SET rationale = trim(rationale || ' directness: ' || directness), directness = '' WHERE
    directness NOT IN ('', 'explicit', 'partial', 'inferred');
UPDATE evidence SET rationale = trim(rationale || ' epistemic: ' || epistemic), epistemic = '' WHERE epistemic
    NOT IN ('', 'observed', 'anticipated', 'implied');
UPDATE evidence SET rationale = trim(rationale || ' elicited: ' || elicited), elicited = '' WHERE elicited NOT
    IN ('', 'spontaneous', 'prompted', 'theory_shown');
CREATE INDEX journal_change_by_row ON journal_change (table_name, row_rid, operation);
