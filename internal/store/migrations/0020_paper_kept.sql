-- The file of a paper as it was printed first, by its hash, in the chain: what lies in paper_print is held against it.
-- Files that were kept before have none.

CREATE TABLE paper_kept (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  paper_id BLOB NOT NULL,
  pdf_hash TEXT NOT NULL,            -- SHA-256
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX paper_kept_paper ON paper_kept (paper_id);
CREATE TRIGGER paper_kept_no_update BEFORE UPDATE ON paper_kept BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER paper_kept_no_delete BEFORE DELETE ON paper_kept BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
