-- What a search of papers narrows by stands beside the words, so that it is answered without a look at each paper found.

ALTER TABLE paper_word RENAME TO paper_word_before;
CREATE TABLE paper_word (
  at INTEGER NOT NULL, till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id   BLOB NOT NULL,                -- of the paper, with its kind and date
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  word TEXT NOT NULL,                -- folded: number and buyer
  PRIMARY KEY (at, till, seq, n)
) STRICT, WITHOUT ROWID;
INSERT INTO paper_word (at, till, seq, n, id, kind, date, word)
  SELECT w.at, w.till, w.seq, w.n, p.id, p.kind, p.date, w.word FROM paper_word_before w JOIN paper p ON p.till = w.till AND p.seq = w.seq AND p.n = w.n;
DROP TABLE paper_word_before;
