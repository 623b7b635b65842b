package shop

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// beforeAsks is the last schema in which papers of an order asked each for itself, beforeGone the last in which they took what
// receipts tell for what the books have.
const (
	beforeAsks = 24
	beforeGone = 26
)

// A shop of that schema, whose papers of orders stand as that program had worked out, is right once it was opened. The
// migrations since can be run a second time, for they change no table; one that does needs a dump here, as in store/testdata.
func TestPapersOfOrdersAreRestatedWithASchema(t *testing.T) {
	s := community(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	first := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, 1).Number}})
	second := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, 2).Number}})
	bundle := issue(t, s, PaperAsk{Kind: papers.Billing, Of: []string{first.Number, second.Number}})
	atCounter(t, s, order.Content.CustomerID, 300_00)
	dir := s.Dir
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, dir, "UPDATE paper_state SET received_satang = 0, left_satang = (SELECT due_satang FROM paper WHERE id = paper_id) WHERE left_satang > 0",
		"DROP INDEX event_vat", "PRAGMA user_version = "+strconv.Itoa(beforeAsks))
	s, err := Open(context.Background(), dir, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	rows, _, err := s.OfficePapers(t.Context(), OfficePaperQuery{Open: true, Limit: 10})
	left := map[string]money.Satang{}
	for n := range rows {
		left[rows[n].Number] = rows[n].Left
	}
	if err != nil || left[first.Number] != 235_00 || left[second.Number] != 535_00 || left[bundle.Number] != 770_00 {
		t.Errorf("%v, %v", left, err)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// So is one of the last schema in which they did not ask again for money of a receipt that went back.
func TestMoneyThatWentBackIsRestatedWithASchema(t *testing.T) {
	s := community(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(100)), 5, 2)
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: sankang})
	issue(t, s, receiptOf(invoice.Number, 1070_00))
	givesBack(t, s, order, 400_00)
	dir := s.Dir
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, dir, "UPDATE paper_state SET received_satang = 107000, left_satang = 0 WHERE left_satang > 0", "PRAGMA user_version = "+strconv.Itoa(beforeGone))
	s, err := Open(context.Background(), dir, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	owedAgain(t, s, order, invoice, "opened", 400_00)
}

// rewrite changes a shop's file behind its back.
func rewrite(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, dbName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, one := range statements {
		if done, err := db.Exec(one); err != nil {
			t.Fatal(one, err)
		} else if rows, err := done.RowsAffected(); err == nil && rows == 0 && one[0] == 'U' {
			t.Fatal("nothing changed by", one)
		}
	}
}
