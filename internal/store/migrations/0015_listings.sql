-- Listings on other platforms: what the shop is connected to, which goods are placed there, and what waits
-- to be sent. Stock writes nothing here: the movements are its outbox.

ALTER TABLE product ADD COLUMN allergens TEXT NOT NULL DEFAULT '[]';  -- JSON
ALTER TABLE product ADD COLUMN storage   TEXT NOT NULL DEFAULT '';    -- how a buyer keeps it

-- Documents.

-- A platform the shop is connected to. Its key is kept elsewhere.
CREATE TABLE connection (
  id       BLOB    PRIMARY KEY,
  name     TEXT    NOT NULL,
  kind     TEXT    NOT NULL,          -- common, woocommerce, medusa
  url      TEXT    NOT NULL,
  pin      TEXT    NOT NULL,          -- SHA-256 of a certificate that a person vouched for, '' = none
  options  TEXT    NOT NULL,          -- JSON
  prefix   TEXT    NOT NULL,          -- before the numbers of its orders, '' for the first of its kind
  closed   INTEGER NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A product that is meant to be there, with what the shop says otherwise than of the product itself.
CREATE TABLE placement (
  id             BLOB    PRIMARY KEY,
  connection_id  BLOB    NOT NULL,
  product_id     BLOB    NOT NULL,
  sku            TEXT    NOT NULL,    -- never changes
  chosen         INTEGER NOT NULL,    -- 0 = it is to be withdrawn
  title          TEXT    NOT NULL,    -- '' = the product's own, as those below
  title_en       TEXT    NOT NULL,
  description    TEXT    NOT NULL,
  description_en TEXT    NOT NULL,
  price_satang   INTEGER NOT NULL,    -- of a piece, 0 = the product's own
  piece          INTEGER NOT NULL,    -- thousandths of the product's unit, 0 = one unit
  packing_g      INTEGER NOT NULL,
  availability   TEXT    NOT NULL,
  lead_days      INTEGER NOT NULL,
  promised_to    INTEGER NOT NULL,    -- pieces may be ordered there until so many were ordered in all, -1 = no promise
  saved_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX placement_sku ON placement (connection_id, sku COLLATE NOCASE);
CREATE INDEX placement_product ON placement (product_id, connection_id);
CREATE INDEX placement_promised ON placement (connection_id, sku) WHERE promised_to > 0 AND chosen = 1;

-- What is known of the platforms. It lies outside the ledger: it can be asked for again.

CREATE TABLE connection_state (
  connection_id BLOB    PRIMARY KEY,
  account       TEXT    NOT NULL,     -- JSON: who we are there
  cursor        TEXT    NOT NULL,     -- of the feed of orders
  since         INTEGER NOT NULL,     -- the last change of an order that was heard
  feed_cursor   TEXT    NOT NULL,     -- of the feed of listings
  feed_since    INTEGER NOT NULL,
  heard_at      INTEGER NOT NULL,     -- it last answered
  sent_at       INTEGER NOT NULL,     -- something was last taken
  paused        INTEGER NOT NULL,     -- 1 = nothing goes there before a person looked
  problem       TEXT    NOT NULL,     -- JSON, '' = none
  attempts      INTEGER NOT NULL,     -- in a row that failed for the whole of it
  next_at       INTEGER NOT NULL,
  mark          INTEGER NOT NULL,     -- the last event whose stock is told
  mark_day      TEXT    NOT NULL,
  reread_day    TEXT    NOT NULL,     -- open orders were last asked for one by one
  swept_day     TEXT    NOT NULL      -- placements were last looked through for what has lapsed
) STRICT, WITHOUT ROWID;

-- How a placement stands there.
CREATE TABLE standing (
  connection_id BLOB    NOT NULL,
  sku           TEXT    NOT NULL,
  remote_id     TEXT    NOT NULL,
  version       TEXT    NOT NULL,     -- '' = none is there
  pictures      TEXT    NOT NULL,     -- JSON: hash and the platform's reference
  state         TEXT    NOT NULL,     -- pending, live, rejected, withdrawn, unknown; '' = never sent
  said          TEXT    NOT NULL,     -- the platform's word for it
  words         TEXT    NOT NULL,     -- JSON: why
  there         TEXT    NOT NULL,     -- JSON: the listing as it is there, '' = not shown
  sent_hash     TEXT    NOT NULL,     -- of the listing that was taken last
  sent_at       INTEGER NOT NULL,
  seen_at       INTEGER NOT NULL,
  told          INTEGER NOT NULL,     -- pieces that can be ordered there as far as we know
  known         INTEGER NOT NULL,     -- 0 = told is to be asked for first
  ask           TEXT    NOT NULL,     -- JSON: the change of stock that is under way, '' = none
  ask_to        INTEGER NOT NULL,     -- told after it
  attempts      INTEGER NOT NULL,     -- of the change
  next_at       INTEGER NOT NULL,
  problem       TEXT    NOT NULL,     -- JSON, '' = none
  PRIMARY KEY (connection_id, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_asked ON standing (connection_id, next_at) WHERE ask <> '';

-- What waits to be sent, and what became of it.
CREATE TABLE outbox (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  connection_id BLOB    NOT NULL,
  thing         TEXT    NOT NULL,     -- one sender each, in order: listing/SKU, order/NO
  kind          TEXT    NOT NULL,     -- listing, step, parcel
  sku           TEXT    NOT NULL,
  order_id      BLOB,
  parcel_id     BLOB,
  what          TEXT    NOT NULL,     -- the step; of a parcel its tracking number
  reason        TEXT    NOT NULL,     -- of a cancelled order, for the buyer
  key           TEXT    NOT NULL,     -- idempotency
  state         TEXT    NOT NULL,     -- waiting, sending, failed, sent, discarded, carried
  attempts      INTEGER NOT NULL,
  next_at       INTEGER NOT NULL,
  problem       TEXT    NOT NULL,     -- JSON, '' = none
  discarded     TEXT    NOT NULL,     -- the reason a person gave
  at            INTEGER NOT NULL,
  ended_at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX outbox_listing ON outbox (connection_id, thing) WHERE kind = 'listing' AND state = 'waiting';
CREATE UNIQUE INDEX outbox_order ON outbox (connection_id, order_id, kind, what, coalesce(parcel_id, x'')) WHERE order_id IS NOT NULL;
CREATE INDEX outbox_open ON outbox (connection_id, state, id) WHERE state IN ('waiting', 'sending', 'failed', 'carried');
CREATE INDEX outbox_thing ON outbox (connection_id, thing, id) WHERE state IN ('waiting', 'sending', 'failed', 'carried');
CREATE INDEX outbox_next ON outbox (connection_id, next_at) WHERE state = 'waiting';
CREATE INDEX outbox_state ON outbox (state, id);
CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at > 0;

-- An order as the platform tells it. raw is personal data and goes when the order's people are erased.
CREATE TABLE channel_order (
  connection_id BLOB    NOT NULL,
  no            TEXT    NOT NULL,
  order_id      BLOB,
  revision      INTEGER NOT NULL,
  version       TEXT    NOT NULL,
  state         TEXT    NOT NULL,
  said          TEXT    NOT NULL,
  odd           TEXT    NOT NULL,     -- JSON
  problem       TEXT    NOT NULL,     -- JSON: why it is not among the orders, '' = it is
  accept_by     INTEGER NOT NULL,
  lines         TEXT    NOT NULL,     -- JSON: the line's id there, SKU and pieces
  raw           TEXT    NOT NULL,
  heard_at      INTEGER NOT NULL,
  PRIMARY KEY (connection_id, no)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX channel_order_order ON channel_order (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX channel_order_problem ON channel_order (connection_id) WHERE problem <> '';

-- Pieces the platform took off its count for an order.
CREATE TABLE channel_held (
  connection_id BLOB    NOT NULL,
  sku           TEXT    NOT NULL,
  no            TEXT    NOT NULL,
  pieces        INTEGER NOT NULL,
  PRIMARY KEY (connection_id, no, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_held_sku ON channel_held (connection_id, sku, pieces);
