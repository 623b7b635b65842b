package store

// oversoldSQL gives the open orders of platforms of which not all is there because more was ordered than there is: as
// shortages counts, goods go to the orders in the order of their due days, then of their coming, and what has expired
// (its parameter is today) to nobody. Only goods of which more is kept than there is are looked at by order: they are
// few. What the platform lists as made or brought when ordered is no oversale.
const oversoldSQL = `WITH short AS MATERIALIZED (SELECT product_id, place_id, have FROM (
		SELECT product_id, place_id, sum(qty) AS kept,
			coalesce((SELECT sum(qty) FROM stock_balance b WHERE b.product_id = r.product_id AND b.place_id = r.place_id), 0)
			- coalesce((SELECT sum(b.qty) FROM stock_balance b JOIN lot l ON l.id = b.lot_id WHERE b.product_id = r.product_id AND b.place_id = r.place_id
				AND b.qty > 0 AND l.expires <> '' AND l.expires < ?), 0)
			- coalesce((SELECT sum(qty) FROM draft_hold d WHERE d.product_id = r.product_id AND d.place_id = r.place_id), 0) AS have
		FROM reservation_balance r GROUP BY product_id, place_id) WHERE kept > have)
	SELECT q.order_id FROM (
		SELECT r.order_id, r.product_id, h.have, sum(r.qty) OVER (PARTITION BY r.product_id, r.place_id ORDER BY s.due, s.at, s.order_id) AS upto
		FROM (SELECT order_id, product_id, place_id, sum(qty) AS qty FROM reservation_balance
			WHERE product_id IN (SELECT product_id FROM short) GROUP BY order_id, product_id, place_id) r
		JOIN short h ON h.product_id = r.product_id AND h.place_id = r.place_id
		JOIN order_state s ON s.order_id = r.order_id
	) q JOIN channel_order c ON c.order_id = q.order_id
	WHERE q.upto > q.have AND NOT EXISTS (SELECT 1 FROM placement p WHERE p.connection_id = c.connection_id AND p.product_id = q.product_id
		AND p.availability IN ('preorder', 'made_to_order'))`
