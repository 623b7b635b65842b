package store

import "github.com/talat-pos/talat/internal/shipping"

// checkPools proves that no pool would give a number that a live parcel has from it, and that no two live parcels
// have one number.
func (a *audit) checkPools() error {
	type row struct {
		tracking string
		count    int
		pooled   bool
	}
	rows, err := rowsOf(a.ctx, a.db, func(r *row) []any { return []any{&r.tracking, &r.count, &r.pooled} },
		"SELECT tracking, count(*), max(pool_id IS NOT NULL) FROM parcel WHERE tracking <> '' AND state <> 'unpacked' GROUP BY tracking")
	if err != nil {
		return err
	}
	list, err := pools.all(a.ctx, a.db, "")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.count > 1 {
			a.off("orders", "%s is on %d parcels", r.tracking, r.count)
		}
		for n := range list {
			pool := poolOf(&list[n])
			for _, back := range pool.Back {
				if r.pooled && back == shipping.Tracking(r.tracking) {
					a.off("orders", "%s is on a parcel and may be given again", r.tracking)
				}
			}
		}
	}
	return nil
}
