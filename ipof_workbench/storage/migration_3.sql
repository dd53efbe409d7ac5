-- Version 2 to 3: what coding at speed and publications need (hot codes, second coders, aliases, revisions with reasons).
-- One statement ends with each semicolon at the end of a line. Never changed once released.

ALTER TABLE thematic_code ADD COLUMN statement TEXT NOT NULL DEFAULT '';
ALTER TABLE thematic_code ADD COLUMN alias TEXT NOT NULL DEFAULT '';
ALTER TABLE element ADD COLUMN alias TEXT NOT NULL DEFAULT '';
ALTER TABLE text_revision ADD COLUMN reason TEXT NOT NULL DEFAULT '';
DROP INDEX version_evidence_by_configuration_version;
DROP INDEX version_evidence_by_statement_version;
CREATE INDEX version_evidence_by_configuration_version ON version_evidence (configuration_version)
    WHERE configuration_version IS NOT NULL;
CREATE INDEX version_evidence_by_statement_version ON version_evidence (statement_version)
    WHERE statement_version IS NOT NULL;
CREATE TABLE hot_code ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by INTEGER,
    import_rid INTEGER, analyst INTEGER NOT NULL, digit INTEGER NOT NULL, code INTEGER, element INTEGER, role
    INTEGER, PRIMARY KEY (rid), UNIQUE (analyst, digit), CHECK (digit BETWEEN 1 AND 9), CHECK ((code IS NULL) <>
    (element IS NULL)), CHECK ((element IS NULL) = (role IS NULL)), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES
    analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(analyst) REFERENCES analyst
    (rid), FOREIGN KEY(code) REFERENCES thematic_code (rid), FOREIGN KEY(element) REFERENCES element (rid), FOREIGN
    KEY(role) REFERENCES role (rid) ) STRICT;
CREATE INDEX hot_code_by_code ON hot_code (code);
CREATE INDEX hot_code_by_element ON hot_code (element);
CREATE TABLE coding_round ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, document INTEGER NOT NULL, analyst INTEGER NOT NULL, status TEXT NOT NULL, note
    TEXT NOT NULL, PRIMARY KEY (rid), UNIQUE (document, analyst), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES
    analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(document) REFERENCES document
    (rid), FOREIGN KEY(analyst) REFERENCES analyst (rid) ) STRICT;
CREATE INDEX coding_round_by_analyst ON coding_round (analyst);
CREATE TABLE chosen_quote ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, evidence INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL,
    is_paraphrase INTEGER NOT NULL, PRIMARY KEY (rid), UNIQUE (evidence), UNIQUE (id), FOREIGN KEY(created_by)
    REFERENCES analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(evidence)
    REFERENCES evidence (rid) ) STRICT;
CREATE TABLE publication ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by INTEGER,
    import_rid INTEGER, name TEXT NOT NULL, note TEXT NOT NULL, "plan" TEXT NOT NULL, content TEXT NOT NULL, sha256
    TEXT NOT NULL, frozen_at TEXT NOT NULL, PRIMARY KEY (rid), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES
    analyst (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid) ) STRICT;
CREATE TABLE published_quote ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, publication INTEGER NOT NULL, configuration INTEGER, statement INTEGER, coding
    INTEGER, document INTEGER, participant INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT
    NULL, text TEXT NOT NULL, is_paraphrase INTEGER NOT NULL, number TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (rid), CHECK (0 <= start AND start < "end"), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst
    (rid), FOREIGN KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(publication) REFERENCES publication
    (rid), FOREIGN KEY(configuration) REFERENCES configuration (rid), FOREIGN KEY(statement) REFERENCES
    theory_statement (rid), FOREIGN KEY(coding) REFERENCES coding (rid), FOREIGN KEY(document) REFERENCES document
    (rid), FOREIGN KEY(participant) REFERENCES participant (rid) ) STRICT;
CREATE INDEX published_quote_by_coding ON published_quote (coding) WHERE coding IS NOT NULL;
CREATE INDEX published_quote_by_configuration ON published_quote (configuration) WHERE configuration IS NOT
    NULL;
CREATE INDEX published_quote_by_document ON published_quote (document) WHERE document IS NOT NULL;
CREATE INDEX published_quote_by_participant ON published_quote (participant) WHERE participant IS NOT NULL;
CREATE INDEX published_quote_by_publication ON published_quote (publication);
CREATE INDEX published_quote_by_statement ON published_quote (statement) WHERE statement IS NOT NULL;
CREATE TABLE diagram_position_3 ( rid INTEGER NOT NULL, id TEXT NOT NULL, created_at TEXT NOT NULL, created_by
    INTEGER, import_rid INTEGER, diagram INTEGER NOT NULL, element INTEGER, role INTEGER, configuration INTEGER, x
    REAL NOT NULL, y REAL NOT NULL, attribute INTEGER, attribute_value TEXT NOT NULL, PRIMARY KEY (rid), CHECK
    ((element IS NOT NULL) + (configuration IS NOT NULL) + (attribute IS NOT NULL) = 1), CHECK ((configuration IS
    NULL) = (role IS NOT NULL)), UNIQUE (id), FOREIGN KEY(created_by) REFERENCES analyst (rid), FOREIGN
    KEY(import_rid) REFERENCES import_batch (rid), FOREIGN KEY(diagram) REFERENCES diagram (rid), FOREIGN
    KEY(element) REFERENCES element (rid), FOREIGN KEY(role) REFERENCES role (rid), FOREIGN KEY(configuration)
    REFERENCES configuration (rid), FOREIGN KEY(attribute) REFERENCES attribute_definition (rid) ) STRICT;
INSERT INTO diagram_position_3 (rid, id, created_at, created_by, import_rid, diagram, element, role,
    configuration, x, y, attribute_value) SELECT rid, id, created_at, created_by, import_rid, diagram, element,
    role, configuration, x, y, '' FROM diagram_position;
DROP TABLE diagram_position;
ALTER TABLE diagram_position_3 RENAME TO diagram_position;
CREATE INDEX diagram_position_by_configuration ON diagram_position (configuration) WHERE configuration IS NOT NULL;
CREATE INDEX diagram_position_by_diagram ON diagram_position (diagram);
CREATE INDEX diagram_position_by_element ON diagram_position (element) WHERE element IS NOT NULL;
