package shipping

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"sync"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/rules"
)

// Book is all a quote goes by: what came with the program, without ids, and what the shop's owner put over it.
type Book struct {
	Services   []Service
	Rates      []Rate
	Areas      []Area
	Insurances []Insurance
	Discounts  []Discount
	CODFee     *money.Basis // what collecting asks of the sum, nil = as the program's data say
	CODMost    money.Satang // the most that is collected, 0 = as the program's data say
}

var seed = sync.OnceValue(func() (b Book) {
	for name, into := range map[string]any{"services": &b.Services, "rates": &b.Rates, "areas": &b.Areas, "insurance": &b.Insurances} {
		if err := json.Unmarshal(assets.Read("rates/"+name+".json"), into); err != nil {
			panic(name + ": " + err.Error()) // embedded, and read by a test
		}
	}
	return b
})

// Seed gives the book that came with the program. Its rows must not be changed; rows may be appended.
func Seed() *Book {
	b := seed()
	b.Services, b.Rates, b.Areas = slices.Clip(b.Services), slices.Clip(b.Rates), slices.Clip(b.Areas)
	return &b
}

// Service gives a service as it is on a day, nil for none.
func (b *Book) Service(code string, day clock.Day) *Service {
	var best *Service
	for n := range b.Services {
		s := &b.Services[n]
		if s.Code == code && holds(s.From, s.To, day, s.Off) && (best == nil || later(s.ID, s.From, best.ID, best.From)) {
			best = s
		}
	}
	return best
}

// Codes lists the codes of services, each once, in the order of the book.
func (b *Book) Codes() (codes []string) {
	for n := range b.Services {
		if code := b.Services[n].Code; !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// Rate gives the rate of a service and an area on a day, nil for none: the owner's before the post's, of several the
// one that began last.
func (b *Book) Rate(service, area string, day clock.Day) *Rate {
	var best *Rate
	for n := range b.Rates {
		r := &b.Rates[n]
		if r.Service == service && r.Area == area && holds(r.From, r.To, day, r.Off) && (best == nil || later(r.ID, r.From, best.ID, best.From)) {
			best = r
		}
	}
	return best
}

// later reports whether dated data counts before other data for the same.
func later[K any](one id.Of[K], from clock.Day, other id.Of[K], otherFrom clock.Day) bool {
	if one.IsZero() != other.IsZero() {
		return other.IsZero()
	}
	return cmp.Or(cmp.Compare(from, otherFrom), cmp.Compare(one.String(), other.String())) > 0
}

// Insurance gives the insurance of a service on a day, nil for none.
func (b *Book) Insurance(service string, day clock.Day) *Insurance {
	var best *Insurance
	for n := range b.Insurances {
		i := &b.Insurances[n]
		if i.Service == service && holds(i.From, i.To, day, false) && (best == nil || i.From > best.From) {
			best = i
		}
	}
	return best
}

// Discount gives the discount that takes most off a fee of a service on a day; nil and 0 for none. Discounts do not
// add up: the post grants one.
func (b *Book) Discount(service string, day clock.Day, pieces int, fee money.Satang) (best *Discount, off money.Satang) {
	for n := range b.Discounts {
		d := &b.Discounts[n]
		if !holds(d.From, d.To, day, d.Off) || pieces < d.MinPieces || len(d.Services) > 0 && !slices.Contains(d.Services, service) {
			continue
		}
		if less := d.off(fee); less > off {
			best, off = d, less
		}
	}
	return best, off
}

// Collecting gives what collecting a sum costs on a day, rounded half up to the satang, and the most that is
// collected.
func (b *Book) Collecting(sum money.Satang, day clock.Day) (fee, most money.Satang) {
	rate := rules.CODFee(day)
	if b.CODFee != nil {
		rate = *b.CODFee
	}
	return sum.Percent(rate), cmp.Or(b.CODMost, rules.CODLimit(day))
}

// centimetres writes a length of millimetres for people.
func centimetres(mm int) string {
	text := strconv.Itoa(mm / 10)
	if rest := mm % 10; rest != 0 {
		text += "." + strconv.Itoa(rest)
	}
	return text
}
