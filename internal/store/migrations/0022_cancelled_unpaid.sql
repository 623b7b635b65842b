-- A cancelled order that nobody paid for is unpaid; it stood as paid because nothing of it is owed.

UPDATE order_state SET payment = 'unpaid' WHERE fulfilment = 'cancelled' AND payment = 'paid' AND paid_satang <= 0;
