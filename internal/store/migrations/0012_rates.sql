-- What the shop's owner put over the post's rates that came with the program. Documents; all hold from a day,
-- "to" = '' has no end, and what is withdrawn stays.
CREATE TABLE rate (
  id      BLOB    PRIMARY KEY,
  service TEXT    NOT NULL,
  area    TEXT    NOT NULL,   -- '' = the list price, remote = what comes on top for remote areas
  steps   TEXT    NOT NULL,   -- JSON: up to so many grams, so much
  "from"  TEXT    NOT NULL,
  "to"    TEXT    NOT NULL,
  source  TEXT    NOT NULL,
  off     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE discount (
  id            BLOB    PRIMARY KEY,
  name          TEXT    NOT NULL,
  services      TEXT    NOT NULL,   -- JSON, [] = all
  percent_bp    INTEGER NOT NULL,
  amount_satang INTEGER NOT NULL,
  min_pieces    INTEGER NOT NULL,
  "from"        TEXT    NOT NULL,
  "to"          TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  off           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE remote_area (
  id        BLOB    PRIMARY KEY,
  "group"   TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  island    INTEGER NOT NULL,       -- only the island called name
  postcodes TEXT    NOT NULL,       -- JSON
  plain     INTEGER NOT NULL,       -- these postcodes are not remote
  "from"    TEXT    NOT NULL,
  "to"      TEXT    NOT NULL,
  source    TEXT    NOT NULL,
  off       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE post_service (
  id                  BLOB    PRIMARY KEY,
  code                TEXT    NOT NULL,
  name                TEXT    NOT NULL,
  letters             TEXT    NOT NULL,   -- JSON
  max_grams           INTEGER NOT NULL,
  days                TEXT    NOT NULL,   -- JSON: the fewest and the most
  traced              TEXT    NOT NULL,
  compensation_satang INTEGER NOT NULL,
  cod                 INTEGER NOT NULL,
  insurance           INTEGER NOT NULL,
  asked               INTEGER NOT NULL,
  max_side_mm         INTEGER NOT NULL,
  max_sum_mm          INTEGER NOT NULL,
  max_girth_mm        INTEGER NOT NULL,
  "from"              TEXT    NOT NULL,
  "to"                TEXT    NOT NULL,
  source              TEXT    NOT NULL,
  off                 INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
