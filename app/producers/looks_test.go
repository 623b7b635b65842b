package producers

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// shown is the stall as its picture is stored: a settled round of the bees, and new sales.
func shown(t testing.TB) *shop.Shop {
	t.Helper()
	s, clock := stall(t, 4)
	accounts, err := s.ProducerAccounts(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Settle(ctx, consign.Request{Until: "2026-11-20", Producers: []consign.Wanted{{ID: id.New[id.Settlement](), ProducerID: accounts[0].ID}}}); err != nil {
		t.Fatal(err)
	}
	clock.Move(72 * time.Hour)
	honey, err := productNamed(s, "น้ำผึ้ง")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.CloseShift(ctx, selling.CloseRequest{}, false); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		clock.Move(time.Hour)
		sell(t, s, honey)
	}
	if _, err := s.SaveTerms(ctx, consign.Terms{ProducerID: accounts[0].ID, Kind: ledger.Consign, GP: 15_00, From: "2026-12-01"}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestScreenLooksAsStored(t *testing.T) {
	b := open(t, usual, shown(t))
	b.Window.Canvas().Unfocus()
	b.settle(t)
	test.AssertImageMatches(t, "producers.png", b.Window.Canvas().Capture())
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	s := shown(t)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s)
			b.Look(t, v, "producers")
			for _, tab := range []string{"papers", "terms", "goods"} {
				b.page.turn(1)
				b.Look(t, v, "producers-"+tab)
			}
			b.page.settle()
			b.settle(t)
			b.Look(t, v, "settlement")
			b.page.settleAll()
			b.settle(t)
			b.Look(t, v, "settle-all")
			b.page.openPaper("A-ST-2569-000001")
			b.settle(t)
			b.Look(t, v, "round")
			b.page.payPaper(b.page.model.detail.papers[0], "กลุ่มเลี้ยงผึ้งลี้", func() {})
			b.Look(t, v, "payout")
			for _, a := range b.page.model.all {
				if a.PromptPay != "" {
					b.page.showCode(a.ID, 2720_00, "A-ST-2569-000002", func() {})
				}
			}
			b.settle(t)
			b.Look(t, v, "code")
			newForm(b.page, b.page.model.all[3].Party).open()
			b.Look(t, v, "producer-form")
			b.page.editTerms(b.page.model.detail.terms[0])
			b.Look(t, v, "terms-form")
			dialog := b.page.printStatement(b.page.model.detail.open)
			b.Settle(t, dialog.Working)
			b.Look(t, v, "statement")
			b.page.showTab(tabTerms)
			b.Look(t, v, "terms")
			dialog = b.page.printAgreement()
			b.Settle(t, dialog.Working)
			b.Look(t, v, "agreement")
		})
	}
}

func TestEmptyScreenTeaches(t *testing.T) {
	s, _ := stall(t, 0)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			open(t, v, s).Look(t, v, "producers-none")
		})
	}
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := open(t, usual, shown(t))
	b.Save(t, folder, "producers")
	b.page.settle()
	b.settle(t)
	b.Save(t, folder, "settlement")
}
