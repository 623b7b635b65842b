-- Orders of every channel: what was ordered, the steps of it, what is reserved for it, the parcels it goes
-- in, and the numbers of the post. Money for an order without a bill is rows of payment.

-- What older events wrote has none of these.
ALTER TABLE bill ADD COLUMN order_id BLOB;                       -- the order it delivers, NULL = none
ALTER TABLE line ADD COLUMN order_n  INTEGER NOT NULL DEFAULT 0; -- the line of that order, 0 = none
CREATE INDEX bill_order ON bill (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX payment_order ON payment (bill_id) WHERE kind = 'order';

-- What never changes of an order.
CREATE TABLE sales_order (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id           BLOB    NOT NULL,
  number       TEXT    NOT NULL,
  letter       TEXT    NOT NULL,
  type         TEXT    NOT NULL,   -- OR
  year         INTEGER NOT NULL,
  no           INTEGER NOT NULL CHECK (no > 0),
  channel      TEXT    NOT NULL,
  channel_no   TEXT    NOT NULL,   -- the channel's own number, '' = it has none
  day          TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  request_hash TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sales_order_id ON sales_order (id);
CREATE UNIQUE INDEX sales_order_number ON sales_order (letter, type, year, no);
CREATE UNIQUE INDEX sales_order_channel ON sales_order (channel, channel_no) WHERE channel_no <> '';

-- What was agreed, as it stood: the highest revision holds.
CREATE TABLE order_content (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  order_id        BLOB    NOT NULL,
  revision        INTEGER NOT NULL,
  customer_id     BLOB,
  lines           TEXT    NOT NULL,  -- JSON
  discount_satang INTEGER NOT NULL,
  fee_satang      INTEGER NOT NULL,  -- what the customer pays for the post
  pay_by          TEXT    NOT NULL,
  due             TEXT    NOT NULL,  -- to be sent or fetched by this day, '' = at once
  service         TEXT    NOT NULL,  -- of the post, '' = not chosen; pickup = it is fetched
  channel_state   TEXT    NOT NULL,  -- the channel's own word
  channel_hash    TEXT    NOT NULL,  -- of what the channel said, so that importing again changes nothing
  at              INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX order_content_revision ON order_content (order_id, revision);

CREATE TABLE order_step (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id        BLOB    NOT NULL,
  order_id  BLOB    NOT NULL,
  kind      TEXT    NOT NULL,
  parcel_id BLOB,
  at        INTEGER NOT NULL,
  reason    TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_step_order ON order_step (order_id);

-- What is kept for orders: goods that came to be kept, and (below zero) that left or are kept no more.
CREATE TABLE reservation (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  order_id   BLOB    NOT NULL,
  line_n     INTEGER NOT NULL,
  product_id BLOB    NOT NULL,
  lot_id     BLOB,                   -- of food; NULL = whichever there is
  place_id   BLOB    NOT NULL,
  qty        INTEGER NOT NULL CHECK (qty <> 0),
  at         INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;

-- Their sum, kept as that of movements is; `check` proves the two equal.
CREATE TABLE reservation_balance (
  order_id   BLOB    NOT NULL,
  line_n     INTEGER NOT NULL,
  product_id BLOB    NOT NULL,
  lot_id     BLOB    NOT NULL,       -- x'' = none
  place_id   BLOB    NOT NULL,
  qty        INTEGER NOT NULL,
  PRIMARY KEY (order_id, line_n, product_id, lot_id, place_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reservation_balance_product ON reservation_balance (product_id, place_id, lot_id, qty);
CREATE TRIGGER reservation_sum AFTER INSERT ON reservation BEGIN
  INSERT INTO reservation_balance (order_id, line_n, product_id, lot_id, place_id, qty)
  VALUES (NEW.order_id, NEW.line_n, NEW.product_id, coalesce(NEW.lot_id, x''), NEW.place_id, NEW.qty)
  ON CONFLICT (order_id, line_n, product_id, lot_id, place_id) DO UPDATE SET qty = qty + NEW.qty;
  DELETE FROM reservation_balance WHERE order_id = NEW.order_id AND line_n = NEW.line_n AND product_id = NEW.product_id
    AND lot_id = coalesce(NEW.lot_id, x'') AND place_id = NEW.place_id AND qty = 0;
END;

-- Documents.
CREATE TABLE parcel (
  id             BLOB    PRIMARY KEY,
  order_id       BLOB    NOT NULL,
  no             INTEGER NOT NULL,   -- within the order
  recipient_id   BLOB,
  lines          TEXT    NOT NULL,   -- JSON
  state          TEXT    NOT NULL,   -- packed, shipped, delivered, undelivered, returned, looked, lost, unpacked
  service        TEXT    NOT NULL,
  grams          INTEGER NOT NULL,
  length_mm      INTEGER NOT NULL,
  width_mm       INTEGER NOT NULL,
  height_mm      INTEGER NOT NULL,
  tracking       TEXT    NOT NULL,
  pool_id        BLOB,               -- the pool its number is of
  cod_satang     INTEGER NOT NULL,
  insured_satang INTEGER NOT NULL,
  postage_satang INTEGER NOT NULL,   -- what the post takes, list price less discounts, all told
  marks          TEXT    NOT NULL,   -- JSON: fragile, no_fold, fresh
  packed_at      INTEGER NOT NULL,
  printed_at     INTEGER NOT NULL,   -- the label, 0 = not yet
  shipped_at     INTEGER NOT NULL,
  ship_day       TEXT    NOT NULL,
  ended_at       INTEGER NOT NULL,
  bill_id        BLOB,
  cod_day        TEXT    NOT NULL,   -- the carrier paid on, '' = not yet
  cod_paid       INTEGER NOT NULL,   -- satang
  cod_fee        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_order ON parcel (order_id);
CREATE UNIQUE INDEX parcel_tracking ON parcel (tracking) WHERE tracking <> '' AND state <> 'unpacked';
CREATE INDEX parcel_state ON parcel (state, packed_at);
CREATE INDEX parcel_ship_day ON parcel (ship_day) WHERE ship_day <> '';
CREATE INDEX parcel_cod ON parcel (state) WHERE cod_satang > 0 AND cod_day = '';

CREATE TABLE tracking_pool (
  id       BLOB    PRIMARY KEY,
  service  TEXT    NOT NULL,
  cod      INTEGER NOT NULL,
  first    TEXT    NOT NULL,
  count    INTEGER NOT NULL,
  given    INTEGER NOT NULL,         -- how many of the count were given out in their order
  back     TEXT    NOT NULL,         -- JSON: numbers whose labels are destroyed, to give out again
  closed   INTEGER NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the list of orders asks for, worked out anew with every change of an order.
CREATE TABLE order_state (
  order_id     BLOB    PRIMARY KEY,
  at           INTEGER NOT NULL,     -- when it came
  channel      TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  payment      TEXT    NOT NULL,
  fulfilment   TEXT    NOT NULL,
  total_satang INTEGER NOT NULL,
  paid_satang  INTEGER NOT NULL,
  due          TEXT    NOT NULL,
  todo         TEXT    NOT NULL,     -- what is to be done next, '' = nothing
  pickup       INTEGER NOT NULL      -- it is fetched at the shop
) STRICT, WITHOUT ROWID;
CREATE INDEX order_state_at ON order_state (at);
CREATE INDEX order_state_todo ON order_state (todo, at) WHERE todo <> '';
CREATE INDEX order_state_pickup ON order_state (at) WHERE pickup = 1 AND todo <> '';
CREATE INDEX order_state_state ON order_state (state, at);
CREATE INDEX order_state_channel ON order_state (channel, at);

-- Personal data: outside the chain.
CREATE TABLE order_person (
  order_id BLOB PRIMARY KEY,
  name     TEXT NOT NULL,            -- who orders and pays
  phone    TEXT NOT NULL,
  contact  TEXT NOT NULL,            -- their name in the channel
  note     TEXT NOT NULL,
  by       TEXT NOT NULL             -- who took the order
) STRICT, WITHOUT ROWID;

CREATE TABLE order_recipient (
  id          BLOB    PRIMARY KEY,
  order_id    BLOB    NOT NULL,
  no          INTEGER NOT NULL,      -- 1, 2, 3 …, as the lines name it
  title       TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  phones      TEXT    NOT NULL,      -- JSON
  line        TEXT    NOT NULL,
  subdistrict TEXT    NOT NULL,
  district    TEXT    NOT NULL,
  province    TEXT    NOT NULL,
  postcode    TEXT    NOT NULL,
  code        TEXT    NOT NULL,      -- of the subdistrict in the register
  note        TEXT    NOT NULL       -- a greeting that goes with a gift
) STRICT, WITHOUT ROWID;
CREATE INDEX order_recipient_order ON order_recipient (order_id, no);

CREATE TABLE order_step_person (
  step_id BLOB PRIMARY KEY,
  name    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The pasted text an order came from; it goes after the time the shop sets.
CREATE TABLE order_paste (
  order_id BLOB    PRIMARY KEY,
  text     TEXT    NOT NULL,
  at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX order_paste_at ON order_paste (at);

-- Folded words that an order is found by: names, phones (whole and the last four), numbers.
CREATE TABLE order_word (
  word     TEXT NOT NULL,
  order_id BLOB NOT NULL,
  PRIMARY KEY (word, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_word_order ON order_word (order_id);

CREATE TRIGGER sales_order_no_update BEFORE UPDATE ON sales_order BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER sales_order_no_delete BEFORE DELETE ON sales_order BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER order_content_no_update BEFORE UPDATE ON order_content BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER order_content_no_delete BEFORE DELETE ON order_content BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER order_step_no_update BEFORE UPDATE ON order_step BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER order_step_no_delete BEFORE DELETE ON order_step BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reservation_no_update BEFORE UPDATE ON reservation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reservation_no_delete BEFORE DELETE ON reservation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
