package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
)

// facts gathers what selling decides by, inside the transaction. wanted lists the products the
// decision needs; bill is the draft whose own hold does not count against it.
func (tx *Tx) facts(wanted []id.Product, bill id.Bill) (*selling.Facts, error) {
	return tx.factsFor(wanted, bill, id.Order{})
}

// factsFor is facts of a bill that delivers an order, none = it does not: what is kept for the order is the
// bill's, and orders are packed in the shop, also while the till is out.
func (tx *Tx) factsFor(wanted []id.Product, bill id.Bill, order id.Order) (*selling.Facts, error) {
	k, err := tx.known()
	if err != nil {
		return nil, err
	}
	set := k.settings
	shift, open, err := tx.openShift()
	if err != nil {
		return nil, err
	}
	if !open {
		if shift.Day, err = lastDay(tx.ctx, tx.sql); err != nil {
			return nil, err
		}
	}
	f := &selling.Facts{Now: tx.now, Letter: tx.s.till.Letter, LastEvent: tx.lastAt(), LastDay: shift.Day,
		MustOpen:  set.Get("shift.count") != selling.CountNone,
		BelowZero: set.Get("stock.below_zero"), Expired: set.Get("stock.expired"), Alcohol: rules.AlcoholAllowed(tx.now)}
	f.Day = max(clock.DayOf(tx.now), shift.Day)
	if open {
		f.ShiftID, f.Day = shift.ID, shift.Day
	}
	if f.CashStep, err = set.Money("cash.round"); err != nil {
		return nil, err
	}
	if set.VAT() {
		f.VAT = rules.VATRate(f.Day)
	}
	if f.Place, err = k.place(); err != nil {
		return nil, err
	}
	if f.Trip = k.trip.ID; !order.IsZero() {
		f.Trip = id.Trip{}
	} else if !f.Trip.IsZero() {
		if err := tx.away(f, k.trip.PlaceID, bill); err != nil {
			return nil, err
		}
	}
	f.Terms = k.termsOn(f.Day)
	f.NextNo = func(kind string, year int) (int, error) { return tx.nextNo(tx.s.till.Letter, kind, year) }
	f.SlipUsed = func(bank, ref string) (string, error) { return tx.slipUsed(bank, ref, bill) }
	f.Promotions, f.Methods = k.promotions, k.methods
	f.Held = map[id.Product]qty.Qty{}
	f.Kept = ledger.Kept{Mine: map[id.Lot]qty.Qty{}, Others: map[id.Lot]qty.Qty{}}
	return f, tx.goods(f, wanted, holder{bill, order})
}

// holder is who a decision is for: its own holds do not count against it.
type holder struct {
	bill  id.Bill
	order id.Order
}

// away lets facts be those of a trip's place, but for a bill that waits since the till was at the shop: its
// goods left there.
func (tx *Tx) away(f *selling.Facts, stall id.Place, bill id.Bill) error {
	from, held, err := tx.heldAt(bill)
	if err != nil {
		return err
	}
	if held && from != stall {
		f.Place, f.Trip = from, id.Trip{}
		return nil
	}
	f.Place = stall
	return nil
}

// goods reads the products wanted (and the gifts promotions may add, and the components of sets), their
// lots and what is held of them.
func (tx *Tx) goods(f *selling.Facts, wanted []id.Product, who holder) error {
	found := map[id.Product]*catalog.Product{}
	f.Product = func(product id.Product) *catalog.Product { return found[product] }
	f.Lots = map[id.Product][]ledger.LotStock{}
	if err := tx.read(f, found, wanted, who); err != nil {
		return err
	}
	if err := tx.read(f, found, gifts(f, found), who); err != nil {
		return err
	}
	return tx.read(f, found, components(found), who)
}

// held sums what waiting bills hold that left a place.
func (tx *Tx) held(place id.Place) (map[id.Product]qty.Qty, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, heldSQL, place)
	if err != nil {
		return nil, translate(err)
	}
	return scanHeld(rows)
}

// heldOf adds what others hold at the place of at most atOnce products: waiting bills and orders, and of lots
// what is kept for whom.
func (tx *Tx) heldOf(f *selling.Facts, products []id.Product, who holder) error {
	args := append(atOnceArgs(products), f.Place, who.bill[:], who.order[:])
	rows, err := tx.sql.QueryContext(tx.ctx, heldOfSQL, args...)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var product id.Product
		var lot id.Lot
		var mine bool
		var quantity qty.Qty
		if err := rows.Scan(&product, &lot, &mine, &quantity); err != nil {
			return translate(err)
		}
		if !mine {
			f.Held[product] += quantity
		}
		switch {
		case lot.IsZero():
		case mine:
			f.Kept.Mine[lot] += quantity
		default:
			f.Kept.Others[lot] += quantity
		}
	}
	return translate(rows.Err())
}

// gifts lists what promotions of gifts may add to a bill with these products.
func gifts(f *selling.Facts, products map[id.Product]*catalog.Product) (gifts []id.Product) {
	for n := range f.Promotions {
		promo := &f.Promotions[n]
		if promo.Kind != catalog.PromoGift {
			continue
		}
		for _, product := range products {
			if product != nil && promo.Runs(f.Day, product) {
				gifts = append(gifts, promo.GiftID)
				break
			}
		}
	}
	return gifts
}

// components lists what sets among products are made of.
func components(products map[id.Product]*catalog.Product) (parts []id.Product) {
	for _, product := range products {
		if product != nil {
			for _, part := range product.Components {
				parts = append(parts, part.ProductID)
			}
		}
	}
	return parts
}

// atOnce is how many products one question asks for. Most bills have no more, and to ask costs more than
// to answer.
const atOnce = 8

// read adds products that are not yet found, nil for one that does not exist, and their lots.
func (tx *Tx) read(f *selling.Facts, found map[id.Product]*catalog.Product, wanted []id.Product, who holder) error {
	var missing []id.Product
	for _, product := range wanted {
		if _, known := found[product]; !known {
			found[product] = nil
			missing = append(missing, product)
		}
	}
	for some := range slices.Chunk(missing, atOnce) {
		products, err := tx.products(some)
		if err != nil {
			return err
		}
		for n := range products {
			found[products[n].ID] = &products[n]
		}
		lots, err := tx.lots(f.Place, some...)
		if err != nil {
			return err
		}
		for _, lot := range lots {
			f.Lots[lot.ProductID] = append(f.Lots[lot.ProductID], lot)
		}
		if err := tx.heldOf(f, some, who); err != nil {
			return err
		}
	}
	return nil
}

var (
	productSQL  = "SELECT " + products.list("") + " FROM product WHERE id = ?"
	productsSQL = "SELECT " + products.list("") + " FROM product WHERE id IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
)

// products reads at most atOnce products, those that exist.
func (tx *Tx) products(wanted []id.Product) ([]catalog.Product, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, productsSQL, atOnceArgs(wanted)...)
	if err != nil {
		return nil, translate(err)
	}
	return collect[catalog.Product](rows)
}

// atOnceArgs gives the ids, the same again in the places that are left.
func atOnceArgs(ids []id.Product) (args []any) {
	for n := range atOnce {
		args = append(args, ids[n%len(ids)])
	}
	return args
}

// product gives nil when there is none.
func (tx *Tx) product(product id.Product) (*catalog.Product, error) {
	var row catalog.Product
	into, finish := targets(&row)
	err := tx.sql.QueryRowContext(tx.ctx, productSQL, product).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, translate(err)
	}
	return &row, finish()
}

// lots gives the lots of at most atOnce products at a place: those with goods, or else the newest.
func (tx *Tx) lots(place id.Place, products ...id.Product) ([]ledger.LotStock, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, lotsSQL, append(atOnceArgs(products), place)...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []ledger.LotStock
	var stock ledger.LotStock
	into, _ := targets(&stock.Lot)
	into = append(into, &stock.OnHand, &stock.Arrived)
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, translate(err)
		}
		out = append(out, stock)
	}
	return out, translate(rows.Err())
}

// heldSQL sums what waiting bills keep of each product, of one place or (NULL) of all: it has left the shelf.
const heldSQL = "SELECT product_id, sum(qty) FROM draft_hold WHERE ?1 IS NULL OR place_id = ?1 GROUP BY product_id"

// heldOfSQL gives what is held of some products at a place: by bills but one, and by orders, of which one is
// whose own it is.
const heldOfSQL = `SELECT product_id, NULL, 0, sum(qty) FROM draft_hold
	WHERE product_id IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) AND place_id = ?9 AND draft_id <> ?10 GROUP BY product_id
	UNION ALL
	SELECT product_id, nullif(lot_id, x''), order_id = ?11, sum(qty) FROM reservation_balance
	WHERE product_id IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) AND place_id = ?9 GROUP BY product_id, lot_id, order_id = ?11`

func scanHeld(rows *sql.Rows) (map[id.Product]qty.Qty, error) {
	defer rows.Close()
	out := map[id.Product]qty.Qty{}
	for rows.Next() {
		var product id.Product
		var quantity qty.Qty
		if err := rows.Scan(&product, &quantity); err != nil {
			return nil, translate(err)
		}
		out[product] = quantity
	}
	return out, translate(rows.Err())
}

// openShift gives the till's last shift and whether it is still open.
func (tx *Tx) openShift() (shift ledger.Shift, open bool, err error) {
	shift, _, open, err = scanShift(tx.sql.QueryRowContext(tx.ctx, openShiftSQL, tx.s.till.No))
	return shift, open, err
}

// lastDay gives the latest business day of any shift, also of the till that a restored shop once was: a new
// machine's clock may stand anywhere.
func lastDay(ctx context.Context, db querier) (day clock.Day, err error) {
	err = db.QueryRowContext(ctx, "SELECT coalesce(max(day), '') FROM shift").Scan(&day)
	return day, translate(err)
}

func scanShift(row *sql.Row) (shift ledger.Shift, seq int64, open bool, err error) {
	var closed bool
	into, _ := targets(&shift)
	err = row.Scan(append(into, &seq, &closed)...)
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.Shift{}, 0, false, nil
	}
	return shift, seq, err == nil && !closed, translate(err)
}

// nextNo gives the next number of a series.
func (tx *Tx) nextNo(letter, kind string, year int) (no int, err error) {
	table := stockPapers.name
	switch kind {
	case ledger.TypeBill, ledger.TypeRefund, ledger.TypeVoid:
		table = bills.name
	case ledger.TypeSettlement:
		table = settlements.name
	case ledger.TypeOrder:
		table = orders.name
	}
	err = tx.sql.QueryRowContext(tx.ctx, nextNoSQL(table), letter, kind, year).Scan(&no)
	return no, translate(err)
}

func (tx *Tx) slipUsed(bank, ref string, bill id.Bill) (number string, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, slipSQL+" WHERE s.ref = ? AND s.bank = ? AND s.bill_id <> ? LIMIT 1", ref, bank, bill[:]).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return number, translate(err)
}

// customer reads what checkout must know of a buyer; nil when the bill names none.
func (tx *Tx) customer(customer id.Party) (*selling.Customer, error) {
	if customer.IsZero() {
		return nil, nil
	}
	found := selling.Customer{ID: customer}
	row := tx.sql.QueryRowContext(tx.ctx, "SELECT credit_limit_satang FROM party WHERE id = ? AND kind = 'customer'", customer)
	if err := row.Scan(&found.Limit); errors.Is(err, sql.ErrNoRows) {
		return nil, unknownParty(customer)
	} else if err != nil {
		return nil, translate(err)
	}
	debts, err := readDebts(tx.ctx, tx.sql, customer)
	for _, debt := range debts {
		found.Owed += debt.Owed
	}
	return &found, err
}

// readDebts lists a customer's credit bills that are not paid, in the order they were written. What a
// refund or void gave back on credit counts on the bill it belongs to.
func readDebts(ctx context.Context, db querier, customer id.Party) ([]selling.Debt, error) {
	rows, err := db.QueryContext(ctx, `SELECT o.id, o.number, sum(p.amount_satang) FROM bill b
		JOIN payment p ON p.bill_id = b.id AND p.method = 'credit'
		LEFT JOIN bill v ON v.id = b.void_of
		JOIN bill o ON o.id = coalesce(b.refund_of, v.refund_of, v.id, b.id)
		WHERE b.customer_id = ? GROUP BY o.id HAVING sum(p.amount_satang) <> 0 ORDER BY o.till, o.seq`, customer)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []selling.Debt
	for rows.Next() {
		var debt selling.Debt
		if err := rows.Scan(&debt.BillID, &debt.Number, &debt.Owed); err != nil {
			return nil, translate(err)
		}
		out = append(out, debt)
	}
	return out, translate(rows.Err())
}

// readMethods gives the known ways of payment with the shop's own and its changes laid over them.
func readMethods(ctx context.Context, db querier) (map[string]selling.Method, error) {
	own, err := methods.all(ctx, db, "")
	if err != nil {
		return nil, err
	}
	all := map[string]selling.Method{}
	for _, method := range rules.Methods() {
		all[method.Code] = selling.Method(method)
	}
	for _, method := range own {
		all[method.Code] = method
	}
	return all, nil
}

// Settings are the shop's settings by key, with the defaults of the rules.
type Settings map[string]string

func readSettings(ctx context.Context, db querier) (Settings, error) {
	set := Settings{}
	for _, t := range []*table[Setting]{settings, settingsPrivate} { // of private ones the first holds the key alone
		rows, err := t.all(ctx, db, "")
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			set[row.Key] = row.Value
		}
	}
	return set, nil
}

// Get gives a setting or its default.
func (s Settings) Get(key string) string {
	if value, set := s[key]; set {
		return value
	}
	return rules.Default(key)
}

// Money reads a setting that is an amount in baht; "none" is zero.
func (s Settings) Money(key string) (money.Satang, error) {
	text := s.Get(key)
	if text == "none" || text == "" {
		return 0, nil
	}
	return money.Parse(text)
}

// VAT reports whether the shop is registered for VAT.
func (s Settings) VAT() bool { return s.Get("shop.vat") == "included" }
