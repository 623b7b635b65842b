//go:build window

package journey

import (
	"image"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// maker is a producer whose goods the journey follows, and what was done with the two of them.
type maker struct {
	shop.Party
	goods  [2]*catalog.Product
	had    [2]qty.Qty // before any of it
	came   [2]qty.Qty
	sold   [2]qty.Qty
	lost   [2]qty.Qty // not found when they were counted
	earned money.Satang
}

// TestGoodsOfAProducer follows goods from the producer's hands to the producer's money: they come in and get
// their tags, are sold, are counted while more is sold, and the round is closed and paid from the drawer.
func TestGoodsOfAProducer(t *testing.T) {
	d := start(t, false)
	d.see(says("welcome.practice_do"), anywhere)
	d.press("1")
	d.enterPractice()
	d.beside("set", "printer.document", "file:papers")
	d.closeOldRounds()
	m := d.maker()
	d.receive(m)
	d.sellOf(m, 0, 1)
	d.sellOf(m, 0)
	d.countBlind(m)
	d.settleAndPay(m)
	d.onShelf(m)
	d.addsUp()
}

// beside does one command on the shop that the window has open, as another program beside it.
func (d *drive) beside(args ...string) {
	d.t.Helper()
	if out, err := d.command(append(args, "--shop", d.shop.Dir)...).CombinedOutput(); err != nil {
		d.t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// closeOldRounds settles what the practice shop sold before, so that the round of the journey holds nothing else.
func (d *drive) closeOldRounds() {
	d.t.Helper()
	today, err := d.shop.Today(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	d.beside("settle", "--all", "--until", string(today), "--pay", consign.Transfer)
}

// maker finds a producer with two plain goods on consignment, on no terms but those of the goods.
func (d *drive) maker() *maker {
	d.t.Helper()
	people, err := d.shop.Producers(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, party := range people {
		terms, err := d.shop.TermsOf(d.ctx, party.ID)
		if err != nil {
			d.t.Fatal(err)
		}
		m, found := &maker{Party: party}, 0
		for _, product := range d.goods {
			if product.ProducerID == party.ID && product.Terms == ledger.Consign && found < len(m.goods) {
				m.goods[found], m.had[found] = product, d.onHand(product)
				found++
			}
		}
		if found == len(m.goods) && len(terms) == 0 {
			d.t.Logf("%s: %s and %s", party.Name, m.goods[0].Name, m.goods[1].Name)
			return m
		}
	}
	d.t.Fatal("no producer has two goods on consignment")
	return nil
}

func (d *drive) onHand(product *catalog.Product) qty.Qty {
	d.t.Helper()
	rows, err := d.shop.Stock(d.ctx, []id.Product{product.ID})
	if err != nil {
		d.t.Fatal(err)
	}
	return rows[0].OnHand
}

// receive scans what came, the second product while the first one's quantity is typed, and prints the tags and
// the paper for the producer, on a sheet and on the roll.
func (d *drive) receive(m *maker) {
	d.t.Helper()
	m.came = [2]qty.Qty{qty.Pieces(6), qty.Pieces(4)}
	d.press("ctrl+4")
	d.see(says("products.import"), shelf)
	d.press("F5")
	d.see(says("stockpage.title_receive"), anywhere)
	d.scannedBy("the first product", m.goods[0], d.shows(onPaper(1, 1), anywhere), "F2", "ctrl+a", "BackSpace")
	d.press("F5", "6")
	d.see(onPaper(1, 6), anywhere)
	d.scannedBy("the second product", m.goods[1], d.shows(onPaper(2, 7), anywhere), "F5", "ctrl+a", "6")
	d.press("F5", "4")
	d.see(onPaper(2, 10), anywhere)
	d.press("ctrl+Return")
	paper := d.paper(ledger.TypeReceived, 2)
	d.see(says("stockpage.posted", fault.Values{"number": paper.Number}), anywhere)
	if paper.ProducerID != m.ID || paper.Lines[0].Qty != m.came[0] || paper.Lines[1].Qty != m.came[1] {
		d.t.Errorf("the paper %s of %s is %+v", paper.Number, paper.Producer.Name, paper.Lines)
	}
	d.prints("papers/tags.pdf", "F9")
	d.prints("papers/"+paper.Number+".pdf", "ctrl+p")
	d.prints("receipts/"+paper.Number+".png", "ctrl+p", "F6")
	d.press("Return")
	d.gone(says("stockpage.posted", fault.Values{"number": paper.Number}))
}

func onPaper(lines, pieces int) string {
	return says("stockpage.sums", fault.Values{"lines": lines, "pieces": qty.Pieces(pieces)})
}

// paper waits for the newest paper of a kind, of so many lines.
func (d *drive) paper(kind string, lines int) (paper *shop.StockPaper) {
	d.t.Helper()
	d.until("the paper", func() bool {
		rows, _, err := d.shop.StockPapers(d.ctx, shop.StockPaperQuery{Types: []string{kind}, Limit: 1})
		if err != nil || len(rows) == 0 {
			return false
		}
		paper, err = d.shop.StockPaper(d.ctx, rows[0].ID)
		return err == nil && len(paper.Lines) == lines
	})
	return paper
}

// prints opens the dialog that prints, by keys, prints, and waits for the file.
func (d *drive) prints(name string, keys ...string) {
	d.t.Helper()
	d.press(keys[0])
	d.see(says("papers.keep"), anywhere)
	d.press(keys[1:]...)
	d.press("ctrl+p")
	d.until(name, func() bool {
		file, err := os.ReadFile(filepath.Join(d.shop.Dir, filepath.FromSlash(name)))
		return err == nil && len(file) > 1000
	})
	d.gone(says("papers.keep"))
}

// sellOf sells one of each product named, for cash.
func (d *drive) sellOf(m *maker, which ...int) {
	d.t.Helper()
	d.press("ctrl+1")
	d.see(says("till.tab.bill"), pane)
	goods := []*catalog.Product{}
	for n, product := range which {
		d.scanned("a product of the producer", m.goods[product], d.onBill(n+1))
		goods = append(goods, m.goods[product])
		m.sold[product] += qty.One
		m.earned += share(d.t, m.goods[product])
	}
	d.payExactly()
	d.sold(selling.Cash, goods...)
}

// share is the producer's part of one piece that was sold at its price, without rounding.
func share(t *testing.T, product *catalog.Product) money.Satang {
	t.Helper()
	shops := int64(product.Price) * int64(product.GP)
	if shops%10_000 != 0 {
		t.Fatalf("%s: the shop's part of %s is no whole satang", product.SKU, i18n.Baht(product.Price))
	}
	return product.Price - money.Satang(shops/10_000)
}

// countBlind counts both products, one piece of the first being gone, and sells one more before the sheet is
// closed: the sale is not taken for another missing piece.
func (d *drive) countBlind(m *maker) {
	d.t.Helper()
	d.press("ctrl+4")
	d.see(says("products.import"), shelf)
	d.press("F6")
	d.see(says("stockpage.new_count"), anywhere)
	d.press("ctrl+n")
	d.see(says("stockpage.name"), anywhere)
	d.press("Return")
	d.see(says("stockpage.nothing_counted"), pane)
	m.lost[0] = qty.One
	for n, product := range m.goods {
		there := d.onHand(product) - m.lost[n]
		d.scannedBy("a product on the shelf", product, func() bool { return len(d.entries()) == n+1 }, "F2", "ctrl+a", "BackSpace")
		d.see(product.Name, pane)
		d.press("F5")
		d.press(digits(there)...)
		d.press("Return")
		d.until("what was counted", func() bool { entries := d.entries(); return len(entries) == n+1 && entries[0].Qty == there })
	}
	first := m.goods[0]
	against := says("stockpage.against", fault.Values{"expected": d.onHand(first), "counted": d.onHand(first) - qty.One, "unit": first.Unit})
	if d.shows(against, anywhere)() {
		d.t.Errorf("who counts sees %q", against)
	}
	d.sellOf(m, 0)
	d.press("ctrl+4")
	d.see(says("products.import"), shelf)
	d.press("F6")
	d.see(says("stockpage.state_open"), anywhere)
	d.press("Return")
	d.see(first.Name, shelf)
	d.press("F8")
	d.see(against, shelf)
	d.press("ctrl+Return")
	d.see(says("stockpage.post_text", fault.Values{"right": 1, "off": 1}), anywhere)
	d.press("Return")
	paper := d.paper(ledger.TypeCounted, 2)
	d.see(says("stockpage.posted", fault.Values{"number": paper.Number}), anywhere)
	for n, line := range paper.Lines {
		which := n
		if line.ProductID != m.goods[n].ID {
			which = 1 - n
		}
		if line.ProductID != m.goods[which].ID || line.Expected-line.Qty != m.lost[which] {
			d.t.Errorf("%s: %s counted of %s", line.Name, line.Qty, line.Expected)
		}
	}
	d.press("Return")
	d.gone(says("stockpage.posted", fault.Values{"number": paper.Number}))
}

// entries are those of the only count sheet, newest first.
func (d *drive) entries() []stock.Entry {
	d.t.Helper()
	sheets, _, err := d.shop.Counts(d.ctx, 0, 1)
	if err != nil || len(sheets) != 1 {
		d.t.Fatalf("%d count sheets, %v", len(sheets), err)
	}
	entries, _, err := d.shop.CountEntries(d.ctx, sheets[0].ID, 0, 10)
	if err != nil {
		d.t.Fatal(err)
	}
	return entries
}

func digits(quantity qty.Qty) (keys []string) {
	for _, digit := range strconv.FormatInt(int64(quantity/qty.One), 10) {
		keys = append(keys, string(digit))
	}
	return keys
}

// settleAndPay finds the producer by telephone, closes the round, pays it from the drawer, and prints the statement.
func (d *drive) settleAndPay(m *maker) {
	d.t.Helper()
	d.press("ctrl+6")
	d.see(says("producers.new"), anywhere)
	d.press("F2")
	phone := m.Phone
	for _, digit := range phone[max(0, len(phone)-4):] {
		d.typed(string(digit))
	}
	d.see(i18n.BahtSign(m.earned), pane.Union(shelf)) // no other producer is shown, and all was read
	d.see(m.goods[1].Name, anywhere)
	d.press("F8")
	d.see(says("producers.settle_one", fault.Values{"name": m.Name}), anywhere)
	d.see(i18n.BahtSign(m.earned), anywhere)
	d.press("Return")
	var paper shop.Settlement
	d.until("the round to be paid", func() bool {
		papers, err := d.shop.Settlements(d.ctx, m.ID)
		if err != nil || len(papers) == 0 || papers[0].Payable != m.earned {
			return false
		}
		paper = papers[0]
		return true
	})
	d.see(says("producers.copy"), anywhere)
	d.prints("papers/"+paper.Number+".pdf", "ctrl+p")
	d.press("Escape")
	d.gone(says("producers.copy"))
	statement, err := d.shop.SettlementStatement(d.ctx, paper.Number)
	if err != nil {
		d.t.Fatal(err)
	}
	if sums := statement.Sums; sums.Sold != d.keyed.cash || sums.Earned != m.earned || paper.Left() != 0 || len(statement.Payouts) != 1 ||
		statement.Payouts[0].Method != consign.Cash || statement.Payouts[0].Amount != m.earned {
		d.t.Errorf("the round %s is %+v with %+v; the producer earned %s of %s", paper.Number, sums, statement.Payouts, i18n.Baht(m.earned), i18n.Baht(d.keyed.cash))
	}
	shift, err := d.shop.CurrentShift(d.ctx)
	if err != nil || shift == nil {
		d.t.Fatalf("no shift is open, %v", err)
	}
	if expected := shift.Drawer.Expected(); expected != d.keyed.cash-m.earned {
		d.t.Errorf("the drawer should hold %s, not %s less the %s paid", i18n.Baht(expected), i18n.Baht(d.keyed.cash), i18n.Baht(m.earned))
	}
}

// onShelf holds what lies there against what came, went and was not found.
func (d *drive) onShelf(m *maker) {
	d.t.Helper()
	for n, product := range m.goods {
		if want := m.had[n] + m.came[n] - m.sold[n] - m.lost[n]; d.onHand(product) != want {
			d.t.Errorf("%s: %s on hand, there should be %s", product.Name, d.onHand(product), want)
		}
	}
}

// shows tells whether a text is on the screen now.
func (d *drive) shows(text string, in image.Rectangle) func() bool {
	return func() bool {
		d.screen.look()
		return len(d.screen.find(text, in)) > 0
	}
}

// gone waits until a text is no longer on the screen.
func (d *drive) gone(text string) {
	d.t.Helper()
	d.until("the end of "+text, func() bool { return !d.shows(text, anywhere)() })
}
