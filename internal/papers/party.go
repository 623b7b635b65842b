package papers

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/thai"
)

// HeadOffice is the branch of a firm's head office.
const HeadOffice = "00000"

// Bounds of what stands on a paper.
const (
	MaxName    = 200
	MaxAddress = 500
	MaxText    = 500
)

// BuyerKinds are what a buyer may be said to be.
var BuyerKinds = []string{Government, Company, Person}

// BuyerKind reads what a buyer is, "" = not said. It fails with "buyer_kind_unknown".
func BuyerKind(text string) (kind string, err error) {
	kind = strings.ToLower(strings.TrimSpace(text))
	if kind != "" && !slices.Contains(BuyerKinds, kind) {
		return "", fault.Unreadable("buyer_kind_unknown", "kind", fault.Values{"value": text, "known": strings.Join(BuyerKinds, ", ")})
	}
	return kind, nil
}

// Place is an address in parts, as e-Tax asks for it. Every part may be missing.
type Place struct {
	House       string `json:"house,omitempty"`       // number of the house
	Subdistrict string `json:"subdistrict,omitempty"` // six digits of the register; the first two are the province, the first four the district
	Postcode    string `json:"postcode,omitempty"`
}

// Kinds of sellers and buyers, by which tax is withheld.
const (
	Juristic   = "juristic"   // a company, a partnership, a registered co-operative
	Individual = "individual" // a person, an unregistered group
	Government = "government"
	Company    = "company" // a private buyer who is a firm
	Person     = "person"
)

// Seller is the shop as it stands on a paper.
type Seller struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Phone   string `json:"phone,omitempty"`
	TaxID   string `json:"tax_id,omitempty"`
	Branch  string `json:"branch,omitempty"`
	Kind    string `json:"kind,omitempty"`   // Juristic or Individual, "" = not said
	VAT     bool   `json:"vat"`              // registered for VAT
	POSID   string `json:"pos_id,omitempty"` // the number the Revenue Department gave the till
	Logo    string `json:"logo,omitempty"`   // file names under images/
	Seal    string `json:"seal,omitempty"`
	Place   Place  `json:"place"`
}

// SellerKind gives what a seller is by the tax id, where nobody said it: the ids of firms begin with 0, those of people,
// who are taxed by their national id, do not. "" = nobody knows.
func SellerKind(taxID string) string {
	switch {
	case !digits(taxID, 13):
		return ""
	case taxID[0] == '0':
		return Juristic
	}
	return Individual
}

// Buyer is the other party as it stands on a paper. Of a voucher it is the one who sold. Name and address are
// kept letter by letter as the office dictates them.
type Buyer struct {
	Name    string `json:"name"`
	Agency  string `json:"agency,omitempty"` // the part of the office that buys
	Address string `json:"address"`
	Phone   string `json:"phone,omitempty"`
	TaxID   string `json:"tax_id,omitempty"`
	Branch  string `json:"branch,omitempty"`
	Kind    string `json:"kind,omitempty"` // Government, Company or Person, "" = not said
	Place   Place  `json:"place"`
}

// TaxID reads a tax id as people write it: 13 digits, or the 10 of before 2012, with dashes, blanks or Thai
// digits. A wrong check digit ("tax_id_check") and an old id ("tax_id_legacy") are warnings, for both are met on
// real papers. Anything else fails with "tax_id_digits".
func TaxID(text string) (id string, warning *fault.Error, err error) {
	id = strings.NewReplacer("-", "", " ", "", "\u00a0", "").Replace(thai.ToASCIIDigits(text))
	switch {
	case digits(id, 10):
		return id, fault.New("tax_id_legacy", "tax_id", fault.Values{"value": id}), nil
	case !digits(id, 13):
		return "", nil, fault.New("tax_id_digits", "tax_id", fault.Values{"value": text})
	case !promptpay.TaxIDValid(id):
		return id, fault.New("tax_id_check", "tax_id", fault.Values{"value": id}), nil
	}
	return id, nil, nil
}

// Branch reads a branch: five digits, fewer are filled up with zeros before them. It fails with "branch_digits".
func Branch(text string) (string, error) {
	no := thai.ToASCIIDigits(strings.TrimSpace(text))
	if no == "" || len(no) > 5 || !digits(no, len(no)) {
		return "", fault.New("branch_digits", "branch", fault.Values{"value": text})
	}
	return strings.Repeat("0", 5-len(no)) + no, nil
}

// digits reports whether a text is so many digits.
func digits(text string, count int) bool {
	return len(text) == count && strings.Trim(text, "0123456789") == ""
}

// text is one field of a paper that a person typed.
type text struct {
	field, value string
	most         int
}

// checkTexts fails with "name_too_long", "name_picture" of the first field at fault.
func checkTexts(texts ...text) error {
	for _, t := range texts {
		if err := thai.CheckName(t.value, t.field, t.most); err != nil {
			return err
		}
		if !utf8.ValidString(t.value) || strings.ContainsFunc(t.value, control) {
			return fault.New("text_control", t.field, nil)
		}
	}
	return nil
}

// control reports a character that stands on no paper and in no XML; line breaks are kept.
func control(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff }

// settle checks a seller and writes its numbers in one way.
func (s *Seller) settle(kind Kind) (warnings []*fault.Error, err error) {
	if err := checkTexts(text{"name", s.Name, MaxName}, text{"address", s.Address, MaxAddress}, text{"phone", s.Phone, 100},
		text{"pos_id", s.POSID, 100}); err != nil {
		return nil, err
	}
	if strings.TrimSpace(s.Name) == "" {
		return nil, fault.New("name_missing", "name", nil)
	}
	if kind.Tax() {
		switch {
		case !s.VAT:
			return nil, fault.New("tax_paper_unregistered", "vat", fault.Values{"paper": words(kind)})
		case s.TaxID == "":
			return nil, fault.New("seller_tax_id_missing", "tax_id", nil)
		case kind != Abbreviated && strings.TrimSpace(s.Address) == "":
			return nil, fault.New("seller_address_missing", "address", nil)
		case kind == Abbreviated && s.POSID == "":
			return nil, fault.New("pos_id_missing", "pos_id", nil)
		}
		if s.Branch == "" {
			s.Branch = HeadOffice
		}
	}
	return settleNumbers(&s.TaxID, &s.Branch, s.Place)
}

// May says why a seller cannot issue a kind of paper, nil when they can. Faults are those of Issue at the seller.
func (s Seller) May(kind Kind) error {
	_, err := s.settle(kind)
	return fault.At(err, "seller")
}

// settle checks the other party and writes its numbers in one way.
func (b *Buyer) settle(kind Kind) (warnings []*fault.Error, err error) {
	if err := checkTexts(text{"name", b.Name, MaxName}, text{"agency", b.Agency, MaxName}, text{"address", b.Address, MaxAddress},
		text{"phone", b.Phone, 100}); err != nil {
		return nil, err
	}
	if b.Kind, err = BuyerKind(b.Kind); err != nil {
		return nil, err
	}
	switch {
	case thai.Clean(b.Name, 0) != "" || kind == Abbreviated: // a name of signs that nobody sees is none
	case kind == Voucher:
		return nil, fault.New("voucher_name_missing", "name", nil)
	default:
		return nil, fault.New("buyer_name_missing", "name", nil)
	}
	if kind.Tax() && kind != Abbreviated {
		switch {
		case strings.TrimSpace(b.Address) == "":
			return nil, fault.New("buyer_address_missing", "address", nil)
		case b.Kind == Person && b.TaxID == "": // only of who is registered for VAT it is asked (Director-General's notification on VAT no. 199)
		case b.TaxID == "":
			return nil, fault.New("buyer_tax_id_missing", "tax_id", nil)
		case b.Branch == "":
			return nil, fault.New("buyer_branch_missing", "branch", nil)
		}
	}
	warnings, err = settleNumbers(&b.TaxID, &b.Branch, b.Place)
	if kind == Voucher {
		for n := range warnings {
			warnings[n] = OfCard(warnings[n])
		}
		if err != nil {
			err = OfCard(fault.Of(err))
		}
	}
	return warnings, err
}

// OfCard gives what is said of a tax id as it is said of an id card: a person who sells without papers has the number from
// there. "tax_id_check" is "id_card_check", "tax_id_digits" is "id_card_digits".
func OfCard(said *fault.Error) *fault.Error {
	if said.Code != "tax_id_check" && said.Code != "tax_id_digits" {
		return said
	}
	of := *said
	of.Code = "id_card_" + strings.TrimPrefix(said.Code, "tax_id_")
	return &of
}

func settleNumbers(taxID, branch *string, place Place) (warnings []*fault.Error, err error) {
	switch {
	case place.Postcode != "" && !digits(place.Postcode, 5):
		return nil, fault.New("postcode_digits", "place.postcode", fault.Values{"value": place.Postcode})
	case place.Subdistrict != "" && !digits(place.Subdistrict, 6):
		return nil, fault.New("subdistrict_code", "place.subdistrict", fault.Values{"value": place.Subdistrict})
	}
	if err := checkTexts(text{"place.house", place.House, 16}); err != nil {
		return nil, err
	}
	if *taxID != "" {
		id, warning, err := TaxID(*taxID)
		if err != nil {
			return nil, err
		}
		*taxID = id
		if warning != nil {
			warnings = append(warnings, warning)
		}
	}
	if *branch != "" {
		*branch, err = Branch(*branch)
	}
	return warnings, err
}
