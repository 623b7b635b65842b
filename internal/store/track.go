package store

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shipping"
)

// Tracked is a parcel on its way that the post may be asked about.
type Tracked struct {
	ParcelID id.Parcel
	OrderID  id.Order
	Tracking string
	State    string
	Number   string // of the order
}

// s10 is the form of the post's numbers.
const s10 = "'[A-Z][A-Z][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][A-Z][A-Z]'"

// ToTrack lists parcels on their way with a number of the post's form that nobody asked about since a moment, those
// never asked about first; at most limit. Others' numbers are left out here: they are never asked about and would
// stand before the post's for ever.
func (s *Store) ToTrack(ctx context.Context, since ledger.Millis, limit int) ([]Tracked, error) {
	return rowsOf(ctx, s.r, func(t *Tracked) []any { return []any{&t.ParcelID, &t.OrderID, &t.Tracking, &t.State, &t.Number} },
		`SELECT p.id, p.order_id, p.tracking, p.state, o.number FROM parcel p JOIN sales_order o ON o.id = p.order_id
		LEFT JOIN parcel_track t ON t.parcel_id = p.id AND t.tracking = p.tracking
		WHERE p.state IN ('shipped', 'undelivered') AND p.tracking GLOB `+s10+` AND coalesce(t.asked_at, 0) <= ?
		ORDER BY coalesce(t.asked_at, 0), p.shipped_at LIMIT ?`, since, limit)
}

// Track is what the post says of a parcel.
type Track struct {
	ParcelID id.Parcel
	Tracking string // the number that was asked about
	Stage    shipping.Stage
	Events   []shipping.TrackEvent // none keeps those there are
}

// SaveTracks keeps what the post says of parcels. It is no event: the post can be asked again. A stage that asks for
// somebody to look does so anew when it changed.
func (s *Store) SaveTracks(ctx context.Context, list []Track) error {
	return s.write(ctx, func(tx *Tx) error {
		for n := range list {
			if err := tx.saveTrack(&list[n]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (tx *Tx) saveTrack(t *Track) error {
	_, err := tx.sql.ExecContext(tx.ctx, `INSERT INTO parcel_track (parcel_id, tracking, asked_at, stage, seen) VALUES (?1, ?2, ?3, ?4, 0)
		ON CONFLICT (parcel_id) DO UPDATE SET tracking = ?2, asked_at = ?3, seen = CASE WHEN stage = ?4 THEN seen ELSE 0 END, stage = ?4`,
		t.ParcelID, t.Tracking, tx.now.UnixMilli(), string(t.Stage))
	if err != nil || len(t.Events) == 0 {
		return translate(err)
	}
	if _, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM parcel_event WHERE parcel_id = ?", t.ParcelID); err != nil {
		return translate(err)
	}
	for n, e := range shipping.InOrder(t.Events) {
		at := int64(0)
		if !e.At.IsZero() {
			at = e.At.UnixMilli()
		}
		if _, err := tx.sql.ExecContext(tx.ctx, `INSERT INTO parcel_event (parcel_id, n, at, code, text, place, postcode, delivery, reason)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, t.ParcelID, n, at, e.Code, e.Text, e.Place, e.Postcode, e.Delivery, e.Reason); err != nil {
			return translate(err)
		}
	}
	return nil
}

// TrackEvents lists what the post said of a parcel, oldest first.
func (s *Store) TrackEvents(ctx context.Context, parcel id.Parcel) ([]shipping.TrackEvent, error) {
	type row struct {
		shipping.TrackEvent
		at ledger.Millis
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any {
		return []any{&r.at, &r.Code, &r.Text, &r.Place, &r.Postcode, &r.Delivery, &r.Reason}
	}, "SELECT at, code, text, place, postcode, delivery, reason FROM parcel_event WHERE parcel_id = ? ORDER BY n", parcel)
	events := make([]shipping.TrackEvent, len(rows))
	for n, r := range rows {
		if events[n] = r.TrackEvent; r.at > 0 {
			events[n].At = r.at.Time()
		}
	}
	return events, err
}

// TrackSeen notes that somebody looked at what the post says of a parcel: it asks no more until that changes.
func (s *Store) TrackSeen(ctx context.Context, parcel id.Parcel) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, "UPDATE parcel_track SET seen = 1 WHERE parcel_id = ?", parcel)
		return translate(err)
	})
}

// PostQuota is how much of a day's questions to the post is used.
type PostQuota struct {
	Day    clock.Day
	Used   int
	Most   int       // 0 = not known yet
	Rested time.Time // the post wants no question before
}

// PostQuota gives what is known of the post's quota, zero when nothing is.
func (s *Store) PostQuota(ctx context.Context) (q PostQuota, err error) {
	var rested ledger.Millis
	err = s.r.QueryRowContext(ctx, "SELECT day, used, most, rested FROM post_quota").Scan(&q.Day, &q.Used, &q.Most, &rested)
	if rested > 0 {
		q.Rested = rested.Time()
	}
	return q, noRows(err)
}

// SavePostQuota keeps what the post said of its quota.
func (s *Store) SavePostQuota(ctx context.Context, q PostQuota) error {
	return s.write(ctx, func(tx *Tx) error {
		rested := int64(0)
		if !q.Rested.IsZero() {
			rested = q.Rested.UnixMilli()
		}
		_, err := tx.sql.ExecContext(ctx, `INSERT INTO post_quota (one, day, used, most, rested) VALUES (1, ?1, ?2, ?3, ?4)
			ON CONFLICT (one) DO UPDATE SET day = ?1, used = ?2, most = ?3, rested = ?4`, q.Day, q.Used, q.Most, rested)
		return translate(err)
	})
}
