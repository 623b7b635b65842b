package store_test

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

const first = "EF582568151TH"

func pool(service string, cod bool, first string, count int) ledger.TrackingPool {
	return ledger.TrackingPool{ID: id.New[id.Pool](), Service: service, COD: cod, First: first, Count: count}
}

// packedOf makes an order by COD or transfer and packs all of it.
func packedOf(t *testing.T, shop *testkit.Shop, payBy, service, tracking string) (id.Order, id.Parcel) {
	t.Helper()
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 1)}, payBy)
	_, err := shop.AddOrder(ctx, order)
	must(t, err)
	if payBy == ordering.PayTransfer {
		must(t, shop.PayOrder(ctx, order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.PromptPay}}, ""))
	} else {
		must(t, shop.ConfirmOrder(ctx, order.ID, false, ""))
	}
	parcel := id.New[id.Parcel]()
	must(t, shop.Pack(ctx, ordering.PackRequest{ID: parcel, OrderID: order.ID, Service: service, Grams: 800, Tracking: tracking, Short: true}, ""))
	return order.ID, parcel
}

func rowOf(t *testing.T, shop *testkit.Shop, parcel id.Parcel) store.ParcelRow {
	t.Helper()
	rows, err := shop.ParcelsOf(ctx, []id.Parcel{parcel})
	must(t, err)
	if len(rows) != 1 {
		t.Fatalf("%d rows of a parcel", len(rows))
	}
	return rows[0]
}

// ready reckons parcels as they are and asks for numbers.
func ready(t *testing.T, shop *testkit.Shop, parcels ...id.Parcel) []store.ParcelFault {
	t.Helper()
	var list []store.Ready
	rows, err := shop.ParcelsOf(ctx, parcels)
	must(t, err)
	for _, row := range rows {
		list = append(list, store.Ready{ParcelID: row.ID, Grams: row.Grams, COD: row.COD, Service: row.Service, Postage: 67_00, Number: true})
	}
	failed, err := shop.ReadyParcels(ctx, list, "สมศรี")
	must(t, err)
	return failed
}

func left(t *testing.T, shop *testkit.Shop) (left []int) {
	t.Helper()
	pools, err := shop.Pools(ctx)
	must(t, err)
	for _, p := range pools {
		left = append(left, p.Left)
	}
	return left
}

// What changes of a packed parcel is kept; its label is to be printed anew, and a number of another service comes off.
func TestAPackedParcelChanges(t *testing.T) {
	shop := testkit.New(t)
	must(t, shop.AddPool(ctx, pool("ems", false, first, 3)))
	order, parcel := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	ready(t, shop, parcel)
	_, err := shop.ParcelsPrinted(ctx, []id.Parcel{parcel}, "")
	must(t, err)
	change := ordering.ParcelChange{ParcelID: parcel, Service: "ems", Grams: 800, Length: 200, Width: 150, Height: 100, Postage: 67_00}
	must(t, shop.ChangeParcel(ctx, change, ""))
	if row := rowOf(t, shop, parcel); row.PrintedAt == 0 || row.Length != 200 {
		t.Errorf("a size is on no label: %+v", row.Parcel)
	}
	change.Grams, change.Marks = 900, []string{ordering.MarkFragile}
	must(t, shop.ChangeParcel(ctx, change, ""))
	if row := rowOf(t, shop, parcel); row.PrintedAt != 0 || row.Tracking != first || !slices.Equal(row.Marks, change.Marks) {
		t.Errorf("another weight: %+v", row.Parcel)
	}
	change.Service = "eco"
	must(t, shop.ChangeParcel(ctx, change, ""))
	if row := rowOf(t, shop, parcel); row.Tracking != "" || !row.PoolID.IsZero() {
		t.Errorf("a number of another service stays: %+v", row.Parcel)
	}
	for code, wrong := range map[string]func(*ordering.ParcelChange){
		"weight_invalid":   func(c *ordering.ParcelChange) { c.Grams = -1 },
		"parcel_size":      func(c *ordering.ParcelChange) { c.Width = 10_001 },
		"amount_too_large": func(c *ordering.ParcelChange) { c.Insured = -1 },
		"mark_unknown":     func(c *ordering.ParcelChange) { c.Marks = []string{"🐟"} },
		"parcel_unknown":   func(c *ordering.ParcelChange) { c.ParcelID = id.New[id.Parcel]() },
	} {
		bad := change
		wrong(&bad)
		if err := shop.ChangeParcel(ctx, bad, ""); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	failed, err := shop.ReadyParcels(ctx, []store.Ready{{ParcelID: parcel, Grams: 1, Service: "eco"}}, "")
	must(t, err)
	if len(failed) != 1 || failed[0].Why.Code != "parcel_changed" {
		t.Errorf("reckoned by another weight: %+v", failed)
	}
	_, err = shop.HandOver(ctx, order, nil, id.New[id.Bill](), "")
	must(t, err)
	if err := shop.ChangeParcel(ctx, change, ""); !fault.Is(err, "parcel_step") {
		t.Errorf("a parcel that went: %v", err)
	}
	shop.CheckOK(t)
}

// Every parcel is in the lists where people look for it.
func TestListsOfParcels(t *testing.T) {
	shop := testkit.New(t)
	a, toPrint := packedOf(t, shop, ordering.PayTransfer, "ems", "")
	b, printed := packedOf(t, shop, ordering.PayCOD, "eco", "EF582568165TH")
	_, err := shop.ParcelsPrinted(ctx, []id.Parcel{printed}, "สมศรี")
	must(t, err)
	lists := func(list string) (found []id.Parcel) {
		rows, sums, err := shop.Parcels(ctx, store.ParcelQuery{List: list, Day: "2026-11-23", Limit: 10})
		must(t, err)
		if sums.Count != len(rows) {
			t.Errorf("%s: %d counted, %d listed", list, sums.Count, len(rows))
		}
		for _, row := range rows {
			found = append(found, row.ID)
		}
		return found
	}
	where := func(step string, want map[string][]id.Parcel) {
		t.Helper()
		counts, err := shop.ParcelCounts(ctx, "2026-11-23")
		must(t, err)
		for _, list := range []string{store.ParcelsToPrint, store.ParcelsPrinted, store.ParcelsHanded, store.ParcelsNumberless, store.ParcelsAway,
			store.ParcelsUndelivered, store.ParcelsReturned, store.ParcelsCOD} {
			if got := lists(list); !slices.Equal(got, want[list]) || counts.ByList[list] != len(want[list]) {
				t.Errorf("%s: %s has %v, counted %d", step, list, got, counts.ByList[list])
			}
		}
	}
	where("packed", map[string][]id.Parcel{store.ParcelsToPrint: {toPrint}, store.ParcelsPrinted: {printed}, store.ParcelsNumberless: {toPrint}})
	_, err = shop.HandOver(ctx, b, nil, id.New[id.Bill](), "")
	must(t, err)
	where("gone", map[string][]id.Parcel{store.ParcelsToPrint: {toPrint}, store.ParcelsHanded: {printed}, store.ParcelsNumberless: {toPrint},
		store.ParcelsAway: {printed}, store.ParcelsCOD: {printed}})
	must(t, shop.EndParcel(ctx, b, printed, ordering.StepUndelivered, "ไม่มีผู้รับ", ""))
	must(t, shop.Unpack(ctx, a, toPrint, "", ""))
	where("undelivered", map[string][]id.Parcel{store.ParcelsHanded: {printed}, store.ParcelsUndelivered: {printed}, store.ParcelsCOD: {printed}})
	must(t, shop.EndParcel(ctx, b, printed, ordering.StepDelivered, "", ""))
	half := shop.Goods[0].Price / 2
	must(t, shop.CarrierPaid(ctx, printed, half, 0, selling.Tender{Method: selling.Transfer}, ""))
	where("half paid", map[string][]id.Parcel{store.ParcelsHanded: {printed}, store.ParcelsCOD: {printed}})
	must(t, shop.CarrierPaid(ctx, printed, shop.Goods[0].Price-half, 0, selling.Tender{Method: selling.Transfer}, ""))
	where("paid", map[string][]id.Parcel{store.ParcelsHanded: {printed}})
	row := rowOf(t, shop, printed)
	if row.To.Postcode != "10240" || row.Number != "A-OR-2569-000002" || row.Prints != 1 || row.Boxes != 1 || row.CODDay != "2026-11-23" || len(row.Items) != 1 {
		t.Errorf("%+v", row)
	}
	at, err := shop.ParcelsNumbered(ctx, []string{"EF582568165TH", "EE000000014TH"})
	must(t, err)
	if len(at) != 1 || at["EF582568165TH"].ID != printed {
		t.Errorf("by number: %v", at)
	}
	days, err := shop.DropOffs(ctx, "2026-11-01", "", 10)
	must(t, err)
	if len(days) != 1 || days[0].Count != 1 || days[0].COD != shop.Goods[0].Price || days[0].CODPaid != shop.Goods[0].Price {
		t.Errorf("%+v", days)
	}
	for _, search := range []string{"อัญชลี", "1212", "EF582568165TH", "A-OR-2569-000002"} {
		if rows, _, err := shop.Parcels(ctx, store.ParcelQuery{Search: search, Limit: 10}); err != nil || len(rows) != 1 {
			t.Errorf("%s finds %d (%v)", search, len(rows), err)
		}
	}
	if _, _, err := shop.Parcels(ctx, store.ParcelQuery{List: "x", Limit: 1}); !fault.Is(err, "list_unknown") {
		t.Errorf("%v", err)
	}
}

// Who corrects the recipient of a printed label prints it anew, and no other.
func TestACorrectedRecipientIsPrintedAnew(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 1)}, ordering.PayTransfer)
	order.Recipients = []ordering.Recipient{{Name: "มานี", Phones: []string{"0891234567"}, Line: "99/1", Province: "ขอนแก่น", Postcode: "40000"}}
	_, err := shop.AddOrder(ctx, order)
	must(t, err)
	must(t, shop.PayOrder(ctx, order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.PromptPay}}, ""))
	parcel := id.New[id.Parcel]()
	must(t, shop.Pack(ctx, ordering.PackRequest{ID: parcel, OrderID: order.ID, Service: "ems", Grams: 800, Short: true}, ""))
	_, err = shop.ParcelsPrinted(ctx, []id.Parcel{parcel}, "")
	must(t, err)
	revise := func(change func(*ordering.Recipient)) {
		t.Helper()
		past, err := shop.Order(ctx, order.ID)
		must(t, err)
		request := order
		request.Lines, request.PayBy, request.Recipients = past.Content.Lines, past.Content.PayBy, slices.Clone(past.Recipients)
		change(&request.Recipients[0])
		must(t, shop.ReviseOrder(ctx, request))
	}
	revise(func(to *ordering.Recipient) { to.Note = "สุขสันต์วันเกิด" })
	if rowOf(t, shop, parcel).PrintedAt == 0 {
		t.Error("a greeting is on no label")
	}
	revise(func(to *ordering.Recipient) { to.Line = "100/2" })
	if row := rowOf(t, shop, parcel); row.PrintedAt != 0 || row.To.Line != "100/2" {
		t.Errorf("printed with another address: %+v", row.Parcel)
	}
	shop.CheckOK(t)
}

// Parcels of other carriers, of which the post is never asked, do not keep it from being asked of its own.
func TestThePostIsAskedOfItsOwnParcels(t *testing.T) {
	shop := testkit.New(t)
	var last id.Parcel
	for _, number := range []string{"KEX123456789", "SPXTH0123456789", "EF582568151TH"} {
		order := ordered([]ledger.OrderLine{orderLine(shop, 0, 1)}, ordering.PayCOD)
		list := boxed(t, shop, order)
		last = list[0]
		failed, err := shop.NumberParcels(ctx, []store.Numbering{{ParcelID: last, Tracking: number}}, "")
		if err != nil || len(failed) > 0 {
			t.Fatal(failed, err)
		}
		_, err = shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
		must(t, err)
	}
	asked, err := shop.ToTrack(ctx, ledger.MillisOf(shop.Clock.Now()), 1)
	if err != nil || len(asked) != 1 || asked[0].ParcelID != last {
		t.Errorf("asked of %v (%v)", asked, err)
	}
}
