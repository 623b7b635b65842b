package etax

import (
	"regexp"
	"slices"
	"unicode/utf8"
)

// kind is a kind of document: the name of its schema.
type kind string

const (
	taxInvoice  kind = "TaxInvoice"
	receipt     kind = "Receipt"
	invoice     kind = "Invoice"
	note        kind = "DebitCreditNote"
	abbreviated kind = "AbbreviatedTaxInvoice"
)

const space = "urn:etda:uncefact:data:standard:"

func (k kind) root() string { return string(k) + "_CrossIndustryInvoice" }
func (k kind) rsm() string  { return space + k.root() + ":2" }
func (k kind) ram() string {
	return space + string(k) + "_ReusableAggregateBusinessInformationEntity:2"
}

// types lists the type codes of each kind of document.
var types = map[kind][]string{
	taxInvoice:  {"388", "T02", "T03", "T04"},
	receipt:     {"T01"},
	invoice:     {"380"},
	note:        {"80", "81"},
	abbreviated: {"T05", "T06"},
}

// kindOf gives the kind of document a type code belongs to, "" for none.
func kindOf(code string) kind {
	for kind, codes := range types {
		if slices.Contains(codes, code) {
			return kind
		}
	}
	return ""
}

// part is one element of a sequence: how often it stands there, and what it holds.
type part struct {
	name  string
	min   int
	many  bool
	holds content
}

// content is a sequence of elements, or a text; skip takes whatever stands there.
type content struct {
	parts []part
	text  func(string) bool
	skip  bool
}

func one(name string, holds content) part  { return part{name, 1, false, holds} }
func some(name string, holds content) part { return part{name, 1, true, holds} }
func may(name string, holds content) part  { return part{name, 0, false, holds} }
func any0(name string, holds content) part { return part{name, 0, true, holds} }

func seq(parts ...part) content { return content{parts: parts} }

// upTo is a text of at most so many characters.
func upTo(most int) content {
	return content{text: func(text string) bool { return utf8.RuneCountInString(text) <= most }}
}

func matching(pattern string) content { return content{text: regexp.MustCompile(pattern).MatchString} }

func among(values ...string) content {
	return content{text: func(text string) bool { return slices.Contains(values, text) }}
}

var (
	whatever = content{skip: true} // parts of the standard that a shop's papers never need
	amount   = matching(`^\d{1,16}\.\d{2}$`)
	rate     = matching(`^\d{1,3}(\.\d{1,2})?$`)
	quantity = matching(`^\d{1,16}(\.\d{1,4})?$`)
	moment   = matching(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?$`)
)

var address = seq(
	may("PostcodeCode", upTo(16)), may("BuildingName", upTo(70)), may("LineOne", upTo(256)), may("LineTwo", upTo(256)), may("LineThree", upTo(70)),
	may("LineFour", upTo(70)), may("LineFive", upTo(70)), may("StreetName", upTo(70)), may("CityName", matching(`^\d{4}$`)),
	may("CitySubDivisionName", matching(`^\d{6}$`)), may("CountryID", upTo(3)), may("CountrySubDivisionID", upTo(35)), may("BuildingNumber", upTo(16)))

var party = seq(
	any0("ID", upTo(35)), any0("GlobalID", upTo(70)), may("Name", upTo(256)), may("SpecifiedTaxRegistration", seq(one("ID", upTo(35)))),
	any0("DefinedTradeContact", whatever), may("PostalTradeAddress", address))

var referenced = seq(may("IssuerAssignedID", upTo(35)), may("IssueDateTime", moment), may("ReferenceTypeCode", upTo(3)))

var tradeTax = seq(one("TypeCode", among("VAT", "FRE")), one("CalculatedRate", rate), some("BasisAmount", amount), some("CalculatedAmount", amount))

var allowance = seq(
	may("ChargeIndicator", among("true", "false")), any0("ActualAmount", amount), may("ReasonCode", upTo(3)), may("Reason", upTo(256)), may("TypeCode", upTo(3)))

var line = seq(
	one("AssociatedDocumentLineDocument", seq(one("LineID", upTo(35)))),
	one("SpecifiedTradeProduct", seq(may("ID", upTo(35)), may("GlobalID", upTo(70)), some("Name", upTo(256)), any0("Description", upTo(256)),
		any0("IndividualTradeProductInstance", whatever), any0("DesignatedProductClassification", whatever), any0("OriginTradeCountry", whatever),
		any0("InformationNote", whatever))),
	one("SpecifiedLineTradeAgreement", seq(may("GrossPriceProductTradePrice", seq(some("ChargeAmount", amount), any0("AppliedTradeAllowanceCharge", allowance))))),
	one("SpecifiedLineTradeDelivery", seq(one("BilledQuantity", quantity), may("PerPackageUnitQuantity", quantity))),
	one("SpecifiedLineTradeSettlement", seq(any0("ApplicableTradeTax", tradeTax), any0("SpecifiedTradeAllowanceCharge", allowance),
		one("SpecifiedTradeSettlementLineMonetarySummation", seq(any0("TaxTotalAmount", amount), some("NetLineTotalAmount", amount),
			some("NetIncludingTaxesLineTotalAmount", amount))))))

// structureOf gives the schema of a kind of document, as far as a shop's papers use it.
func structureOf(kind kind) content {
	purpose, references, taxes := may("PurposeCode", upTo(6)), any0("AdditionalReferencedDocument", referenced), some("ApplicableTradeTax", tradeTax)
	summation := []part{some("LineTotalAmount", amount)}
	if kind == note {
		purpose, references = one("PurposeCode", upTo(6)), some("AdditionalReferencedDocument", referenced)
		summation = []part{some("OriginalInformationAmount", amount), some("LineTotalAmount", amount), some("DifferenceInformationAmount", amount)}
	}
	agreement := []part{one("SellerTradeParty", party)}
	if kind == abbreviated {
		taxes.min = 0
	} else {
		agreement = append(agreement, one("BuyerTradeParty", party), may("ApplicableTradeDeliveryTerms", whatever),
			may("BuyerOrderReferencedDocument", referenced), references)
	}
	summation = append(summation, any0("AllowanceTotalAmount", amount), any0("ChargeTotalAmount", amount), some("TaxBasisTotalAmount", amount),
		some("TaxTotalAmount", amount), some("GrandTotalAmount", amount))
	return seq(
		one("ExchangedDocumentContext", seq(one("GuidelineSpecifiedDocumentContextParameter", seq(one("ID", among("ER3-2560")))))),
		one("ExchangedDocument", seq(one("ID", upTo(35)), one("Name", upTo(35)), one("TypeCode", among(types[kind]...)), one("IssueDateTime", moment),
			may("Purpose", upTo(256)), purpose, may("GlobalID", upTo(70)), one("CreationDateTime", moment),
			any0("IncludedNote", seq(may("Subject", upTo(500)), any0("Content", upTo(500)))))),
		one("SupplyChainTradeTransaction", seq(
			one("ApplicableHeaderTradeAgreement", seq(agreement...)),
			one("ApplicableHeaderTradeDelivery", whatever),
			one("ApplicableHeaderTradeSettlement", seq(may("InvoiceCurrencyCode", among("THB")), taxes, any0("SpecifiedTradeAllowanceCharge", allowance),
				any0("SpecifiedTradePaymentTerms", whatever), one("SpecifiedTradeSettlementHeaderMonetarySummation", seq(summation...)),
				may("InvoicerTradeParty", party), may("InvoiceeTradeParty", party), may("PayerTradeParty", party), may("PayeeTradeParty", party))),
			some("IncludedSupplyChainTradeLineItem", line))),
		may("Signature", whatever))
}
