-- How far a lost machine had got with the numbers of its papers, as people know who hold them. What lies between the
-- backup's last number and that is skipped, so that no number is given out twice.
CREATE TABLE paper_last (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  letter       TEXT    NOT NULL,
  type         TEXT    NOT NULL,
  period       TEXT    NOT NULL,
  had_no       INTEGER NOT NULL,
  last_no      INTEGER NOT NULL CHECK (last_no >= had_no),
  first_number TEXT    NOT NULL,     -- '' = nothing was skipped
  last_number  TEXT    NOT NULL,
  day          TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_last_series ON paper_last (letter, type, period);
CREATE TRIGGER paper_last_no_update BEFORE UPDATE ON paper_last BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER paper_last_no_delete BEFORE DELETE ON paper_last BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
