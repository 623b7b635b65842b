package etax_test

import (
	"encoding/xml"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/papers/etax"
	"github.com/talat-pos/talat/internal/qty"
)

const today clock.Day = "2026-11-29"

var seller = papers.Seller{Name: "วิสาหกิจชุมชนบ้านทอผ้า จำกัด", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130",
	TaxID: "0105536112014", Branch: "00000", Kind: papers.Juristic, VAT: true, POSID: "E012345678",
	Place: papers.Place{House: "12", Subdistrict: "501303", Postcode: "50130"}}

var office = papers.Buyer{Name: "องค์การบริหารส่วนตำบลสันกลาง", Agency: "กองคลัง", Address: "๙๙ หมู่ ๑\nต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ ๕๐๑๓๐",
	TaxID: "0994000165501", Branch: "00000", Kind: papers.Government}

func of(name string, pieces int, price money.Satang) papers.Line {
	return papers.Line{SKU: "G-1", Name: name, Qty: qty.Pieces(pieces), Unit: "ชุด", Price: price, VATClass: catalog.VATStandard}
}

// shop issues papers, each with the next number.
type shop struct {
	t    testing.TB
	next int
}

func (s *shop) issue(kind papers.Kind, change func(*papers.Request), lines ...papers.Line) *papers.Paper {
	s.t.Helper()
	shape, err := papers.ParseShape(papers.DefaultShape, papers.ResetYear, 2)
	if err != nil {
		s.t.Fatal(err)
	}
	// 29 Nov 2026, 10:00:05 in Thailand
	facts := &papers.Facts{At: 1_795_921_205_000, Day: today, Letter: "A", Shape: shape, NextNo: func(papers.Series) (int, error) { s.next++; return s.next, nil }}
	request := &papers.Request{Kind: kind, Seller: seller, Buyer: office, Lines: lines}
	if change != nil {
		change(request)
	}
	outcome, err := papers.Issue(facts, request)
	if err != nil {
		s.t.Fatalf("%s: %v", kind, err)
	}
	return outcome.Paper
}

// written gives a paper's XML and fails the test when the checker finds anything.
func written(t testing.TB, paper *papers.Paper) string {
	t.Helper()
	document, err := etax.Write(paper)
	if err != nil {
		t.Fatalf("%s: %v", paper.Kind, err)
	}
	if wrong := etax.Check(document); len(wrong) > 0 {
		t.Fatalf("%s: %v in\n%s", paper.Kind, wrong, document)
	}
	return string(document)
}

const golden = `<?xml version="1.0" encoding="UTF-8"?>
<rsm:TaxInvoice_CrossIndustryInvoice xmlns:rsm="urn:etda:uncefact:data:standard:TaxInvoice_CrossIndustryInvoice:2" xmlns:ram="urn:etda:uncefact:data:standard:TaxInvoice_ReusableAggregateBusinessInformationEntity:2">
  <rsm:ExchangedDocumentContext>
    <ram:GuidelineSpecifiedDocumentContextParameter>
      <ram:ID schemeAgencyID="ETDA" schemeVersionID="v2.0">ER3-2560</ram:ID>
    </ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument>
    <ram:ID>A-TX-2569-000001</ram:ID>
    <ram:Name>ใบกำกับภาษี/ใบเสร็จรับเงิน</ram:Name>
    <ram:TypeCode>T03</ram:TypeCode>
    <ram:IssueDateTime>2026-11-29T10:00:05</ram:IssueDateTime>
    <ram:CreationDateTime>2026-11-29T10:00:05</ram:CreationDateTime>
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:ApplicableHeaderTradeAgreement>
      <ram:SellerTradeParty>
        <ram:Name>วิสาหกิจชุมชนบ้านทอผ้า จำกัด</ram:Name>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="TXID">010553611201400000</ram:ID>
        </ram:SpecifiedTaxRegistration>
        <ram:PostalTradeAddress>
          <ram:PostcodeCode>50130</ram:PostcodeCode>
          <ram:LineOne>12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130</ram:LineOne>
          <ram:CityName>5013</ram:CityName>
          <ram:CitySubDivisionName>501303</ram:CitySubDivisionName>
          <ram:CountryID schemeID="3166-1 alpha-2">TH</ram:CountryID>
          <ram:CountrySubDivisionID>50</ram:CountrySubDivisionID>
          <ram:BuildingNumber>12</ram:BuildingNumber>
        </ram:PostalTradeAddress>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty>
        <ram:Name>องค์การบริหารส่วนตำบลสันกลาง กองคลัง</ram:Name>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="TXID">099400016550100000</ram:ID>
        </ram:SpecifiedTaxRegistration>
        <ram:PostalTradeAddress>
          <ram:PostcodeCode>50130</ram:PostcodeCode>
          <ram:LineOne>๙๙ หมู่ ๑ ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ ๕๐๑๓๐</ram:LineOne>
          <ram:CountryID schemeID="3166-1 alpha-2">TH</ram:CountryID>
        </ram:PostalTradeAddress>
      </ram:BuyerTradeParty>
      <ram:BuyerOrderReferencedDocument>
        <ram:IssuerAssignedID>กค 12/2569</ram:IssuerAssignedID>
        <ram:IssueDateTime>2026-11-20T00:00:00</ram:IssueDateTime>
      </ram:BuyerOrderReferencedDocument>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery></ram:ApplicableHeaderTradeDelivery>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode listID="ISO 4217 3A">THB</ram:InvoiceCurrencyCode>
      <ram:ApplicableTradeTax>
        <ram:TypeCode>VAT</ram:TypeCode>
        <ram:CalculatedRate>7</ram:CalculatedRate>
        <ram:BasisAmount>300.00</ram:BasisAmount>
        <ram:CalculatedAmount>21.00</ram:CalculatedAmount>
      </ram:ApplicableTradeTax>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>300.00</ram:LineTotalAmount>
        <ram:TaxBasisTotalAmount>300.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount>21.00</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>321.00</ram:GrandTotalAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument>
        <ram:LineID>1</ram:LineID>
      </ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct>
        <ram:ID>G-1</ram:ID>
        <ram:Name>ชุดของขวัญ &lt;ใหญ่&gt;</ram:Name>
      </ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement>
        <ram:GrossPriceProductTradePrice>
          <ram:ChargeAmount>107.00</ram:ChargeAmount>
        </ram:GrossPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
        <ram:BilledQuantity unitCode="SET">3</ram:BilledQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        <ram:ApplicableTradeTax>
          <ram:TypeCode>VAT</ram:TypeCode>
          <ram:CalculatedRate>7</ram:CalculatedRate>
          <ram:BasisAmount>300.00</ram:BasisAmount>
          <ram:CalculatedAmount>21.00</ram:CalculatedAmount>
        </ram:ApplicableTradeTax>
        <ram:SpecifiedTradeAllowanceCharge>
          <ram:ChargeIndicator>false</ram:ChargeIndicator>
          <ram:ActualAmount>21.00</ram:ActualAmount>
          <ram:Reason>ส่วนลด</ram:Reason>
        </ram:SpecifiedTradeAllowanceCharge>
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:TaxTotalAmount>21.00</ram:TaxTotalAmount>
          <ram:NetLineTotalAmount>300.00</ram:NetLineTotalAmount>
          <ram:NetIncludingTaxesLineTotalAmount>321.00</ram:NetIncludingTaxesLineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
  </rsm:SupplyChainTradeTransaction>
</rsm:TaxInvoice_CrossIndustryInvoice>
`

func sample(t testing.TB) *papers.Paper {
	line := of("ชุดของขวัญ <ใหญ่>", 3, 11_449)
	line.Discount = 2247
	return (&shop{t: t}).issue(papers.TaxInvoice, func(r *papers.Request) {
		r.With = []papers.Kind{papers.Receipt}
		r.Order = papers.BuyerOrder{Number: "กค 12/2569", Date: "2026-11-20"}
		r.Payments = []papers.Payment{{Method: "transfer", Amount: 32_100}}
	}, line)
}

func TestTaxInvoiceAsXML(t *testing.T) {
	if got := written(t, sample(t)); got != golden {
		t.Errorf("written as\n%s", got)
	}
}

// Every kind that e-Tax knows is written as its own document and passes the check.
func TestEveryKind(t *testing.T) {
	s := &shop{t: t}
	plain := s.issue(papers.TaxInvoice, nil, of("ชุด", 10, 10_700))
	exempt, zero := of("ข้าวสาร", 2, 5000), of("ส่งออก", 1, 3000)
	exempt.VATClass, zero.VATClass = catalog.VATExempt, catalog.VATZero
	pay := func(r *papers.Request) { r.Payments = []papers.Payment{{Method: "cash", Amount: 10_700}} }
	with := func(kinds ...papers.Kind) func(*papers.Request) { return func(r *papers.Request) { r.With = kinds } }
	about := func(code string) func(*papers.Request) {
		return func(r *papers.Request) {
			r.Corrects, r.Reason, r.ReasonCode = plain, "สินค้าชำรุด", code
		}
	}
	slip := papers.Slip{Number: "A-2569-000042", Day: "2026-11-27", At: 1_795_700_000_000, Lines: []papers.Line{of("ผ้าทอ", 3, 3566)}}
	sold, err := slip.Paper(seller)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		paper      *papers.Paper
		root, code string
		holds      []string
	}{
		{plain, "TaxInvoice", "388", nil},
		{s.issue(papers.TaxInvoice, with(papers.Invoice), of("ชุด", 1, 99)), "TaxInvoice", "T02", nil},
		{s.issue(papers.TaxInvoice, with(papers.Delivery), of("ชุด", 1, 99)), "TaxInvoice", "T04", nil},
		{s.issue(papers.TaxInvoice, nil, of("ชุด", 1, 10_700), exempt, zero), "TaxInvoice", "388", []string{"<ram:TypeCode>FRE</ram:TypeCode>"}},
		{s.issue(papers.Receipt, pay, of("ชุด", 1, 10_700)), "Receipt", "T01", nil},
		{s.issue(papers.Invoice, nil, of("ชุด", 1, 10_700)), "Invoice", "380", nil},
		{s.issue(papers.CreditNote, about("CDNG02"), of("ชุด", 2, 10_700)), "DebitCreditNote", "81",
			[]string{"<ram:PurposeCode>CDNG02</ram:PurposeCode>", "<ram:OriginalInformationAmount>1000.00<", "<ram:LineTotalAmount>800.00<", "<ram:DifferenceInformationAmount>200.00<",
				"<ram:IssuerAssignedID>A-TX-2569-000001</ram:IssuerAssignedID>", "<ram:ReferenceTypeCode>388</ram:ReferenceTypeCode>"}},
		{s.issue(papers.DebitNote, about("DBNG99"), of("ชุด", 2, 10_700)), "DebitCreditNote", "80", []string{"<ram:LineTotalAmount>1200.00<", "<ram:Purpose>สินค้าชำรุด</ram:Purpose>"}},
		{sold, "AbbreviatedTaxInvoice", "T05", []string{"<ram:TaxTotalAmount>7.00</ram:TaxTotalAmount>"}},
		{s.issue(papers.Abbreviated, with(papers.Receipt), of("ชุด", 1, 10_700)), "AbbreviatedTaxInvoice", "T06", nil},
		{s.issue(papers.TaxInvoice, func(r *papers.Request) { r.Replaces = sold }), "TaxInvoice", "388",
			[]string{"<ram:IssueDateTime>2026-11-27T00:00:00</ram:IssueDateTime>", "A-2569-000042"}},
		{s.issue(papers.TaxInvoice, func(r *papers.Request) { r.Replaces, r.Reason, r.ReasonCode = plain, "ชื่อผิด", "TIVC01" }), "TaxInvoice", "388",
			[]string{"<ram:PurposeCode>TIVC01</ram:PurposeCode>", "<ram:IssuerAssignedID>A-TX-2569-000001</ram:IssuerAssignedID>"}},
		{s.issue(papers.TaxInvoice, func(r *papers.Request) {
			r.Deposits = []papers.Paid{{Ref: plain.Self(papers.PaidBy), Classes: []papers.ClassSum{{Class: "7", Rate: 700, Net: 5000}}}}
		}, of("ชุด", 1, 10_700)), "TaxInvoice", "388", []string{"<ram:Reason>หักเงินมัดจำ</ram:Reason>", "<ram:TaxBasisTotalAmount>53.27<"}},
	} {
		document := written(t, c.paper)
		for _, want := range append(c.holds, "<rsm:"+c.root+"_CrossIndustryInvoice ", "<ram:TypeCode>"+c.code+"</ram:TypeCode>", "urn:etda:uncefact:data:standard:"+c.root+"_ReusableAggregateBusinessInformationEntity:2") {
			if !strings.Contains(document, want) {
				t.Errorf("%s %s lacks %s:\n%s", c.paper.Kind, c.code, want, document)
			}
		}
	}
	if strings.Contains(written(t, sold), "BuyerTradeParty") {
		t.Error("an abbreviated tax invoice names no buyer")
	}
}

// Each note tells of the tax invoice's own value, whatever notes came before it, and its own difference.
func TestSecondNotesTellOfTheInvoice(t *testing.T) {
	s := &shop{t: t}
	invoice := s.issue(papers.TaxInvoice, nil, of("ชุด", 10, 10_700))
	var notes []*papers.Paper
	note := func(kind papers.Kind, code string, pieces int) *papers.Paper {
		made := s.issue(kind, func(r *papers.Request) {
			r.Corrects, r.Notes, r.Reason, r.ReasonCode = invoice, notes, "ผิด", code
		}, of("ชุด", pieces, 10_700))
		notes = append(notes, made)
		return made
	}
	for _, c := range []struct {
		note                   *papers.Paper
		was, right, difference string
	}{{note(papers.CreditNote, "CDNG02", 2), "1000.00", "800.00", "200.00"}, {note(papers.CreditNote, "CDNG02", 3), "1000.00", "700.00", "300.00"},
		{note(papers.DebitNote, "DBNG01", 8), "1000.00", "1800.00", "800.00"}, {note(papers.CreditNote, "CDNG05", 13), "1300.00", "0.00", "1300.00"}} {
		document := written(t, c.note)
		for _, want := range []string{"<ram:OriginalInformationAmount>" + c.was + "<", "<ram:LineTotalAmount>" + c.right + "<", "<ram:DifferenceInformationAmount>" + c.difference + "<"} {
			if !strings.Contains(document, want) {
				t.Errorf("%s lacks %s", c.note.Number, want)
			}
		}
	}
}

// Any goods, discounts and deposits come to XML whose sums agree by the satang.
func TestSumsOfAnyPaper(t *testing.T) {
	draw := rand.New(rand.NewPCG(16, 2569))
	s := &shop{t: t}
	for range 100 {
		var lines []papers.Line
		for range 1 + draw.IntN(6) {
			line := of("สินค้า", 1+draw.IntN(30), money.Satang(draw.IntN(90_000)))
			line.VATClass = []string{catalog.VATStandard, catalog.VATStandard, catalog.VATExempt, catalog.VATZero}[draw.IntN(4)]
			if draw.IntN(3) == 0 {
				line.Qty = qty.Qty(1 + draw.IntN(4000))
			}
			if gross := money.Times(line.Price, line.Qty); gross > 0 && draw.IntN(2) == 0 {
				line.Discount = money.Satang(draw.Int64N(int64(gross)))
			}
			lines = append(lines, line)
		}
		whole := s.issue(papers.TaxInvoice, nil, lines...)
		written(t, whole)
		var taken []papers.ClassSum
		for _, class := range whole.Sums.Classes {
			if class.Net > 0 {
				taken = append(taken, papers.ClassSum{Class: class.Class, Rate: class.Rate, Net: money.Satang(draw.Int64N(int64(class.Net) + 1))})
			}
		}
		written(t, s.issue(papers.TaxInvoice, func(r *papers.Request) {
			r.Deposits = []papers.Paid{{Ref: papers.Ref{Source: "tax-invoice", Number: "A-TX-2569-000001"}, Classes: taken}}
		}, lines...))
		written(t, s.issue(papers.CreditNote, func(r *papers.Request) { r.Corrects, r.Reason, r.ReasonCode = whole, "คืน", "CDNG05" }, lines...))
	}
}

func TestWhatETaxCannotTake(t *testing.T) {
	s := &shop{t: t}
	good := s.issue(papers.TaxInvoice, nil, of("ชุด", 1, 10_700))
	for name, c := range map[string]struct {
		spoil       func(*papers.Paper)
		code, field string
	}{
		"a quotation":      {func(p *papers.Paper) { p.Kind = papers.Quotation }, "etax_not_for", "paper"},
		"no lines":         {func(p *papers.Paper) { p.Lines = nil }, "etax_not_for", "paper"},
		"no house":         {func(p *papers.Paper) { p.Seller.Place.House = "" }, "etax_needs", "seller.place.house"},
		"no subdistrict":   {func(p *papers.Paper) { p.Seller.Place.Subdistrict = "" }, "etax_needs", "seller.place.subdistrict"},
		"no own postcode":  {func(p *papers.Paper) { p.Seller.Place.Postcode = "" }, "etax_needs", "seller.place.postcode"},
		"an old id":        {func(p *papers.Paper) { p.Buyer.TaxID = "3101234567" }, "etax_needs", "buyer.tax_id"},
		"no branch":        {func(p *papers.Paper) { p.Buyer.Branch = "" }, "etax_needs", "buyer.branch"},
		"no postcode":      {func(p *papers.Paper) { p.Buyer.Address = "สันกลาง 501301" }, "etax_needs", "buyer.place.postcode"},
		"no address":       {func(p *papers.Paper) { p.Buyer.Address = " " }, "etax_needs", "buyer.address"},
		"an own old id":    {func(p *papers.Paper) { p.Seller.TaxID = "3101234567" }, "etax_needs", "seller.tax_id"},
		"a number too big": {func(p *papers.Paper) { p.Number = strings.Repeat("9", 36) }, "etax_needs", "number"},
	} {
		bad := *good
		c.spoil(&bad)
		_, err := etax.Write(&bad)
		if got := fault.Of(err); got == nil || got.Code != c.code || got.Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
		for _, lang := range i18n.Langs {
			if text := i18n.Message(lang, err); strings.Contains(text, c.field+" ") || strings.Contains(text, "papers.etax") {
				t.Errorf("%s is told in words of the program: %s", name, text)
			}
		}
	}
	person := *good
	person.Kind, person.Buyer.TaxID, person.Buyer.Branch = papers.Invoice, "", ""
	if document := written(t, &person); !strings.Contains(document, `<ram:ID schemeID="OTHR">N/A</ram:ID>`) {
		t.Errorf("a buyer without an id:\n%s", document)
	}
}

// The checker refuses what is wrong, and says where.
func TestCheckFindsWhatIsWrong(t *testing.T) {
	const head, settle = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/", "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/"
	for name, c := range map[string]struct{ old, new, code, field string }{
		"another standard": {"ER3-2560", "ER3-2561", "etax_value", "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"},
		"a foreign type":   {">T03<", ">81<", "etax_value", "ExchangedDocument/TypeCode"},
		"no number":        {"<ram:ID>A-TX-2569-000001</ram:ID>", "", "etax_missing", "ExchangedDocument/ID"},
		"an empty number":  {">A-TX-2569-000001<", "><", "etax_value", "ExchangedDocument/ID"},
		"a long number":    {">A-TX-2569-000001<", ">" + strings.Repeat("9", 36) + "<", "etax_value", "ExchangedDocument/ID"},
		"a Thai date":      {"2026-11-29T10:00:05</ram:IssueDateTime>", "29/11/2569</ram:IssueDateTime>", "etax_value", "ExchangedDocument/IssueDateTime"},
		"a wrong order": {"<ram:TypeCode>T03</ram:TypeCode>\n    <ram:IssueDateTime>2026-11-29T10:00:05</ram:IssueDateTime>",
			"<ram:IssueDateTime>2026-11-29T10:00:05</ram:IssueDateTime>\n    <ram:TypeCode>T03</ram:TypeCode>", "etax_missing", "ExchangedDocument/TypeCode"},
		"an unknown element": {"<ram:InvoiceCurrencyCode", "<ram:Tip>5.00</ram:Tip><ram:InvoiceCurrencyCode", "etax_missing", settle + "ApplicableTradeTax"},
		"a reason of others": {"<ram:CreationDateTime>", "<ram:PurposeCode>CDNG01</ram:PurposeCode><ram:CreationDateTime>", "etax_value", "ExchangedDocument/PurposeCode"},
		"other, no words":    {"<ram:CreationDateTime>", "<ram:PurposeCode>TIVC99</ram:PurposeCode><ram:CreationDateTime>", "etax_missing", "ExchangedDocument/Purpose"},
		"a short id":         {"010553611201400000", "0105536112014", "etax_value", head + "SellerTradeParty/SpecifiedTaxRegistration/ID"},
		"an odd scheme":      {`schemeID="TXID">0994`, `schemeID="PASS">0994`, "etax_value", head + "BuyerTradeParty/SpecifiedTaxRegistration/ID"},
		"a passport shop":    {`schemeID="TXID">0105`, `schemeID="CCPT">0105`, "etax_value", head + "SellerTradeParty/SpecifiedTaxRegistration/ID"},
		"no house":           {"<ram:BuildingNumber>12</ram:BuildingNumber>", "", "etax_missing", head + "SellerTradeParty/PostalTradeAddress/BuildingNumber"},
		"another district":   {">5013<", ">5012<", "etax_value", head + "SellerTradeParty/PostalTradeAddress/CitySubDivisionName"},
		"no postcode":        {"<ram:PostcodeCode>50130</ram:PostcodeCode>\n          <ram:LineOne>๙๙", "<ram:LineOne>๙๙", "etax_value", head + "BuyerTradeParty/PostalTradeAddress/PostcodeCode"},
		"three decimals":     {"<ram:TaxTotalAmount>21.00</ram:TaxTotalAmount>\n        <ram:GrandTotalAmount>", "<ram:TaxTotalAmount>21.000</ram:TaxTotalAmount>\n        <ram:GrandTotalAmount>", "etax_value", settle + "SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount[0]"},
		"below zero":         {"<ram:GrandTotalAmount>321.00", "<ram:GrandTotalAmount>-321.00", "etax_value", settle + "SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount[0]"},
		"a wrong sum":        {"<ram:GrandTotalAmount>321.00", "<ram:GrandTotalAmount>322.00", "etax_sum", settle + "SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount"},
		"a wrong line":       {"<ram:NetIncludingTaxesLineTotalAmount>321.00", "<ram:NetIncludingTaxesLineTotalAmount>320.00", "etax_sum", "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem[0]"},
		"two numbers":        {"<ram:ID>A-TX-2569-000001</ram:ID>", "<ram:ID>1</ram:ID><ram:ID>2</ram:ID>", "etax_twice", "ExchangedDocument/ID"},
		"at the end":         {"</rsm:ExchangedDocument>", "<ram:Tip>5.00</ram:Tip></rsm:ExchangedDocument>", "etax_place", "ExchangedDocument/Tip"},
		"no branch of codes": {"<ram:CountrySubDivisionID>50<", "<ram:CountrySubDivisionID>57<", "etax_value", head + "SellerTradeParty/PostalTradeAddress/CitySubDivisionName"},
		"a foreign shop":     {"TH</ram:CountryID>\n          <ram:CountrySubDivisionID>", "LA</ram:CountryID>\n          <ram:CountrySubDivisionID>", "etax_value", head + "SellerTradeParty/PostalTradeAddress/CountryID"},
		"a nameless shop":    {"<ram:Name>วิสาหกิจชุมชนบ้านทอผ้า จำกัด</ram:Name>", "", "etax_missing", head + "SellerTradeParty/Name"},
		"no buyer's id": {"<ram:SpecifiedTaxRegistration>\n          <ram:ID schemeID=\"TXID\">099400016550100000</ram:ID>\n        </ram:SpecifiedTaxRegistration>", "",
			"etax_missing", head + "BuyerTradeParty/SpecifiedTaxRegistration/ID"},
		"a sum beyond": {"<ram:GrandTotalAmount>321.00", "<ram:GrandTotalAmount>9999999999999999.00", "etax_sum", settle + "SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount"},
		"a reference without a reason": {"</ram:BuyerOrderReferencedDocument>", "</ram:BuyerOrderReferencedDocument><ram:AdditionalReferencedDocument><ram:IssuerAssignedID>1</ram:IssuerAssignedID>" +
			"<ram:IssueDateTime>2026-11-29T00:00:00</ram:IssueDateTime><ram:ReferenceTypeCode>388</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument>",
			"etax_missing", "ExchangedDocument/PurposeCode"},
		"another currency":  {">THB<", ">USD<", "etax_value", settle + "InvoiceCurrencyCode"},
		"another namespace": {"TaxInvoice_ReusableAggregateBusinessInformationEntity:2", "ReusableAggregateBusinessInformationEntity:2", "etax_namespace", "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(golden, c.old) {
				t.Fatalf("%q is not in the document", c.old)
			}
			wrong := etax.Check([]byte(strings.Replace(golden, c.old, c.new, 1)))
			if len(wrong) == 0 || wrong[0].Code != c.code || wrong[0].Field != c.field {
				t.Errorf("%v, want %s at %s", wrong, c.code, c.field)
			}
		})
	}
}

// A reference that is no full tax invoice may stand on no tax invoice, and a note needs one.
func TestCheckOfReferences(t *testing.T) {
	s := &shop{t: t}
	plain := s.issue(papers.TaxInvoice, nil, of("ชุด", 10, 10_700))
	credit := written(t, s.issue(papers.CreditNote, func(r *papers.Request) { r.Corrects, r.Reason, r.ReasonCode = plain, "ชำรุด", "CDNG02" }, of("ชุด", 1, 10_700)))
	for name, c := range map[string]struct{ old, new, code string }{
		"about an invoice":  {"<ram:ReferenceTypeCode>388<", "<ram:ReferenceTypeCode>380<", "etax_reference"},
		"without a date":    {"<ram:IssueDateTime>2026-11-29T00:00:00</ram:IssueDateTime>", "", "etax_missing"},
		"without a reason":  {"<ram:PurposeCode>CDNG02</ram:PurposeCode>", "", "etax_missing"},
		"a debit's reason":  {">CDNG02<", ">DBNG01<", "etax_value"},
		"difference not so": {"<ram:DifferenceInformationAmount>100.00", "<ram:DifferenceInformationAmount>101.00", "etax_sum"},
	} {
		if !strings.Contains(credit, c.old) {
			t.Fatalf("%q is not in\n%s", c.old, credit)
		}
		if wrong := etax.Check([]byte(strings.Replace(credit, c.old, c.new, 1))); len(wrong) == 0 || wrong[0].Code != c.code {
			t.Errorf("%s: %v", name, wrong)
		}
	}
}

// A person's number, a passport and no id at all are buyers' ids too; parts of an address do in place of lines.
func TestOtherIDsOfBuyers(t *testing.T) {
	for old, with := range map[string]string{
		`<ram:ID schemeID="TXID">099400016550100000`: `<ram:ID schemeID="NIDN">1101700230708`,
		`"TXID">099400016550100000`:                  `"CCPT">AA1234567`,
		`TXID">099400016550100000`:                   `OTHR">N/A`,
		`schemeID="TXID">099400016550100000`:         `>099400016550100000`,
		"<ram:LineOne>๙๙ หมู่ ๑ ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ ๕๐๑๓๐</ram:LineOne>\n          <ram:CountryID schemeID=\"3166-1 alpha-2\">TH</ram:CountryID>": "<ram:CityName>5013</ram:CityName>" +
			"<ram:CitySubDivisionName>501303</ram:CitySubDivisionName><ram:CountryID>TH</ram:CountryID><ram:CountrySubDivisionID>50</ram:CountrySubDivisionID><ram:BuildingNumber>99</ram:BuildingNumber>",
	} {
		if !strings.Contains(golden, old) {
			t.Fatalf("%q is not in the document", old)
		}
		if wrong := etax.Check([]byte(strings.Replace(golden, old, with, 1))); len(wrong) > 0 {
			t.Errorf("%s: %v", with, wrong)
		}
	}
}

func TestHostileXML(t *testing.T) {
	deep := strings.Repeat("<a>", 1000)
	for name, document := range map[string]string{
		"nothing": "", "no XML": "ใบกำกับภาษี", "cut short": golden[:2000], "two roots": golden + golden[40:],
		"a DTD": `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + golden[strings.Index(golden, "<rsm:"):],
		"deep":  deep, "mixed": "<a>x<b>y</b></a>", "in pieces": "<a>" + strings.Repeat("x<!---->", 300_000) + "</a>", "wide": "<a>" + strings.Repeat("<b/>", 70_000) + "</a>",
	} {
		wrong := etax.Check([]byte(document))
		if len(wrong) == 0 {
			t.Errorf("%s passes", name)
		}
	}
	if wrong := etax.Check([]byte("<Order/>")); len(wrong) != 1 || wrong[0].Code != "etax_kind" {
		t.Errorf("another document: %v", wrong)
	}
	if wrong := etax.Check([]byte("\ufeff" + golden)); len(wrong) > 0 {
		t.Errorf("a byte order mark before it: %v", wrong)
	}
}

// Whatever can be stored as a paper is written or refused.
func FuzzWrite(f *testing.F) {
	f.Add(sample(f).Encode())
	f.Fuzz(func(t *testing.T, body []byte) {
		if paper, err := papers.Decode(body); err == nil {
			if document, err := etax.Write(paper); err == nil {
				etax.Check(document)
			}
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(golden))
	f.Add([]byte("<rsm:Receipt_CrossIndustryInvoice/>"))
	f.Fuzz(func(t *testing.T, document []byte) {
		if wrong := etax.Check(document); len(wrong) == 0 {
			decoder := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(string(document), "\ufeff")))
			for {
				if _, err := decoder.Token(); err == io.EOF {
					return
				} else if err != nil {
					t.Fatalf("it passes and is no XML: %v", err)
				}
			}
		}
	})
}
