package store

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
)

// The lists of parcels.
const (
	ParcelsToPrint     = "print"       // packed, their labels not printed or no longer true
	ParcelsPrinted     = "printed"     // packed, to be handed over
	ParcelsHanded      = "handed"      // handed over on a day
	ParcelsNumberless  = "numberless"  // packed or on their way, their number still to come from the counter
	ParcelsAway        = "away"        // on their way
	ParcelsUndelivered = "undelivered" // the carrier still has them
	ParcelsReturned    = "returned"    // back at the shop, nobody has looked into them; or lost, and not written off
	ParcelsCOD         = "cod"         // gone, the carrier has not paid all it collects
	ParcelsAsked       = "asked"       // what the post says of them asks for somebody to look
	ParcelsAll         = ""
)

// listed are the conditions of the lists of parcels, on parcel p and its word of the post t.
var listed = map[string]string{
	ParcelsToPrint:     "p.state = 'packed' AND p.printed_at = 0 AND p.service <> 'pickup'",
	ParcelsPrinted:     "p.state = 'packed' AND p.printed_at > 0",
	ParcelsHanded:      "p.ship_day = ? AND p.ship_day <> ''",
	ParcelsNumberless:  "p.state IN ('packed', 'shipped') AND p.tracking = '' AND p.service <> 'pickup'",
	ParcelsAway:        "p.state = 'shipped'",
	ParcelsUndelivered: "p.state = 'undelivered'",
	ParcelsReturned:    "p.state IN ('returned', 'lost')",
	ParcelsCOD:         "p.cod_satang > 0 AND p.cod_day = '' AND (p.state IN ('shipped', 'undelivered', 'delivered') OR p.state IN ('returned', 'looked') AND " + reachedSQL + ")",
	ParcelsAsked:       "(p.state = 'shipped' AND t.stage IN ('not_delivered', 'returning', 'returned') OR p.state = 'undelivered' AND t.stage IN ('returning', 'returned')) AND t.seen = 0",
	ParcelsAll:         "p.state <> 'unpacked'",
}

// reachedSQL is ordering.Past.Reached of parcel p.
const reachedSQL = `'delivered' = (SELECT kind FROM order_step s WHERE s.order_id = p.order_id AND s.parcel_id = p.id
	AND s.kind IN ('delivered', 'on_its_way', 'shipped') ORDER BY s.at DESC, s.till DESC, s.seq DESC, s.n DESC LIMIT 1)`

// ParcelQuery says which parcels are wanted.
type ParcelQuery struct {
	List   string
	Day    clock.Day // of ParcelsHanded
	Search string    // as OrderQuery's
	Offset int
	Limit  int
}

// ParcelRow is a parcel with what lists, labels and the post ask about it.
type ParcelRow struct {
	ledger.Parcel
	Number    string // of the order
	Short     string // LA-0042
	Channel   string
	ChannelNo string
	PayBy     string
	Fee       money.Satang       // what the customer pays for the post, of the whole order
	Boxes     int                // live parcels of the order
	Before    int                // of those, with a smaller no
	Items     []ledger.OrderLine // of the whole order
	To        ordering.Recipient // without an address when the order names nobody but who pays
	Prints    int                // labels that came out
	Stage     string             // by the post's word
	AskedAt   ledger.Millis      // the post was asked, 0 = never
	Places    int                // recipients of the order
	Reached   bool               // the customer has had it: see ordering.Past.Reached
}

// ParcelSums is what a list of parcels comes to.
type ParcelSums struct {
	Count   int
	Grams   int
	Postage money.Satang
	COD     money.Satang
}

const parcelFrom = ` FROM parcel p JOIN sales_order o ON o.id = p.order_id LEFT JOIN parcel_track t ON t.parcel_id = p.id `

// Parcels lists parcels in the order they were packed, those that went and ended the newest first, and what all of
// the query come to. It fails with "limit_invalid", "list_unknown".
func (s *Store) Parcels(ctx context.Context, q ParcelQuery) (rows []ParcelRow, sums ParcelSums, err error) {
	if q.Limit <= 0 || q.Limit > 10_000 || q.Offset < 0 {
		return nil, sums, fault.New("limit_invalid", "limit", fault.Values{"max": 10_000})
	}
	condition, known := listed[q.List]
	if !known {
		return nil, sums, fault.New("list_unknown", "list", fault.Values{"value": q.List})
	}
	parts, args := []string{condition}, []any(nil)
	if q.List == ParcelsHanded {
		args = append(args, q.Day)
	}
	found, more, err := s.searchOrders(ctx, q.Search, "p.order_id")
	if err != nil {
		return nil, sums, err
	}
	where := "WHERE " + strings.Join(parts, " AND ") + found
	args = append(args, more...)
	row := s.r.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(p.grams), 0), coalesce(sum(p.postage_satang), 0), coalesce(sum(p.cod_satang), 0)"+parcelFrom+where, args...)
	if err := row.Scan(&sums.Count, &sums.Grams, &sums.Postage, &sums.COD); err != nil {
		return nil, sums, translate(err)
	}
	order := " ORDER BY p.packed_at DESC, p.id DESC"
	if q.List == ParcelsToPrint || q.List == ParcelsPrinted || q.List == ParcelsNumberless {
		order = " ORDER BY p.packed_at, p.id"
	}
	rows, err = parcelRows(ctx, s.r, where+order+" LIMIT ? OFFSET ?", append(args, q.Limit, q.Offset)...)
	return rows, sums, err
}

// ParcelsOf gives parcels in the order they are named; an unknown one is left out.
func (s *Store) ParcelsOf(ctx context.Context, wanted []id.Parcel) (rows []ParcelRow, err error) {
	at := map[id.Parcel]ParcelRow{}
	for start := 0; start < len(wanted); start += 100 {
		list, args := inList(wanted[start:min(start+100, len(wanted))])
		some, err := parcelRows(ctx, s.r, "WHERE p.id IN "+list, args...)
		if err != nil {
			return nil, err
		}
		for _, row := range some {
			at[row.ID] = row
		}
	}
	for _, parcel := range wanted {
		if row, found := at[parcel]; found {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// ParcelsNumbered gives the live parcels that tracking numbers stand on, by number.
func (s *Store) ParcelsNumbered(ctx context.Context, numbers []string) (map[string]ParcelRow, error) {
	at := map[string]ParcelRow{}
	for start := 0; start < len(numbers); start += 100 {
		some := numbers[start:min(start+100, len(numbers))]
		args := make([]any, len(some))
		for n := range some {
			args[n] = some[n]
		}
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(some)), ", ")
		rows, err := parcelRows(ctx, s.r, "WHERE p.tracking IN ("+marks+") AND p.state <> 'unpacked'", args...)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			at[row.Tracking] = row
		}
	}
	return at, nil
}

func parcelRows(ctx context.Context, db querier, where string, args ...any) ([]ParcelRow, error) {
	rows, err := db.QueryContext(ctx, `SELECT `+parcels.list("p.")+`, o.number, o.letter, o.no, o.channel, o.channel_no, c.pay_by, c.fee_satang, c.lines,
		(SELECT count(*) FROM parcel WHERE order_id = p.order_id AND state <> 'unpacked'),
		(SELECT count(*) FROM parcel b WHERE b.order_id = p.order_id AND b.state <> 'unpacked' AND b.no < p.no),
		(SELECT count(*) FROM order_recipient WHERE order_id = p.order_id),
		(SELECT count(*) FROM order_step WHERE order_id = p.order_id AND parcel_id = p.id AND kind = 'printed'),
		coalesce(t.stage, ''), coalesce(t.asked_at, 0), coalesce(`+reachedSQL+`, 0),
		coalesce(r.no, 0), coalesce(r.title, ''), coalesce(r.name, a.name, ''), coalesce(r.phones, '[]'), coalesce(a.phone, ''),
		coalesce(r.line, ''), coalesce(r.subdistrict, ''), coalesce(r.district, ''), coalesce(r.province, ''), coalesce(r.postcode, ''), coalesce(r.code, ''), coalesce(r.note, '')`+
		parcelFrom+`JOIN order_content c ON c.order_id = p.order_id AND c.revision = (SELECT max(revision) FROM order_content WHERE order_id = p.order_id)
		LEFT JOIN order_recipient r ON r.id = p.recipient_id LEFT JOIN order_person a ON a.order_id = p.order_id `+where, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []ParcelRow
	for rows.Next() {
		var row ParcelRow
		var lines, phones, phone, letter string
		var no int
		into, finish := targets(&row.Parcel)
		to := &row.To
		if err := rows.Scan(append(into, &row.Number, &letter, &no, &row.Channel, &row.ChannelNo, &row.PayBy, &row.Fee, &lines, &row.Boxes, &row.Before, &row.Places, &row.Prints,
			&row.Stage, &row.AskedAt, &row.Reached, &to.No, &to.Title, &to.Name, &phones, &phone,
			&to.Line, &to.Subdistrict, &to.District, &to.Province, &to.Postcode, &to.Code, &to.Note)...); err != nil {
			return nil, translate(err)
		}
		if err := finish(); err != nil {
			return nil, translate(err)
		}
		if err := json.Unmarshal([]byte(lines), &row.Items); err != nil {
			return nil, fault.Wrap(err, "document_unreadable")
		}
		if err := json.Unmarshal([]byte(phones), &to.Phones); err != nil {
			return nil, fault.Wrap(err, "document_unreadable")
		}
		row.Short = ordering.ShortOf(row.Channel, letter, no)
		if to.ID, to.OrderID = row.RecipientID, row.OrderID; len(to.Phones) == 0 && phone != "" && row.Places < 2 {
			to.Phones = []string{phone}
		}
		out = append(out, row)
	}
	return out, translate(rows.Err())
}

// ParcelCounts is how many parcels each list has.
type ParcelCounts struct {
	ByList map[string]int // of all lists but ParcelsAll; ParcelsHanded of the day
	COD    money.Satang   // that the carrier still owes
}

// ParcelCounts counts the parcels of the lists on a day.
func (s *Store) ParcelCounts(ctx context.Context, day clock.Day) (ParcelCounts, error) {
	counts := ParcelCounts{ByList: map[string]int{}}
	for list, condition := range listed {
		if list == ParcelsAll {
			continue
		}
		var args []any
		if list == ParcelsHanded {
			args = append(args, day)
		}
		var count int
		var owed money.Satang
		err := s.r.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(p.cod_satang - p.cod_paid), 0)"+parcelFrom+"WHERE "+condition, args...).Scan(&count, &owed)
		if err != nil {
			return counts, translate(err)
		}
		if counts.ByList[list] = count; list == ParcelsCOD {
			counts.COD = owed
		}
	}
	return counts, nil
}

// DropOff is what was handed over on a day.
type DropOff struct {
	Day clock.Day
	ParcelSums
	CODPaid money.Satang // of the sums to be collected
	Back    int          // that came back or were lost
}

// DropOffs lists the days on which parcels were handed over, the newest first.
func (s *Store) DropOffs(ctx context.Context, from, to clock.Day, limit int) ([]DropOff, error) {
	return rowsOf(ctx, s.r, func(d *DropOff) []any {
		return []any{&d.Day, &d.Count, &d.Grams, &d.Postage, &d.COD, &d.CODPaid, &d.Back}
	}, `SELECT ship_day, count(*), sum(grams), sum(postage_satang), sum(cod_satang), sum(cod_paid),
		sum(state IN ('returned', 'looked', 'lost', 'written_off')) FROM parcel
		WHERE ship_day <> '' AND ship_day >= ? AND (? = '' OR ship_day <= ?) GROUP BY ship_day ORDER BY ship_day DESC LIMIT ?`, from, to, to, limit)
}
