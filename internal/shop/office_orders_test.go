package shop

import (
	"maps"
	"path/filepath"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// listed gives the numbers of a list, its total and how many each list holds.
func listed(t *testing.T, s *Shop, q OfficeOrderQuery) (numbers []string, rows []OfficeOrderRow, total int, sums OfficeOrderSums) {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 50
	}
	rows, total, sums, err := s.OfficeOrders(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		numbers = append(numbers, row.Number)
	}
	return numbers, rows, total, sums
}

// Who needs how many days is said by the person who asks, else by the goods, else by their producer.
func TestPlansKnowTheLeadTimes(t *testing.T) {
	s, ctx := firm(t), t.Context()
	weaver, err := s.SaveProducer(ctx, party.Party{Name: "ป้าปิ่นแก้ว", LeadDays: 21})
	if err != nil {
		t.Fatal(err)
	}
	bees, err := s.SaveProducer(ctx, party.Party{Name: "กลุ่มผึ้ง"})
	if err != nil {
		t.Fatal(err)
	}
	var lines []ledger.OrderLine
	for _, p := range []catalog.Product{{SKU: "SCARF", ProducerID: weaver.ID}, {SKU: "SHAWL", ProducerID: weaver.ID, LeadDays: 40}, {SKU: "HONEY", ProducerID: bees.ID}, {SKU: "BASKET"}} {
		p.Name, p.Unit, p.Price, p.VAT = p.SKU, "ชิ้น", 100_00, catalog.VATStandard
		saved, err := s.SaveProduct(ctx, p, Opening{})
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, ledger.OrderLine{ProductID: saved.ID, Qty: qty.Pieces(5), Price: saved.Price})
	}
	order, err := s.AddOrder(ctx, ordering.Request{Channel: ordering.Government, PayBy: ordering.PayCredit, Lines: lines, Due: "2027-03-31"})
	if err != nil {
		t.Fatal(err)
	}
	tells := func(ask PlanAsk) map[string]clock.Day {
		t.Helper()
		ask.Order = order.Order.Number
		plan, err := s.PlanOrder(ctx, ask, i18n.Thai)
		if err != nil {
			t.Fatal(err)
		}
		tells := map[string]clock.Day{}
		for _, job := range plan.Jobs {
			for _, bring := range job.Brings {
				tells[bring.Name] = bring.Tell
			}
		}
		return tells
	}
	due := clock.Day("2027-03-31")
	if got, want := tells(PlanAsk{}), map[string]clock.Day{"SCARF": due.Add(-21), "SHAWL": due.Add(-40), "HONEY": due.Add(-UsualLead), "BASKET": due.Add(-UsualLead)}; !maps.Equal(got, want) {
		t.Errorf("as stored %v, want %v", got, want)
	}
	bees.LeadDays = 3
	if _, err := s.SaveProducer(ctx, bees); err != nil {
		t.Fatal(err)
	}
	if got := tells(PlanAsk{Pace: papers.Pace{PackDays: 2}}); got["HONEY"] != due.Add(-5) {
		t.Errorf("of three days %v", got)
	}
	if got := tells(PlanAsk{Lead: new(0)}); got["SHAWL"] != due || got["HONEY"] != due {
		t.Errorf("of none for all %v", got)
	}
	for _, days := range []int{-1, party.MaxLeadDays + 1} {
		bees.LeadDays = days
		if _, err := s.SaveProducer(ctx, bees); !fault.Is(err, "days_invalid") {
			t.Errorf("%d days: %v", days, err)
		}
	}
}

// Orders of offices are those of their channel and those with their papers; each row is as far as its progress page
// says, and those to be done stand first.
func TestOrdersOfOfficesSayHowFarTheyAre(t *testing.T) {
	ctx, now := t.Context(), noon
	s, err := Create(ctx, filepath.Join(t.TempDir(), "shop"), Params{Name: "ร้าน", Address: "1 ต.สันกลาง"}, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	dress(t, s)
	set := addGoods(t, s, "SET", 100_00, qty.Pieces(500))
	typed := func(channel string, due string) *Order {
		t.Helper()
		o, err := s.AddOrder(ctx, ordering.Request{Channel: channel, PayBy: ordering.PayTransfer, Person: ordering.Person{Name: "นางสาวเอ"},
			Lines: []ledger.OrderLine{{ProductID: set.ID, Qty: qty.Pieces(3), Price: set.Price}}})
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	private := typed(ordering.Line, "")
	if err := s.PayOrder(ctx, private.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Evidence: selling.Seen}}, ""); err != nil {
		t.Fatal(err)
	}
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{private.Order.Number}}) // anybody may ask for one
	byPaper := typed(ordering.Line, "")
	issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{byPaper.Order.Number}, Buyer: papers.Buyer{Name: "ธนาคารสันกลาง"}})

	done := giftOrder(t, s, set, 2, 2)
	parcels := packAll(t, s, done, 1, 2)
	if _, err := s.HandOver(ctx, done.Order.ID, parcels, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{done.Order.Number}})
	if numbers, _, _, _ := listed(t, s, OfficeOrderQuery{List: OfficeOwed}); len(numbers) != 0 {
		t.Errorf("owed before the goods are there: %v", numbers)
	}
	for _, parcel := range parcels {
		if err := s.EndParcel(ctx, done.Order.ID, parcel, ordering.StepDelivered, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	if numbers, _, _, sums := listed(t, s, OfficeOrderQuery{List: OfficeOwed}); len(numbers) != 1 || numbers[0] != done.Order.Number || sums[OfficeOwed] != 1 {
		t.Errorf("owed: %v, %v", numbers, sums)
	}
	issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{invoice.Number}, Payments: []papers.Payment{{Method: selling.Transfer, Amount: invoice.Sums.Due}}})

	soon := giftOrder(t, s, set, 5, 12)
	request := ordering.Request{ID: soon.Order.ID, Channel: ordering.Government, CustomerID: soon.Content.CustomerID, PayBy: ordering.PayCredit, Lines: soon.Content.Lines,
		Person: soon.Person, Recipients: soon.Recipients, Due: "2026-12-20"}
	if _, err := s.ReviseOrder(ctx, request); err != nil {
		t.Fatal(err)
	}
	packAll(t, s, soon, 1, 3)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{soon.Order.Number}})
	if _, err := s.HandOver(ctx, soon.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	packAll(t, s, soon, 4, 8)

	numbers, rows, total, sums := listed(t, s, OfficeOrderQuery{})
	if want := []string{soon.Order.Number, byPaper.Order.Number, done.Order.Number}; len(numbers) != 3 || numbers[0] != want[0] || numbers[1] != want[1] || numbers[2] != want[2] || total != 3 {
		t.Fatalf("%v of %d, want %v", numbers, total, want)
	}
	if sums[OfficeAll] != 3 || sums[OfficeOpen] != 2 || sums[OfficeDone] != 1 || sums[OfficeLate] != 0 || sums[OfficeOwed] != 0 {
		t.Errorf("%v", sums)
	}
	for _, row := range rows {
		far, err := s.OfficeProgress(ctx, row.Number)
		if err != nil {
			t.Fatal(err)
		}
		var of GoodsProgress
		for _, g := range far.Goods {
			of.add(g)
		}
		if row.Ordered != of.Ordered || row.Packed != of.Packed || row.Sent != of.Sent || row.Served != far.Served || row.Places != far.Places ||
			row.Invoiced != far.Invoiced || row.Received != far.Received || row.Left != far.Left() || row.Buyer != far.Buyer {
			t.Errorf("%s: the list says %+v, its page %+v", row.Number, row, far)
		}
	}
	if row := rows[0]; row.Packed != qty.Pieces(25) || row.Sent != qty.Pieces(15) || row.Served != 3 || row.Late {
		t.Errorf("%+v", row)
	}
	if rows[1].Buyer != "ธนาคารสันกลาง" {
		t.Errorf("the buyer is %q", rows[1].Buyer)
	}
	far, err := s.OfficeProgress(ctx, soon.Order.Number)
	if err != nil {
		t.Fatal(err)
	}
	if who := far.Who; len(who) != 12 || who[0].Sent != qty.Pieces(5) || who[0].Note == "" || who[3].Packed != qty.Pieces(5) || who[3].Note != "" || who[11].Packed != 0 {
		t.Errorf("%+v", who)
	}
	if unnoted := far.unnoted(); len(unnoted) != 5 {
		t.Errorf("on no note: %v", unnoted)
	}

	now = now.AddDate(0, 2, 0)
	if numbers, rows, _, _ := listed(t, s, OfficeOrderQuery{List: OfficeLate}); len(numbers) != 1 || !rows[0].Late {
		t.Errorf("late: %v", numbers)
	}
	if numbers, _, total, _ := listed(t, s, OfficeOrderQuery{Search: invoice.Number}); total != 1 || numbers[0] != done.Order.Number {
		t.Errorf("found by a paper's number: %v", numbers)
	}
	if numbers, _, total, _ := listed(t, s, OfficeOrderQuery{Search: "โรงเรียนที่ 9"}); total != 1 || numbers[0] != soon.Order.Number {
		t.Errorf("found by a recipient: %v", numbers)
	}
	if numbers, _, total, _ := listed(t, s, OfficeOrderQuery{Limit: 1, Offset: 1}); total != 3 || len(numbers) != 1 || numbers[0] != byPaper.Order.Number {
		t.Errorf("the second page: %v of %d", numbers, total)
	}
	for code, q := range map[string]OfficeOrderQuery{"limit_invalid": {Limit: 1001}, "list_unknown": {List: "x", Limit: 1}} {
		if _, _, _, err := s.OfficeOrders(ctx, q); !fault.Is(err, code) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}
