-- One shop, one file. Amounts are satang, quantities thousandths of a unit, moments milliseconds of
-- UTC, days "2026-11-23" in Thailand's calendar. Ids are 16 bytes; NULL is none.
--
-- Rows of the ledger carry (till, seq, n): the event that wrote them and their place in its list.
-- Everything one event wrote is therefore found by (till, seq), and needs no other index.

CREATE TABLE till (
  no      INTEGER PRIMARY KEY,          -- short name inside this file
  id      BLOB    NOT NULL UNIQUE,      -- random, new at init and at every restore
  letter  TEXT    NOT NULL,             -- on papers
  current INTEGER NOT NULL              -- 1 for the till that writes in this file
) STRICT;

CREATE TABLE event (
  rowid     INTEGER PRIMARY KEY,
  till      INTEGER NOT NULL REFERENCES till (no),
  seq       INTEGER NOT NULL CHECK (seq > 0),
  kind      TEXT    NOT NULL,
  version   INTEGER NOT NULL,
  body      BLOB    NOT NULL,           -- the bytes that were hashed, never encoded again
  prev_hash BLOB    NOT NULL,
  hash      BLOB    NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_place ON event (till, seq);

CREATE TABLE shift (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id            BLOB    NOT NULL,
  day           TEXT    NOT NULL,
  opened_at     INTEGER NOT NULL,
  float_satang  INTEGER NOT NULL,
  automatic     INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX shift_id ON shift (id);
CREATE INDEX shift_day ON shift (day);

CREATE TABLE shift_cash (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  shift_id      BLOB    NOT NULL,
  kind          TEXT    NOT NULL,
  amount_satang INTEGER NOT NULL CHECK (amount_satang >= 0),
  reason        TEXT    NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_close (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  shift_id          BLOB    NOT NULL,
  closed_at         INTEGER NOT NULL,
  expected_satang   INTEGER NOT NULL,
  counted_satang    INTEGER NOT NULL,
  difference_satang INTEGER NOT NULL,
  leave_satang      INTEGER NOT NULL,
  reason            TEXT    NOT NULL,
  notes             TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX shift_close_shift ON shift_close (shift_id);

CREATE TABLE bill (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id                BLOB    NOT NULL,
  number            TEXT    NOT NULL,
  letter            TEXT    NOT NULL,
  type              TEXT    NOT NULL,   -- '' bill, RF refund, VD void
  year              INTEGER NOT NULL,   -- of the Buddhist era
  no                INTEGER NOT NULL CHECK (no > 0),
  kind              TEXT    NOT NULL,
  shift_id          BLOB    NOT NULL,
  day               TEXT    NOT NULL,
  at                INTEGER NOT NULL,
  customer_id       BLOB,
  total_satang      INTEGER NOT NULL,
  discount_satang   INTEGER NOT NULL,
  rounding_satang   INTEGER NOT NULL,
  vat_satang        INTEGER NOT NULL,
  shop_share_satang INTEGER NOT NULL,
  guide_satang      INTEGER NOT NULL,
  guide_bp          INTEGER NOT NULL,
  refund_of         BLOB,
  void_of           BLOB,
  reason            TEXT    NOT NULL,
  request_hash      TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bill_id ON bill (id);
CREATE UNIQUE INDEX bill_number ON bill (letter, type, year, no);
-- Holds all that the sums of days are made of, so that a year is summed without reading its bills.
CREATE INDEX bill_day ON bill (day, kind, total_satang, discount_satang, rounding_satang, vat_satang, shop_share_satang);
CREATE INDEX bill_refund ON bill (refund_of) WHERE refund_of IS NOT NULL;
CREATE INDEX bill_void ON bill (void_of) WHERE void_of IS NOT NULL;
CREATE INDEX bill_customer ON bill (customer_id) WHERE customer_id IS NOT NULL;

CREATE TABLE line (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  bill_id               BLOB    NOT NULL,
  line_n                INTEGER NOT NULL,
  product_id            BLOB    NOT NULL,
  sku                   TEXT    NOT NULL,
  name                  TEXT    NOT NULL,
  unit                  TEXT    NOT NULL,
  qty                   INTEGER NOT NULL CHECK (qty <> 0),
  unit_price_satang     INTEGER NOT NULL,
  list_price_satang     INTEGER NOT NULL,
  total_satang          INTEGER NOT NULL,
  line_discount_satang  INTEGER NOT NULL,
  promo_discount_satang INTEGER NOT NULL,
  bill_discount_satang  INTEGER NOT NULL,
  promo                 TEXT    NOT NULL,
  gift                  INTEGER NOT NULL,
  vat_class             TEXT    NOT NULL,
  vat_rate_bp           INTEGER NOT NULL,
  net_of_vat_satang     INTEGER NOT NULL,
  returns_n             INTEGER NOT NULL,
  cost_satang           INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  bill_id       BLOB    NOT NULL,
  shift_id      BLOB    NOT NULL,
  day           TEXT    NOT NULL,
  at            INTEGER NOT NULL,
  kind          TEXT    NOT NULL,
  method        TEXT    NOT NULL,
  amount_satang INTEGER NOT NULL CHECK (amount_satang <> 0),
  evidence      TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
-- What was paid later than the bill, and what is owed: the rest is found beside its bill.
CREATE INDEX payment_later ON payment (bill_id) WHERE kind IN ('repay', 'settle');
CREATE INDEX payment_credit ON payment (bill_id) WHERE method = 'credit';

CREATE TABLE slip (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  bill_id   BLOB    NOT NULL,
  payment_n INTEGER NOT NULL,           -- the payment's n in the same event, -1 when it belongs to none
  bank      TEXT    NOT NULL,
  ref       TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX slip_ref ON slip (ref);

CREATE TABLE debt_payment (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id            BLOB    NOT NULL,
  customer_id   BLOB    NOT NULL,
  amount_satang INTEGER NOT NULL CHECK (amount_satang > 0),
  at            INTEGER NOT NULL,
  request_hash  TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX debt_payment_id ON debt_payment (id);

CREATE TABLE lot (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id          BLOB    NOT NULL,
  product_id  BLOB    NOT NULL,
  code        TEXT    NOT NULL,
  expires     TEXT    NOT NULL,
  owner_id    BLOB,                     -- NULL = the shop
  terms       TEXT    NOT NULL,
  gp_bp       INTEGER NOT NULL,
  cost_satang INTEGER NOT NULL,
  ref         TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX lot_id ON lot (id);
CREATE INDEX lot_product ON lot (product_id);

CREATE TABLE movement (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  bill_id    BLOB,
  line_n     INTEGER NOT NULL,
  product_id BLOB    NOT NULL,
  lot_id     BLOB    NOT NULL,
  place_id   BLOB    NOT NULL,
  qty        INTEGER NOT NULL CHECK (qty <> 0),
  kind       TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  reason     TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX movement_product ON movement (product_id);

CREATE TABLE producer_entry (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  bill_id      BLOB    NOT NULL,
  line_n       INTEGER NOT NULL,
  lot_id       BLOB    NOT NULL,
  product_id   BLOB    NOT NULL,
  producer_id  BLOB    NOT NULL,
  day          TEXT    NOT NULL,
  qty          INTEGER NOT NULL,
  base_satang  INTEGER NOT NULL,
  gp_bp        INTEGER NOT NULL,
  share_satang INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_skip (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  letter  TEXT    NOT NULL,
  type    TEXT    NOT NULL,
  year    INTEGER NOT NULL,
  from_no INTEGER NOT NULL,
  to_no   INTEGER NOT NULL CHECK (to_no >= from_no),
  reason  TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;

-- Stock on hand is the sum of movements. This table is that sum, kept here so that no code path can
-- forget it; `check` proves the two equal. Below zero is a fact to show, not an error.
CREATE TABLE stock_balance (
  product_id BLOB    NOT NULL,
  place_id   BLOB    NOT NULL,
  lot_id     BLOB    NOT NULL,
  qty        INTEGER NOT NULL,
  PRIMARY KEY (product_id, place_id, lot_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER movement_balance AFTER INSERT ON movement BEGIN
  INSERT INTO stock_balance (product_id, place_id, lot_id, qty)
  VALUES (NEW.product_id, NEW.place_id, NEW.lot_id, NEW.qty)
  ON CONFLICT (product_id, place_id, lot_id) DO UPDATE SET qty = qty + NEW.qty;
END;

-- Documents: the latest state of what changes by last writer wins; their history is in the events.
CREATE TABLE product (
  id            BLOB    PRIMARY KEY,
  sku           TEXT    NOT NULL,
  name          TEXT    NOT NULL,
  name_en       TEXT    NOT NULL,
  category      TEXT    NOT NULL,
  producer_id   BLOB,
  terms         TEXT    NOT NULL,
  gp_bp         INTEGER NOT NULL,
  unit          TEXT    NOT NULL,
  weighed       INTEGER NOT NULL,
  price_satang  INTEGER NOT NULL,
  cost_satang   INTEGER NOT NULL,
  vat           TEXT    NOT NULL,
  short_no      INTEGER NOT NULL,
  codes         TEXT    NOT NULL,       -- JSON lists: read whole, never searched here
  breaks        TEXT    NOT NULL,
  aliases       TEXT    NOT NULL,
  reorder       INTEGER NOT NULL,
  weight_g      INTEGER NOT NULL,
  photo         TEXT    NOT NULL,
  otop_star     INTEGER NOT NULL,
  fda           TEXT    NOT NULL,
  tcps          TEXT    NOT NULL,
  gi            TEXT    NOT NULL,
  alcohol       INTEGER NOT NULL,
  untracked     INTEGER NOT NULL,
  favourite     INTEGER NOT NULL,
  draft         INTEGER NOT NULL,
  archived      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX product_sku ON product (sku COLLATE NOCASE);
CREATE UNIQUE INDEX product_short ON product (short_no) WHERE short_no > 0;

-- Every code that means a product, folded; written with the product, so that one code has one meaning.
CREATE TABLE product_code (
  code       TEXT PRIMARY KEY,
  product_id BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX product_code_product ON product_code (product_id);

CREATE TABLE promotion (
  id            BLOB    PRIMARY KEY,
  name          TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  products      TEXT    NOT NULL,
  category      TEXT    NOT NULL,
  every         INTEGER NOT NULL,
  percent_bp    INTEGER NOT NULL,
  amount_satang INTEGER NOT NULL,
  gift_id       BLOB,
  "from"        TEXT    NOT NULL,
  "to"          TEXT    NOT NULL,
  off           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE method (
  code     TEXT    PRIMARY KEY,
  name     TEXT    NOT NULL,
  overpay  INTEGER NOT NULL,
  evidence INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  hidden   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  id   BLOB PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Personal data: outside the chain, so that it can be erased. Events hold ids only.
CREATE TABLE party (
  id                  BLOB    PRIMARY KEY,
  kind                TEXT    NOT NULL,  -- customer, producer
  name                TEXT    NOT NULL,
  phone               TEXT    NOT NULL,
  tax_id              TEXT    NOT NULL,
  branch              TEXT    NOT NULL,
  address             TEXT    NOT NULL,
  note                TEXT    NOT NULL,
  credit_limit_satang INTEGER NOT NULL,
  gp_bp               INTEGER NOT NULL,
  created_at          INTEGER NOT NULL,
  erased              INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX party_kind ON party (kind);

-- Settings that may name or reach a person. The table setting and the events hold their keys alone.
CREATE TABLE setting_private (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bill_text (
  bill_id       BLOB PRIMARY KEY,
  note          TEXT NOT NULL,
  guide         TEXT NOT NULL,
  buyer_name    TEXT NOT NULL,
  buyer_tax_id  TEXT NOT NULL,
  buyer_address TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_person (
  shift_id BLOB PRIMARY KEY,
  name     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Open bills: outside the ledger until they are paid. A waiting one holds its goods.
CREATE TABLE draft (
  id         BLOB    PRIMARY KEY,
  state      TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  total_satang INTEGER NOT NULL,
  slot       INTEGER NOT NULL,          -- order of opening, for the tabs
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_hold (
  draft_id   BLOB    NOT NULL,
  product_id BLOB    NOT NULL,
  qty        INTEGER NOT NULL,
  PRIMARY KEY (draft_id, product_id)
) STRICT, WITHOUT ROWID;

-- How often a paper was printed, for the word สำเนา.
CREATE TABLE print_count (
  paper TEXT    PRIMARY KEY,
  n     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The ledger is append-only.
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER shift_no_update BEFORE UPDATE ON shift BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER shift_no_delete BEFORE DELETE ON shift BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER shift_cash_no_update BEFORE UPDATE ON shift_cash BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER shift_cash_no_delete BEFORE DELETE ON shift_cash BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER shift_close_no_update BEFORE UPDATE ON shift_close BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER shift_close_no_delete BEFORE DELETE ON shift_close BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER bill_no_update BEFORE UPDATE ON bill BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER bill_no_delete BEFORE DELETE ON bill BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER line_no_update BEFORE UPDATE ON line BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER line_no_delete BEFORE DELETE ON line BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER slip_no_update BEFORE UPDATE ON slip BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER slip_no_delete BEFORE DELETE ON slip BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER debt_payment_no_update BEFORE UPDATE ON debt_payment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER debt_payment_no_delete BEFORE DELETE ON debt_payment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER lot_no_update BEFORE UPDATE ON lot BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER movement_no_update BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER movement_no_delete BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER producer_entry_no_update BEFORE UPDATE ON producer_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER producer_entry_no_delete BEFORE DELETE ON producer_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER number_skip_no_update BEFORE UPDATE ON number_skip BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER number_skip_no_delete BEFORE DELETE ON number_skip BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
