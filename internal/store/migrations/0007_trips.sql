-- What was scanned so far to load into the box of a trip, to take off it or to count as it comes back: outside
-- the ledger until it is posted.
CREATE TABLE trip_line (
  trip_id    BLOB    NOT NULL,
  step       TEXT    NOT NULL,   -- load, unload, loss, back
  product_id BLOB    NOT NULL,
  qty        INTEGER NOT NULL,
  PRIMARY KEY (trip_id, step, product_id)
) STRICT, WITHOUT ROWID;
