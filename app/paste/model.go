// Package paste is the dialog that turns text pasted from a chat into orders: what was read is marked in the
// text and laid out in fields, only what is doubtful is asked about, and nothing is saved before a person says so.
package paste

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
)

// Bounds of what is taken from the clipboard, of what of it can be edited and of what is shown at once, in bytes. The
// parser reads less than the first and says so.
const (
	maxPaste  = 40 << 10
	maxEdited = 12 << 10
	maxShown  = 6 << 10
)

// model is the state of the dialog.
type model struct {
	text     string
	channel  string
	chosen   bool  // a person chose the channel
	typed    bool  // a person wrote in the text
	trouble  error // why nothing could be read, nil when something was
	register *address.Register
	index    *catalog.Index
	drafts   []*draft
	at       int
	service  string // that a person chose last, for the orders that follow
}

// reading is what came of a text.
type reading struct {
	text     string
	orders   []chat.Order
	requests []ordering.Request
	register *address.Register
	index    *catalog.Index
}

// cut bounds a text at the end of a letter.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}

// take shows what was read. What a person has put right in an order that reads the same stays; saved orders stay
// saved.
func (m *model) take(r reading) {
	before := m.drafts
	m.register, m.index, m.drafts = r.register, r.index, nil
	for n := range r.orders {
		d := newDraft(r.orders[n], r.requests[n], m)
		if n < len(before) {
			d.keep(before[n])
		}
		m.drafts = append(m.drafts, d)
	}
	m.at = min(m.at, max(len(m.drafts)-1, 0))
	if !m.chosen {
		if guessed := guessChannel(r.text); guessed != "" {
			m.channel = guessed
		}
	}
	m.setChannel(m.channel)
}

// draft gives the order that is shown, nil while there is none.
func (m *model) draft() *draft {
	if m.at >= len(m.drafts) {
		return nil
	}
	return m.drafts[m.at]
}

// shownText gives the part of the text that is shown, and where in the text it begins: of one order all of it, of
// several that of the order.
func (m *model) shownText() (text string, from int) {
	if d := m.draft(); len(m.drafts) > 1 && d.read.At.To > d.read.At.From {
		return cut(m.text[d.read.At.From:d.read.At.To], maxShown), d.read.At.From
	}
	return cut(m.text, maxShown), 0
}

// setChannel says where the orders come from.
func (m *model) setChannel(channel string) {
	m.channel = channel
	for _, d := range m.drafts {
		d.request.Channel = channel
	}
}

// step shows another order; it reports whether there is one.
func (m *model) step(by int) bool {
	to := m.at + by
	if to < 0 || to >= len(m.drafts) {
		return false
	}
	m.at = to
	return true
}

// ready lists the orders that can be saved as they stand.
func (m *model) ready() (list []*draft) {
	for _, d := range m.drafts {
		if d.saved == "" && d.blocker() == "" && len(d.gaps()) == 0 {
			list = append(list, d)
		}
	}
	return list
}

// next gives the place of the first order that is not saved, from the shown one on and around; −1 when all are.
func (m *model) next() int {
	for n := range m.drafts {
		if at := (m.at + n) % len(m.drafts); m.drafts[at].saved == "" {
			return at
		}
	}
	return -1
}

// unsaved reports whether closing would lose what a person did.
func (m *model) unsaved() bool {
	return slices.ContainsFunc(m.drafts, func(d *draft) bool { return d.touched && d.saved == "" }) ||
		m.typed && strings.TrimSpace(m.text) != "" && (len(m.drafts) == 0 || m.next() >= 0)
}

// saved lists the orders that were written.
func (m *model) saved() (orders []id.Order) {
	for _, d := range m.drafts {
		if d.saved != "" {
			orders = append(orders, d.request.ID)
		}
	}
	return orders
}

// short gives how much of a line's product is missing, after the orders before it in the same text took theirs.
func (m *model) short(of *draft, n int) qty.Qty {
	line := &of.request.Lines[n]
	product := m.product(line.ProductID)
	have, known := of.have[line.ProductID]
	if product == nil || product.Untracked || !known {
		return 0
	}
	for _, d := range m.drafts {
		for at := range d.request.Lines {
			if other := &d.request.Lines[at]; d.saved == "" && other.ProductID == line.ProductID && (d != of || at <= n) {
				have -= other.Qty
			}
		}
		if d == of {
			break
		}
	}
	return min(max(-have, 0), line.Qty)
}

// product gives a product of the shop, nil for none.
func (m *model) product(of id.Product) *catalog.Product {
	if m.index == nil || of.IsZero() {
		return nil
	}
	return m.index.ByID(of)
}

// preferred gives which offer an order begins with: the service a person chose last, else EMS, which most shops
// promise, else the cheapest.
func (m *model) preferred(offers []shipping.Offer) *shipping.Offer {
	for _, code := range []string{m.service, shipping.EMS} {
		if at := slices.IndexFunc(offers, func(o shipping.Offer) bool { return o.Service.Code == code }); at >= 0 {
			return &offers[at]
		}
	}
	if len(offers) == 0 {
		return nil
	}
	return &offers[0]
}

// guessChannel tells from the form of a transcript where it was copied, "" when it does not show.
func guessChannel(text string) string {
	head := cut(text, 2000)
	switch {
	case strings.HasPrefix(strings.TrimSpace(head), "[LINE]"), strings.Contains(head, "ประวัติการแชท"), strings.Contains(head, "Chat history with"):
		return ordering.Line
	case strings.Contains(head, "คุณได้ส่งข้อความ"), strings.Contains(head, "You sent"), strings.Contains(head, "คุณส่ง\n"),
		strings.Contains(head, "Messenger"), strings.Contains(strings.ToLower(head), "facebook"):
		return ordering.Facebook
	}
	for line := range strings.SplitSeq(head, "\n") { // "14:05\tname\ttext" is how LINE writes its files
		if parts := strings.Split(line, "\t"); len(parts) >= 3 && len(parts[0]) == 5 && parts[0][2] == ':' {
			return ordering.Line
		}
	}
	return ""
}
