-- Print jobs are no facts of the trade: they lie outside the ledger and the chain of events, and what a
-- job holds (a label names a person) goes when the job ends.
CREATE TABLE print_job (
  n        INTEGER PRIMARY KEY,          -- the order of coming
  id       BLOB    NOT NULL UNIQUE,
  form     TEXT    NOT NULL,             -- receipt, drawer, shift, label, ...
  paper    TEXT    NOT NULL,             -- what it is of: a bill's number, '' where it has none
  title    TEXT    NOT NULL,
  printer  TEXT    NOT NULL,             -- as set when it was made
  format   TEXT    NOT NULL,
  width    INTEGER NOT NULL,             -- of a document's paper, 0 leaves it to the printer
  height   INTEGER NOT NULL,
  copies   INTEGER NOT NULL,
  state    TEXT    NOT NULL CHECK (state IN ('queued', 'printing', 'done', 'failed', 'unknown', 'cancelled')),
  attempts INTEGER NOT NULL,
  next_at  INTEGER NOT NULL,             -- while queued: not before
  fault    TEXT    NOT NULL,             -- JSON of why it waits or failed, '' for nothing
  made_at  INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  repeats  BLOB                          -- the job that it prints again
) STRICT;
CREATE INDEX print_job_open ON print_job (state) WHERE state IN ('queued', 'printing');

CREATE TABLE print_data (
  n    INTEGER PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;
