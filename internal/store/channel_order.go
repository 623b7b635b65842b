package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
)

// channelOrderRow is an order as the platform tells it.
type channelOrderRow struct {
	ConnectionID id.Connection `json:"connection_id"`
	No           string        `json:"no"`
	OrderID      id.Order      `json:"order_id"`
	Revision     int64         `json:"revision"`
	Version      string        `json:"version"`
	State        string        `json:"state"`
	Said         string        `json:"said"`
	Odd          []string      `json:"odd"`
	Problem      string        `json:"problem"`
	AcceptBy     ledger.Millis `json:"accept_by"`
	Lines        []channelLine `json:"lines"`
	Raw          string        `json:"raw"`
	HeardAt      ledger.Millis `json:"heard_at"`
}

// endedThere are the states in which an order changes no more there, but by coming back.
var endedThere = []string{publishing.Shipped, publishing.Delivered, publishing.Completed, publishing.Cancelled, publishing.Returned, publishing.Refunded}

func (r *channelOrderRow) ended() bool { return slices.Contains(endedThere, r.State) }

type channelLine struct {
	ID     string `json:"id"`
	SKU    string `json:"sku"`
	Pieces int    `json:"pieces"`
}

// ToldOrder is what a channel told last of one of its orders.
type ToldOrder struct {
	No       string
	OrderID  id.Order
	Version  string
	State    string
	Said     string
	Odd      []string
	Problem  string // a publishing.Problem in JSON: why it is not among the shop's orders
	AcceptBy ledger.Millis
	Lines    []publishing.ChannelLine // id, SKU and pieces
	HeardAt  ledger.Millis
}

func (r *channelOrderRow) told() ToldOrder {
	told := ToldOrder{No: r.No, OrderID: r.OrderID, Version: r.Version, State: r.State, Said: r.Said, Odd: r.Odd, Problem: r.Problem, AcceptBy: r.AcceptBy, HeardAt: r.HeardAt}
	for _, line := range r.Lines {
		told.Lines = append(told.Lines, publishing.ChannelLine{ID: line.ID, SKU: line.SKU, Pieces: line.Pieces})
	}
	return told
}

// ToldOrder gives what a channel told of an order of the shop; found is false for one that no connection brought.
func (s *Store) ToldOrder(ctx context.Context, order id.Order) (told ToldOrder, connection id.Connection, found bool, err error) {
	row, found, err := channelOrders.one(ctx, s.r, "WHERE order_id = ?", order)
	return row.told(), row.ConnectionID, found, err
}

// OpenToldOrders lists the orders of a connection that may still change there: their numbers, what
// was heard last first: in a shop of WooCommerce orders that nobody paid stay open for ever.
func (s *Store) OpenToldOrders(ctx context.Context, connection id.Connection) ([]string, error) {
	return rowsOf(ctx, s.r, func(no *string) []any { return []any{no} },
		"SELECT no FROM channel_order WHERE connection_id = ? AND state NOT IN ('shipped', 'delivered', 'completed', 'cancelled', 'returned', 'refunded') ORDER BY heard_at DESC, no", connection)
}

// UntakenOrders lists what channels told that could not be taken among the shop's orders, with the reason.
func (s *Store) UntakenOrders(ctx context.Context, connection id.Connection) (list []ToldOrder, err error) {
	rows, err := channelOrders.all(ctx, s.r, "WHERE connection_id = ? AND problem <> '' ORDER BY heard_at DESC LIMIT 200", connection)
	for n := range rows {
		list = append(list, rows[n].told())
	}
	return list, err
}

// HearChannel takes over what a connection tells of one of its orders: what is older than what is known is passed
// over, the count of its pieces moves what the channel is believed to have left, and the order goes the way of
// HearOrder. One that the shop cannot take is kept with the reason. raw is kept as it came.
func (s *Store) HearChannel(ctx context.Context, connection id.Connection, order *publishing.ChannelOrder, said ordering.Said) (heard HeardOrder, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		heard, err = tx.hearChannel(connection, order, &said)
		return err
	})
	return heard, err
}

func (tx *Tx) hearChannel(connection id.Connection, order *publishing.ChannelOrder, said *ordering.Said) (heard HeardOrder, err error) {
	old, found, err := channelOrders.one(tx.ctx, tx.sql, "WHERE connection_id = ? AND no = ?", connection, order.No)
	if err != nil {
		return heard, err
	}
	erased, adopted := found && old.Raw == "", false
	if !found { // a connection that was closed may have brought it, or a file
		if adopted, erased, err = tx.adopt(&old, said); err != nil {
			return heard, err
		}
	}
	again := found && order.Revision == old.Revision && (string(order.Raw) == old.Raw || erased && order.Version == old.Version)
	if found && order.Revision < old.Revision || again && old.Problem == "" {
		heard.ID, heard.Again = old.OrderID, true
		return heard, nil
	}
	row := tx.channelRow(connection, order, old.OrderID)
	if erased { // who was erased does not come back
		row.Raw = ""
	}
	if err := tx.holdThere(connection, order); err != nil {
		return heard, err
	}
	// The row is there before the order is: what the order tells its channel in turn looks at it.
	if err := tx.putChannelOrder(&row); err != nil {
		return heard, err
	}
	if heard, err = tx.takeHeard(&row, said); err != nil {
		return heard, err
	}
	if heard.Again = again; again { // it was said when it was new
		heard.Warnings = nil
	}
	if err := tx.putChannelOrder(&row); err != nil || !adopted || row.ended() {
		return heard, err
	}
	past, err := readOrder(tx.ctx, tx.sql, row.OrderID)
	if err != nil {
		return heard, err
	}
	return heard, tx.tellOrder(past) // what was done with it since
}

// adopt finds the order that another connection or a file brought, and whether its people were erased since.
func (tx *Tx) adopt(old *channelOrderRow, said *ordering.Said) (adopted, erased bool, err error) {
	if old.OrderID, err = orderOfChannel(tx.ctx, tx.sql, said.Channel, said.No); err != nil || old.OrderID.IsZero() {
		return false, false, err
	}
	past, err := readOrder(tx.ctx, tx.sql, old.OrderID)
	if err != nil {
		return false, false, err
	}
	return true, past.Erased(), nil
}

// channelRow is what is kept of an order as its channel tells it.
func (tx *Tx) channelRow(connection id.Connection, order *publishing.ChannelOrder, ours id.Order) channelOrderRow {
	row := channelOrderRow{ConnectionID: connection, No: order.No, OrderID: ours, Revision: order.Revision, Version: order.Version, State: order.State,
		Said: order.Said, Odd: order.Odd, Raw: string(order.Raw), HeardAt: ledger.MillisOf(tx.now)}
	if !order.AcceptBy.IsZero() {
		row.AcceptBy = ledger.MillisOf(order.AcceptBy)
	}
	for _, line := range order.Lines {
		row.Lines = append(row.Lines, channelLine{line.ID, line.SKU, line.Pieces})
	}
	return row
}

// takeHeard takes an order among the shop's. What the shop cannot take leaves the reason on the row.
func (tx *Tx) takeHeard(row *channelOrderRow, said *ordering.Said) (heard HeardOrder, err error) {
	err = tx.part(func(tx *Tx) error {
		if !row.OrderID.IsZero() {
			said.Ours = tx.sent(row.OrderID)
		}
		heard, err = tx.hearOrder(said)
		return err
	})
	if refused := fault.Of(err); err != nil && refused.Kind == fault.Internal {
		return heard, err
	} else if err != nil {
		row.Problem = encoded(publishing.Problem{Class: publishing.Refused.String(), Code: refused.Code, Values: publishing.Plain(refused.Values)})
		heard.warn(refused)
		return heard, nil
	}
	row.OrderID = heard.ID
	if heard.Kept != nil {
		row.Problem = encoded(publishing.ProblemOf(heard.Kept))
	}
	return heard, nil
}

func (tx *Tx) putChannelOrder(row *channelOrderRow) error {
	args := values(row)
	_, err := tx.sql.ExecContext(tx.ctx, "INSERT OR REPLACE INTO channel_order ("+channelOrders.list("")+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", args...)
	return translate(err)
}

// sent reports whether parcels of an order left the shop by its own doing.
func (tx *Tx) sent(order id.Order) (sent bool) {
	row := tx.sql.QueryRowContext(tx.ctx, "SELECT EXISTS (SELECT 1 FROM outbox WHERE order_id = ? AND kind = 'parcel')", order)
	return row.Scan(&sent) == nil && sent
}

// holdThere moves what a channel is believed to have left by the pieces that it keeps for an order.
func (tx *Tx) holdThere(connection id.Connection, order *publishing.ChannelOrder) error {
	type row struct {
		sku    string
		pieces int
	}
	before, err := rowsOf(tx.ctx, tx.sql, func(r *row) []any { return []any{&r.sku, &r.pieces} },
		"SELECT sku, pieces FROM channel_held WHERE connection_id = ? AND no = ?", connection, order.No)
	if err != nil {
		return err
	}
	moved := map[string]int{}
	for _, r := range before {
		moved[r.sku] += r.pieces
	}
	now := map[string]int{}
	for sku, pieces := range order.Held() {
		if sku, err = tx.placedSKU(connection, sku); err != nil {
			return err
		}
		now[sku] += pieces
		moved[sku] -= pieces
	}
	if _, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM channel_held WHERE connection_id = ? AND no = ?", connection, order.No); err != nil {
		return translate(err)
	}
	for sku, pieces := range now {
		if _, err := tx.sql.ExecContext(tx.ctx, "INSERT INTO channel_held (connection_id, sku, no, pieces) VALUES (?, ?, ?, ?)", connection, sku, order.No, pieces); err != nil {
			return translate(err)
		}
	}
	for sku, pieces := range moved {
		if pieces == 0 {
			continue
		}
		if _, err := tx.sql.ExecContext(tx.ctx, "UPDATE standing SET told = told + ?1, ask_to = ask_to + ?1 WHERE connection_id = ?2 AND sku = ?3", pieces, connection, sku); err != nil {
			return translate(err)
		}
	}
	return nil
}

// placedSKU gives an SKU as the shop placed it there; platforms write it in capitals or small letters of their own.
func (tx *Tx) placedSKU(connection id.Connection, sku string) (placed string, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT sku FROM standing WHERE connection_id = ? AND sku = ?", connection, sku).Scan(&placed)
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.sql.QueryRowContext(tx.ctx, "SELECT sku FROM standing WHERE connection_id = ? AND sku = ? COLLATE NOCASE LIMIT 1", connection, sku).Scan(&placed)
	}
	return cmp.Or(placed, sku), noRows(err)
}

// ChannelPieces says what a channel keeps of a listing.
type ChannelPieces struct {
	Ordered   int // in all, without what was cancelled there
	Cancelled int // of those: of orders that are cancelled here and not yet there
}

// ChannelPieces gives what a connection's orders hold, by SKU: of some SKUs, none = of all.
func (s *Store) ChannelPieces(ctx context.Context, connection id.Connection, skus ...string) (map[string]ChannelPieces, error) {
	some, args := someSKUs("h.sku", "", skus)
	type row struct {
		sku       string
		cancelled bool
		pieces    int
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any { return []any{&r.sku, &r.cancelled, &r.pieces} },
		`SELECT h.sku, coalesce(s.fulfilment = 'cancelled', 0), sum(h.pieces) FROM channel_held h
		LEFT JOIN channel_order c ON c.connection_id = h.connection_id AND c.no = h.no LEFT JOIN order_state s ON s.order_id = c.order_id
		WHERE h.connection_id = ?`+some+" GROUP BY 1, 2", append([]any{connection}, args...)...)
	all := map[string]ChannelPieces{}
	for _, r := range rows {
		sum := all[r.sku]
		sum.Ordered += r.pieces
		if r.cancelled {
			sum.Cancelled += r.pieces
		}
		all[r.sku] = sum
	}
	return all, err
}

// tellOrder queues what the channel of an order is to be told of it. What was queued once is not queued again, and
// what the channel told itself is not told back.
func (tx *Tx) tellOrder(past *ordering.Past) error {
	row, found, err := channelOrders.one(tx.ctx, tx.sql, "WHERE order_id = ? AND connection_id IN (SELECT id FROM connection WHERE closed = 0)", past.Order.ID)
	if err != nil || !found {
		return err
	}
	tell := func(kind, what string, parcel id.Parcel, reason string) error {
		return tx.queue(publishing.Outgoing{ConnectionID: row.ConnectionID, Thing: publishing.ThingOrder + row.No, Kind: kind, OrderID: past.Order.ID,
			ParcelID: parcel, What: what, Reason: reason})
	}
	step := func(what, reason string) error {
		if publishing.Settled(what, row.State) {
			return nil
		}
		return tell(publishing.Stepped, what, id.Parcel{}, reason)
	}
	if past.Cancelled() {
		what := publishing.Cancel
		if row.State == publishing.Paid {
			what = publishing.Reject
		}
		return step(what, cancelReason(past))
	}
	if past.Confirmed() {
		if err := step(publishing.Accept, ""); err != nil {
			return err
		}
	}
	if past.AllPacked() {
		if err := step(publishing.Pack, ""); err != nil {
			return err
		}
	}
	for n := range past.Parcels {
		parcel := &past.Parcels[n]
		left := slices.Contains([]string{ledger.ParcelShipped, ledger.ParcelDelivered, ledger.ParcelUndelivered}, parcel.State)
		// The number may be typed later, from the post's receipt; one that arrived without gets none.
		if left && (parcel.Tracking != "" || parcel.State == ledger.ParcelDelivered) {
			if err := tell(publishing.Parcelled, fmt.Sprintf("%s/%s", parcel.Service, parcel.Tracking), parcel.ID, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// cancelReason gives what was said when an order was cancelled last.
func cancelReason(past *ordering.Past) string {
	for _, step := range slices.Backward(past.Steps) {
		if step.Kind == ordering.StepCancelled {
			return step.Reason
		}
	}
	return ""
}

// DoubtfulOrders gives the SKUs of a connection's orders of which nobody knows whether the platform has a step or a parcel.
func (s *Store) DoubtfulOrders(ctx context.Context, connection id.Connection) (map[string]bool, error) {
	rows, err := rowsOf(ctx, s.r, func(sku *string) []any { return []any{sku} },
		`SELECT DISTINCT h.sku FROM outbox o JOIN channel_order c ON c.order_id = o.order_id AND c.connection_id = o.connection_id
		JOIN channel_held h ON h.connection_id = c.connection_id AND h.no = c.no
		WHERE o.connection_id = ? AND o.state IN ('waiting', 'sending') AND o.kind <> 'listing' AND o.problem LIKE '%"class":"outcome_open"%'`, connection)
	skus := map[string]bool{}
	for _, sku := range rows {
		skus[sku] = true
	}
	return skus, err
}
