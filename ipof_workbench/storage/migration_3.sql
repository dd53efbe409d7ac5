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
