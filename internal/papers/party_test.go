package papers_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
)

// The vectors of facts/thai.md §4.4; promptpay.TaxIDValid holds the sum itself.
func TestTaxIDs(t *testing.T) {
	for _, id := range []string{"1234567890121", "1101700230708", "0994000165501", "0105536112014", "0107536000315", "0107542000011", "3100600445635", "1101700203450"} {
		if got, warning, err := papers.TaxID(id); got != id || warning != nil || err != nil {
			t.Errorf("%s: %s, %v, %v", id, got, warning, err)
		}
	}
	for _, id := range []string{"0105561073291", "0994000158252"} {
		if got, warning, err := papers.TaxID(id); got != id || warning == nil || warning.Code != "tax_id_check" || err != nil {
			t.Errorf("%s: %s, %v, %v; want a warning", id, got, warning, err)
		}
	}
	if got, warning, err := papers.TaxID("๓-๑๐๑๒-๓๔๕๖-๗"); got != "3101234567" || warning == nil || warning.Code != "tax_id_legacy" || err != nil {
		t.Errorf("ten digits: %s, %v, %v", got, warning, err)
	}
	if got, _, err := papers.TaxID(" 0-9940-00165-50-1 "); got != "0994000165501" || err != nil {
		t.Errorf("with dashes: %s, %v", got, err)
	}
	for _, id := range []string{"", "123456789012", "12345678901234", "099400016550x", "0994000165501 สาขา"} {
		if _, _, err := papers.TaxID(id); !fault.Is(err, "tax_id_digits") {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestBranches(t *testing.T) {
	for text, want := range map[string]string{"00000": "00000", "1": "00001", "๐๐๐๑๒": "00012", " 5 ": "00005"} {
		if got, err := papers.Branch(text); got != want || err != nil {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "123456", "สำนักงานใหญ่", "-1"} {
		if _, err := papers.Branch(text); !fault.Is(err, "branch_digits") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestWhatAPartyMustSay(t *testing.T) {
	for name, c := range map[string]struct {
		kind        papers.Kind
		spoil       func(*papers.Request)
		code, field string
	}{
		"no VAT":          {papers.TaxInvoice, func(r *papers.Request) { r.Seller.VAT = false }, "tax_paper_unregistered", "seller.vat"},
		"no VAT, slip":    {papers.Abbreviated, func(r *papers.Request) { r.Seller.VAT = false }, "tax_paper_unregistered", "seller.vat"},
		"no till number":  {papers.Abbreviated, func(r *papers.Request) { r.Seller.POSID = "" }, "pos_id_missing", "seller.pos_id"},
		"no own id":       {papers.TaxInvoice, func(r *papers.Request) { r.Seller.TaxID = "" }, "seller_tax_id_missing", "seller.tax_id"},
		"no own address":  {papers.TaxInvoice, func(r *papers.Request) { r.Seller.Address = " " }, "seller_address_missing", "seller.address"},
		"no buyer's id":   {papers.TaxInvoice, func(r *papers.Request) { r.Buyer.TaxID = "" }, "buyer_tax_id_missing", "buyer.tax_id"},
		"no branch":       {papers.TaxInvoice, func(r *papers.Request) { r.Buyer.Branch = "" }, "buyer_branch_missing", "buyer.branch"},
		"no address":      {papers.TaxInvoice, func(r *papers.Request) { r.Buyer.Address = "" }, "buyer_address_missing", "buyer.address"},
		"a short id":      {papers.TaxInvoice, func(r *papers.Request) { r.Buyer.TaxID = "12" }, "tax_id_digits", "buyer.tax_id"},
		"a long branch":   {papers.TaxInvoice, func(r *papers.Request) { r.Buyer.Branch = "1234567" }, "branch_digits", "buyer.branch"},
		"no buyer":        {papers.Quotation, func(r *papers.Request) { r.Buyer.Name = "" }, "buyer_name_missing", "buyer.name"},
		"a name unseen":   {papers.Quotation, func(r *papers.Request) { r.Buyer.Name = "\u200b \u00a0" }, "buyer_name_missing", "buyer.name"},
		"a name of 300":   {papers.Quotation, func(r *papers.Request) { r.Buyer.Name = strings.Repeat("ก", 300) }, "name_too_long", "buyer.name"},
		"a picture":       {papers.Quotation, func(r *papers.Request) { r.Seller.Name = "ร้าน🍌" }, "name_picture", "seller.name"},
		"a control":       {papers.Quotation, func(r *papers.Request) { r.Buyer.Address = "a\x00b" }, "text_control", "buyer.address"},
		"broken UTF-8":    {papers.Quotation, func(r *papers.Request) { r.Buyer.Address = "a\xff" }, "text_control", "buyer.address"},
		"an odd postcode": {papers.Quotation, func(r *papers.Request) { r.Seller.Place.Postcode = "5013" }, "postcode_digits", "seller.place.postcode"},
		"an odd code":     {papers.Quotation, func(r *papers.Request) { r.Buyer.Place.Subdistrict = "สันกลาง" }, "subdistrict_code", "buyer.place.subdistrict"},
		"a nameless shop": {papers.Quotation, func(r *papers.Request) { r.Seller.Name = "" }, "name_missing", "seller.name"},
	} {
		t.Run(name, func(t *testing.T) {
			f := facts(t)
			numbers := book{}
			f.NextNo = numbers.next
			request := ask(c.kind, of("ชุดของขวัญ", 1, 10_700))
			c.spoil(request)
			_, err := papers.Issue(f, request)
			refused(t, err, c.code, c.field)
			if len(numbers) > 0 {
				t.Errorf("a number was taken: %v", numbers)
			}
		})
	}
}

// A wrong check digit and an old id are told, and the paper is issued all the same.
func TestDoubtfulIDsAreWarnings(t *testing.T) {
	request := ask(papers.TaxInvoice, of("ชุดของขวัญ", 1, 10_700))
	request.Buyer.TaxID, request.Buyer.Branch = "0994000158252", "3"
	outcome, err := papers.Issue(facts(t), request)
	if err != nil {
		t.Fatal(err)
	}
	if len(outcome.Warnings) != 1 || outcome.Warnings[0].Code != "tax_id_check" || outcome.Warnings[0].Field != "buyer.tax_id" {
		t.Errorf("warnings %v", outcome.Warnings)
	}
	if outcome.Paper.Buyer.Branch != "00003" {
		t.Errorf("branch %s", outcome.Paper.Buyer.Branch)
	}
}

// The office's name and address stand as they were dictated, line breaks and all.
func TestAddressesAreKeptLetterByLetter(t *testing.T) {
	request := ask(papers.Quotation, of("ชุดของขวัญ", 1, 10_700))
	request.Buyer.Address = "  เลขที่ ๙๙ หมู่ที่ ๑\nตำบลสันกลาง  อำเภอสันกำแพง "
	if paper := issue(t, facts(t), request); paper.Buyer.Address != request.Buyer.Address {
		t.Errorf("address %q", paper.Buyer.Address)
	}
}

// Who said nothing of the shop is told the tax that offices withhold by its id.
func TestSellerKindIsThatOfItsID(t *testing.T) {
	for taxID, want := range map[string]string{"0105536112014": papers.Juristic, "1101700203450": papers.Individual, "3100600445635": papers.Individual,
		"": "", "3101234567": "", "๐๑๐๕๕๓๖๑๑๒๐๑๔": ""} {
		if got := papers.SellerKind(taxID); got != want {
			t.Errorf("%q is %q, want %q", taxID, got, want)
		}
	}
}

// A kind of buyer is one that is known: by it tax is withheld.
func TestBuyerKinds(t *testing.T) {
	for text, want := range map[string]string{"": "", "government": papers.Government, " Company ": papers.Company, "person": papers.Person} {
		if kind, err := papers.BuyerKind(text); err != nil || kind != want {
			t.Errorf("%q is %q, %v", text, kind, err)
		}
	}
	_, err := papers.BuyerKind("goverment")
	if !fault.Is(err, "buyer_kind_unknown") || fault.Of(err).Kind != fault.Usage || fault.Of(err).Values["known"] != "government, company, person" {
		t.Errorf("a slip of the finger: %v", err)
	}
	request := ask(papers.Invoice, of("ชุด", 1, 10_700))
	request.Buyer.Kind = "goverment"
	if _, err := papers.Issue(facts(t), request); !fault.Is(err, "buyer_kind_unknown") || fault.Of(err).Field != "buyer.kind" {
		t.Errorf("on a paper: %v", err)
	}
}

// A person who sells without papers has the number from the id card: what is said of it names the card.
func TestAVoucherSpeaksOfTheIDCard(t *testing.T) {
	request := ask(papers.Voucher, of("ไม้ไผ่", 1, 10_00))
	request.Buyer.TaxID, request.Buyer.Branch = "3100600445636", ""
	outcome, err := papers.Issue(facts(t), request)
	if err != nil || len(outcome.Warnings) != 1 || outcome.Warnings[0].Code != "id_card_check" || outcome.Warnings[0].Field != "buyer.tax_id" {
		t.Errorf("warnings %v, %v", outcome.Warnings, err)
	}
	request.Buyer.TaxID = "310060"
	if _, err := papers.Issue(facts(t), request); fault.Code(err) != "id_card_digits" || fault.Of(err).Field != "buyer.tax_id" {
		t.Errorf("too short it is %v", err)
	}
}
