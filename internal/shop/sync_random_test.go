package shop

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// Whatever goes wrong on the way, at the end shop and platform agree on every listing, price, count and order, and
// nothing was done twice.
func TestShopAndPlatformAgree(t *testing.T) {
	operations := 400
	if testing.Short() {
		operations = 80
	}
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := &wild{stall: newStall(t), random: rand.New(rand.NewPCG(seed, 7))}
			for n := range 6 {
				w.products = append(w.products, w.goods(fmt.Sprintf("W-%d", n), money.Satang(100_00+n), qty.Pieces(20+n)))
			}
			w.publish(w.products...)
			w.misbehave()
			for range operations {
				w.step()
			}
			w.double.Always(nil)
			w.settle()
			w.agree()
		})
	}
}

type wild struct {
	*stall
	random   *rand.Rand
	products []catalog.Product
	placed   []string
}

func (w *wild) misbehave() {
	random := rand.New(rand.NewPCG(w.random.Uint64(), 3)) // the platform asks on goroutines of its own, one at a time
	w.double.Always(func(operation string, _ int) *double.Fault {
		all := []double.Fault{double.LoseReply(), double.Drop(), double.HalfBody(), double.CutJSON(), double.Refuse(500, "internal"), double.Refuse(503, "internal"),
			double.Busy(429, "3"), double.Busy(503, ""), double.HTML(), double.WrongJSON()}
		if operation == "getToken" || random.IntN(4) > 0 {
			return nil
		}
		if operation == "listOrders" && random.IntN(3) == 0 {
			return &[]double.Fault{double.Repeated(), double.Reversed()}[random.IntN(2)]
		}
		return &all[random.IntN(len(all))]
	})
}

func (w *wild) pick() catalog.Product { return w.products[w.random.IntN(len(w.products))] }

// step does something at random that happens in a shop, or on the platform.
func (w *wild) step() {
	w.t.Helper()
	w.stepOf(w.random.IntN(11))
}

func (w *wild) stepOf(what int) {
	w.t.Helper()
	ctx := w.t.Context()
	w.at = w.at.Add(time.Duration(w.random.IntN(200)) * time.Second)
	if w.random.IntN(40) == 0 {
		w.at = w.at.Add(20 * time.Hour)
	}
	switch p := w.pick(); what {
	case 0, 1:
		sell(w.t, w.Shop, p, qty.Pieces(1+w.random.IntN(2)), "cash")
	case 2:
		came := stock.Item{ProductID: p.ID, Qty: qty.Pieces(1 + w.random.IntN(9))}
		if _, err := w.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived, Items: []stock.Item{came}}); err != nil {
			w.t.Fatal(err)
		}
	case 3:
		product := *w.index.ByID(p.ID)
		product.Price += money.Satang(w.random.IntN(500))
		if _, err := w.SaveProduct(ctx, product, Opening{}); err != nil {
			w.t.Fatal(err)
		}
	case 4, 5:
		if len(w.double.SKUs()) == 0 {
			return
		}
		skus := w.double.SKUs()
		order := double.Order{ID: fmt.Sprintf("P-%03d", len(w.placed)), Lines: []double.Line{{SKU: skus[w.random.IntN(len(skus))], Pieces: 1 + w.random.IntN(3), Price: 99_50}}}
		if w.random.IntN(5) == 0 {
			order.State = publishing.PendingPayment
		}
		w.placed = append(w.placed, w.double.Place(order))
	case 6:
		w.onPlatform()
	case 7:
		w.onOrder()
	case 8:
		if err := w.Unpublish(ctx, w.channel.ID, p.SKU); err != nil {
			w.t.Fatal(err)
		}
		w.publish(p)
	default:
		w.sync()
	}
}

// onPlatform lets a buyer pay or cancel.
func (w *wild) onPlatform() {
	if len(w.placed) == 0 {
		return
	}
	no := w.placed[w.random.IntN(len(w.placed))]
	switch w.double.State(no) {
	case publishing.PendingPayment:
		w.double.Move(no, []string{publishing.Paid, publishing.Cancelled}[w.random.IntN(2)])
	case publishing.Paid, publishing.Accepted:
		if w.random.IntN(3) == 0 {
			w.double.Move(no, publishing.Cancelled)
		}
	case publishing.Shipped:
		w.double.Move(no, publishing.Delivered)
	}
}

// onOrder lets the shop do something with one of its orders.
func (w *wild) onOrder() {
	ctx := w.t.Context()
	for _, row := range w.orders() {
		past, err := w.db.Order(ctx, row.OrderID)
		if err != nil {
			w.t.Fatal(err)
		}
		allowed := past.Allowed()
		act := allowed[w.random.IntN(max(len(allowed), 1)):]
		if len(act) == 0 {
			continue
		}
		switch act[0] {
		case ordering.ActConfirm:
			err = w.ConfirmOrder(ctx, row.OrderID, false, "")
		case ordering.ActPack:
			pack := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: row.OrderID, To: 1, Service: "ems", Tracking: tracked(w.random.IntN(1e8)), Short: true}
			for _, line := range past.Content.Lines {
				if left := past.Left(line.N); left > 0 {
					pack.Lines = append(pack.Lines, ledger.ParcelLine{N: line.N, Qty: left})
				}
			}
			err = w.db.Pack(ctx, pack, "")
		case ordering.ActShip:
			_, err = w.db.HandOver(ctx, row.OrderID, nil, id.New[id.Bill](), "")
		case ordering.ActCancel:
			if w.random.IntN(4) == 0 {
				err = w.CancelOrder(ctx, row.OrderID, "ของหมด", "")
			}
		}
		if err != nil && fault.Of(err).Kind == fault.Internal {
			w.t.Fatal(err)
		}
		return
	}
}

// tracked makes a number of the post's with its check digit (UPU S10).
func tracked(n int) string {
	digits, weights, sum := fmt.Sprintf("%08d", n), []int{8, 6, 4, 2, 3, 5, 9, 7}, 0
	for k, weight := range weights {
		sum += weight * int(digits[k]-'0')
	}
	check := 11 - sum%11
	switch check {
	case 10:
		check = 0
	case 11:
		check = 5
	}
	return fmt.Sprintf("EF%s%dTH", digits, check)
}

// settle lets the net be good until nothing is left to do.
func (w *wild) settle() {
	w.t.Helper()
	for _, no := range w.placed {
		if w.double.State(no) == publishing.PendingPayment {
			w.double.Move(no, publishing.Cancelled)
		}
	}
	for range 40 {
		w.at = w.at.Add(20 * time.Minute)
		if result := w.sync(); result.Waiting == 0 && result.Sent == 0 && len(result.Problems) == 0 {
			return
		}
		if _, err := w.RetryOutgoing(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
	rows, _, _ := w.Outbox(w.t.Context(), store.OutboxQuery{Limit: 100})
	w.t.Errorf("it does not come to rest: %+v, %+v", w.sync(), rows)
}

func (w *wild) agree() {
	w.t.Helper()
	ctx := w.t.Context()
	for _, p := range w.products {
		row, err := w.Listing(ctx, p.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		cell := row.Cells[0]
		there := w.double.Listing(p.SKU)
		if price := fmt.Sprint(there["price"]); price != fmt.Sprint(map[string]any{"amount": cell.Listing.Price.String(), "currency": "THB"}) {
			w.t.Errorf("%s costs %s here and %s there", p.SKU, cell.Listing.Price, price)
		}
		if level := w.double.Level(p.SKU); level.OnHand-level.Reserved != cell.Pieces && (cell.Pieces > 0 || level.OnHand > 0) {
			w.t.Errorf("%s: %d here and %+v there, standing %+v", p.SKU, cell.Pieces, level, cell.Standing)
		}
		if len(cell.Differs) > 0 || cell.Waiting != nil {
			w.t.Errorf("%s: %+v, %+v", p.SKU, cell.Differs, cell.Waiting)
		}
	}
	orders := w.orders()
	if len(orders) != len(w.placed) {
		w.t.Errorf("%d orders here and %d there", len(orders), len(w.placed))
	}
	for _, no := range w.placed {
		state, here := w.double.State(no), orders[no]
		want := map[string]string{publishing.Cancelled: ordering.Cancelled, publishing.Shipped: ordering.Shipped, publishing.Delivered: ordering.Delivered}[state]
		if want != "" && here.Fulfilment != want {
			w.t.Errorf("%s is %s there and %s here", no, state, here.Fulfilment)
		}
		if want == "" && (here.Fulfilment == ordering.Shipped || here.Fulfilment == ordering.Cancelled) {
			w.t.Errorf("%s is %s there and %s here", no, state, here.Fulfilment)
		}
	}
	if key, times := w.double.MostApplied(); times > 1 {
		w.t.Errorf("%s was done %d times", key, times)
	}
	checks, err := w.Check(ctx)
	for _, check := range checks {
		if err != nil || !check.OK {
			w.t.Errorf("%+v, %v", check, err)
		}
	}
}
