package etax

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
)

// maxProblems bounds what a check tells: whoever has more begins with these.
const maxProblems = 50

// checker holds a document against its structure and rules.
type checker struct {
	kind     kind
	root     *node
	problems []*fault.Error
}

// Check holds a document against the structure of its kind (which elements, in which order, how often, how long),
// the code lists, the rules for parties and references, and its sums. It gives what is wrong, each with the path
// of the element; nothing for a document that is right. "etax_unreadable" is the only one for what is no XML.
func Check(document []byte) []*fault.Error {
	root, err := parse(document)
	if err != nil {
		return []*fault.Error{fault.Of(err)}
	}
	name, known := strings.CutSuffix(root.name, "_CrossIndustryInvoice")
	if !known || types[kind(name)] == nil {
		return []*fault.Error{fault.New("etax_kind", root.name, fault.Values{"name": root.name})}
	}
	c := &checker{kind: kind(name), root: root}
	c.structure(root, structureOf(c.kind), "", 0)
	if len(c.problems) == 0 { // rules read what the structure promises
		c.document()
		c.parties()
		c.sums()
	}
	return c.problems
}

func (c *checker) wrong(code, path string, values fault.Values) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, fault.New(code, path, values))
	}
}

// structure walks an element and its sequence side by side.
func (c *checker) structure(n *node, holds content, path string, depth int) {
	want := c.kind.ram()
	if depth < 2 {
		want = c.kind.rsm()
	}
	switch signature := n.name == "Signature" && depth == 1; {
	case !signature && n.space != want:
		c.wrong("etax_namespace", path, fault.Values{"name": n.name, "value": n.space})
		return
	case holds.skip:
		return
	case holds.text != nil:
		if len(n.children) > 0 || n.text == "" || !holds.text(n.text) {
			c.wrong("etax_value", path, fault.Values{"name": n.name, "value": shorten(n.text)})
		}
		return
	}
	if n.text != "" {
		c.wrong("etax_value", path, fault.Values{"name": n.name, "value": shorten(n.text)})
		return
	}
	at := 0
	for _, part := range holds.parts {
		count := 0
		for at < len(n.children) && n.children[at].name == part.name {
			below := path + "/" + part.name
			if part.many {
				below = fmt.Sprintf("%s[%d]", below, count)
			}
			c.structure(n.children[at], part.holds, strings.TrimPrefix(below, "/"), depth+1)
			at, count = at+1, count+1
		}
		switch {
		case count < part.min:
			c.wrong("etax_missing", strings.TrimPrefix(path+"/"+part.name, "/"), fault.Values{"name": part.name})
		case count > 1 && !part.many:
			c.wrong("etax_twice", strings.TrimPrefix(path+"/"+part.name, "/"), fault.Values{"name": part.name})
		}
	}
	if at < len(n.children) { // it belongs nowhere, or before one that came already
		c.wrong("etax_place", strings.TrimPrefix(path+"/"+n.children[at].name, "/"), fault.Values{"name": n.children[at].name})
	}
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

// purposes lists the reason codes by type code.
var purposes = map[string][]string{
	"388": {"TIVC01", "TIVC02", "TIVC99"}, "T02": {"TIVC01", "TIVC02", "TIVC99"}, "T03": {"TIVC01", "TIVC02", "TIVC99"}, "T04": {"TIVC01", "TIVC02", "TIVC99"},
	"T01": {"RCTC01", "RCTC02", "RCTC03", "RCTC04", "RCTC99"},
	"80":  {"DBNG01", "DBNG02", "DBNG99", "DBNS01", "DBNS02", "DBNS99"},
	"81":  {"CDNG01", "CDNG02", "CDNG03", "CDNG04", "CDNG05", "CDNG99", "CDNS01", "CDNS02", "CDNS03", "CDNS04", "CDNS99"},
}

// references lists the types one of which a document with references must name.
var references = map[kind][]string{
	taxInvoice: {"388", "T02", "T03", "T04"},
	receipt:    {"T01", "T05", "T06"},
	note:       {"388", "T02", "T03", "T04", "T05", "T06", "80", "81"},
}

const (
	documentPath  = "ExchangedDocument"
	agreementPath = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement"
	summationPath = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation"
)

// document checks reason and references.
func (c *checker) document() {
	document := c.root.child(documentPath)
	code, purpose := document.at("TypeCode"), document.at("PurposeCode")
	agreement := c.root.child("SupplyChainTradeTransaction", "ApplicableHeaderTradeAgreement")
	refs := agreement.all("AdditionalReferencedDocument")
	if purpose == "" && len(refs) > 0 && c.kind == taxInvoice {
		c.wrong("etax_missing", documentPath+"/PurposeCode", fault.Values{"name": "PurposeCode"})
	}
	if purpose != "" && !slices.Contains(purposes[code], purpose) {
		c.wrong("etax_value", documentPath+"/PurposeCode", fault.Values{"name": "PurposeCode", "value": purpose})
	}
	if strings.HasSuffix(purpose, "99") && document.at("Purpose") == "" {
		c.wrong("etax_missing", documentPath+"/Purpose", fault.Values{"name": "Purpose"})
	}
	if allowed := references[c.kind]; len(refs) > 0 && allowed != nil && !slices.ContainsFunc(refs, func(ref *node) bool {
		return slices.Contains(allowed, ref.at("ReferenceTypeCode"))
	}) {
		c.wrong("etax_reference", agreementPath+"/AdditionalReferencedDocument[0]/ReferenceTypeCode", fault.Values{"types": strings.Join(allowed, ", ")})
	}
	for n, ref := range refs {
		for _, name := range []string{"IssuerAssignedID", "IssueDateTime", "ReferenceTypeCode"} {
			if ref.at(name) == "" {
				c.wrong("etax_missing", fmt.Sprintf("%s/AdditionalReferencedDocument[%d]/%s", agreementPath, n, name), fault.Values{"name": name})
			}
		}
	}
}

// parties checks ids and addresses.
func (c *checker) parties() {
	agreement := c.root.child("SupplyChainTradeTransaction", "ApplicableHeaderTradeAgreement")
	seller, buyer := agreement.child("SellerTradeParty"), agreement.child("BuyerTradeParty")
	path := agreementPath + "/SellerTradeParty"
	c.needs(seller, path, "Name")
	c.taxID(seller, path, "TXID", "NIDN")
	place := seller.child("PostalTradeAddress")
	path += "/PostalTradeAddress"
	if place == nil {
		c.wrong("etax_missing", path, fault.Values{"name": "PostalTradeAddress"})
	} else {
		c.postcode(place, path)
		c.needs(place, path, "CityName", "CitySubDivisionName", "CountrySubDivisionID", "BuildingNumber")
		if place.at("CountryID") != "TH" {
			c.wrong("etax_value", path+"/CountryID", fault.Values{"name": "CountryID", "value": place.at("CountryID")})
		}
		c.codes(place, path)
	}
	if buyer == nil {
		return
	}
	path = agreementPath + "/BuyerTradeParty"
	c.taxID(buyer, path, "TXID", "NIDN", "CCPT", "OTHR")
	place = buyer.child("PostalTradeAddress")
	path += "/PostalTradeAddress"
	if place == nil {
		return
	}
	c.needs(place, path, "CountryID")
	if place.at("LineOne") == "" {
		c.needs(place, path, "CityName", "CitySubDivisionName", "CountrySubDivisionID", "BuildingNumber")
	}
	if place.at("CountryID") == "TH" {
		c.postcode(place, path)
	}
	c.codes(place, path)
}

func (c *checker) needs(n *node, path string, names ...string) {
	for _, name := range names {
		if n.at(name) == "" {
			c.wrong("etax_missing", path+"/"+name, fault.Values{"name": name})
		}
	}
}

// taxID checks a party's id by its scheme: 13 digits of tax id and 5 of branch, a person's 13, a passport, or none.
func (c *checker) taxID(party *node, path string, schemes ...string) {
	id := party.child("SpecifiedTaxRegistration", "ID")
	path += "/SpecifiedTaxRegistration/ID"
	if id == nil {
		c.wrong("etax_missing", path, fault.Values{"name": "SpecifiedTaxRegistration"})
		return
	}
	scheme := id.attr("schemeID")
	if scheme == "" {
		scheme = "TXID"
	}
	right := slices.Contains(schemes, scheme)
	switch scheme {
	case "TXID":
		right = right && digits(id.text, 18)
	case "NIDN":
		right = right && digits(id.text, 13)
	case "OTHR":
		right = right && id.text == "N/A"
	}
	if !right {
		c.wrong("etax_value", path, fault.Values{"name": scheme, "value": shorten(id.text)})
	}
}

func digits(text string, count int) bool {
	return len(text) == count && strings.Trim(text, "0123456789") == ""
}

func (c *checker) postcode(place *node, path string) {
	if !digits(place.at("PostcodeCode"), 5) {
		c.wrong("etax_value", path+"/PostcodeCode", fault.Values{"name": "PostcodeCode", "value": place.at("PostcodeCode")})
	}
}

// codes checks that subdistrict, district and province lie in each other.
func (c *checker) codes(place *node, path string) {
	subdistrict, district, province := place.at("CitySubDivisionName"), place.at("CityName"), place.at("CountrySubDivisionID")
	if subdistrict != "" && district != "" && !strings.HasPrefix(subdistrict, district) ||
		district != "" && province != "" && !strings.HasPrefix(district, province) {
		c.wrong("etax_value", path+"/CitySubDivisionName", fault.Values{"name": "CitySubDivisionName", "value": subdistrict})
	}
}

// sum adds up the amounts of the elements with a name. The structure made sure that they are amounts.
func sum(nodes []*node, name string) (total money.Satang) {
	for _, n := range nodes {
		for _, found := range n.all(name) {
			value, err := money.Parse(found.text)
			if err != nil {
				return -1 // above what a shop's paper can hold: no sum agrees with it
			}
			total += value
		}
	}
	return total
}

// sums checks that everything adds up.
func (c *checker) sums() {
	transaction := c.root.child("SupplyChainTradeTransaction")
	settlement := transaction.child("ApplicableHeaderTradeSettlement")
	head := []*node{settlement.child("SpecifiedTradeSettlementHeaderMonetarySummation")}
	taxes := settlement.all("ApplicableTradeTax")
	lineTotal, off, on := sum(head, "LineTotalAmount"), sum(head, "AllowanceTotalAmount"), sum(head, "ChargeTotalAmount")
	basis, vat, grand := sum(head, "TaxBasisTotalAmount"), sum(head, "TaxTotalAmount"), sum(head, "GrandTotalAmount")
	c.adds("GrandTotalAmount", grand, basis+vat)
	if len(taxes) > 0 {
		c.adds("TaxBasisTotalAmount", basis, sum(taxes, "BasisAmount"))
		c.adds("TaxTotalAmount", vat, sum(taxes, "CalculatedAmount"))
	}
	net := money.Satang(0)
	for n, item := range transaction.all("IncludedSupplyChainTradeLineItem") {
		of := []*node{item.child("SpecifiedLineTradeSettlement", "SpecifiedTradeSettlementLineMonetarySummation")}
		net += sum(of, "NetLineTotalAmount")
		if sum(of, "NetLineTotalAmount")+sum(of, "TaxTotalAmount") != sum(of, "NetIncludingTaxesLineTotalAmount") {
			c.wrong("etax_sum", fmt.Sprintf("SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem[%d]", n),
				fault.Values{"name": "NetIncludingTaxesLineTotalAmount", "given": sum(of, "NetIncludingTaxesLineTotalAmount"),
					"want": sum(of, "NetLineTotalAmount") + sum(of, "TaxTotalAmount")})
		}
	}
	if c.kind == note {
		original, difference := sum(head, "OriginalInformationAmount"), sum(head, "DifferenceInformationAmount")
		c.adds("DifferenceInformationAmount", difference, (original - lineTotal).Abs())
		c.adds("TaxBasisTotalAmount", basis, difference)
		c.adds("DifferenceInformationAmount", difference, net-off+on)
		return
	}
	c.adds("LineTotalAmount", lineTotal, net)
	c.adds("TaxBasisTotalAmount", basis, lineTotal-off+on)
}

func (c *checker) adds(name string, given, want money.Satang) {
	if given != want {
		c.wrong("etax_sum", summationPath+"/"+name, fault.Values{"name": name, "given": given, "want": want})
	}
}
