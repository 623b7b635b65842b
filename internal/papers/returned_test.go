package papers_test

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// A credit note that lowers the price of goods is no note of goods that came back; one that says that they were taken back
// is, whatever they are worth by now.
func TestAPriceNoteTellsOfNoGoodsThatCameBack(t *testing.T) {
	sets := func(count int, price money.Satang) []papers.Line {
		return []papers.Line{{Name: "SET", Qty: qty.Pieces(count), Price: price, Total: price * money.Satang(count)}}
	}
	for name, tt := range map[string]struct {
		code  string
		count int
		price money.Satang
		want  qty.Qty
	}{
		"goods at their price":              {"CDNG99", 2, 299_00, 0},
		"one of them":                       {"CDNG99", 1, 299_00, qty.One},
		"a lower price":                     {"CDNG99", 2, 50_00, qty.Pieces(2)},
		"a lower price, agreed":             {"CDNG01", 2, 50_00, qty.Pieces(2)},
		"taken back for less":               {"CDNG05", 2, 50_00, 0},
		"at the price of what was returned": {"CDNG99", 2, 280_00, 0},
	} {
		t.Run(name, func(t *testing.T) {
			note := &papers.Paper{Kind: papers.CreditNote, ReasonCode: tt.code, Lines: sets(tt.count, tt.price)}
			var got qty.Qty
			for _, line := range papers.Unnoted(sets(2, 280_00), sets(10, 299_00), []*papers.Paper{note}) {
				got += line.Qty
			}
			if got != tt.want {
				t.Errorf("%s are on no note, want %s", got, tt.want)
			}
		})
	}
}

// However a line by weight comes back, its notes come to what it bore.
func TestPartsByWeightAreCreditedToTheSatang(t *testing.T) {
	draw := rand.New(rand.NewPCG(15, 2569))
	for range 2000 {
		whole := papers.Line{Name: "KG", Qty: qty.Qty(3 + draw.Int64N(5000)), Price: money.Satang(draw.Int64N(200_00))}
		whole.Discount = money.Satang(draw.Int64N(int64(money.Times(whole.Price, whole.Qty)) + 1))
		whole.Total = money.Times(whole.Price, whole.Qty) - whole.Discount
		var notes []*papers.Paper
		var sum money.Satang
		for left := whole.Qty; left > 0; {
			part := whole
			part.Qty = min(left, 1+qty.Qty(draw.Int64N(int64(whole.Qty)/(1+draw.Int64N(4))+1)))
			before := whole.Qty - left
			left -= part.Qty
			part.Total = whole.Total.Share(int64(before+part.Qty), int64(whole.Qty)) - whole.Total.Share(int64(before), int64(whole.Qty)) // as its bill gives back
			part.Discount = money.Times(part.Price, part.Qty) - part.Total
			lines := papers.OnInvoice([]papers.Line{part}, papers.Uncredited([]papers.Line{whole}, notes))
			for _, line := range lines {
				if sum += line.Total; line.Total != money.Times(line.Price, line.Qty)-line.Discount || line.Total != part.Total || line.Discount < 0 || line.Price < whole.Price {
					t.Fatalf("%+v of %+v", line, whole)
				}
			}
			notes = append(notes, &papers.Paper{Kind: papers.CreditNote, Lines: lines})
		}
		if sum != whole.Total {
			t.Fatalf("notes come to %s of %+v", sum, whole)
		}
	}
}

// An invoice that shared a discount otherwise than the bill of its goods is credited for what the bill gave back all the same,
// and with the last of its goods for all that is left of it.
func TestNotesComeToWhatTheBillGaveBack(t *testing.T) {
	invoiced := []papers.Line{
		{Name: "JAR", Qty: qty.Pieces(3), Price: 135_00, Discount: 10_00, Total: 395_00},
		{Name: "POST", Qty: qty.One, Price: 50_00, Total: 50_00},
	}
	jar := func(discount money.Satang) papers.Line {
		return papers.Line{Name: "JAR", Qty: qty.One, Price: 135_00, Discount: discount, Total: 135_00 - discount}
	}
	var back []papers.Line
	var notes []*papers.Paper
	for n, one := range []papers.Line{jar(2_97), jar(2_96), jar(2_97), {Name: "POST", Qty: qty.One, Price: 50_00, Discount: 1_10, Total: 48_90}} {
		back = append(back, one)
		lines := papers.OnInvoice(papers.Unnoted(back, invoiced, notes), papers.Uncredited(invoiced, notes))
		if len(lines) != 1 || lines[0].Name != one.Name || lines[0].Total != one.Total || lines[0].Qty != one.Qty {
			t.Errorf("%d: %+v for %+v", n, lines, one)
		}
		notes = append(notes, &papers.Paper{Kind: papers.CreditNote, Lines: lines})
	}
	if lines := papers.Unnoted(back, invoiced, notes); len(lines) != 0 {
		t.Errorf("left %+v", lines)
	}
}
