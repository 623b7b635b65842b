package ordering

import (
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

var (
	paste  = catalog.Product{ID: id.New[id.Product](), SKU: "PRIK-001", Name: "น้ำพริกหนุ่ม", Unit: "กระปุก", Price: 45_00}
	cloths = catalog.Product{ID: id.New[id.Product](), SKU: "CLOTH", Name: "เสื้อ", Unit: "ตัว", HasVariants: true}
)

func known(product id.Product) *catalog.Product {
	switch product {
	case paste.ID:
		return &paste
	case cloths.ID:
		return &cloths
	}
	return nil
}

func goodRequest() Request {
	return Request{ID: id.New[id.Order](), Channel: Line, PayBy: PayCOD, Lines: []ledger.OrderLine{{ProductID: paste.ID, Qty: qty.Pieces(2), Price: 45_00}},
		Recipients: []Recipient{{Name: "อัญชลี ศรีสุข", Line: "45/7", Postcode: "10240", Province: "กรุงเทพมหานคร"}}}
}

// Whatever is wrong with an order is refused with the field at fault.
func TestBadOrdersAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil       func(*Request)
		code, field string
	}{
		"no id":             {func(r *Request) { r.ID = id.Order{} }, "id_unreadable", "id"},
		"channel":           {func(r *Request) { r.Channel = "smoke" }, "channel_unknown", "channel"},
		"way of paying":     {func(r *Request) { r.PayBy = "barter" }, "pay_by_unknown", "payment"},
		"empty":             {func(r *Request) { r.Lines = nil }, "order_empty", "items"},
		"a thousand lines":  {func(r *Request) { r.Lines = make([]ledger.OrderLine, MaxLines+1) }, "too_many_lines", "items"},
		"recipients":        {func(r *Request) { r.Recipients = make([]Recipient, MaxRecipients+1) }, "too_many", "recipients"},
		"postage":           {func(r *Request) { r.Fee = -1 }, "amount_too_large", "fee"},
		"day":               {func(r *Request) { r.Due = "31/2/2569" }, "date_unreadable", "due"},
		"nothing of it":     {func(r *Request) { r.Lines[0].Qty = 0 }, "qty_not_positive", "items[0].qty"},
		"less than nothing": {func(r *Request) { r.Lines[0].Qty = -1000 }, "qty_not_positive", "items[0].qty"},
		"half a jar":        {func(r *Request) { r.Lines[0].Qty = 500 }, "qty_not_whole", "items[0].qty"},
		"far too many":      {func(r *Request) { r.Lines[0].Qty = qty.Max + 1 }, "qty_too_large", "items[0].qty"},
		"price":             {func(r *Request) { r.Lines[0].Price = -1 }, "price_invalid", "items[0].price"},
		"unknown goods":     {func(r *Request) { r.Lines[0].ProductID = id.New[id.Product]() }, "product_unknown", "items[0].sku"},
		"nothing named":     {func(r *Request) { r.Lines[0].ProductID = id.Product{} }, "product_unknown", "items[0].sku"},
		"which of them":     {func(r *Request) { r.Lines[0].ProductID = cloths.ID }, "product_has_variants", "items[0].sku"},
		"line twice":        {func(r *Request) { r.Lines[0].N = 1; r.Lines = append(r.Lines, r.Lines[0]) }, "line_twice", "items[1]"},
		"to nobody":         {func(r *Request) { r.Lines[0].To = 2 }, "recipient_unknown", "items[0].to"},
		"discount":          {func(r *Request) { r.Discount = 90_01 }, "discount_above_price", "discount"},
		"postcode":          {func(r *Request) { r.Recipients[0].Postcode = "1024O" }, "postcode_unreadable", "recipients[0].postcode"},
		"a name of 300":     {func(r *Request) { r.Recipients[0].Name = strings.Repeat("ก", 300) }, "name_too_long", "recipients[0].name"},
		"an emoji":          {func(r *Request) { r.Person.Name = "แอน 🌸" }, "name_picture", "customer"},
		"a novel":           {func(r *Request) { r.Person.Note = strings.Repeat("ก", MaxText+1) }, "text_too_long", "note"},
	} {
		request := goodRequest()
		c.spoil(&request)
		err := request.Validate(known)
		if !fault.Is(err, c.code) || fault.Of(err).Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	request := goodRequest()
	if err := request.Validate(known); err != nil || request.Lines[0].N != 1 || request.Lines[0].Name != paste.Name || request.Lines[0].To != 1 {
		t.Errorf("a good one: %v %+v", err, request.Lines[0])
	}
	request.Lines[0] = ledger.OrderLine{Text: "น้ำพริกอะไรสักอย่าง", Qty: qty.One, Price: 10_00}
	if err := request.Validate(known); err != nil {
		t.Errorf("goods to match: %v", err)
	}
}

// Every word of state, payment and what is to be done follows from what happened.
func TestWordsFollowFromWhatHappened(t *testing.T) {
	step := func(kinds ...string) (steps []ledger.OrderStep) {
		for _, kind := range kinds {
			steps = append(steps, ledger.OrderStep{Kind: kind})
		}
		return steps
	}
	parcel := func(state string, pieces int) ledger.Parcel {
		return ledger.Parcel{ID: id.New[id.Parcel](), State: state, Lines: []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(pieces)}}}
	}
	given := map[int]qty.Qty{1: qty.Pieces(2)}
	all := Money{Received: 90_00, Used: 90_00, Billed: 90_00}
	for name, c := range map[string]struct {
		past                 Past
		payBy                string
		state, payment, todo string
		may                  string
	}{
		"new":                  {Past{}, PayTransfer, New, Unpaid, TodoConfirm, "confirm pay change cancel"},
		"new by COD":           {Past{}, PayCOD, New, OnCOD, TodoConfirm, "confirm pay change cancel"},
		"confirmed":            {Past{Steps: step(StepConfirmed)}, PayTransfer, Confirmed, Unpaid, TodoPay, "pay change cancel"},
		"taken back":           {Past{Steps: step(StepConfirmed, StepUnconfirmed)}, PayTransfer, New, Unpaid, TodoConfirm, "confirm pay change cancel"},
		"confirmed by COD":     {Past{Steps: step(StepConfirmed)}, PayCOD, Confirmed, OnCOD, TodoPack, "pay pack change cancel"},
		"paid in part":         {Past{Money: Money{Received: 10_00}}, PayTransfer, Confirmed, PaidPart, TodoPay, "pay change cancel"},
		"paid":                 {Past{Money: Money{Received: 90_00}}, PayTransfer, Paid, Paid, TodoPack, "pack change cancel"},
		"paid too much":        {Past{Money: Money{Received: 100_00}}, PayTransfer, Confirmed, RefundDue, TodoRefund, "pack change cancel refund"},
		"packed":               {Past{Money: Money{Received: 90_00}, Parcels: []ledger.Parcel{parcel(ledger.ParcelPacked, 2)}}, PayTransfer, Packed, Paid, TodoShip, "ship cancel"},
		"packed half":          {Past{Money: Money{Received: 90_00}, Parcels: []ledger.Parcel{parcel(ledger.ParcelPacked, 1)}}, PayTransfer, Paid, Paid, TodoPack, "pack ship change cancel"},
		"unpacked":             {Past{Money: Money{Received: 90_00}, Parcels: []ledger.Parcel{parcel(ledger.ParcelUnpacked, 2)}}, PayTransfer, Paid, Paid, TodoPack, "pack change cancel"},
		"shipped":              {Past{Money: all, Given: given, Parcels: []ledger.Parcel{parcel(ledger.ParcelShipped, 2)}}, PayTransfer, Shipped, Paid, TodoArrive, "deliver return lost"},
		"delivered":            {Past{Money: all, Given: given, Parcels: []ledger.Parcel{parcel(ledger.ParcelDelivered, 2)}}, PayTransfer, Delivered, Paid, "", "return"},
		"delivered by COD":     {Past{Money: Money{Billed: 90_00, COD: 90_00}, Given: given, Parcels: []ledger.Parcel{parcel(ledger.ParcelDelivered, 2)}}, PayCOD, Delivered, OnCOD, TodoCollect, "return collect"},
		"came back":            {Past{Money: all, Given: given, Parcels: []ledger.Parcel{parcel(ledger.ParcelReturned, 2)}}, PayTransfer, Returned, Paid, TodoLook, "look"},
		"looked into":          {Past{Money: Money{Received: 90_00}, Given: given, Parcels: []ledger.Parcel{parcel(ledger.ParcelLooked, 2)}}, PayTransfer, Returned, RefundDue, TodoRefund, "refund"},
		"fetched":              {Past{Steps: step(StepFetched), Money: all, Given: given}, PayCash, Delivered, Paid, "", ""},
		"cancelled":            {Past{Steps: step(StepConfirmed, StepCancelled)}, PayTransfer, Cancelled, Unpaid, "", "reopen"},
		"cancelled on credit":  {Past{Steps: step(StepConfirmed, StepCancelled)}, PayCredit, Cancelled, Unpaid, "", "reopen"},
		"cancelled with money": {Past{Steps: step(StepCancelled), Money: Money{Received: 90_00}}, PayTransfer, Cancelled, RefundDue, TodoRefund, "refund reopen"},
		"reopened":             {Past{Steps: step(StepConfirmed, StepCancelled, StepReopened)}, PayTransfer, Confirmed, Unpaid, TodoPay, "pay change cancel"},
	} {
		past := c.past
		past.Content = ledger.OrderContent{PayBy: c.payBy, Lines: []ledger.OrderLine{{N: 1, ProductID: paste.ID, Qty: qty.Pieces(2), Price: 45_00, To: 1}}}
		if past.State() != c.state || past.Payment() != c.payment || past.Todo() != c.todo || strings.Join(past.Allowed(), " ") != c.may {
			t.Errorf("%s: %s, %s, to do %q, may %v", name, past.State(), past.Payment(), past.Todo(), past.Allowed())
		}
	}
}

// What lies in lots that expire is kept by lot, the first to expire first and none that has expired; what a bill
// took of them is freed first.
func TestFoodIsKeptByLot(t *testing.T) {
	lot := func(expires string, pieces int) ledger.LotStock {
		return ledger.LotStock{Lot: ledger.Lot{ID: id.New[id.Lot](), ProductID: paste.ID, Expires: clock.Day(expires)}, OnHand: qty.Pieces(pieces)}
	}
	old, soon, late := lot("2026-11-01", 5), lot("2026-12-01", 2), lot("2027-01-01", 5)
	facts := &Facts{Now: time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC), Day: "2026-11-23", Place: id.New[id.Place](), Product: known,
		Lots: map[id.Product][]ledger.LotStock{paste.ID: {late, old, soon}}, Others: map[id.Lot]qty.Qty{late.ID: qty.Pieces(4)},
		NextNo: func(string, int) (int, error) { return 1, nil }}
	request := goodRequest()
	request.Lines[0].Qty = qty.Pieces(6)
	posting, err := Add(facts, &request)
	if err != nil {
		t.Fatal(err)
	}
	want := map[id.Lot]qty.Qty{soon.ID: qty.Pieces(2), late.ID: qty.Pieces(1), {}: qty.Pieces(3)}
	for _, row := range posting.Reservations {
		if want[row.LotID] != row.Qty {
			t.Errorf("lot %s keeps %s, want %s", row.LotID.Tag(), row.Qty, want[row.LotID])
		}
		delete(want, row.LotID)
	}
	if len(want) > 0 {
		t.Errorf("not kept: %v", want)
	}
	past := &Past{Order: posting.Orders[0], Content: posting.OrderContents[0], Kept: posting.Reservations, Given: map[int]qty.Qty{1: qty.Pieces(1)}}
	freed := facts.reserveAfter(past, true, []ledger.Movement{{LotID: late.ID, Qty: -qty.One}})
	if len(freed) != 1 || freed[0].LotID != late.ID || freed[0].Qty != -qty.One {
		t.Errorf("freed %+v", freed)
	}
}
