package shop

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// TestAnAgreementHoldsWhatStands: terms by date that hold or will, and what stands on goods that none of them
// is about; nothing that was withdrawn or has ended.
func TestAnAgreementHoldsWhatStands(t *testing.T) {
	s, producer, consigned, _ := village(t)
	ctx, day := t.Context(), s.Clock().AddDate(0, 0, -40)
	agree := func(terms consign.Terms) consign.Terms {
		t.Helper()
		terms.ProducerID = producer.ID
		saved, err := s.SaveTerms(ctx, terms)
		must(t, err)
		return saved
	}
	said := func(only id.Terms, lang i18n.Lang) string {
		t.Helper()
		papers, err := s.AgreementPapers(ctx, producer.ID, only, lang)
		return pagesSay(t, papers, err)
	}
	if all := said(id.Terms{}, i18n.Thai); !strings.Contains(all, consigned.SKU) || strings.Contains(all, "{") {
		t.Errorf("what stands on the goods is missing: %s", all)
	}
	soon := agree(consign.Terms{Kind: ledger.Consign, GP: 14_00, From: clock.DayOf(s.Clock().AddDate(0, 0, 3))})
	if all := said(id.Terms{}, i18n.English); !strings.Contains(all, "14%") || !strings.Contains(all, "30%") || !strings.Contains(all, "before") {
		t.Errorf("terms that begin soon: %s", all)
	}
	soon.Off = true
	agree(soon)
	agree(consign.Terms{Kind: ledger.Consign, GP: 11_00, From: clock.DayOf(day), To: clock.DayOf(day.AddDate(0, 0, 5))}) // has ended
	off := agree(consign.Terms{Kind: ledger.Consign, GP: 12_00, Category: "ผ้า", From: clock.DayOf(day)})
	off.Off = true
	agree(off)
	agree(consign.Terms{Kind: ledger.Consign, GP: 13_00, WithVAT: true, Bears: ledger.ShopBears, From: clock.DayOf(s.Clock())})
	fixed := agree(consign.Terms{Kind: ledger.Fixed, Fixed: money.Baht(77), ProductID: consigned.ID, From: clock.DayOf(s.Clock().AddDate(0, 0, 9))})
	for _, want := range []string{"13%", "77"} { // terms on the goods themselves count no more
		if all := said(id.Terms{}, i18n.Thai); !strings.Contains(all, want) || strings.Contains(all, "30%") {
			t.Errorf("%s is missing in %s", want, all)
		}
	}
	all := said(id.Terms{}, i18n.English)
	for want, there := range map[string]bool{"13%": true, "with VAT": true, "The shop bears discounts": true, "77": true, consigned.SKU: true, "11%": false, "12%": false, "{": false} {
		if strings.Contains(all, want) != there {
			t.Errorf("%q there: %v, want %v in %s", want, !there, there, all)
		}
	}
	one := said(fixed.ID, i18n.Thai)
	if strings.Contains(one, "13%") || !strings.Contains(one, "77") {
		t.Errorf("one agreement says %s", one)
	}
	_, err := s.AgreementPapers(ctx, producer.ID, id.New[id.Terms](), i18n.Thai)
	wantFault(t, err, "terms_missing")
	_, err = s.AgreementPapers(ctx, id.New[id.Party](), id.Terms{}, i18n.Thai)
	wantFault(t, err, "producer_unknown")
}
