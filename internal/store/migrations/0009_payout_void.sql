-- A payout that was typed wrongly, taken back by a row of its own: it stays what it was. Cash went back into the
-- drawer in the same event.
CREATE TABLE payout_void (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  payout_id BLOB    NOT NULL,
  reason    TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payout_void_of ON payout_void (payout_id);
CREATE TRIGGER payout_void_no_update BEFORE UPDATE ON payout_void BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payout_void_no_delete BEFORE DELETE ON payout_void BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
