package papers_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

const today clock.Day = "2026-11-29"

// book hands out numbers as a shop's file does.
type book map[papers.Series]int

func (b book) next(series papers.Series) (int, error) { b[series]++; return b[series], nil }

// facts of a shop on the day, with numbers of its own.
func facts(t testing.TB) *papers.Facts {
	t.Helper()
	shape, err := papers.ParseShape(papers.DefaultShape, papers.ResetYear, 2)
	if err != nil {
		t.Fatal(err)
	}
	return &papers.Facts{At: 1_795_000_000_000, Day: today, Letter: "A", Shape: shape, NextNo: book{}.next}
}

// seller is a community firm registered for VAT; the ids are well-known public examples.
var seller = papers.Seller{Name: "วิสาหกิจชุมชนบ้านทอผ้า จำกัด", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", Phone: "053123456",
	TaxID: "0105536112014", Branch: "00000", Kind: papers.Juristic, VAT: true, POSID: "E012345678",
	Place: papers.Place{House: "12", Subdistrict: "501303", Postcode: "50130"}}

// office is a government buyer.
var office = papers.Buyer{Name: "องค์การบริหารส่วนตำบลสันกลาง", Agency: "กองคลัง", Address: "99 หมู่ 1\nต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130",
	TaxID: "0994000165501", Branch: "00000", Kind: papers.Government, Place: papers.Place{Postcode: "50130"}}

// of gives a line of goods with VAT.
func of(name string, pieces int, price money.Satang) papers.Line {
	return papers.Line{Name: name, Qty: qty.Pieces(pieces), Unit: "ชุด", Price: price, VATClass: catalog.VATStandard}
}

// ask is a request for a kind of paper over lines.
func ask(kind papers.Kind, lines ...papers.Line) *papers.Request {
	request := &papers.Request{Kind: kind, Seller: seller, Buyer: office, Lines: lines}
	if kind == papers.Quotation {
		request.Valid = today.Add(30)
	}
	return request
}

// issue makes a paper or ends the test.
func issue(t testing.TB, facts *papers.Facts, request *papers.Request) *papers.Paper {
	t.Helper()
	outcome, err := papers.Issue(facts, request)
	if err != nil {
		t.Fatalf("%s: %v", request.Kind, err)
	}
	if !outcome.Paper.Agrees() {
		t.Fatalf("%s: sums %+v do not agree with the lines", request.Kind, outcome.Paper.Sums)
	}
	return outcome.Paper
}

// refused fails the test unless the error is a fault with this code at this field.
func refused(t testing.TB, err error, code, field string) {
	t.Helper()
	if got := fault.Of(err); got == nil || got.Code != code || got.Field != field {
		t.Errorf("got %v, want %s at %s", err, code, field)
	}
}
