package listings

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// availabilities are what a person may say of a product; the first is that it is there, or sold out by its stock.
var availabilities = []string{"", publishing.PreOrder, publishing.MadeToOrder, publishing.OutOfStock}

// draft is what the shop says of a product on one platform while it is being typed: texts under the names that faults
// give fields.
type draft struct {
	channel shop.Channel
	limits  publishing.Limits
	row     shop.Listing
	cell    *shop.ListingCell
	was     publishing.Placement
	text    map[string]string
	start   map[string]string
}

// newDraft opens how a product stands on a platform; one that is not placed there yet begins with what is its own.
func newDraft(channel *shop.Channel, row *shop.Listing, at int) *draft {
	d := &draft{channel: *channel, limits: shop.LimitsOf(channel.Kind), row: *row, cell: &row.Cells[at], text: map[string]string{}}
	d.was = publishing.Placement{ConnectionID: channel.ID, ProductID: row.Product.ID, SKU: row.Product.SKU, PromisedTo: publishing.NoPromise}
	if d.cell.Placement != nil {
		d.was = *d.cell.Placement
	} else {
		d.was.ID = id.New[id.Placement]()
	}
	d.set("title", d.was.Title)
	d.set("title_en", d.was.TitleEN)
	d.set("description", d.was.Description)
	d.set("description_en", d.was.DescriptionEN)
	if d.was.Price != 0 {
		d.set("price", strings.TrimSuffix(d.was.Price.String(), ".00"))
	}
	if d.was.Piece != 0 {
		d.set("piece", d.was.Piece.String())
	}
	for field, number := range map[string]int{"packing_g": d.was.PackingG, "lead_days": d.was.LeadDays} {
		if number != 0 {
			d.set(field, strconv.Itoa(number))
		}
	}
	d.set("availability", d.was.Availability)
	if d.cell.Promised != publishing.NoPromise {
		d.set("promised", strconv.Itoa(d.cell.Promised))
	}
	d.start = map[string]string{}
	for field, text := range d.text {
		d.start[field] = text
	}
	return d
}

func (d *draft) set(field, text string) {
	if text == "" {
		delete(d.text, field)
		return
	}
	d.text[field] = text
}

// changed reports whether something was typed that would be lost.
func (d *draft) changed() bool {
	if len(d.text) != len(d.start) {
		return true
	}
	for field, text := range d.text {
		if d.start[field] != text {
			return true
		}
	}
	return false
}

// read gives what is typed, as far as it can be read, and the first fault.
func (d *draft) read() (p publishing.Placement, promise int, err error) {
	p, promise = d.was, publishing.NoPromise
	fail := func(field string, wrong error) {
		if wrong != nil && err == nil {
			err = at(wrong, field)
		}
	}
	text := func(field string) string { return strings.TrimSpace(d.text[field]) }
	number := func(field, code string) int {
		if text(field) == "" {
			return 0
		}
		n, wrong := strconv.Atoi(thai.ToASCIIDigits(text(field)))
		if wrong != nil {
			fail(field, fault.New(code, field, fault.Values{"value": text(field), "max": 365}))
		}
		return n
	}
	p.Title, p.TitleEN, p.Description, p.DescriptionEN = text("title"), text("title_en"), text("description"), text("description_en")
	p.Price, p.Piece = 0, 0
	if text("price") != "" {
		var wrong error
		p.Price, wrong = money.Parse(text("price"))
		fail("price", wrong)
	}
	if text("piece") != "" {
		var wrong error
		p.Piece, wrong = qty.Parse(text("piece"))
		fail("piece", wrong)
	}
	p.PackingG, p.LeadDays = number("packing_g", "packing_invalid"), number("lead_days", "lead_days_invalid")
	p.Availability = text("availability")
	if text("promised") != "" {
		promise = number("promised", "promise_invalid")
	}
	p.PromisedTo = publishing.NoPromise
	if err == nil {
		err = p.Validate()
	}
	return p, promise, err
}

// at says at which field a fault is, whatever the rule that found it calls it.
func at(err error, field string) error {
	var known *fault.Error
	if !errors.As(err, &known) {
		return err
	}
	moved := *known
	moved.Field = field
	return &moved
}

// offer gives what would be listed as it is typed now.
func (d *draft) offer() *publishing.Offer {
	p, _, _ := d.read() // what cannot be read is not listed
	offer := p.Offer(d.row.Product, d.cell.Offer.Origin, d.cell.Offer.Photos)
	if offer.PackingG == 0 && d.was.PackingG == 0 && p.Piece == d.was.Piece {
		offer.PackingG = d.cell.Offer.PackingG // as it is worked out
	}
	return offer
}

// formFields says at which field of the form a reason is put right.
var formFields = map[string]string{"name": "title", "name_en": "title_en", "packs": "piece", "unit": "piece"}

// troubles says of each field what the platform would not take of it as it is typed now.
func (d *draft) troubles(reasons []publishing.Reason) map[string]publishing.Reason {
	found := map[string]publishing.Reason{}
	for _, reason := range reasons {
		field := reason.Field
		if own := formFields[field]; own != "" {
			field = own
		}
		if _, twice := found[field]; !reason.Advice && !twice && slices.Contains(formOrder, field) {
			found[field] = reason
		}
	}
	return found
}

// formOrder lists the fields of the form in the order they are shown.
var formOrder = []string{"title", "title_en", "description", "description_en", "price", "piece", "packing_g", "availability", "lead_days", "promised"}
