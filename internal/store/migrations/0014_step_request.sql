-- What was asked for by a step of money, so that its id with another content, or for another order, is refused.
-- '' = any other step, and those of before.
ALTER TABLE order_step ADD COLUMN request_hash TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX order_step_money ON order_step (id) WHERE request_hash <> '';
