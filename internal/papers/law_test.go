package papers_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// keys lists what is demanded, each once.
func keys(p *papers.Paper) (all []string) {
	for _, demand := range p.Demands() {
		if !slices.Contains(all, demand.Key) {
			all = append(all, demand.Key)
		}
	}
	return all
}

func TestWhatTheLawAsksFor(t *testing.T) {
	f := facts(t)
	tax := issue(t, f, ask(papers.TaxInvoice, of("ชุดของขวัญ", 60, 53_500)))
	credit := issue(t, f, note(papers.CreditNote, tax, nil, of("ชุดของขวัญ", 2, 53_500)))
	slip := issue(t, f, ask(papers.Abbreviated, of("ผ้าทอ", 1, 10_700)))
	quotation := func() *papers.Paper {
		r := ask(papers.Quotation, of("ชุดของขวัญ", 60, 53_500))
		r.Within = 15
		return issue(t, f, r)
	}()
	for _, c := range []struct {
		paper *papers.Paper
		want  string
	}{
		{tax, "title number date seller_name seller_tax_id seller_address buyer_name buyer_agency buyer_address seller_branch buyer_tax_id buyer_branch " +
			"line_name line_qty line_value total in_words base vat withheld_base withheld"},
		{credit, "title number date seller_name seller_tax_id seller_address buyer_name buyer_agency buyer_address seller_branch buyer_tax_id buyer_branch " +
			"line_name line_qty line_value total in_words base vat invoice_number invoice_date original right difference reason"},
		{slip, "title number date seller_name seller_tax_id pos_id line_name line_qty line_value total vat_included"},
		{quotation, "title number date seller_name seller_tax_id seller_address buyer_name buyer_agency buyer_address line_name line_qty line_value total in_words validity within"},
	} {
		if got := strings.Join(keys(c.paper), " "); got != c.want {
			t.Errorf("%s asks for\n%s, want\n%s", c.paper.Kind, got, c.want)
		}
	}
}

// Demands are written as the paper's style writes them.
func TestDemandsInOfficialStyle(t *testing.T) {
	request := full()
	request.Contract = money.Baht(30_000)
	said := map[string]string{}
	for _, demand := range issue(t, facts(t), request).Demands() {
		said[demand.Key] = demand.Text
	}
	for key, want := range map[string]string{
		"title": "ใบกำกับภาษี/ใบเสร็จรับเงิน", "number": "A-TX-๒๕๖๙-๐๐๐๐๐๑", "date": "๒๙ พฤศจิกายน พ.ศ. ๒๕๖๙", "total": "๒๑๔.๐๐", "vat": "๑๔.๐๐",
		"in_words": "(สองร้อยสิบสี่บาทถ้วน)", "set": "เอกสารออกเป็นชุด", "buyer_branch": "สำนักงานใหญ่", "buyer_order": "กค ๑๒/๒๕๖๙", "withheld": "๒.๐๐",
	} {
		if said[key] != want {
			t.Errorf("%s is %q, want %q", key, said[key], want)
		}
	}
}

// The list in docs/PAPER-DEMANDS.md names every key, and no other.
func TestDocsListEveryDemand(t *testing.T) {
	data, err := os.ReadFile("../../docs/PAPER-DEMANDS.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, row := range strings.Split(string(data), "\n") {
		if cells := strings.Split(row, "|"); len(cells) > 2 && strings.Contains(cells[1], "`") {
			for n, part := range strings.Split(cells[1], "`") {
				if n%2 == 1 {
					listed = append(listed, part)
				}
			}
		}
	}
	f := facts(t)
	tax := issue(t, f, ask(papers.TaxInvoice, of("ชุดของขวัญ", 60, 53_500)))
	many := full()
	many.Contract = money.Baht(30_000)
	many.Deposits = []papers.Paid{{Ref: tax.Self(papers.PaidBy), Classes: []papers.ClassSum{{Class: "7", Rate: 700, Net: 100}}}}
	many.Payments[0].Amount -= 100
	many.Certificate.Amount, many.Payments[0].Amount = 199, many.Payments[0].Amount+1
	many.Yes = []string{"certificate_differs"}
	instead := ask(papers.TaxInvoice)
	instead.Replaces, instead.Reason, instead.ReasonCode = tax, "ชื่อผิด", "TIVC01"
	offer := ask(papers.Quotation)
	offer.Within = 15
	offer.Alternatives = []papers.Alternative{{Title: "ก", Lines: []papers.Line{of("ชุด", 1, 1)}}, {Title: "ข", Lines: []papers.Line{of("ชุด", 1, 1)}}}
	var demanded []string
	for _, request := range []*papers.Request{many, instead, offer, ask(papers.Abbreviated, of("ผ้าทอ", 1, 10_700)),
		note(papers.CreditNote, tax, nil, of("ชุดของขวัญ", 2, 53_500))} {
		demanded = append(demanded, keys(issue(t, f, request))...)
	}
	slices.Sort(listed)
	slices.Sort(demanded)
	if demanded = slices.Compact(demanded); !slices.Equal(listed, demanded) {
		t.Errorf("docs/PAPER-DEMANDS.md lists\n%v, papers demand\n%v", listed, demanded)
	}
}

func TestEnglishDemands(t *testing.T) {
	request := ask(papers.Quotation, of("Gift set", 1, 10_700))
	request.Style.Lang = i18n.English
	for _, demand := range issue(t, facts(t), request).Demands() {
		if demand.Key == "title" && demand.Text != "Quotation" || demand.Key == "date" && demand.Text != "29 Nov 2026" || demand.Key == "in_words" {
			t.Errorf("%+v", demand)
		}
	}
}

// What the law asks of a tax paper it asks in Thai: in English both stand on it.
func TestTaxPapersInEnglishAreInThaiToo(t *testing.T) {
	f := facts(t)
	request := full()
	request.Style.Lang, request.Style.ThaiDigits, request.Contract = i18n.English, false, money.Baht(30_000)
	said := func(p *papers.Paper) (all []string) {
		for _, demand := range p.Demands() {
			all = append(all, demand.Key+" "+demand.Text)
		}
		return all
	}
	tax := issue(t, f, request)
	credit := note(papers.CreditNote, tax, nil, of("ชุดของขวัญ", 1, 10_700))
	credit.Style.Lang = i18n.English
	slip := ask(papers.Abbreviated, of("ผ้าทอ", 1, 10_700))
	slip.Style.Lang = i18n.English
	for _, c := range []struct {
		paper *papers.Paper
		want  []string
	}{
		{tax, []string{"title ใบกำกับภาษี/ใบเสร็จรับเงิน", "title Tax invoice/Receipt", "date 29 พฤศจิกายน พ.ศ. 2569", "date 29 November 2026", "set เอกสารออกเป็นชุด", "buyer_branch สำนักงานใหญ่", "seller_branch Head office"}},
		{issue(t, f, credit), []string{"title ใบลดหนี้", "title Credit note", "date 29 พ.ย. 2569", "invoice_date 29 พ.ย. 2569", "seller_branch สำนักงานใหญ่"}},
		{issue(t, f, slip), []string{"title ใบกำกับภาษีอย่างย่อ", "vat_included ราคารวมภาษีมูลค่าเพิ่มแล้ว", "date 29 พ.ย. 2569"}},
	} {
		all := said(c.paper)
		for _, want := range c.want {
			if !slices.Contains(all, want) {
				t.Errorf("%s does not ask for %q: %q", c.paper.Kind, want, all)
			}
		}
	}
}

var (
	testFile = regexp.MustCompile("`(internal/[a-z0-9_/]+_test\\.go)`([^;|]*)")
	testName = regexp.MustCompile(`\bTest\w+`)
)

// The list of what proves the facts names tests that are there.
func TestDocsNameTestsThatAreThere(t *testing.T) {
	page, err := os.ReadFile("../../docs/PAPER-DEMANDS.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(page), "## What proves it")
	named := 0
	for _, found := range testFile.FindAllStringSubmatch(list, -1) {
		source, err := os.ReadFile("../../" + found[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range testName.FindAllString(found[2], -1) {
			if named++; !strings.Contains(string(source), "func "+name+"(t *testing.T)") {
				t.Errorf("%s has no %s", found[1], name)
			}
		}
	}
	if named < 20 {
		t.Errorf("only %d tests are named", named)
	}
}
