package store_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestGoodsKnownElsewhere: what no lot here covers leaves the product's newest lot, not a second one.
func TestGoodsKnownElsewhere(t *testing.T) {
	s := testkit.New(t)
	paste := s.Goods[testkit.Paste].ID
	stall := id.Place{15: 2}
	must(t, s.SavePlace(ctx, store.Place{ID: stall, Name: "ตลาดนัด"}))
	move := func(from, to id.Place, pieces ...int) error {
		request := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeMoved, Place: from, To: to}
		for _, some := range pieces {
			request.Items = append(request.Items, stock.Item{ProductID: paste, Qty: qty.Pieces(some)})
		}
		_, err := s.PostStock(ctx, request)
		return err
	}
	must(t, move(testkit.Place, stall, 60))
	before, err := s.Balances(ctx, paste)
	must(t, err)
	s.Sell(t, testkit.Line(s.Goods[testkit.Paste], qty.One))
	after, err := s.Balances(ctx, paste)
	must(t, err)
	if len(before) != 3 || len(after) != 3 {
		t.Errorf("%d lots before, %d after", len(before), len(after))
	}
	_, err = s.Writer().Exec("SELECT 1")
	must(t, err)
	wantCode(t, move(stall, testkit.Place, 40, 40), "insufficient_stock")
	s.CheckOK(t)
}

func TestProducts(t *testing.T) {
	s := testkit.New(t)
	paste := s.Goods[testkit.Paste]
	paste.Codes = []catalog.Code{{Code: "8850000000017", Pack: qty.One}}
	must(t, s.SaveProducts(ctx, []catalog.Product{paste}, nil))
	fresh := func(change func(*catalog.Product)) catalog.Product {
		p := s.Goods[testkit.Bag]
		p.ID, p.SKU, p.Untracked = id.New[id.Product](), "NEW", false
		change(&p)
		return p
	}
	for name, test := range map[string]struct {
		product catalog.Product
		code    string
	}{
		"a code of another":     {fresh(func(p *catalog.Product) { p.Codes = paste.Codes }), "code_taken"},
		"an SKU of another":     {fresh(func(p *catalog.Product) { p.SKU = "g1" }), "code_taken"},
		"an SKU that is a code": {fresh(func(p *catalog.Product) { p.SKU = "8850000000017" }), "code_taken"},
		"an SKU that changes":   {func() catalog.Product { p := paste; p.SKU = "OTHER"; return p }(), "sku_fixed"},
		"no name":               {fresh(func(p *catalog.Product) { p.Name = "" }), "name_missing"},
	} {
		before := counts(t, s)
		wantCode(t, s.SaveProducts(ctx, []catalog.Product{fresh(func(p *catalog.Product) { p.SKU = "FIRST" }), test.product}, nil), test.code)
		if counts(t, s) != before {
			t.Errorf("%s: half of the list is written", name)
		}
	}
	good := fresh(func(p *catalog.Product) {
		p.Terms, p.ProducerID, p.GP, p.ShortNo = ledger.Consign, testkit.Farmer, 12_50, 7
		p.Breaks = []catalog.Break{{List: catalog.Retail, From: qty.One, Price: 9_00}}
		p.Aliases = []string{"ถุงแดง", "red bag"}
	})
	must(t, s.SaveProducts(ctx, []catalog.Product{good}, []store.Opening{{ProductID: good.ID, Qty: 7 * qty.One, Expires: "2027-01-01"}}))
	wantCode(t, s.SaveProducts(ctx, []catalog.Product{fresh(func(p *catalog.Product) { p.SKU, p.ShortNo = "N2", 7 })}, nil), "code_taken")
	found := map[id.Product]catalog.Product{}
	must(t, s.Products(ctx, func(p catalog.Product) { found[p.ID] = p }))
	if got := found[good.ID]; len(got.Aliases) != 2 || got.GP != 12_50 || got.Breaks[0].Price != 9_00 || len(found) != len(s.Goods)+1 {
		t.Errorf("read back %+v", got)
	}
	lots, err := s.Balances(ctx, good.ID)
	if err != nil || len(lots) != 1 || lots[0].OwnerID != testkit.Farmer || lots[0].Qty != 7*qty.One || lots[0].Expires != "2027-01-01" {
		t.Errorf("lots %+v %v", lots, err)
	}
	days, err := s.Expiring(ctx, "2027-01-31")
	if err != nil || days[good.ID] != "2027-01-01" || days[paste.ID] != "2026-12-31" {
		t.Errorf("expiring %v %v", days, err)
	}
	history, total, err := s.History(ctx, paste.ID, 0, 2)
	if err != nil || total != 3 || len(history) != 2 || history[0].OnHand != 60*qty.One || history[1].OnHand != 40*qty.One || history[0].Kind != ledger.MoveReceive {
		t.Errorf("history %+v %v", history, err)
	}
	_, _, err = s.History(ctx, paste.ID, 0, 0)
	wantCode(t, err, "limit_invalid")
	s.CheckOK(t)
}

func TestPeopleStayOutsideTheChain(t *testing.T) {
	s := testkit.New(t)
	found, err := s.Party(ctx, testkit.Customer)
	must(t, err)
	found.Phone = "081 234 5678"
	must(t, s.SaveParties(ctx, found))
	if again, _ := s.Party(ctx, testkit.Customer); again.Phone != "0812345678" {
		t.Errorf("phone %q", again.Phone)
	}
	rows, err := s.Writer().Query("SELECT body FROM event")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var body string
		must(t, rows.Scan(&body))
		if strings.Contains(body, found.Name) || strings.Contains(body, "0812345678") {
			t.Errorf("personal data in the chain: %s", body)
		}
	}
	_, err = s.Party(ctx, id.Party{15: 99})
	wantCode(t, err, "customer_unknown")
	if customers, err := s.Parties(ctx, "customer"); err != nil || len(customers) != 1 {
		t.Errorf("customers %v %v", customers, err)
	}
}

// TestPrivateSettingsStayOutOfTheChain: an event says that a phone or an id changed, never what it is, and
// the shop reads and audits as if it did.
func TestPrivateSettingsStayOutOfTheChain(t *testing.T) {
	s := testkit.New(t)
	private := map[string]string{"promptpay.id": "0812345678", "promptpay.name": "นางสมศรี ใจดี", "shop.phone": "0898765432",
		"shop.address": "99 หมู่ 3 ต.แม่แรม", "shop.tax_id": "3100600445635"}
	must(t, s.SaveSettings(ctx, private))
	must(t, s.SaveSettings(ctx, map[string]string{"shop.phone": "0811111111", "shop.name": "ร้านป้าศรี"}))
	before := counts(t, s)
	must(t, s.SaveSettings(ctx, map[string]string{"shop.phone": "0811111111"}))
	if counts(t, s) != before {
		t.Error("a setting as it was is written again")
	}
	private["shop.phone"] = "0811111111"
	set, err := s.Settings(ctx)
	must(t, err)
	for key, want := range private {
		if set.Get(key) != want {
			t.Errorf("%s is %q, want %q", key, set.Get(key), want)
		}
		for _, text := range []string{want, "0898765432"} {
			var said int
			must(t, s.Writer().QueryRow("SELECT count(*) FROM event WHERE instr(CAST(body AS TEXT), ?)", text).Scan(&said))
			if said > 0 {
				t.Errorf("%q stands in an event for ever", text)
			}
		}
		var told int
		must(t, s.Writer().QueryRow("SELECT count(*) FROM event WHERE instr(CAST(body AS TEXT), ?)", `"key":"`+key+`"`).Scan(&told))
		if told == 0 {
			t.Errorf("no event says that %s changed", key)
		}
	}
	s.CheckOK(t)
}
