package store_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// offered issues papers for the list: two schools' invoices, one of them to be paid by a day, and a quotation.
func offered(t *testing.T, s *testkit.Shop) (first, second, third *papers.Paper) {
	t.Helper()
	school := func(kind papers.Kind, name string) *papers.Request {
		request := asked(kind, 2)
		request.Buyer.Name = name
		return request
	}
	due := school(papers.Invoice, "โรงเรียนบ้านหนองบัว")
	due.DueDay = clock.DayOf(testkit.Morning).Add(30)
	return issuePaper(t, s, due), issuePaper(t, s, school(papers.Invoice, "โรงเรียนบ้านดอนแก้ว")), issuePaper(t, s, school(papers.Quotation, "Café หนองบัว"))
}

// Papers are found by parts of their number and of their buyer's name, however they are typed, and all filters hold together.
func TestPapersAreFound(t *testing.T) {
	s := testkit.New(t)
	first, second, third := offered(t, s)
	day := clock.DayOf(testkit.Morning)
	for name, c := range map[string]struct {
		query store.PaperQuery
		want  []*papers.Paper
	}{
		"all, the newest first":   {store.PaperQuery{}, []*papers.Paper{third, second, first}},
		"by a name":               {store.PaperQuery{Search: "โรงเรียนบ้านหนองบัว"}, []*papers.Paper{first}},
		"by the middle of a name": {store.PaperQuery{Search: "หนองบัว"}, []*papers.Paper{third, first}},
		"by several parts":        {store.PaperQuery{Search: "บัว โรงเรียน"}, []*papers.Paper{first}},
		"without a tone mark":     {store.PaperQuery{Search: "บานดอนแกว"}, []*papers.Paper{second}},
		"in capitals":             {store.PaperQuery{Search: "CAFÉ"}, []*papers.Paper{third}},
		"by a number":             {store.PaperQuery{Search: "a-iv-2569-000002"}, []*papers.Paper{second}},
		"by Thai digits":          {store.PaperQuery{Search: "๐๐๐๐๐๒"}, []*papers.Paper{second}},
		"by number and name":      {store.PaperQuery{Search: "QT บัว"}, []*papers.Paper{third}},
		"with signs of queries":   {store.PaperQuery{Search: "%"}, nil},
		"a part and a kind":       {store.PaperQuery{Search: "หนองบัว", Kind: papers.Invoice}, []*papers.Paper{first}},
		"a part that is open":     {store.PaperQuery{Search: "หนองบัว", Open: true}, []*papers.Paper{first}},
		"open":                    {store.PaperQuery{Open: true}, []*papers.Paper{second, first}},
		"not due on its last day": {store.PaperQuery{Overdue: day.Add(30)}, nil},
		"overdue":                 {store.PaperQuery{Overdue: day.Add(31)}, []*papers.Paper{first}},
		"of some days":            {store.PaperQuery{From: day, To: day}, []*papers.Paper{third, second, first}},
		"of other days":           {store.PaperQuery{To: day.Add(-1)}, nil},
	} {
		c.query.Limit = 10
		rows, total, err := s.Papers(ctx, c.query)
		if err != nil || total != len(c.want) || !slices.EqualFunc(rows, c.want, func(row store.PaperRow, p *papers.Paper) bool { return row.ID == p.ID }) {
			t.Errorf("%s: %d found, %v", name, total, err)
		}
	}
	for offset, want := range []int{2, 2, 1, 0} {
		rows, total, err := s.Papers(ctx, store.PaperQuery{Offset: offset, Limit: 2})
		if err != nil || total != 3 || len(rows) != want {
			t.Errorf("from %d: %d of %d, %v", offset, len(rows), total, err)
		}
		kinds := store.PaperQuery{Search: "โรงเรียน", Kinds: []papers.Kind{papers.Invoice, papers.Receipt}, Offset: offset, Limit: 1}
		rows, total, counts, err := s.PapersByKind(ctx, kinds)
		if err != nil || total != 2 || len(rows) != max(min(2-offset, 1), 0) || counts[papers.Invoice] != 2 || len(counts) != 1 {
			t.Errorf("invoices from %d: %d of %d, %v, %v", offset, len(rows), total, counts, err)
		}
	}
	if _, _, err := s.Papers(ctx, store.PaperQuery{}); err == nil {
		t.Error("a page without a limit")
	}
}

// Papers that were issued before they were found by words are found too.
func TestPapersOfBeforeAreFound(t *testing.T) {
	s := testkit.New(t)
	first, _, _ := offered(t, s)
	file := filepath.Join(t.TempDir(), "shop.db")
	must(t, s.Snapshot(ctx, file))
	db, err := sql.Open("sqlite", file)
	must(t, err)
	_, err = db.Exec("DROP TABLE paper_word; DROP INDEX paper_number_typed; DROP INDEX sales_order_channel_no")
	must(t, err)
	for _, name := range []string{"0018_paper_words", "0021_paper_words_by_kind"} {
		migration, err := os.ReadFile("migrations/" + name + ".sql")
		must(t, err)
		_, err = db.Exec(string(migration))
		must(t, err)
	}
	must(t, db.Close())
	old, err := store.Open(context.Background(), file, clock.Fixed(testkit.Morning))
	must(t, err)
	defer old.Close()
	rows, total, err := old.Papers(ctx, store.PaperQuery{Search: "iv โรงเรียนบ้านหนองบัว", Kind: papers.Invoice, Open: true, From: first.Date, To: first.Date, Limit: 10})
	if err != nil || total != 1 || rows[0].Number != first.Number {
		t.Errorf("%d found, %v", total, err)
	}
	if found, err := old.PaperNumbered(ctx, "a-iv-2569-000001"); err != nil || found.ID != first.ID {
		t.Error(err)
	}
}

// Orders of offices are found by their papers, the newest first, however many older ones match as well.
func TestTheNewestOfficeOrderIsFound(t *testing.T) {
	s := testkit.New(t)
	school := func(channel string) id.Order {
		order := ordered([]ledger.OrderLine{orderLine(s, 0, 1)}, ordering.PayTransfer)
		order.Channel, order.Person.Name = channel, "โรงเรียน"
		_, err := s.AddOrder(ctx, order)
		must(t, err)
		return order.ID
	}
	school(ordering.Line)
	of := school(ordering.Government)
	for _, order := range []id.Order{of, school(ordering.Line)} {
		_, _, err := s.IssuePaper(ctx, id.New[id.Paper](), func() (*papers.Request, store.PaperLink, error) {
			return asked(papers.Invoice, 1), store.PaperLink{OrderID: order}, nil
		})
		must(t, err)
	}
	file := filepath.Join(t.TempDir(), "shop.db")
	must(t, s.Snapshot(ctx, file))
	db, err := sql.Open("sqlite", file)
	must(t, err)
	_, err = db.Exec(`WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 1000)
		INSERT INTO paper_word SELECT at - many.n, till, seq, w.n, id, kind, date, word FROM paper_word w, many WHERE seq = (SELECT min(seq) FROM paper_word)`)
	must(t, err)
	must(t, db.Close())
	many, err := store.Open(ctx, file, clock.Fixed(testkit.Morning))
	must(t, err)
	defer many.Close()
	for text, want := range map[string]int{"สันกลาง": 2, "A-IV-2569-000002": 1, "โรงเรียน": 2, "โรงเรียน สันกลาง": 0} {
		rows, total, _, err := many.OfficeOrders(ctx, store.OfficeQuery{Search: text, Limit: 10})
		if err != nil || total != want || len(rows) != want {
			t.Errorf("%s: %d of %d, %v", text, len(rows), total, err)
		}
	}
}
