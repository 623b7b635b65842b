-- Whether a bill was written while the shop was registered for VAT is told by the events before it that changed the setting:
-- a bill of goods without VAT looks the same either way.

CREATE INDEX event_vat ON event (kind) WHERE kind = 'documents.saved' AND instr(CAST(body AS TEXT), '"key":"shop.vat"') > 0;
