//go:build window

package journey

import (
	"bytes"
	"context"
	"os"
	"path/filepath"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// keyed is what a person did, in money, worked out from the price list alone.
type keyed struct {
	bills, refunds  int
	cash, promptPay money.Satang
}

func prices(goods ...*catalog.Product) (sum money.Satang) {
	for _, product := range goods {
		sum += product.Price
	}
	return sum
}

// plainGoods lists what sells at its list price, by the piece, by one scan, and is there.
func plainGoods(ctx context.Context, s *shop.Shop) (plain []*catalog.Product, err error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	facts, err := s.Prices(ctx)
	if err != nil {
		return nil, err
	}
	stock, err := s.Sellable(ctx)
	if err != nil {
		return nil, err
	}
	for _, product := range index.All() {
		scans := len(product.Codes) > 0 && len(product.Codes[0].Code) == 13 && product.Codes[0].Pack == qty.One
		if !scans || product.Weighed || product.Alcohol || product.Archived || product.IsSet() || product.HasVariants || stock[product.ID] < 5*qty.One {
			continue
		}
		quote, err := selling.Price(facts, &selling.Cart{Lines: []selling.CartLine{{ProductID: product.ID, Qty: qty.One}}})
		if err != nil {
			return nil, err
		}
		if quote.Total == product.Price {
			plain = append(plain, product)
		}
	}
	return plain, nil
}

// pieces counts the pieces on open bills of a state.
func (d *drive) pieces(state string) int {
	drafts, err := d.shop.Drafts(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	count := 0
	for _, draft := range drafts {
		if draft.State == state {
			for _, line := range draft.Cart.Lines {
				count += int(line.Qty / qty.One)
			}
		}
	}
	return count
}

func (d *drive) untilPieces(state string, count int) {
	d.t.Helper()
	d.until("pieces on a bill that is "+state, func() bool { return d.pieces(state) == count })
}

// bills gives the bills of today, newest first.
func (d *drive) bills() []shop.BillRow {
	d.t.Helper()
	day, err := d.shop.Today(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	rows, _, err := d.shop.Bills(d.ctx, day, 0, 50)
	if err != nil {
		d.t.Fatal(err)
	}
	return rows
}

// sold waits for the next bill of the day, holds its lines against what was keyed, and reads its receipt.
func (d *drive) sold(method string, goods ...*catalog.Product) {
	d.t.Helper()
	number := d.next(method, prices(goods...), goods)
	d.keyed.bills++
	d.t.Logf("%s: %s by %s", number, i18n.Baht(prices(goods...)), method)
}

// gaveBack is sold for goods that come back.
func (d *drive) gaveBack(method string, product *catalog.Product) {
	d.t.Helper()
	number := d.next(method, -product.Price, []*catalog.Product{product})
	d.keyed.refunds++
	d.t.Logf("%s: %s back by %s", number, i18n.Baht(product.Price), method)
}

// next waits for the next bill of the day and holds it against what was keyed.
func (d *drive) next(method string, total money.Satang, goods []*catalog.Product) (number string) {
	d.t.Helper()
	count := d.keyed.bills + d.keyed.refunds + 1
	d.until("the next bill", func() bool { return len(d.bills()) >= count })
	rows := d.bills()
	bill, err := d.shop.Bill(d.ctx, rows[0].ID)
	if err != nil {
		d.t.Fatal(err)
	}
	if len(rows) != count || bill.Total != total || len(bill.Lines) != len(goods) || rows[0].Methods != method {
		d.t.Fatalf("bill %d of %d is %s by %s with %d lines, keyed were %s by %s and %d", len(rows), count,
			i18n.Baht(bill.Total), rows[0].Methods, len(bill.Lines), i18n.Baht(total), method, len(goods))
	}
	for n, line := range bill.Lines {
		if line.ProductID != goods[n].ID || line.Qty.Abs() != qty.One {
			d.t.Errorf("line %d is %s %s, keyed was one %s", n, line.Qty, line.Name, goods[n].Name)
		}
	}
	switch method {
	case selling.Cash:
		d.keyed.cash += total
	case selling.PromptPay:
		d.keyed.promptPay += total
	}
	return bill.Number
}

// receipt waits for the files of the newest bill's receipt: the very dots that the shop draws for that bill,
// as a picture and as a printer takes them.
func (d *drive) receipt() {
	d.t.Helper()
	bill, err := d.shop.Bill(d.ctx, d.bills()[0].ID)
	if err != nil {
		d.t.Fatal(err)
	}
	slip, err := d.shop.Receipt(d.ctx, bill, shop.ReceiptOptions{Lang: i18n.Thai, Drawer: true})
	if err != nil {
		d.t.Fatal(err)
	}
	picture, err := slip.PNG()
	if err != nil {
		d.t.Fatal(err)
	}
	commands, err := slip.ESCPOS()
	if err != nil {
		d.t.Fatal(err)
	}
	for ending, wanted := range map[string][]byte{".png": picture, ".escpos": commands} {
		file := filepath.Join(d.shop.Dir, "receipts", bill.Number+ending)
		d.until("the receipt "+file, func() bool {
			got, err := os.ReadFile(file)
			return err == nil && bytes.Equal(got, wanted)
		})
	}
}

// closed waits until the shift is closed with the cash that was keyed, and counted so.
func (d *drive) closed(counted money.Satang) {
	d.t.Helper()
	d.until("the shift to close", func() bool {
		open, err := d.shop.CurrentShift(d.ctx)
		return err == nil && open == nil
	})
	last, err := d.shop.LastShift(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	if last.Close.Expected != d.keyed.cash || last.Close.Counted != counted || last.Sold != d.keyed.cash+d.keyed.promptPay {
		d.t.Errorf("the shift expected %s, counted %s and sold %s; keyed were %s, %s and %s", i18n.Baht(last.Close.Expected),
			i18n.Baht(last.Close.Counted), i18n.Baht(last.Sold), i18n.Baht(d.keyed.cash), i18n.Baht(counted), i18n.Baht(d.keyed.cash+d.keyed.promptPay))
	}
	d.until("the backup of the close", func() bool { return !d.shop.LastBackup().IsZero() })
}

// addsUp holds the day's figures against what was keyed, and lets the program audit the file.
func (d *drive) addsUp() {
	d.t.Helper()
	today, err := d.shop.Today(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	day, err := d.shop.Day(d.ctx, today)
	if err != nil {
		d.t.Fatal(err)
	}
	got := keyed{bills: day.Bills, refunds: day.Refunds}
	for _, method := range day.Methods {
		switch method.Method {
		case selling.Cash:
			got.cash = method.Total
		case selling.PromptPay:
			got.promptPay = method.Total
		default:
			d.t.Errorf("nobody paid by %s", method.Method)
		}
	}
	if got != d.keyed || day.Total != d.keyed.cash+d.keyed.promptPay || day.Discount != 0 {
		d.t.Errorf("the day has %+v, total %s, discount %s; keyed was %+v", got, i18n.Baht(day.Total), i18n.Baht(day.Discount), d.keyed)
	}
	if out, err := d.command("check", "--shop", d.shop.Dir).CombinedOutput(); err != nil {
		d.t.Errorf("check: %v\n%s", err, out)
	}
}
