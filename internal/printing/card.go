package printing

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/thai"
)

// QRCard is a card with a PromptPay code, to show on a screen or stand on the counter.
type QRCard struct {
	Lang     i18n.Lang
	Payload  string // what a phone reads
	Receiver string // as the bank shows it
	Masked   string // the receiving id, masked
	Amount   money.Satang
	Ref      string // a bill's number or tag
	Practice bool   // the code then holds words and cannot be paid
}

// The proportions of Thai QR cards: 7.4 × 10.5 cm, a navy header, the code over most of the width.
const (
	cardWidth  = 74 * MM
	cardHeight = 105 * MM
	cardHeader = 17 * MM
	cardMargin = 5 * MM
	cardRibbon = 8 * MM
	cardStroke = Unit(300)
)

// card lays out a QRCard from the top.
type card struct {
	shaper *text.Shaper
	page   Page
	y      Unit
	share  Unit // percent of their sizes that texts are set at
}

// Page lays the card out. It fails as qrcode.Checked does.
func (q QRCard) Page(shaper *text.Shaper) (Page, error) {
	side := Unit(61_500)
	if q.Practice {
		side = 46 * MM
	}
	matrix, err := paymentCode(q.Payload, q.Practice, q.Ref)
	if err != nil {
		return Page{}, err
	}
	c := &card{}
	for share := Unit(100); share >= 60; share -= 4 { // names with high and low marks take more room
		c = &card{shaper: shaper, page: Page{Width: cardWidth, Height: cardHeight}, share: 100}
		if c.lay(q, matrix, side, share) {
			break
		}
	}
	c.page.Ops = append(c.page.Ops, Frame{W: cardWidth, H: cardHeight, Stroke: cardStroke, Colour: Navy})
	return c.page, nil
}

// lay lays the card out, the texts under its code at a share of their sizes, and reports whether they fit.
func (c *card) lay(q QRCard, matrix Matrix, side, share Unit) bool {
	c.bar(cardHeader, Navy)
	c.y = 2 * MM
	// The words of the mark are the same in every language.
	c.line("THAI QR PAYMENT", text.Bold, 6200, White)
	c.line("PromptPay พร้อมเพย์", text.Regular, 3800, White)
	c.y = cardHeader
	if q.Practice {
		c.ribbon(q.Lang)
	}
	c.y += MM
	c.page.Ops = append(c.page.Ops, Code{X: (cardWidth - side) / 2, Y: c.y, Side: side, Matrix: matrix})
	c.y += side
	c.share = share
	c.line(q.Receiver, text.Bold, 4600, Black)
	c.line(q.Masked, text.Regular, 3600, Black)
	if q.Amount != 0 {
		c.line(i18n.T(q.Lang, "receipt.pay_amount", fault.Values{"amount": q.Amount}), text.Bold, 6400, Navy)
	} else {
		c.line(i18n.T(q.Lang, "receipt.card.any_amount"), text.Regular, 4000, Navy)
	}
	if q.Ref != "" {
		c.line(i18n.T(q.Lang, "receipt.card.ref", fault.Values{"ref": q.Ref}), text.Regular, 3000, Grey)
	}
	used, room := c.y, cardHeight-cardStroke
	if q.Practice {
		room = cardHeight - cardRibbon
		c.y, c.share = room, 100
		c.ribbon(q.Lang)
	}
	return used <= room
}

// bar fills the card's width from where it stands.
func (c *card) bar(height Unit, colour Colour) {
	c.page.Ops = append(c.page.Ops, Rect{Y: c.y, W: cardWidth, H: height, Colour: colour})
}

// ribbon says that the card is for practice.
func (c *card) ribbon(lang i18n.Lang) {
	top := c.y
	c.bar(cardRibbon, Red)
	c.y += MM
	c.line(i18n.T(lang, "receipt.card.practice"), text.Bold, 4600, White)
	c.y = top + cardRibbon
}

// line sets one centred line, smaller when it is long, cut when it is far too long.
func (c *card) line(words string, face text.Face, size Unit, colour Colour) {
	if words == "" {
		return
	}
	const room = cardWidth - 2*cardMargin
	size = size * c.share / 100
	smallest := size * 7 / 10
	measure := func(words string) Unit { return Unit(c.shaper.Width(words, face, int(size))) }
	for size > smallest && measure(words) > room {
		size -= 100
	}
	words = thai.Ellipsis(words, measure, room)
	ink := c.shaper.Line(words, face)
	baseline := c.y + max(size*115/100, Unit(ink.Top)*size/text.Em)
	c.page.Ops = append(c.page.Ops, Text{(cardWidth - measure(words)) / 2, baseline, size, face, colour, words})
	c.y = baseline + max(size*30/100, Unit(ink.Bottom)*size/text.Em)
}
