-- The orders of offices: that came by their channel, or that a paper for offices was made for. A receipt or tax invoice
-- alone makes none: anybody may ask for one.

CREATE TABLE office_order (
  order_id BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO office_order SELECT id FROM sales_order WHERE channel = 'government' UNION
  SELECT order_id FROM paper WHERE order_id IS NOT NULL AND kind IN ('quotation', 'purchase-order', 'delivery', 'invoice', 'billing');

CREATE TRIGGER office_order_channel AFTER INSERT ON sales_order WHEN NEW.channel = 'government' BEGIN
  INSERT OR IGNORE INTO office_order (order_id) VALUES (NEW.id);
END;
CREATE TRIGGER office_order_paper AFTER INSERT ON paper WHEN NEW.order_id IS NOT NULL AND NEW.kind IN ('quotation', 'purchase-order', 'delivery', 'invoice', 'billing') BEGIN
  INSERT OR IGNORE INTO office_order (order_id) VALUES (NEW.order_id);
END;
