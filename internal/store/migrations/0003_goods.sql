-- Goods and the people who make them: sets, variants and packs, certificates, terms by date, papers of
-- the stock, counts, fairs, and what producers are paid.

-- What older events wrote has none of these, so that each default is what they mean.
ALTER TABLE product ADD COLUMN description    TEXT    NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN description_en TEXT    NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN story          TEXT    NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN more_photos    TEXT    NOT NULL DEFAULT '[]';
ALTER TABLE product ADD COLUMN certificates   TEXT    NOT NULL DEFAULT '[]';
ALTER TABLE product ADD COLUMN otop_category  TEXT    NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN otop_year      INTEGER NOT NULL DEFAULT 0;   -- Buddhist era
ALTER TABLE product ADD COLUMN shelf_days     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product ADD COLUMN length_mm      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product ADD COLUMN width_mm       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product ADD COLUMN height_mm      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product ADD COLUMN packs          TEXT    NOT NULL DEFAULT '[]';
ALTER TABLE product ADD COLUMN components     TEXT    NOT NULL DEFAULT '[]';
ALTER TABLE product ADD COLUMN parent_id      BLOB;                         -- the product it is a variant of
ALTER TABLE product ADD COLUMN variant        TEXT    NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN has_variants   INTEGER NOT NULL DEFAULT 0;
CREATE INDEX product_parent ON product (parent_id) WHERE parent_id IS NOT NULL;

ALTER TABLE lot ADD COLUMN with_vat     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lot ADD COLUMN bears        TEXT    NOT NULL DEFAULT '';
ALTER TABLE lot ADD COLUMN fixed_satang INTEGER NOT NULL DEFAULT 0;

ALTER TABLE producer_entry ADD COLUMN paid_satang INTEGER NOT NULL DEFAULT 0;   -- VAT inside
ALTER TABLE producer_entry ADD COLUMN vat_satang  INTEGER NOT NULL DEFAULT 0;

ALTER TABLE bill    ADD COLUMN trip_id  BLOB;
ALTER TABLE payment ADD COLUMN owner_id BLOB;   -- paid straight to this owner of goods; NULL = to the shop
CREATE INDEX payment_owner ON payment (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX bill_trip ON bill (trip_id) WHERE trip_id IS NOT NULL;

ALTER TABLE place ADD COLUMN kind   TEXT    NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE party ADD COLUMN producer_kind     TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN registration      TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN line_id           TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN bank              TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN bank_account      TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN account_name      TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN promptpay         TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN photo             TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN story             TEXT    NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN min_payout_satang INTEGER NOT NULL DEFAULT 0;

-- Papers of the stock: goods received, given back, counted, put right, moved, ordered. The movements of
-- one are those of its event.
CREATE TABLE stock_paper (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id           BLOB    NOT NULL,
  number       TEXT    NOT NULL,
  letter       TEXT    NOT NULL,
  type         TEXT    NOT NULL,   -- GR received, GB given back, CT counted, AJ put right, MV moved, PO ordered
  year         INTEGER NOT NULL,
  no           INTEGER NOT NULL CHECK (no > 0),
  day          TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  producer_id  BLOB,
  place_id     BLOB,
  to_place_id  BLOB,
  trip_id      BLOB,
  ref          TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  photo        TEXT    NOT NULL,   -- of the paper that came with the goods, under images/
  request_hash TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX stock_paper_id ON stock_paper (id);
CREATE UNIQUE INDEX stock_paper_number ON stock_paper (letter, type, year, no);
CREATE INDEX stock_paper_producer ON stock_paper (producer_id) WHERE producer_id IS NOT NULL;
CREATE INDEX stock_paper_trip ON stock_paper (trip_id) WHERE trip_id IS NOT NULL;

CREATE TABLE stock_paper_line (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  paper_id    BLOB    NOT NULL,
  line_n      INTEGER NOT NULL,
  product_id  BLOB    NOT NULL,
  sku         TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  unit        TEXT    NOT NULL,
  qty         INTEGER NOT NULL,    -- what came, went, was ordered or was counted
  expected    INTEGER NOT NULL,    -- of a count: what should have been there
  cost_satang INTEGER NOT NULL,    -- of one unit
  lot         TEXT    NOT NULL,
  expires     TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;

-- What a producer earned up to a moment: every entry of theirs of a day up to until and written before
-- the marks, that no earlier settlement holds. So it can be worked out again at any time.
CREATE TABLE settlement (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id                BLOB    NOT NULL,
  number            TEXT    NOT NULL,
  letter            TEXT    NOT NULL,
  type              TEXT    NOT NULL,   -- ST
  year              INTEGER NOT NULL,
  no                INTEGER NOT NULL CHECK (no > 0),
  producer_id       BLOB    NOT NULL,
  until             TEXT    NOT NULL,
  marks             TEXT    NOT NULL,   -- JSON: the last event of each till that it looks at
  sold_satang       INTEGER NOT NULL,   -- what buyers paid, VAT inside
  vat_satang        INTEGER NOT NULL,
  commission_satang INTEGER NOT NULL,   -- the shop's
  earned_satang     INTEGER NOT NULL,   -- the producer's: sold − VAT − commission
  direct_satang     INTEGER NOT NULL,   -- what buyers paid to the producer themselves
  payable_satang    INTEGER NOT NULL,   -- earned − direct
  day               TEXT    NOT NULL,
  at                INTEGER NOT NULL,
  request_hash      TEXT    NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX settlement_id ON settlement (id);
CREATE UNIQUE INDEX settlement_number ON settlement (letter, type, year, no);
CREATE INDEX settlement_producer ON settlement (producer_id);

CREATE TABLE settlement_void (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  settlement_id BLOB    NOT NULL,
  reason        TEXT    NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX settlement_void_of ON settlement_void (settlement_id);

-- Money that went to a producer for a settlement. Cash is the drawer's when shift_id is there.
CREATE TABLE payout (
  till INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  id            BLOB    NOT NULL,
  settlement_id BLOB    NOT NULL,
  producer_id   BLOB    NOT NULL,
  shift_id      BLOB,
  method        TEXT    NOT NULL,
  amount_satang INTEGER NOT NULL CHECK (amount_satang > 0),
  ref           TEXT    NOT NULL,
  day           TEXT    NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (till, seq, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payout_id ON payout (id);
CREATE INDEX payout_settlement ON payout (settlement_id);
CREATE INDEX producer_entry_producer ON producer_entry (producer_id, day);

-- Documents.
CREATE TABLE terms (
  id           BLOB    PRIMARY KEY,
  producer_id  BLOB    NOT NULL,
  product_id   BLOB,                    -- NULL = all of the producer's, or of the category
  category     TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  gp_bp        INTEGER NOT NULL,
  with_vat     INTEGER NOT NULL,
  bears        TEXT    NOT NULL,
  fixed_satang INTEGER NOT NULL,
  "from"       TEXT    NOT NULL,
  "to"         TEXT    NOT NULL,        -- '' = open
  off          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX terms_producer ON terms (producer_id);

CREATE TABLE trip (
  id       BLOB    PRIMARY KEY,
  name     TEXT    NOT NULL,
  place_id BLOB    NOT NULL,
  "from"   TEXT    NOT NULL,
  "to"     TEXT    NOT NULL,
  state    TEXT    NOT NULL,            -- packing, out, back
  costs    TEXT    NOT NULL,            -- JSON: rent, fuel, others
  note     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Who did it: personal, outside the chain.
CREATE TABLE stock_paper_person (
  paper_id BLOB PRIMARY KEY,
  name     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Counts that go on: outside the ledger until they are posted as movements.
CREATE TABLE count_sheet (
  id         BLOB    PRIMARY KEY,
  name       TEXT    NOT NULL,
  place_id   BLOB    NOT NULL,
  scope      TEXT    NOT NULL,          -- all, part: what of it is not counted is not touched
  state      TEXT    NOT NULL,          -- open, posted, dropped
  opened_at  INTEGER NOT NULL,
  paper_id   BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE count_entry (
  id         BLOB    PRIMARY KEY,
  sheet_id   BLOB    NOT NULL,
  product_id BLOB    NOT NULL,
  qty        INTEGER NOT NULL,
  on_hand    INTEGER NOT NULL,          -- what should have been there at that moment
  person     TEXT    NOT NULL,
  at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX count_entry_sheet ON count_entry (sheet_id, product_id);

CREATE TRIGGER stock_paper_no_update BEFORE UPDATE ON stock_paper BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER stock_paper_no_delete BEFORE DELETE ON stock_paper BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER stock_paper_line_no_update BEFORE UPDATE ON stock_paper_line BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER stock_paper_line_no_delete BEFORE DELETE ON stock_paper_line BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER settlement_void_no_update BEFORE UPDATE ON settlement_void BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER settlement_void_no_delete BEFORE DELETE ON settlement_void BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payout_no_update BEFORE UPDATE ON payout BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
