-- Papers for offices and the tax: what was issued, with numbers without a gap, what became void, and the paper itself
-- as it was printed.

CREATE TABLE paper (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id           BLOB    NOT NULL,
  kind         TEXT    NOT NULL,
  number       TEXT    NOT NULL,     -- '' = the buyer's own order, which is only kept
  letter       TEXT    NOT NULL,
  type         TEXT    NOT NULL,
  period       TEXT    NOT NULL,     -- 2569, or 2569-11 where numbers begin anew with each month
  no           INTEGER NOT NULL,
  date         TEXT    NOT NULL,     -- that stands on it
  day          TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  order_id     BLOB,
  bill_id      BLOB,
  customer_id  BLOB,
  total_satang INTEGER NOT NULL,
  due_satang   INTEGER NOT NULL,     -- what it is for
  vat_satang   INTEGER NOT NULL,
  body_hash    TEXT    NOT NULL,     -- of what stands on it, which names people and lies outside the chain
  request_hash TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX paper_id ON paper (id);
CREATE UNIQUE INDEX paper_series ON paper (letter, type, period, no) WHERE no > 0;
CREATE UNIQUE INDEX paper_number ON paper (number) WHERE number <> '';
CREATE INDEX paper_at ON paper (at);
CREATE INDEX paper_kind ON paper (kind, at);
CREATE INDEX paper_date ON paper (date);
CREATE INDEX paper_order ON paper (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX paper_bill ON paper (bill_id) WHERE bill_id IS NOT NULL;

-- A paper, or the slip of a bill, that holds no more. Its number stays.
CREATE TABLE paper_void (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  paper_id BLOB,
  bill_id  BLOB,                     -- of a slip
  by_id    BLOB,                     -- the paper in its place
  day      TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  reason   TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX paper_void_paper ON paper_void (paper_id) WHERE paper_id IS NOT NULL;
CREATE UNIQUE INDEX paper_void_bill ON paper_void (bill_id) WHERE bill_id IS NOT NULL;

-- The paper itself: personal data that the law keeps, so that it is not erased with the customer.
CREATE TABLE paper_body (
  paper_id BLOB PRIMARY KEY,
  body     TEXT NOT NULL,            -- JSON
  buyer    TEXT NOT NULL,            -- its name, for the list
  word     TEXT NOT NULL             -- folded, to be found by
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_body_word ON paper_body (word);

-- As it was printed first, for ever.
CREATE TABLE paper_print (
  paper_id BLOB PRIMARY KEY,
  pdf      BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What papers were made from, by number, to go from one to the other.
CREATE TABLE paper_ref (
  paper_id BLOB    NOT NULL,
  n        INTEGER NOT NULL,
  source   TEXT    NOT NULL,
  number   TEXT    NOT NULL,
  role     TEXT    NOT NULL,
  PRIMARY KEY (paper_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_ref_number ON paper_ref (number, source);

-- What the list asks for, worked out anew with everything that concerns a paper.
CREATE TABLE paper_state (
  paper_id        BLOB    PRIMARY KEY,
  void            INTEGER NOT NULL,
  followed        INTEGER NOT NULL,  -- something was made from it
  received_satang INTEGER NOT NULL,
  credited_satang INTEGER NOT NULL,  -- credit notes less debit notes
  left_satang     INTEGER NOT NULL,  -- still owed by it, 0 for one that asks for nothing
  due_day         TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_state_left ON paper_state (due_day) WHERE left_satang > 0;

CREATE TRIGGER paper_no_update BEFORE UPDATE ON paper BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER paper_no_delete BEFORE DELETE ON paper BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER paper_void_no_update BEFORE UPDATE ON paper_void BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER paper_void_no_delete BEFORE DELETE ON paper_void BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER paper_body_no_update BEFORE UPDATE ON paper_body BEGIN SELECT RAISE(ABORT, 'a paper never changes'); END;
CREATE TRIGGER paper_body_no_delete BEFORE DELETE ON paper_body BEGIN SELECT RAISE(ABORT, 'a paper never changes'); END;
CREATE TRIGGER paper_print_no_update BEFORE UPDATE ON paper_print BEGIN SELECT RAISE(ABORT, 'a paper never changes'); END;
CREATE TRIGGER paper_print_no_delete BEFORE DELETE ON paper_print BEGIN SELECT RAISE(ABORT, 'a paper never changes'); END;
