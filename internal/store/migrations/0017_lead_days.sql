-- How many days before goods are needed their producer must be told: of all that a producer makes, and of goods that
-- take longer or shorter.

ALTER TABLE party   ADD COLUMN lead_days INTEGER NOT NULL DEFAULT 0;  -- 0 = not said
ALTER TABLE product ADD COLUMN lead_days INTEGER NOT NULL DEFAULT 0;  -- 0 = as the producer
