package pay

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

// cash is what a person has typed into the cash dialog, against what is due.
type cash struct {
	total    money.Satang // of the bill
	rounding money.Satang // signed, what cash rounding adds to it
	given    money.Satang
	unclear  bool         // what was typed is no amount
	touched  bool         // given is a person's, not the amount due
	agreed   money.Satang // an amount so large that it was asked about, and agreed to
}

// setDue takes what the bill comes to now. What nobody touched stays the exact amount.
func (c *cash) setDue(total, step money.Satang) {
	c.total, c.rounding = total, money.CashRound(total, step)
	if !c.touched {
		c.given, c.unclear = c.due(), false
	}
}

// due is what cash must come to.
func (c *cash) due() money.Satang { return c.total + c.rounding }

// typed takes what stands in the field. An empty one is nothing given yet.
func (c *cash) typed(text string) {
	c.touched, c.agreed = true, 0
	c.given, c.unclear = 0, false
	if text = strings.TrimSuffix(text, "."); text != "" {
		given, err := money.Parse(text)
		c.given, c.unclear = given, err != nil
	}
}

// set takes a sum, such as that of a button.
func (c *cash) set(given money.Satang) {
	c.given, c.unclear, c.touched, c.agreed = given, false, given != c.due(), 0
}

// add counts a note more. The first one begins to count: the exact amount stood there as an offer.
func (c *cash) add(note money.Satang) {
	sum := note
	if c.touched && !c.unclear {
		sum += c.given
	}
	if sum <= money.Max {
		c.given, c.unclear, c.touched, c.agreed = sum, false, true, 0
	}
}

// begun reports whether a sum stands there that a person put there and not the exact amount.
func (c *cash) begun() bool {
	return c.touched && (c.unclear || c.given != 0 && c.given != c.due())
}

// missing is what is still wanted, 0 when it is enough.
func (c *cash) missing() money.Satang { return max(c.due()-c.given, 0) }

// change is what is handed back.
func (c *cash) change() money.Satang { return max(c.given-c.due(), 0) }

// enough reports whether it can be paid.
func (c *cash) enough() bool { return !c.unclear && c.missing() == 0 }

// strange reports whether so much was given that a slip of the finger is likelier: more than ten times
// what is due plus 1,000.
func (c *cash) strange() bool {
	return c.given > 10*c.due()+money.Baht(1000) && c.given != c.agreed
}

// tender is the payment; the shop works the change out again.
func (c *cash) tender() selling.Tender {
	given := c.given
	return selling.Tender{Method: selling.Cash, Amount: &given}
}

// back gives the notes and coins to hand back, and in words "3×100 + 1×10", with what is too small for
// any coin last.
func (c *cash) back() (pieces []widget.Piece, words string) {
	notes, rest := selling.Notes(c.change())
	var parts []string
	for _, note := range notes {
		pieces = append(pieces, widget.Piece{Value: note.Value, Count: note.Count})
		parts = append(parts, strconv.Itoa(note.Count)+"×"+short(note.Value))
	}
	if rest > 0 {
		parts = append(parts, i18n.Baht(rest))
	}
	return pieces, strings.Join(parts, " + ")
}

// short writes a sum without decimals where there are none.
func short(amount money.Satang) string { return strings.TrimSuffix(i18n.Baht(amount), ".00") }
