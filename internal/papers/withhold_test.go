package papers_test

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// The vector of facts/thai.md §4.3: 10,700 with VAT are 10,000, less 1 % are 10,600 received.
func TestWithheldOfGoods(t *testing.T) {
	paper := issue(t, facts(t), ask(papers.Invoice, of("ชุดของขวัญ", 1, money.Baht(10_700))))
	if w := paper.Withheld; w == nil || w.Base != money.Baht(10_000) || w.Tax != money.Baht(100) || w.After != money.Baht(10_600) || w.Rate != 100 {
		t.Errorf("%+v", paper.Withheld)
	}
	if paper.Sums.Due != money.Baht(10_700) || paper.Sums.VAT != money.Baht(700) {
		t.Errorf("it changed the sums: %+v", paper.Sums)
	}
	if base, exact := papers.BaseOf(money.Baht(10_600), 700, 100); base != money.Baht(10_000) || !exact {
		t.Errorf("back: %s, %v", base, exact)
	}
}

func TestWhoWithholds(t *testing.T) {
	for name, c := range map[string]struct {
		buyer, seller       string
		base, due, contract money.Satang
		want                money.Satang
	}{
		"a firm from 500":              {papers.Government, papers.Juristic, money.Baht(500), money.Baht(535), 0, 500},
		"a firm below":                 {papers.Government, papers.Juristic, 49_999, 53_499, 0, 0},
		"a person from 10,000":         {papers.Government, papers.Individual, money.Baht(10_000), money.Baht(10_000), 0, money.Baht(100)},
		"a person below":               {papers.Government, papers.Individual, 999_999, 999_999, 0, 0},
		"a part of a large order":      {papers.Government, papers.Individual, money.Baht(3000), money.Baht(3000), money.Baht(30_000), money.Baht(30)},
		"a small part of a firm's":     {papers.Government, papers.Juristic, 49_999, 53_499, money.Baht(30_000), 0},
		"a company buys goods":         {papers.Company, papers.Juristic, money.Baht(50_000), money.Baht(53_500), 0, 0},
		"a person buys":                {papers.Person, papers.Juristic, money.Baht(50_000), money.Baht(53_500), 0, 0},
		"nobody said what the shop is": {papers.Government, "", money.Baht(50_000), money.Baht(53_500), 0, 0},
		"half a satang goes up":        {papers.Government, papers.Juristic, 50_050, 53_554, 0, 501},
		"nothing":                      {papers.Government, papers.Juristic, 0, 0, 0, 0},
	} {
		w := papers.Withhold(today, c.buyer, c.seller, c.base, c.due, c.contract)
		got := money.Satang(0)
		if w != nil {
			got = w.Tax
			if w.After != c.due-w.Tax {
				t.Errorf("%s: after %s", name, w.After)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// From any base to what is received and back.
func TestBaseIsFoundFromWhatWasReceived(t *testing.T) {
	draw := rand.New(rand.NewPCG(12, 2569))
	for _, vat := range []money.Basis{0, 700} {
		for range 5000 {
			base := money.Satang(draw.Int64N(100_000_000))
			got := base + base.Percent(vat) - base.Percent(100)
			found, exact := papers.BaseOf(got, vat, 100)
			if !exact || found+found.Percent(vat)-found.Percent(100) != got || (found-base).Abs() > 1 {
				t.Fatalf("%s at %s: found %s, %v", base, vat, found, exact)
			}
		}
	}
	inexact := 0
	for got := money.Satang(10_000); got < 10_200; got++ {
		if _, exact := papers.BaseOf(got, 700, 100); !exact {
			inexact++
		}
	}
	if inexact == 0 || inexact > 20 {
		t.Errorf("%d of 200 sums come of no base", inexact)
	}
}

func receipt(certificate *papers.Certificate) *papers.Request {
	request := ask(papers.Receipt, of("ชุดของขวัญ", 1, money.Baht(10_700)))
	request.Certificate = certificate
	paid := money.Baht(10_700)
	if certificate != nil {
		paid -= certificate.Amount
	}
	request.Payments = []papers.Payment{{Method: "transfer", Amount: paid}}
	return request
}

func TestCertificates(t *testing.T) {
	f := facts(t)
	good := papers.Certificate{Number: "7/2569", Date: today, Amount: money.Baht(100), Picture: "images/50bis.jpg"}
	paper := issue(t, f, receipt(&good))
	if w := paper.Withheld; w.Certificate == nil || *w.Certificate != good || w.After != money.Baht(10_600) || len(paper.History) != 0 {
		t.Errorf("%+v", w)
	}
	for name, c := range map[string]struct {
		spoil       func(*papers.Certificate)
		code, field string
	}{
		"no number":   {func(c *papers.Certificate) { c.Number = " " }, "certificate_number_missing", "certificate.number"},
		"no date":     {func(c *papers.Certificate) { c.Date = "" }, "date_missing", "certificate.date"},
		"tomorrow":    {func(c *papers.Certificate) { c.Date = clock.Day(today).Add(1) }, "date_ahead", "certificate.date"},
		"no sum":      {func(c *papers.Certificate) { c.Amount = 0 }, "amount_not_positive", "certificate.amount"},
		"above":       {func(c *papers.Certificate) { c.Amount = money.Baht(10_701) }, "certificate_above_sum", "certificate.amount"},
		"sum differs": {func(c *papers.Certificate) { c.Amount = money.Baht(107) }, "certificate_differs", "certificate.amount"},
	} {
		t.Run(name, func(t *testing.T) {
			bad := good
			c.spoil(&bad)
			_, err := papers.Issue(f, receipt(&bad))
			refused(t, err, c.code, c.field)
		})
	}
	differs := good
	differs.Amount = money.Baht(107)
	request := receipt(&differs)
	request.Yes = []string{"certificate_differs"}
	paper = issue(t, f, request)
	if paper.Withheld.Tax != money.Baht(100) || paper.Withheld.After != money.Baht(10_593) || len(paper.History) != 1 {
		t.Errorf("taken as it is: %+v, history %+v", paper.Withheld, paper.History)
	}
	request = receipt(&good)
	request.Buyer.Kind = papers.Company // it withholds nothing of goods, and did
	_, err := papers.Issue(f, request)
	refused(t, err, "certificate_differs", "certificate.amount")
	invoice := ask(papers.Invoice, of("ชุด", 1, 10_700))
	invoice.Certificate = &good
	_, err = papers.Issue(f, invoice)
	refused(t, err, "certificate_without_receipt", "certificate")
}

// A billing note and its receipt tell of the tax that its invoices tell of, to the satang: of a person an order below the
// least stays without it. To a firm payments come to the least together.
func TestWithheldOverInvoices(t *testing.T) {
	paper := func(seller string, base, due, tax money.Satang) papers.Open {
		p := &papers.Paper{Seller: papers.Seller{Kind: seller}, Buyer: papers.Buyer{Kind: papers.Government}, Sums: papers.Sums{Base: base, Due: due}}
		if tax > 0 {
			p.Withheld = &papers.Withheld{Rate: 100, Base: base, Tax: tax}
		}
		return papers.Open{Paper: p, Left: due}
	}
	half := paper("individual", 10_000_00, 10_000_00, 100_00)
	half.Left = 5_000_00
	for name, c := range map[string]struct {
		open      []papers.Open
		base, tax money.Satang
	}{
		"an order below the least":    {[]papers.Open{paper("individual", 9_999_99, 9_999_99, 0), paper("individual", 10_000_00, 10_000_00, 100_00)}, 10_000_00, 100_00},
		"the half of one":             {[]papers.Open{half}, 5_000_00, 50_00},
		"a satang by each":            {[]papers.Open{paper("juristic", 1_000_50, 1_070_54, 10_01), paper("juristic", 1_000_50, 1_070_54, 10_01)}, 2_001_00, 20_02},
		"small ones paid together":    {[]papers.Open{paper("juristic", 300_00, 321_00, 0), paper("juristic", 200_00, 214_00, 0)}, 500_00, 5_00},
		"small ones of too little":    {[]papers.Open{paper("juristic", 300_00, 321_00, 0), paper("juristic", 199_99, 213_99, 0)}, 0, 0},
		"one that nothing is left of": {[]papers.Open{{Paper: &papers.Paper{}}}, 0, 0},
	} {
		if over := papers.WithheldOver(today, c.open); over.Base != c.base || over.Tax != c.tax {
			t.Errorf("%s: %+v, want %s of %s", name, over, c.tax, c.base)
		}
	}
}
