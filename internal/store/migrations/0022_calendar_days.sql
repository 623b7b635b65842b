-- The VAT of a bill is due by the calendar day that its slip prints, not by the day of a shift that was left open.

CREATE INDEX bill_at ON bill (at);

-- A cancelled order that nobody paid for is unpaid; it stood as paid because nothing of it is owed.

UPDATE order_state SET payment = 'unpaid' WHERE fulfilment = 'cancelled' AND payment = 'paid' AND paid_satang <= 0;
