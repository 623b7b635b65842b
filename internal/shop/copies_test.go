package shop

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
)

// numbered gives how the two kinds of numbered papers are laid out anew.
func numbered(t *testing.T, s *Shop) map[string]func() Papers {
	t.Helper()
	ctx := t.Context()
	producer, err := s.SaveProducer(ctx, Party{Name: "ปิ่น"})
	must(t, err)
	product := addGoods(t, s, "P1", 95_00, 0)
	product.ProducerID, product.Terms, product.GP = producer.ID, ledger.Consign, 30_00
	product, err = s.SaveProduct(ctx, product, Opening{})
	must(t, err)
	taken, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived, Producer: producer.ID,
		Items: []stock.Item{{ProductID: product.ID, Qty: qty.Pieces(5)}}})
	must(t, err)
	sell(t, s, product, qty.One, selling.Cash)
	settled, err := s.SettleAll(ctx, clock.DayOf(s.Clock()), "", "")
	must(t, err)
	return map[string]func() Papers{
		FormStock: func() Papers {
			paper, err := s.StockPaper(ctx, taken.ID)
			must(t, err)
			papers, err := s.PaperOfStock(ctx, paper, OnA4, i18n.Thai)
			must(t, err)
			return papers
		},
		FormStatement: func() Papers {
			st, err := s.SettlementStatement(ctx, settled.Papers[0].ID.String())
			must(t, err)
			papers, err := s.StatementPapers(ctx, st, StatementRoll, i18n.Thai)
			must(t, err)
			return papers
		},
	}
}

// TestReprintsSayThatTheyAreCopies: of two originals one is a forgery. What certainly did not come out is no print.
func TestReprintsSayThatTheyAreCopies(t *testing.T) {
	s := newTestShop(t, Params{})
	set(t, s, DocumentPrinter, "file:"+t.TempDir())
	set(t, s, ReceiptPrinter, "file:"+t.TempDir())
	for form, lay := range numbered(t, s) {
		first := lay()
		if said := pagesSay(t, first, nil); strings.Contains(said, "สำเนา") {
			t.Errorf("%s: the original says %s", form, said)
		}
		queued, err := s.PrintPapers(t.Context(), first)
		must(t, err)
		_, err = s.PrintPapers(t.Context(), first) // laid out before the first went out
		wantFault(t, err, "printed_meanwhile")
		if said := pagesSay(t, lay(), nil); !strings.Contains(said, "สำเนา ครั้งที่ 1") {
			t.Errorf("%s: the second says %s", form, said)
		}
		must(t, s.CancelJob(t.Context(), queued.Jobs[0]))
		if said := pagesSay(t, lay(), nil); strings.Contains(said, "สำเนา") {
			t.Errorf("%s: nothing came out, and still %s", form, said)
		}
		queued, err = s.PrintPapers(t.Context(), lay())
		must(t, err)
		must(t, s.PrintNow(t.Context(), queued.Jobs...))
		must(t, s.PrintJobAgain(t.Context(), queued.Jobs[0], i18n.Thai))
		if said := pagesSay(t, lay(), nil); !strings.Contains(said, "สำเนา ครั้งที่ 2") {
			t.Errorf("%s: after a reprint of the job: %s", form, said)
		}
	}
}

// TestPapersInOneRunAreCountedEach: all are counted or, where one is a copy already, none.
func TestPapersInOneRunAreCountedEach(t *testing.T) {
	s := newTestShop(t, Params{})
	set(t, s, DocumentPrinter, "file:"+t.TempDir())
	set(t, s, ReceiptPrinter, "file:"+t.TempDir())
	lay := numbered(t, s)[FormStatement]
	one := lay()
	other := one
	other.Of = "A-ST-2569-000099"
	run := Together("statements", []Papers{other, one})
	queued, err := s.PrintPapers(t.Context(), run)
	must(t, err)
	if len(queued.Jobs) != 2 || len(run.Pages) != 2 {
		t.Errorf("%d jobs of %d pages", len(queued.Jobs), len(run.Pages))
	}
	other.Of = "A-ST-2569-000098"
	_, err = s.PrintPapers(t.Context(), Together("statements", []Papers{other, one}))
	wantFault(t, err, "printed_meanwhile")
	for number, want := range map[string]int{one.Of: 1, "A-ST-2569-000099": 1, "A-ST-2569-000098": 0} {
		if times, err := s.db.Printed(t.Context(), number); err != nil || times != want {
			t.Errorf("%s was printed %d times, want %d, %v", number, times, want, err)
		}
	}
}
