-- What was counted so far of the box of a trip that comes back: outside the ledger until it is posted.
CREATE TABLE trip_count (
  trip_id    BLOB    NOT NULL,
  product_id BLOB    NOT NULL,
  qty        INTEGER NOT NULL,
  PRIMARY KEY (trip_id, product_id)
) STRICT, WITHOUT ROWID;
