package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// Orders of offices among all orders, and who gets the goods of each.
const (
	officeOrders    = 5_000
	allOrders       = 3 * officeOrders // every third is an office's
	placesOfOffice  = 12
	maxOfficeOrders = 100 // ms
)

// TestOfficeOrders measures the list of orders of offices with how far each is, and one of them in whole. They are
// written straight into the tables.
func TestOfficeOrders(t *testing.T) {
	if wanted().dir == "" {
		t.Skip("make bench")
	}
	s, ctx, random := openCopy(t, officeOrdersShop(t)), context.Background(), rand.New(rand.NewPCG(8, 8))
	heading(fmt.Sprintf("%d orders of offices, each of %d recipients and 5 papers, among %d", officeOrders, placesOfOffice, allOrders))
	page := func(name string, query func() shop.OfficeOrderQuery) {
		spread(t, name, times(50, func(int) {
			q := query()
			q.Limit = 50
			if _, _, _, err := s.OfficeOrders(ctx, q); err != nil {
				t.Fatal(err)
			}
		}), maxOfficeOrders, "")
	}
	for _, list := range shop.OfficeLists {
		page("first page of "+map[string]string{shop.OfficeAll: "all"}[list]+list, func() shop.OfficeOrderQuery { return shop.OfficeOrderQuery{List: list} })
	}
	page("the last page of all", func() shop.OfficeOrderQuery { return shop.OfficeOrderQuery{Offset: officeOrders - 50} })
	page("by an office's whole name", func() shop.OfficeOrderQuery { return shop.OfficeOrderQuery{Search: agency(random.IntN(agencies))} })
	page("by a part of names", func() shop.OfficeOrderQuery {
		return shop.OfficeOrderQuery{Search: []string{"โรงเรียน", "บ้านหนอง", "เทศบาล"}[random.IntN(3)]}
	})
	page("by the number of a paper", func() shop.OfficeOrderQuery {
		return shop.OfficeOrderQuery{Search: fmt.Sprintf("A-IV-2569-%06d", 1+random.IntN(officeOrders))}
	})
	page("by what nothing is found by", func() shop.OfficeOrderQuery {
		return shop.OfficeOrderQuery{Search: "ไม่มีใครชื่อนี้"}
	})
	spread(t, "how far one is", times(100, func(int) {
		if _, err := s.OfficeProgress(ctx, orderNumber(3*random.IntN(officeOrders))); err != nil {
			t.Fatal(err)
		}
	}), maxOfficeOrders, "")
}

func orderNumber(n int) string { return fmt.Sprintf("A-OR-2569-%06d", n+1) }

func officeOrdersShop(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(wanted().dir, fmt.Sprintf("office-%d-%s", officeOrders, schema(t)))
	if shop.Exists(dir) {
		return dir
	}
	part := dir + ".part"
	if err := os.RemoveAll(part); err != nil {
		t.Fatal(err)
	}
	makeShop(t, part, 200, 100)
	db := openFile(t, filepath.Join(part, "shop.db"))
	if err := errors.Join(writeOfficeOrders(db), db.Close(), os.Rename(part, dir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// writeOfficeOrders writes orders, every third of an office. Of those most are done, some are on their way and some
// wait for their money.
func writeOfficeOrders(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	w, err := newPaperWriter(tx)
	if err != nil {
		return err
	}
	for n := range allOrders {
		places, channel, name := 1, ordering.Line, buyer(n)
		if n%3 == 0 {
			places, channel, name = placesOfOffice, ordering.Government, agency(n/3%agencies)
		}
		w.orderOf(n, places, channel, name)
		if n%3 == 0 {
			w.sale(n, name)
		}
	}
	return errors.Join(w.err, tx.Commit())
}

// orderOf writes an order with its parcels and, where goods have left, its bills.
func (w *paperWriter) orderOf(n, places int, channel, name string) {
	order, at, day := id.New[id.Order](), int64(1_700_000_000_000+n*60_000), clock.Day("2026-01-05").Add(n*300/allOrders)
	w.order, w.seq = order, w.seq+1
	var lines []ledger.OrderLine
	for to := range places {
		lines = append(lines, ledger.OrderLine{N: to + 1, ProductID: id.New[id.Product](), SKU: "GIFT", Name: "ชุดของขวัญปีใหม่", Unit: "ชุด", Qty: qty.Pieces(5), Price: 350_00, To: to + 1})
	}
	state, todo, packed, sent := ordering.Delivered, "", 0, places
	switch n / 3 % 20 {
	case 0:
		state, todo, sent = ordering.Confirmed, ordering.TodoPack, 0
	case 1:
		state, todo, packed, sent = ordering.Packed, ordering.TodoShip, places/2, places/2
	case 2:
		todo = ordering.TodoCollect
	}
	text, err := json.Marshal(lines)
	w.err = errors.Join(w.err, err)
	w.write("INSERT INTO sales_order VALUES (1, ?, 0, ?, ?, 'A', 'OR', 2569, ?, ?, '', ?, ?, '')", w.seq, order, orderNumber(n), n+1, channel, day, at)
	w.write("INSERT INTO order_content VALUES (1, ?, 0, ?, 1, NULL, ?, 0, 0, 'credit', ?, 'ems', '', '', ?)", w.seq, order, string(text), day.Add(14), at)
	w.write("INSERT INTO order_step (till, seq, n, id, order_id, kind, parcel_id, at, reason) VALUES (1, ?, 0, randomblob(16), ?, ?, NULL, ?, '')", w.seq, order, ordering.StepConfirmed, at)
	w.write("INSERT INTO order_state VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 0)", order, at, channel, state, ordering.Unpaid, state, places*1750_00, day.Add(14), todo)
	w.write("INSERT INTO order_person VALUES (?, ?, '', '', '', '')", order, name)
	for _, word := range append([]string{thai.Fold(orderNumber(n))}, thai.Fold(name)) {
		w.write("INSERT OR IGNORE INTO order_word VALUES (?, ?)", word, order)
	}
	for to := range places {
		recipient := id.New[id.Recipient]()
		w.write("INSERT INTO order_recipient VALUES (?, ?, ?, '', ?, '[]', '1 หมู่ 2', 'สุเทพ', 'เมืองเชียงใหม่', 'เชียงใหม่', '50200', '', '')", recipient, order, to+1, fmt.Sprintf("%s %d", buyer(n+to), to))
		if to >= packed+sent {
			continue
		}
		goods, err := json.Marshal([]ledger.ParcelLine{{N: to + 1, Qty: qty.Pieces(5)}})
		w.err = errors.Join(w.err, err)
		stands := ledger.ParcelDelivered
		if to >= sent {
			stands = ledger.ParcelPacked
		}
		w.write("INSERT INTO parcel VALUES (randomblob(16), ?, ?, ?, ?, ?, 'ems', 900, 0, 0, 0, '', NULL, 0, 0, 5000, '[]', ?, 0, 0, '', 0, NULL, '', 0, 0)", order, to+1, recipient, string(goods), stands, at)
	}
	if sent > 0 {
		w.bill(order, lines[:sent], day, at)
	}
}

// bill writes the bill over lines of an order that have left.
func (w *paperWriter) bill(order id.Order, lines []ledger.OrderLine, day clock.Day, at int64) {
	bill := id.New[id.Bill]()
	w.bills++
	w.write(`INSERT INTO bill (till, seq, n, id, number, letter, type, year, no, kind, shift_id, day, at, total_satang, discount_satang, rounding_satang, vat_satang,
		shop_share_satang, guide_satang, guide_bp, reason, request_hash, order_id) VALUES (1, ?, 0, ?, ?, 'Z', '', 2569, ?, 'sale', randomblob(16), ?, ?, ?, 0, 0, 0, 0, 0, 0, '', '', ?)`,
		w.seq, bill, fmt.Sprintf("Z-2569-%06d", w.bills), w.bills, day, at, len(lines)*1750_00, order)
	for n, line := range lines {
		w.write(`INSERT INTO line (till, seq, n, bill_id, line_n, product_id, sku, name, unit, qty, unit_price_satang, list_price_satang, total_satang, line_discount_satang,
			promo_discount_satang, bill_discount_satang, promo, gift, vat_class, vat_rate_bp, net_of_vat_satang, returns_n, cost_satang, order_n)
			VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 35000, 35000, 175000, 0, 0, 0, '', 0, ?, 0, 175000, 0, 0, ?)`,
			w.seq, n, bill, n+1, line.ProductID, line.SKU, line.Name, line.Unit, line.Qty, catalog.VATStandard, line.N)
	}
}
