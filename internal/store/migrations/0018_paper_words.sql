-- Papers are found among many: by a number however it is typed, and by any part of a number or a buyer's name.
CREATE INDEX paper_number_typed ON paper (number COLLATE NOCASE) WHERE number <> '';

-- In the order of the list, so that its first page ends with the first that match.
CREATE TABLE paper_word (
  at INTEGER NOT NULL, till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  word TEXT NOT NULL,                -- folded: number and buyer
  PRIMARY KEY (at, till, seq, n)
) STRICT, WITHOUT ROWID;
INSERT INTO paper_word (at, till, seq, n, word) SELECT p.at, p.till, p.seq, p.n, lower(p.number) || ' ' || b.word FROM paper p JOIN paper_body b ON b.paper_id = p.id;

-- An order by the number of its channel, whichever the channel is.
CREATE INDEX sales_order_channel_no ON sales_order (channel_no) WHERE channel_no <> '';
