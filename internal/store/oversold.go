package store

// oversoldSQL gives the open orders of platforms of which not all is there because more was ordered than there is: as
// shortages counts, goods go to the orders in the order of their due days, then of their coming, and what has expired
// (its parameter is today) to nobody. Goods that the platform lists as made or brought when ordered are no oversale.
const oversoldSQL = `SELECT q.order_id FROM (
		SELECT r.order_id, r.product_id, r.place_id, sum(r.qty) OVER (PARTITION BY r.product_id, r.place_id ORDER BY s.due, s.at, s.order_id) AS upto
		FROM (SELECT order_id, product_id, place_id, sum(qty) AS qty FROM reservation_balance GROUP BY order_id, product_id, place_id HAVING sum(qty) > 0) r
		JOIN order_state s ON s.order_id = r.order_id
	) q JOIN channel_order c ON c.order_id = q.order_id
	WHERE q.upto > coalesce((SELECT sum(qty) FROM stock_balance WHERE product_id = q.product_id AND place_id = q.place_id), 0)
		- coalesce((SELECT sum(b.qty) FROM stock_balance b JOIN lot l ON l.id = b.lot_id WHERE b.product_id = q.product_id AND b.place_id = q.place_id
			AND b.qty > 0 AND l.expires <> '' AND l.expires < ?), 0)
		- coalesce((SELECT sum(qty) FROM draft_hold WHERE product_id = q.product_id AND place_id = q.place_id), 0)
	AND NOT EXISTS (SELECT 1 FROM placement p WHERE p.connection_id = c.connection_id AND p.product_id = q.product_id AND p.availability IN ('preorder', 'made_to_order'))`
