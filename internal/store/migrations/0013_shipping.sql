-- What the post says about parcels. It lies outside the ledger: it can be asked for again.

CREATE TABLE parcel_track (
  parcel_id BLOB    PRIMARY KEY,
  tracking  TEXT    NOT NULL,        -- the number that was asked about
  asked_at  INTEGER NOT NULL,
  stage     TEXT    NOT NULL,        -- how far it has come by the post's word, '' = the post knows nothing
  seen      INTEGER NOT NULL         -- a person has looked at what the stage asks for
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_track_stage ON parcel_track (stage) WHERE seen = 0;

CREATE TABLE parcel_event (
  parcel_id BLOB    NOT NULL,
  n         INTEGER NOT NULL,        -- 0, 1, 2 … in the order of time
  at        INTEGER NOT NULL,        -- 0 = its date could not be read
  code      TEXT    NOT NULL,
  text      TEXT    NOT NULL,
  place     TEXT    NOT NULL,
  postcode  TEXT    NOT NULL,
  delivery  TEXT    NOT NULL,
  reason    TEXT    NOT NULL,
  PRIMARY KEY (parcel_id, n)
) STRICT, WITHOUT ROWID;

-- How much of the day's questions is used, as the post counts.
CREATE TABLE post_quota (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  day     TEXT    NOT NULL,
  used    INTEGER NOT NULL,
  most    INTEGER NOT NULL,          -- 0 = not known yet
  rested  INTEGER NOT NULL           -- no question before, 0 = at once
) STRICT;
