package ordering

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// packedOrder is an order of random lines, discount, postage and deposit, in random parcels.
func packedOrder(r *rand.Rand) *Past {
	past := &Past{Order: ledger.Order{ID: id.New[id.Order]()}, Given: map[int]qty.Qty{}, Content: ledger.OrderContent{PayBy: PayCOD}}
	for n := range 1 + r.IntN(4) {
		past.Content.Lines = append(past.Content.Lines, ledger.OrderLine{N: n + 1, ProductID: id.New[id.Product](),
			Qty: qty.Pieces(1+r.IntN(5)) + qty.Qty(r.IntN(2)*r.IntN(1000)), Price: money.Satang(r.IntN(30_000)), To: 1})
	}
	past.Content.Discount = money.Satang(r.Int64N(int64(past.Goods()) + 1))
	past.Content.Fee = money.Satang(r.IntN(3) * 5_001)
	past.Money.Received = money.Satang(r.Int64N(int64(past.Total()) + 1))
	for range 1 + r.IntN(4) {
		parcel := ledger.Parcel{ID: id.New[id.Parcel](), State: ledger.ParcelPacked, No: len(past.Parcels) + 1}
		for _, line := range past.Content.Lines {
			if left := past.Left(line.N); left > 0 && r.IntN(2) == 0 {
				parcel.Lines = append(parcel.Lines, ledger.ParcelLine{N: line.N, Qty: 1 + qty.Qty(r.Int64N(int64(left)))})
			}
		}
		if len(parcel.Lines) > 0 {
			past.Parcels = append(past.Parcels, parcel)
		}
	}
	return past
}

// ship does to a past what the bill of a delivery does.
func ship(past *Past, d *Delivery) {
	past.Money.Billed += d.Total()
	past.Money.Used += d.Deposit
	past.Money.Fee += d.Fee
	past.Money.Discount += d.Discount
	past.Money.COD += d.COD
	for _, line := range d.Lines {
		past.Given[line.N] += line.Qty
		past.Sold = append(past.Sold, Sold{N: line.N, Qty: line.Qty, Total: money.Times(line.Price, line.Qty) - line.Off})
	}
}

// TestDeliveriesAddUpToTheOrder ships parcels in any order, together or apart, and fetches the rest: what carriers
// collect is what the labels say, no part is below zero, and all bills together are the order to the satang.
func TestDeliveriesAddUpToTheOrder(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		past := packedOrder(r)
		total, received := past.Total(), past.Money.Received
		for _, changed := range past.Recount() {
			*past.Parcel(changed.ID) = changed
		}
		for {
			var going []id.Parcel
			collect := money.Satang(0)
			for n := range past.Parcels {
				if past.Parcels[n].State == ledger.ParcelPacked && r.IntN(2) == 0 {
					going = append(going, past.Parcels[n].ID)
					collect += past.Parcels[n].COD
				}
			}
			if len(going) == 0 {
				if past.Fulfilment() != Packed && !anyPacked(past) {
					break
				}
				continue
			}
			d, list, err := HandOver(past, going, false)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if goods := goodsOf(d); goods != d.Goods {
				t.Fatalf("seed %d: the lines of the bill come to %s, its goods to %s", seed, goods, d.Goods)
			}
			if d.COD != collect || d.Discount < 0 || d.Fee < 0 || d.Deposit < 0 || d.COD < 0 {
				t.Fatalf("seed %d: labels say %s, the bill %+v", seed, collect, d.Part)
			}
			ship(past, d)
			for _, parcel := range list {
				past.Parcel(parcel.ID).State = ledger.ParcelShipped
			}
			if changed := past.Recount(); len(changed) > 0 {
				t.Fatalf("seed %d: a label that is printed is no longer right", seed)
			}
		}
		if d, err := Fetch(past); err == nil {
			ship(past, d)
		}
		if past.Money.Billed != total || past.Money.Used != min(received, total) || past.Money.Discount != past.Content.Discount ||
			past.Money.Fee != past.Content.Fee || past.Money.COD != total-past.Money.Used {
			t.Fatalf("seed %d: bills come to %+v of %s, discount %s, postage %s", seed, past.Money, total, past.Content.Discount, past.Content.Fee)
		}
	}
}

// goodsOf is what the lines of a bill come to.
func goodsOf(d *Delivery) (sum money.Satang) {
	for _, line := range d.Lines {
		sum += money.Times(line.Price, line.Qty) - line.Off
	}
	return sum
}

func anyPacked(past *Past) bool {
	for n := range past.Parcels {
		if past.Parcels[n].State == ledger.ParcelPacked {
			return true
		}
	}
	return false
}
