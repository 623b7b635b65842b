-- Where the goods of a waiting bill lay before they left: while the till is out at a trip, those that left the
-- shop are not gone from the box.
ALTER TABLE draft_hold ADD COLUMN place_id BLOB;
UPDATE draft_hold SET place_id = (SELECT unhex(replace(value, '-', '')) FROM setting WHERE key = 'stock.place');
