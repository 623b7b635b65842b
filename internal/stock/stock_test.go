package stock_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit"
)

var goods = testkit.Goods()

// factsOf has lots of the paste: what lies in each, in the order they came.
func factsOf(onHand ...qty.Qty) *stock.Facts {
	facts := &stock.Facts{Now: testkit.Morning, Day: "2026-11-23", Place: testkit.Place, Lots: map[id.Product][]ledger.LotStock{}, Held: map[id.Product]qty.Qty{},
		Terms: func(product *catalog.Product, _ id.Party) ledger.Terms { return product.OwnTerms() }}
	facts.Product = func(product id.Product) *catalog.Product {
		for n := range goods {
			if goods[n].ID == product {
				return &goods[n]
			}
		}
		return nil
	}
	paste := goods[testkit.Paste].ID
	for n, quantity := range onHand {
		lot := ledger.Lot{ID: id.Lot{byte(n + 1)}, ProductID: paste}
		facts.Lots[paste] = append(facts.Lots[paste], ledger.LotStock{Lot: lot, OnHand: quantity, Arrived: int64(n)})
	}
	facts.Letter, facts.NextNo = "A", func(string, int) (int, error) { return 7, nil }
	return facts
}

// issue writes a paper of some lines.
func issue(facts *stock.Facts, kind string, list []stock.Item, change ...func(*stock.Request)) (*ledger.Posting, error) {
	request := stock.Request{ID: id.StockPaper{1}, Type: kind, Items: list, Reason: "ตรวจ"}
	for _, with := range change {
		with(&request)
	}
	return stock.Issue(facts, &request)
}

func items(good int, quantities ...qty.Qty) (list []stock.Item) {
	for _, quantity := range quantities {
		list = append(list, stock.Item{ProductID: goods[good].ID, Qty: quantity})
	}
	return list
}

func wantMoves(t *testing.T, posting *ledger.Posting, err error, want map[byte]qty.Qty) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	got := map[byte]qty.Qty{}
	for _, move := range posting.Movements {
		got[move.LotID[0]] += move.Qty
		if move.LineN != -1 || !move.BillID.IsZero() || move.At != ledger.MillisOf(testkit.Morning) {
			t.Errorf("move %+v", move)
		}
	}
	for lot := range got {
		if got[lot] != want[lot] {
			t.Errorf("moves %v, want %v", got, want)
		}
	}
	if len(got) != len(want) {
		t.Errorf("moves %v, want %v", got, want)
	}
}

func TestReceive(t *testing.T) {
	cost := money.Satang(28_00)
	list := append(items(testkit.Paste, 5*qty.One), stock.Item{ProductID: goods[testkit.Silk].ID, Qty: qty.One, Cost: &cost})
	list[0].Lot, list[0].Expires = "ล็อต 7", "2027-01-01"
	posting, err := issue(factsOf(), ledger.TypeReceived, list, func(r *stock.Request) { r.Ref = "DN-7" })
	if err != nil {
		t.Fatal(err)
	}
	own, consigned := posting.Lots[0], posting.Lots[1]
	if own.Cost != 30_00 || own.Code != "ล็อต 7" || own.Expires != "2027-01-01" || own.Ref != "DN-7" || !own.OwnerID.IsZero() || own.GP != 0 {
		t.Errorf("own lot %+v", own)
	}
	if consigned.Cost != cost || consigned.OwnerID != testkit.Weaver || consigned.GP != 15_00 || consigned.Terms != ledger.Consign {
		t.Errorf("consigned lot %+v", consigned)
	}
	if move := posting.Movements[1]; move.LotID != consigned.ID || move.Qty != qty.One || move.Kind != ledger.MoveReceive {
		t.Errorf("move %+v", move)
	}
	paper := posting.StockPapers[0]
	if paper.Number != "A-GR-2569-000007" || paper.Day != "2026-11-23" || paper.PlaceID != testkit.Place || paper.Ref != "DN-7" || paper.RequestHash == "" {
		t.Errorf("paper %+v", paper)
	}
	if line := posting.StockPaperLines[1]; line.LineN != 1 || line.Cost != cost || line.SKU != goods[testkit.Silk].SKU || line.Qty != qty.One || line.PaperID != paper.ID {
		t.Errorf("line %+v", line)
	}
	if !paper.ProducerID.IsZero() {
		t.Errorf("goods of several: the paper is of %v", paper.ProducerID)
	}
	posting, err = issue(factsOf(), ledger.TypeReceived, items(testkit.Silk, qty.One, qty.One))
	if err != nil || posting.StockPapers[0].ProducerID != testkit.Weaver {
		t.Errorf("goods of one: %+v %v", posting, err)
	}
	posting, err = issue(factsOf(), ledger.TypeReceived, items(testkit.Silk, qty.One), func(r *stock.Request) { r.Producer = testkit.Farmer })
	if err != nil || posting.Lots[0].OwnerID != testkit.Farmer || posting.StockPapers[0].ProducerID != testkit.Farmer {
		t.Errorf("another producer's: %+v %v", posting, err)
	}
}

func TestCount(t *testing.T) {
	for _, test := range []struct {
		name   string
		onHand []qty.Qty
		held   qty.Qty
		counts []qty.Qty
		want   map[byte]qty.Qty
	}{
		{"as it is", []qty.Qty{2000, 3000}, 0, []qty.Qty{5000}, nil},
		{"more: to the newest lot", []qty.Qty{2000, 3000}, 0, []qty.Qty{6000}, map[byte]qty.Qty{2: 1000}},
		{"less: from the first", []qty.Qty{2000, 3000}, 0, []qty.Qty{2000}, map[byte]qty.Qty{1: -2000, 2: -1000}},
		{"none", []qty.Qty{2000}, 0, []qty.Qty{0}, map[byte]qty.Qty{1: -2000}},
		{"it was below zero", []qty.Qty{-2000}, 0, []qty.Qty{1000}, map[byte]qty.Qty{1: 3000}},
		{"lots sold below zero are filled first", []qty.Qty{-2000, 1000, -500}, 0, []qty.Qty{3000}, map[byte]qty.Qty{1: 2000, 3: 2500}},
		{"what waiting bills took is not missing", []qty.Qty{5000}, 2000, []qty.Qty{3000}, nil},
		{"counted twice: the last holds", []qty.Qty{5000}, 0, []qty.Qty{3000, 4000}, map[byte]qty.Qty{1: -1000}},
	} {
		t.Run(test.name, func(t *testing.T) {
			facts := factsOf(test.onHand...)
			facts.Held[goods[testkit.Paste].ID] = test.held
			posting, err := issue(facts, ledger.TypeCounted, items(testkit.Paste, test.counts...))
			wantMoves(t, posting, err, test.want)
		})
	}
	posting, err := issue(factsOf(), ledger.TypeCounted, items(testkit.Silk, 2000))
	if err != nil || len(posting.Lots) != 1 || posting.Lots[0].OwnerID != testkit.Weaver || posting.Movements[0].LotID != posting.Lots[0].ID {
		t.Errorf("a first count makes the unnamed lot: %+v %v", posting, err)
	}
}

// TestShelfLife: what keeps for some days and comes without a date has the last of them.
func TestShelfLife(t *testing.T) {
	facts := factsOf()
	cake := goods[testkit.Paste]
	cake.ShelfDays = 5
	facts.Product = func(id.Product) *catalog.Product { return &cake }
	list := items(testkit.Paste, qty.One, qty.One)
	list[1].Expires = "2026-12-31"
	posting, err := issue(facts, ledger.TypeReceived, list)
	if err != nil || posting.Lots[0].Expires != "2026-11-28" || posting.Lots[1].Expires != "2026-12-31" || posting.StockPaperLines[0].Expires != "2026-11-28" {
		t.Errorf("%+v %v", posting, err)
	}
}

// TestCountedBefore: what was sold after the shelf was counted is not missing, and what was missing then is.
func TestCountedBefore(t *testing.T) {
	then := qty.Qty(5000)
	list := items(testkit.Paste, 4000)
	list[0].Expected = &then
	posting, err := issue(factsOf(2000), ledger.TypeCounted, list) // 3 were sold since
	wantMoves(t, posting, err, map[byte]qty.Qty{1: -1000})
	if line := posting.StockPaperLines[0]; line.Expected != then || line.Qty != 4000 {
		t.Errorf("line %+v", line)
	}
}

// TestACountLevelsLots: once goods are counted no lot is below nothing while another of them lies there.
func TestACountLevelsLots(t *testing.T) {
	posting, err := issue(factsOf(-2000, 5000, 1000), ledger.TypeCounted, items(testkit.Paste, 4000))
	wantMoves(t, posting, err, map[byte]qty.Qty{1: 2000, 2: -2000})
	posting, err = issue(factsOf(-2000, 1000), ledger.TypeCounted, items(testkit.Paste, 0))
	wantMoves(t, posting, err, map[byte]qty.Qty{1: 2000, 2: -1000})
}

func TestAdjust(t *testing.T) {
	posting, err := issue(factsOf(2000, 3000), ledger.TypeAdjusted, items(testkit.Paste, -3000, 500*2))
	wantMoves(t, posting, err, map[byte]qty.Qty{1: -2000, 2: 0})
	posting, err = issue(factsOf(1000), ledger.TypeAdjusted, items(testkit.Paste, -3000))
	wantMoves(t, posting, err, map[byte]qty.Qty{1: -3000})
	list := items(testkit.Paste, -1000, 2000)
	list[0].LotID, list[1].LotID = id.Lot{2}, id.Lot{2}
	posting, err = issue(factsOf(2000, 3000), ledger.TypeAdjusted, list)
	wantMoves(t, posting, err, map[byte]qty.Qty{2: 1000})
}

func TestMove(t *testing.T) {
	stall := id.Place{15: 9}
	posting, err := issue(factsOf(2000, 3000), ledger.TypeMoved, items(testkit.Paste, 2000, 2000), to(stall))
	if err != nil {
		t.Fatal(err)
	}
	at := map[id.Place]qty.Qty{}
	for _, move := range posting.Movements {
		at[move.PlaceID] += move.Qty
	}
	if at[stall] != 4000 || at[testkit.Place] != -4000 {
		t.Errorf("moved %v", at)
	}
}

func to(place id.Place) func(*stock.Request) { return func(r *stock.Request) { r.To = place } }

func from(producer id.Party) func(*stock.Request) {
	return func(r *stock.Request) { r.Producer = producer }
}

// heaps has three lots of the paste, which the farmer makes: the farmer's, the shop's, the weaver's.
func heaps() *stock.Facts {
	facts := factsOf(2000, 3000, 4000)
	paste := goods[testkit.Paste]
	paste.ProducerID = testkit.Farmer
	facts.Product = func(id.Product) *catalog.Product { return &paste }
	lots := facts.Lots[paste.ID]
	lots[0].OwnerID, lots[2].OwnerID = testkit.Farmer, testkit.Weaver
	lots[1].Code, lots[1].Expires, lots[1].Cost = "ล็อต 2", "2026-11-24", 25_00
	return facts
}

// TestGiveBack: first what is theirs, then what the shop bought of their make, never another's.
func TestGiveBack(t *testing.T) {
	posting, err := issue(heaps(), ledger.TypeGivenBack, items(testkit.Paste, 1000, 3000), from(testkit.Farmer))
	wantMoves(t, posting, err, map[byte]qty.Qty{1: -2000, 2: -2000})
	lines := posting.StockPaperLines
	if len(lines) != 3 || lines[2].Lot != "ล็อต 2" || lines[2].Expires != "2026-11-24" || lines[2].Cost != 25_00 || lines[2].Qty != 2000 {
		t.Errorf("lines %+v", lines)
	}
	if move := posting.Movements[0]; move.Kind != ledger.MoveReturn || posting.StockPapers[0].ProducerID != testkit.Farmer {
		t.Errorf("move %+v of %+v", move, posting.StockPapers)
	}
	list := items(testkit.Paste, 1000)
	list[0].LotID = id.Lot{2}
	posting, err = issue(heaps(), ledger.TypeGivenBack, list, from(testkit.Farmer))
	wantMoves(t, posting, err, map[byte]qty.Qty{2: -1000})
}

func TestOrder(t *testing.T) {
	cost := money.Satang(0)
	list := items(testkit.Paste, 12*qty.One, 1000)
	list[1].Cost = &cost
	posting, err := issue(factsOf(), ledger.TypeOrdered, list, from(testkit.Farmer))
	if err != nil || posting.Kind != ledger.EventStockOrdered || len(posting.Movements)+len(posting.Lots) != 0 {
		t.Fatalf("%+v %v", posting, err)
	}
	if lines := posting.StockPaperLines; lines[0].Cost != 30_00 || lines[0].Qty != 12*qty.One || lines[1].Cost != 0 || !posting.StockPapers[0].PlaceID.IsZero() {
		t.Errorf("lines %+v", lines)
	}
}

// TestHash: what is asked for tells requests apart, who asks does not.
func TestHash(t *testing.T) {
	base := func() stock.Request {
		return stock.Request{ID: id.StockPaper{1}, Type: ledger.TypeReceived, Items: items(testkit.Paste, 1000)}
	}
	first, same := base(), base()
	same.By = "แดง"
	if first.Hash() != same.Hash() {
		t.Error("who did it is no part of the request")
	}
	for name, change := range map[string]func(*stock.Request){
		"quantity": func(r *stock.Request) { r.Items[0].Qty++ }, "lot": func(r *stock.Request) { r.Items[0].Lot = "x" },
		"reason": func(r *stock.Request) { r.Reason = "x" }, "place": func(r *stock.Request) { r.Place = testkit.Place },
		"type": func(r *stock.Request) { r.Type = ledger.TypeAdjusted }, "expected": func(r *stock.Request) { r.Items[0].Expected = new(qty.Qty) },
	} {
		other := base()
		change(&other)
		if other.Hash() == first.Hash() {
			t.Errorf("another %s has the same hash", name)
		}
	}
}

func TestRefusals(t *testing.T) {
	long := strings.Repeat("ก", 51)
	dear := money.Satang(catalog.MaxPrice + 1)
	unknown := []stock.Item{{ProductID: id.Product{99}, Qty: qty.One}}
	stall := id.Place{9}
	lotted := func(lot byte, quantity qty.Qty) []stock.Item {
		list := items(testkit.Paste, quantity)
		list[0].LotID = id.Lot{lot}
		return list
	}
	of := func(change func(*stock.Item)) []stock.Item {
		list := items(testkit.Paste, 1000)
		change(&list[0])
		return list
	}
	set, parent := goods[testkit.Paste], goods[testkit.Paste]
	set.Components = []catalog.Component{{ProductID: goods[testkit.Silk].ID, Qty: qty.One}}
	parent.HasVariants = true
	is := func(product catalog.Product) *stock.Facts {
		facts := factsOf(1000)
		facts.Product = func(id.Product) *catalog.Product { return &product }
		return facts
	}
	try := func(kind string, list []stock.Item, change ...func(*stock.Request)) error {
		_, err := issue(factsOf(1000), kind, list, change...)
		return err
	}
	give := func(list []stock.Item, change ...func(*stock.Request)) error {
		_, err := issue(heaps(), ledger.TypeGivenBack, list, change...)
		return err
	}
	with := func(facts *stock.Facts) error {
		_, err := issue(facts, ledger.TypeReceived, items(testkit.Paste, 1000))
		return err
	}
	const in, count, right, move, order = ledger.TypeReceived, ledger.TypeCounted, ledger.TypeAdjusted, ledger.TypeMoved, ledger.TypeOrdered
	for name, test := range map[string]struct {
		err         error
		code, field string
	}{
		"no lines":                  {try(in, nil), "lines_missing", "line"},
		"another type":              {try("XX", items(testkit.Paste, 1000)), "stock_paper_unknown", "type"},
		"a long reference":          {try(in, items(testkit.Paste, 1000), func(r *stock.Request) { r.Ref = strings.Repeat("ก", 201) }), "text_too_long", "ref"},
		"a set":                     {with(is(set)), "stock_of_set", "line[0].code"},
		"what stands for variants":  {with(is(parent)), "stock_of_variants", "line[0].code"},
		"receive nothing":           {try(in, items(testkit.Paste, 0)), "qty_not_positive", "line[0].qty"},
		"receive half a piece":      {try(in, items(testkit.Paste, 500)), "qty_not_whole", "line[0].qty"},
		"receive the unknown":       {try(in, unknown), "product_unknown", "line[0].code"},
		"receive too much":          {try(in, items(testkit.Paste, qty.Max+1000)), "qty_too_large", "line[0].qty"},
		"receive a long lot":        {try(in, of(func(i *stock.Item) { i.Lot = long })), "text_too_long", "line[0].lot"},
		"receive an impossible day": {try(in, of(func(i *stock.Item) { i.Expires = "2026-02-31" })), "date_unreadable", "line[0].expires"},
		"receive at a mad price":    {try(in, of(func(i *stock.Item) { i.Cost = &dear })), "price_invalid", "line[0].cost"},
		"count below nothing":       {try(count, items(testkit.Paste, -1000)), "qty_negative", "line[0].qty"},
		"count the unknown":         {try(count, unknown), "product_unknown", "line[0].code"},
		"adjust without a reason":   {try(right, items(testkit.Paste, 1000), func(r *stock.Request) { r.Reason = "" }), "reason_missing", "reason"},
		"adjust by nothing":         {try(right, items(testkit.Paste, 0)), "qty_not_positive", "line[0].qty"},
		"adjust more of a lot":      {try(right, lotted(1, -2000)), "insufficient_stock", "line[0].qty"},
		"adjust a lot elsewhere":    {try(right, lotted(8, -1000)), "lot_unknown", "line[0].lot"},
		"find a lot elsewhere":      {try(right, lotted(8, 1000)), "lot_unknown", "line[0].lot"},
		"move to itself":            {try(move, items(testkit.Paste, 1000), to(testkit.Place)), "place_same", "to"},
		"move nowhere":              {try(move, items(testkit.Paste, 1000)), "place_missing", "to"},
		"move what is not there":    {try(move, items(testkit.Paste, 2000), to(stall)), "insufficient_stock", "line[0].qty"},
		"move it twice":             {try(move, items(testkit.Paste, 1000, 1000), to(stall)), "insufficient_stock", "line[1].qty"},
		"move nothing":              {try(move, items(testkit.Paste, 0), to(stall)), "qty_not_positive", "line[0].qty"},
		"give back to nobody":       {give(items(testkit.Paste, 1000)), "producer_missing", "producer"},
		"give back nothing":         {give(items(testkit.Paste, 0), from(testkit.Farmer)), "qty_not_positive", "line[0].qty"},
		"give back another's":       {give(items(testkit.Paste, 6000), from(testkit.Farmer)), "insufficient_stock", "line[0].qty"},
		"give back it twice":        {give(items(testkit.Paste, 4000, 2000), from(testkit.Farmer)), "insufficient_stock", "line[1].qty"},
		"give back a stranger's":    {give(items(testkit.Paste, 1000), from(id.Party{42})), "insufficient_stock", "line[0].qty"},
		"give back another's lot":   {give(lotted(3, 1000), from(testkit.Farmer)), "lot_not_theirs", "line[0].lot"},
		"give back more of a lot":   {give(lotted(1, 3000), from(testkit.Farmer)), "insufficient_stock", "line[0].qty"},
		"give back a lot elsewhere": {give(lotted(8, 1000), from(testkit.Farmer)), "lot_unknown", "line[0].lot"},
		"order nothing":             {try(order, items(testkit.Paste, 0)), "qty_not_positive", "line[0].qty"},
		"order at a mad price":      {try(order, of(func(i *stock.Item) { i.Cost = &dear })), "price_invalid", "line[0].cost"},
	} {
		var got *fault.Error
		if !errors.As(test.err, &got) || got.Code != test.code || got.Field != test.field {
			t.Errorf("%s: got %v, want %s at %s", name, test.err, test.code, test.field)
		}
	}
}
