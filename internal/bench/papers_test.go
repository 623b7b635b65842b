package bench

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
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
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// The limits of papers in a shop with many, in milliseconds.
const (
	maxPapers  = 100
	maxIssue   = 100 // of one paper, to its PDF on disk
	manyPapers = 100_000
)

// TestPapers measures the list of papers in a shop with many, and that issuing stays quick beside them. The many are
// written straight into the tables, as issuing writes them.
func TestPapers(t *testing.T) {
	if wanted().dir == "" {
		t.Skip("make bench")
	}
	made := manyPapersShop(t)
	heading(fmt.Sprintf("The list of %d papers", manyPapers))
	s, ctx := openCopy(t, made), context.Background()
	page := func(query shop.OfficePaperQuery) func(int) {
		return func(int) {
			query.Limit = 50
			if rows, total, err := s.OfficePapers(ctx, query); err != nil || total == 0 || len(rows) == 0 {
				t.Fatalf("%+v: %d, %v", query, total, err)
			}
		}
	}
	spread(t, "first page of all", times(50, page(shop.OfficePaperQuery{})), maxPapers, "")
	spread(t, "the last page of all", times(20, page(shop.OfficePaperQuery{Offset: manyPapers - 50})), maxPapers, "")
	benchPaperScreen(t, s)
	benchIssue(t, s)
}

// benchPaperScreen reads what the screen of papers asks for with each of its filters: a page, and how many there are of
// each kind.
func benchPaperScreen(t *testing.T, s *shop.Shop) {
	t.Helper()
	type query = shop.OfficePaperQuery
	ctx, random, today := context.Background(), rand.New(rand.NewPCG(8, 9)), clock.DayOf(s.Clock())
	from, to := dayOf(0).Add(300), dayOf(0).Add(330)
	notes := []papers.Kind{papers.CreditNote, papers.DebitNote}
	name := func() string { return agency(random.IntN(agencies)) }
	part := func() string {
		return []string{"โรงเรียน", "บ้านหนอง", "เทศบาล"}[random.IntN(3)]
	}
	for _, asked := range []struct {
		name  string
		query func() query
	}{
		{"all", func() query { return query{} }},
		{"one kind", func() query { return query{Kind: papers.Invoice} }},
		{"kinds of which there is none", func() query { return query{Kinds: notes} }},
		{"open", func() query { return query{Open: true} }},
		{"overdue", func() query { return query{Overdue: today} }},
		{"void", func() query { return query{Void: true} }},
		{"a month", func() query { return query{From: from, To: to} }},
		{"a month of one kind, open", func() query { return query{From: from, To: to, Kind: papers.Invoice, Open: true} }},
		{"a buyer's whole name", func() query { return query{Search: name()} }},
		{"a part of buyers' names", func() query { return query{Search: part()} }},
		{"one letter", func() query { return query{Search: "น"} }},
		{"a number", func() query { return query{Search: fmt.Sprintf("A-IV-2569-%06d", 1+random.IntN(manyPapers/10))} }},
		{"the end of a number", func() query { return query{Search: fmt.Sprintf("%06d", 1+random.IntN(manyPapers/10))} }},
		{"what nothing is found by", func() query { return query{Search: "ไม่มีใครชื่อนี้"} }},
		{"a whole name of one kind", func() query { return query{Search: name(), Kind: papers.Invoice} }},
		{"a part of kinds of which there is none", func() query { return query{Search: part(), Kinds: notes} }},
		{"a part, open", func() query { return query{Search: part(), Open: true} }},
		{"a part, void", func() query { return query{Search: part(), Void: true} }},
		{"a part in a month", func() query { return query{Search: part(), From: from, To: to} }},
	} {
		spread(t, "page and counts: "+asked.name, times(30, func(int) {
			q := asked.query()
			q.Limit = 100
			if _, _, _, err := s.OfficePapersByKind(ctx, q); err != nil {
				t.Fatalf("%+v: %v", q, err)
			}
		}), maxPapers, "")
	}
}

// benchIssue issues papers beside the many: typed ones, and chains that are made from each other.
func benchIssue(t *testing.T, s *shop.Shop) {
	t.Helper()
	price, ctx := money.Satang(350_00), context.Background()
	buyer := papers.Buyer{Name: agency(0), Address: "1 หมู่ 2", TaxID: "0994000165501", Branch: "00000", Kind: papers.Government}
	issue := func(ask shop.PaperAsk) *shop.IssuedPaper {
		issued, err := s.IssuePaper(ctx, ask)
		if err != nil {
			t.Fatal(err)
		}
		return issued
	}
	var invoices []string
	spread(t, "issue an invoice, to its PDF", times(100, func(int) {
		invoices = append(invoices, issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: buyer, Lines: []shop.PaperLine{{Name: "ชุดของขวัญ", Qty: qty.Pieces(60), Price: &price}}}).Number)
	}), maxIssue, "")
	spread(t, "issue a receipt of it, to its PDF", times(50, func(n int) {
		issue(shop.PaperAsk{Kind: papers.Receipt, Of: invoices[n : n+1], Payments: []papers.Payment{{Method: "transfer", Amount: 60 * price}}})
	}), maxIssue, "")
	for n := len(invoices); n < 350; n++ {
		invoices = append(invoices, issue(shop.PaperAsk{Kind: papers.Invoice, Buyer: buyer, Lines: []shop.PaperLine{{Name: "ชุดของขวัญ", Qty: qty.Pieces(1), Price: &price}}}).Number)
	}
	var note *shop.IssuedPaper
	report(t, figure{"a billing note over 300 invoices, to its PDF", millis(func() {
		note = issue(shop.PaperAsk{Kind: papers.Billing, Of: invoices[50:]})
	}), "ms", 0, ""})
	report(t, figure{"the receipt of it, to its PDF", millis(func() {
		issue(shop.PaperAsk{Kind: papers.Receipt, Of: []string{note.Number}, Payments: []papers.Payment{{Method: "transfer", Amount: note.Sums.Due}}})
	}), "ms", 0, ""})
	report(t, figure{"what is owed by papers, by customer and age", median(times(5, func(int) {
		if _, err := s.Receivables(ctx, clock.DayOf(s.Clock())); err != nil {
			t.Fatal(err)
		}
	})), "ms", 0, ""})
}

// agencies is how many buyers there are.
const agencies = 4_000

// agency names a buyer.
func agency(n int) string {
	kinds := []string{"โรงเรียนบ้าน", "องค์การบริหารส่วนตำบล", "โรงพยาบาลส่งเสริมสุขภาพตำบล", "เทศบาลตำบล"}
	places := []string{"หนองบัว", "สันกลาง", "ดอนแก้ว", "ป่าซาง", "ห้วยขะยุง", "พังขว้าง", "ท่าวังทอง", "แม่ใส"}
	return fmt.Sprintf("%s%s ที่ %d", kinds[n%len(kinds)], places[n/len(kinds)%len(places)], n)
}

// dayOf gives the day on the papers of the n-th sale: two years of them.
func dayOf(sale int) clock.Day {
	return clock.Day("2026-01-05").Add(sale * 360 / (manyPapers / 5))
}

func manyPapersShop(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(wanted().dir, fmt.Sprintf("papers-%d-%s", manyPapers, schema(t)))
	if shop.Exists(dir) {
		return dir
	}
	part := dir + ".part"
	if err := os.RemoveAll(part); err != nil {
		t.Fatal(err)
	}
	s, err := shop.Demo(t.Context(), part, shop.DemoOptions{Products: 200, Bills: 100, Seed: 1}, clock.System, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := openFile(t, filepath.Join(part, "shop.db"))
	if err := errors.Join(writePapers(db), db.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(part, dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// paperWriter writes papers as the store does when it issues them, but for the chain of events.
type paperWriter struct {
	tx    *sql.Tx
	err   error
	seq   int
	bills int
	facts papers.Facts
	order id.Order // that papers are of, none = of no order
}

func newPaperWriter(tx *sql.Tx) (*paperWriter, error) {
	shape, err := papers.ParseShape(papers.DefaultShape, papers.ResetYear, 1)
	last := map[papers.Series]int{}
	return &paperWriter{tx: tx, seq: 1_000_000, facts: papers.Facts{Letter: "A", Shape: shape,
		NextNo: func(series papers.Series) (int, error) { last[series]++; return last[series], nil }}}, err
}

// writePapers writes sales of five papers each: quotation, delivery note, invoice, receipt, and a tax invoice of another
// sale. Every tenth invoice is not paid, every fiftieth quotation is void.
func writePapers(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	w, err := newPaperWriter(tx)
	if err != nil {
		return err
	}
	for sale := range manyPapers / 5 {
		w.sale(sale, agency(sale*7%agencies))
	}
	return errors.Join(w.err, tx.Commit())
}

func (w *paperWriter) write(query string, args ...any) {
	if w.err == nil {
		_, w.err = w.tx.Exec(query, args...)
	}
}

// state is what the list shows of a paper, beside what it is.
type state struct {
	void, followed bool
	received, left money.Satang
}

func (w *paperWriter) sale(n int, office string) {
	w.facts.Day = dayOf(n)
	w.facts.At = ledger.Millis(1_700_000_000_000 + n*60_000)
	seller := papers.Seller{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", TaxID: "0105536112014", Branch: "00000", Kind: papers.Juristic, VAT: true}
	buyer := papers.Buyer{Name: office, Address: fmt.Sprintf("%d หมู่ 1\nต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", n%300), TaxID: "0994000165501", Branch: "00000", Kind: papers.Government}
	request := func(kind papers.Kind, refs ...papers.Ref) *papers.Request {
		r := &papers.Request{Kind: kind, ID: id.New[id.Paper](), Seller: seller, Buyer: buyer, Refs: refs,
			Signatures: []papers.Signature{{Role: "buyer"}, {Role: "seller", Name: "นางแสงดา ใจงาม", Position: "ประธาน"}}}
		for line := range 1 + n%4 {
			r.Lines = append(r.Lines, papers.Line{Name: fmt.Sprintf("ชุดของขวัญปีใหม่ แบบที่ %d", line+1), Note: "ผ้าพันคอ 2 ผืน, น้ำผึ้งดอกลำไย 1 ขวด", Unit: "ชุด",
				Qty: qty.Pieces(1 + n%60), Price: 350_00, VATClass: catalog.VATStandard})
		}
		return r
	}
	void, unpaid := n%50 == 7, n%10 == 3
	quotation := request(papers.Quotation)
	quotation.Valid = w.facts.Day.Add(30)
	offered := w.issue(quotation, state{void: void, followed: !void})
	delivery := w.issue(request(papers.Delivery), state{followed: true})
	invoice := request(papers.Invoice, delivery.Self(""))
	if !void {
		invoice.Refs = append(invoice.Refs, papers.Ref{Source: papers.FromOrder, Number: orderNumber(n), Role: "order"})
	}
	invoice.DueDay = w.facts.Day.Add(30)
	asked := state{followed: !unpaid}
	total := money.Times(350_00, qty.Pieces((1+n%60)*(1+n%4)))
	if asked.received = total; unpaid {
		asked.received, asked.left = 0, total
	}
	billed := w.issue(invoice, asked)
	payments := []papers.Payment{{Method: "transfer", Amount: total}}
	receipt := request(papers.Receipt, billed.Self(""))
	if unpaid {
		receipt.Refs = nil
	}
	receipt.Payments = payments
	w.issue(receipt, state{})
	both := request(papers.TaxInvoice)
	both.With, both.Payments = []papers.Kind{papers.Receipt}, payments
	w.issue(both, state{})
	if void {
		w.write("INSERT INTO paper_void VALUES (1, ?, 0, ?, NULL, NULL, ?, ?, 'ลูกค้าขอแก้จำนวน')", w.seq, offered.ID, w.facts.Day, w.facts.At)
		w.seq++
	}
}

func (w *paperWriter) issue(request *papers.Request, stands state) *papers.Paper {
	if w.err != nil {
		return &papers.Paper{}
	}
	outcome, err := papers.Issue(&w.facts, request)
	if err != nil {
		w.err = err
		return &papers.Paper{}
	}
	p := outcome.Paper
	body := p.Encode()
	sum := sha256.Sum256(body)
	w.write("INSERT INTO paper VALUES (1, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, ?)", w.seq, p.ID, p.Kind, p.Number, p.Series.Letter, p.Series.Type,
		p.Series.Period, p.No, p.Date, p.Day, p.At, w.order, p.Sums.Total, p.Sums.Due, p.Sums.VAT, hex.EncodeToString(sum[:]), request.Hash())
	w.write("INSERT INTO paper_word VALUES (?, 1, ?, 0, ?, ?, ?, ?)", p.At, w.seq, p.ID, p.Kind, p.Date, thai.Fold(p.Number)+" "+thai.Fold(p.Buyer.Name))
	w.seq++
	w.write("INSERT INTO paper_body VALUES (?, ?, ?, ?)", p.ID, string(body), p.Buyer.Name, thai.Fold(p.Buyer.Name))
	for n, ref := range p.Refs {
		w.write("INSERT INTO paper_ref VALUES (?, ?, ?, ?, ?)", p.ID, n, ref.Source, ref.Number, ref.Role)
	}
	until := p.DueDay
	if p.Kind == papers.Quotation {
		until = p.Valid
	}
	w.write("INSERT INTO paper_state VALUES (?, ?, ?, ?, 0, ?, ?)", p.ID, stands.void, stands.followed, stands.received, stands.left, until)
	return p
}
