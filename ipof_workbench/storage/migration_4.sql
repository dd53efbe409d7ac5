-- Version 3 to 4: the contents of frozen theories stand apart, by their hash, and the journal only names them.
-- One statement ends with each semicolon at the end of a line. Never changed once released.

CREATE TABLE frozen_content ( sha256 TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (sha256) ) STRICT;
INSERT OR IGNORE INTO frozen_content (sha256, content) SELECT sha256, content FROM programme_theory;
ALTER TABLE programme_theory DROP COLUMN content;
