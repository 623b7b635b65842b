package store_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

var firm = papers.Seller{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง", TaxID: "0105536112014", Branch: "00000", Kind: papers.Juristic, VAT: true}

var office = papers.Buyer{Name: "องค์การบริหารส่วนตำบลสันกลาง", Address: "99 หมู่ 1", TaxID: "0994000165501", Branch: "00000", Kind: papers.Government}

// asked is a request for a paper over one line of gift sets.
func asked(kind papers.Kind, pieces int, refs ...papers.Ref) *papers.Request {
	request := &papers.Request{Kind: kind, Seller: firm, Buyer: office, Refs: refs,
		Lines: []papers.Line{{Name: "ชุดของขวัญ", Qty: qty.Pieces(pieces), Unit: "ชุด", Price: 107_00, VATClass: catalog.VATStandard}}}
	if kind == papers.Quotation {
		request.Valid = clock.DayOf(testkit.Morning).Add(30)
	}
	return request
}

func issuePaper(t testing.TB, s *testkit.Shop, request *papers.Request) *papers.Paper {
	t.Helper()
	outcome, _, err := s.IssuePaper(ctx, id.New[id.Paper](), func() (*papers.Request, store.PaperLink, error) { return request, store.PaperLink{}, nil })
	if err != nil {
		t.Fatalf("%s: %v", request.Kind, err)
	}
	return outcome.Paper
}

// The chain of an office's papers: each knows what became of it, and nothing can be taken out from under another.
func TestPapersStandByEachOther(t *testing.T) {
	s := testkit.New(t)
	note := issuePaper(t, s, asked(papers.Delivery, 60))
	invoice := issuePaper(t, s, asked(papers.Invoice, 60, note.Self("")))
	if note.Number != "A-DN-2569-000001" || invoice.Number != "A-IV-2569-000001" {
		t.Errorf("%s, %s", note.Number, invoice.Number)
	}
	found, err := s.PaperNumbered(ctx, " a-dn-๒๕๖๙-๐๐๐๐๐๑")
	must(t, err)
	if !found.Fate.Followed || found.StateOf(found.Fate, found.Date) != papers.Stands || found.Buyer.Name != office.Name {
		t.Errorf("%+v", found.Fate)
	}
	wantCode(t, s.VoidPaper(ctx, note.ID, "ผิด", nil), "paper_followed")
	lines, refs, err := papers.OverInvoices("th", papers.Receipt, []papers.Open{{Paper: invoice, Left: 2000_00}})
	must(t, err)
	receipt := asked(papers.Receipt, 1, refs...)
	receipt.Lines, receipt.Payments = lines, []papers.Payment{{Method: "transfer", Amount: 2000_00}}
	paid := issuePaper(t, s, receipt)
	rows, total, err := s.Papers(ctx, store.PaperQuery{Open: true, Limit: 10})
	must(t, err)
	if total != 1 || rows[0].Left != 4420_00 || rows[0].Received != 2000_00 || rows[0].Buyer != office.Name {
		t.Errorf("%d open: %+v", total, rows)
	}
	wantCode(t, s.VoidPaper(ctx, invoice.ID, "ผิด", nil), "paper_followed")
	wantCode(t, s.VoidPaper(ctx, paid.ID, " ", nil), "reason_missing")
	must(t, s.VoidPaper(ctx, paid.ID, "เช็คเด้ง", nil))
	wantCode(t, s.VoidPaper(ctx, paid.ID, "เช็คเด้ง", nil), "paper_void_already")
	if rows, _, err = s.Papers(ctx, store.PaperQuery{Open: true, Limit: 10}); err != nil || rows[0].Left != 6420_00 {
		t.Errorf("after the void: %+v, %v", rows, err)
	}
	if next := issuePaper(t, s, receipt); next.No != 2 {
		t.Errorf("a void gave its number away: %s", next.Number)
	}
	s.CheckOK(t)
}

// The same id again is the same paper, with another request it is refused; a refusal takes no number.
func TestAPaperIsIssuedOnce(t *testing.T) {
	s := testkit.New(t)
	paper := id.New[id.Paper]()
	build := func(pieces int) func() (*papers.Request, store.PaperLink, error) {
		return func() (*papers.Request, store.PaperLink, error) {
			return asked(papers.Invoice, pieces), store.PaperLink{}, nil
		}
	}
	first, replayed, err := s.IssuePaper(ctx, paper, build(2))
	if err != nil || replayed {
		t.Fatal(replayed, err)
	}
	again, replayed, err := s.IssuePaper(ctx, paper, build(2))
	if err != nil || !replayed || !bytes.Equal(again.Paper.Encode(), first.Paper.Encode()) {
		t.Errorf("%v, %v", replayed, err)
	}
	_, _, err = s.IssuePaper(ctx, paper, build(3))
	wantCode(t, err, "paper_id_used")
	bad := asked(papers.TaxInvoice, 1)
	bad.Buyer.TaxID = ""
	_, _, err = s.IssuePaper(ctx, id.New[id.Paper](), func() (*papers.Request, store.PaperLink, error) { return bad, store.PaperLink{}, nil })
	if !fault.Is(err, "buyer_tax_id_missing") {
		t.Error(err)
	}
	if next := issuePaper(t, s, asked(papers.TaxInvoice, 1)); next.No != 1 {
		t.Errorf("the refusal left a gap: %s", next.Number)
	}
}

// What was printed first stays, whoever prints it later, and copies are counted.
func TestTheFirstPrintStays(t *testing.T) {
	s := testkit.New(t)
	paper := issuePaper(t, s, asked(papers.Invoice, 1))
	if pdf, err := s.PaperPDF(ctx, paper.ID); err != nil || pdf != nil {
		t.Fatal(pdf, err)
	}
	must(t, s.KeepPDF(ctx, paper.ID, []byte("first")))
	must(t, s.KeepPDF(ctx, paper.ID, []byte("second")))
	if pdf, err := s.PaperPDF(ctx, paper.ID); err != nil || string(pdf) != "first" {
		t.Errorf("%q, %v", pdf, err)
	}
	for want := range 3 {
		if kept, err := s.Paper(ctx, paper.ID); err != nil || kept.Out != want || kept.Copies() != max(want-1, 0) {
			t.Errorf("%d times: %+v, %v", want, kept, err)
		}
		if rows, _, err := s.Papers(ctx, store.PaperQuery{Limit: 1}); err != nil || rows[0].Out != want {
			t.Errorf("%d times: %+v, %v", want, rows, err)
		}
		_, err := s.CountPrint(ctx, paper.Number)
		must(t, err)
	}
	for _, query := range []string{"UPDATE paper_body SET buyer = 'x'", "DELETE FROM paper_body", "UPDATE paper_print SET pdf = x'00'", "DELETE FROM paper_print"} {
		if _, err := s.Writer().Exec(query); err == nil {
			t.Errorf("%s went through", query)
		}
	}
}

// Many at once take numbers without a gap and without a double.
func TestPaperNumbersWithoutAGap(t *testing.T) {
	s := testkit.New(t)
	var all sync.WaitGroup
	for n := range 40 {
		all.Add(1)
		go func() {
			defer all.Done()
			issuePaper(t, s, asked([]papers.Kind{papers.Invoice, papers.Delivery}[n%2], 1+n))
		}()
	}
	all.Wait()
	s.CheckOK(t)
	for _, kind := range []papers.Kind{papers.Invoice, papers.Delivery} {
		rows, total, err := s.Papers(ctx, store.PaperQuery{Kind: kind, Limit: 100})
		must(t, err)
		seen := map[int]bool{}
		for _, row := range rows {
			seen[row.No] = true
		}
		if total != 20 || len(seen) != 20 || !seen[1] || !seen[20] {
			t.Errorf("%s: %d papers, %d numbers", kind, total, len(seen))
		}
	}
}

// Credit notes never pass their invoice, also when two are written at one moment.
func TestCreditNotesNeverPassTheirInvoice(t *testing.T) {
	s := testkit.New(t)
	invoice := issuePaper(t, s, asked(papers.TaxInvoice, 10))
	credit := func(pieces int) error {
		_, _, err := s.IssuePaper(ctx, id.New[id.Paper](), func() (*papers.Request, store.PaperLink, error) {
			request := asked(papers.CreditNote, pieces)
			request.Corrects, request.Reason, request.ReasonCode = invoice, "ของชำรุด", papers.ReasonCodes(papers.CreditNote)[0]
			made, err := s.PapersMadeFrom(ctx, invoice.Number)
			for _, note := range made {
				if note.Void == nil {
					request.Notes = append(request.Notes, note.Paper)
				}
			}
			return request, store.PaperLink{}, err
		})
		return err
	}
	var all sync.WaitGroup
	var lock sync.Mutex
	taken := 0
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			err := credit(3)
			lock.Lock()
			defer lock.Unlock()
			if err == nil {
				taken++
			} else if !fault.Is(err, "credit_above_invoice") {
				t.Error(err)
			}
		}()
	}
	all.Wait()
	if taken != 3 {
		t.Errorf("%d notes of three pieces over an invoice of ten", taken)
	}
	found, err := s.Paper(ctx, invoice.ID)
	if must(t, err); found.Fate.Credited != money.Satang(3*3*107_00) {
		t.Errorf("%+v", found.Fate)
	}
	s.CheckOK(t)
}

// check finds whatever was changed about papers, and names it.
func TestCheckFindsTamperedPapers(t *testing.T) {
	path := testkit.Copy(t)
	s := testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	note := issuePaper(t, s, asked(papers.Delivery, 6))
	invoice := issuePaper(t, s, asked(papers.Invoice, 6, note.Self("")))
	receipt := asked(papers.Receipt, 6, invoice.Self(""))
	receipt.Payments = []papers.Payment{{Method: "transfer", Amount: 6 * 107_00}}
	issuePaper(t, s, receipt)
	must(t, s.VoidPaper(ctx, issuePaper(t, s, asked(papers.Invoice, 2)).ID, "ผิด", nil))
	must(t, s.KeepPDF(ctx, invoice.ID, []byte("%PDF-1.7 the invoice")))
	_, err := s.CountPrint(ctx, invoice.Number)
	must(t, err)
	s.CheckOK(t)
	must(t, s.Close())
	file, err := os.ReadFile(path)
	must(t, err)
	for name, query := range map[string]string{
		"a name on a paper":          "UPDATE paper_body SET body = replace(body, 'ชุดของขวัญ', 'ชุดของฝาก')",
		"a sum on a paper":           "UPDATE paper_body SET body = replace(body, '64200', '64300')",
		"a paper's body gone":        "DELETE FROM paper_body WHERE paper_id = (SELECT id FROM paper WHERE kind = 'receipt')",
		"a body of no paper":         "INSERT INTO paper_body SELECT randomblob(16), body, buyer, word FROM paper_body LIMIT 1",
		"a buyer in the list":        "UPDATE paper_body SET buyer = 'x'",
		"what it is found by":        "UPDATE paper_word SET word = 'x'",
		"under what kind":            "UPDATE paper_word SET kind = 'receipt'",
		"on what day":                "UPDATE paper_word SET date = '2027-01-01'",
		"as which paper":             "UPDATE paper_word SET id = randomblob(16)",
		"not found":                  "DELETE FROM paper_word WHERE seq = (SELECT max(seq) FROM paper_word)",
		"a number":                   "UPDATE paper SET number = 'A-IV-2569-000009', no = 9 WHERE kind = 'invoice' AND no = 2",
		"a paper gone":               "DELETE FROM paper WHERE kind = 'invoice' AND no = 1",
		"a void gone":                "DELETE FROM paper_void",
		"a void's reason":            "UPDATE paper_void SET reason = 'x'",
		"paid in the list":           "UPDATE paper_state SET received_satang = 0 WHERE received_satang > 0",
		"owed in the list":           "UPDATE paper_state SET left_satang = left_satang + 1",
		"due in the list":            "UPDATE paper_state SET due_day = '2027-01-01'",
		"no state":                   "DELETE FROM paper_state",
		"what it was made from":      "UPDATE paper_ref SET number = 'A-DN-2569-000007'",
		"what it was made from gone": "DELETE FROM paper_ref",
		"its file":                   "UPDATE paper_print SET pdf = CAST('%PDF-1.7 another' AS BLOB)",
		"its file gone":              "DELETE FROM paper_print",
		"its file and its hash gone": "DELETE FROM paper_print; DELETE FROM paper_kept",
		"a file's hash":              "UPDATE paper_kept SET pdf_hash = 'x'",
	} {
		t.Run(name, func(t *testing.T) {
			if found := trouble(tampered(t, file, query)); found == "" || strings.HasPrefix(found, "the audit itself fails") {
				t.Errorf("nobody notices: %s", found)
			}
		})
	}
}

// The list is narrowed by kind, state and day, and counts by kind what it would show of each.
func TestPapersAreNarrowed(t *testing.T) {
	s := testkit.New(t)
	issuePaper(t, s, asked(papers.Quotation, 1))
	owed := asked(papers.Invoice, 1)
	owed.DueDay = clock.DayOf(testkit.Morning).Add(7)
	invoice := issuePaper(t, s, owed)
	both := asked(papers.TaxInvoice, 1)
	both.With, both.Payments = []papers.Kind{papers.Receipt}, []papers.Payment{{Method: "cash", Amount: 107_00}}
	paid := issuePaper(t, s, both)
	bought := asked(papers.PurchaseOrder, 1)
	bought.Order = papers.BuyerOrder{Number: "กค 12/2569"}
	issuePaper(t, s, bought)
	void := issuePaper(t, s, asked(papers.TaxInvoice, 1))
	must(t, s.VoidPaper(ctx, void.ID, "ผิด", nil))

	numbers := func(q store.PaperQuery) (list []string) {
		q.Limit = 100
		rows, total, err := s.Papers(ctx, q)
		must(t, err)
		if total != len(rows) {
			t.Errorf("%+v: %d of %d", q, len(rows), total)
		}
		for n := range rows {
			list = append(list, rows[n].Number)
		}
		return list
	}
	tax := []papers.Kind{papers.TaxInvoice, papers.Abbreviated}
	due := owed.DueDay
	for _, c := range []struct {
		name string
		q    store.PaperQuery
		want []string
	}{
		{"tax papers", store.PaperQuery{Kinds: tax}, []string{void.Number, paid.Number}},
		{"void", store.PaperQuery{Void: true}, []string{void.Number}},
		{"void quotations", store.PaperQuery{Void: true, Kinds: []papers.Kind{papers.Quotation}}, nil},
		{"owed", store.PaperQuery{Open: true}, []string{invoice.Number}},
		{"due today", store.PaperQuery{Overdue: due}, nil},
		{"due yesterday", store.PaperQuery{Overdue: due.Add(1)}, []string{invoice.Number}},
		{"the month before", store.PaperQuery{To: clock.DayOf(testkit.Morning).Add(-1)}, nil},
	} {
		if got := numbers(c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	rows, _, err := s.Papers(ctx, store.PaperQuery{Limit: 100})
	must(t, err)
	for n := range rows {
		row := &rows[n]
		if row.ID == paid.ID && !slices.Equal(row.With, paid.With) || row.ID != paid.ID && row.With != nil || (row.BuyerNo == "กค 12/2569") != (row.Number == "") {
			t.Errorf("%+v", row)
		}
	}
	_, _, counts, err := s.PapersByKind(ctx, store.PaperQuery{Kinds: tax, Limit: 1})
	must(t, err)
	if counts[papers.TaxInvoice] != 2 || counts[papers.Quotation] != 1 || counts[papers.PurchaseOrder] != 1 || len(counts) != 4 {
		t.Errorf("counts %v", counts)
	}
	for _, limit := range []int{1, 2} { // a page that is full, and one that holds all
		if _, _, counts, err = s.PapersByKind(ctx, store.PaperQuery{Void: true, Limit: limit}); err != nil || counts[papers.TaxInvoice] != 1 || len(counts) != 1 {
			t.Errorf("counts %v, %v", counts, err)
		}
	}
}

// A shop that was a branch all along, before numbers named any, goes on with the numbers it had.
func TestABranchOfOldKeepsItsNumbers(t *testing.T) {
	s := testkit.New(t)
	branch := firm
	branch.Branch = "00002"
	issueAt := func(set, want string) {
		t.Helper()
		must(t, s.SaveSettings(ctx, map[string]string{"shop.branch": set}))
		request := asked(papers.Invoice, 1)
		request.Seller = branch
		if made := issuePaper(t, s, request); made.Number != want {
			t.Errorf("branch %q gave %s, not %s", set, made.Number, want)
		}
	}
	issueAt("", "A-IV-2569-000001") // as all were numbered before
	issueAt("00002", "A-IV-2569-000002")
	issueAt("00000", "A-00000-IV-2569-000001")
	issueAt("00002", "A-IV-2569-000003")
	s.CheckOK(t)
}
