-- What one unit sold for when a paper was written, for what is missing and found at selling prices.
ALTER TABLE stock_paper_line ADD COLUMN price_satang INTEGER NOT NULL DEFAULT 0;

-- What the lists of the stock ask for.
CREATE INDEX stock_paper_line_product ON stock_paper_line (product_id);
CREATE INDEX stock_balance_below ON stock_balance (product_id) WHERE qty < 0;
CREATE INDEX lot_expires ON lot (expires) WHERE expires <> '';
CREATE INDEX product_low ON product (reorder, id)
  WHERE reorder > 0 AND archived = 0 AND untracked = 0 AND has_variants = 0 AND components = '[]';
CREATE INDEX draft_hold_product ON draft_hold (product_id);
