package printing

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
)

// CounterCard is a PromptPay card that stands on the counter: the code large, the shop's name and, when
// the owner brings one, a logo. The program itself ships no one's logo.
type CounterCard struct {
	QRCard
	Shop string
	Logo *Picture // nil for none
}

// CardPaper is a paper that counter cards are printed on.
type CardPaper string

// The papers of counter cards, both upright.
const (
	CardA6 CardPaper = "a6" // 105 × 148 mm
	CardA5 CardPaper = "a5" // 148 × 210 mm
)

// Page lays the card out. It fails with "card_paper" (usage) and as qrcode.Checked does.
func (c CounterCard) Page(shaper *text.Shaper, paper CardPaper) (Page, error) {
	page := Page{Width: 105 * MM, Height: 148 * MM}
	switch paper {
	case CardA6:
	case CardA5:
		page = Page{Width: 148 * MM, Height: 210 * MM}
	default:
		return Page{}, fault.Unreadable("card_paper", "paper", fault.Values{"paper": string(paper)})
	}
	matrix, err := paymentCode(c.Payload, c.Practice, c.Ref)
	if err != nil {
		return Page{}, err
	}
	d := &counterLayout{CounterCard: c, setter: setter{shaper: shaper, page: page}, scale: page.Width}
	d.lay(matrix)
	return d.page, nil
}

// counterLayout lays out one card. Its lengths are thousandths of the card's width.
type counterLayout struct {
	setter
	CounterCard
	scale Unit
}

func (d *counterLayout) of(part Unit) Unit { return d.scale * part / 1000 / Dot * Dot }

func (d *counterLayout) lay(matrix Matrix) {
	head, rest := area{0, 0, d.page.Width, d.page.Height}.top(d.of(176), d.of(20))
	d.add(Rect{head.x, head.y, head.w, head.h, Navy})
	title, mark := head.inset(d.of(24)).top(d.of(72), 0)
	// The words of the mark are the same in every language.
	d.oneLine(title, "THAI QR PAYMENT", style{text.Bold, d.of(70), White}, centre, 60)
	d.oneLine(mark, "PromptPay พร้อมเพย์", style{text.Regular, d.of(44), White}, centre, 60)
	rest = area{d.of(60), rest.y, d.page.Width - d.of(120), rest.h - d.of(30)}
	if d.Practice {
		rest = d.ribbons(rest)
	}
	if d.Shop != "" || d.Logo != nil {
		var row area
		row, rest = rest.top(d.of(120), d.of(10))
		d.shop(row)
	}
	foot, code := rest.bottom(d.of(300), 0)
	side := min(code.w, code.h)
	d.add(Code{X: (d.page.Width - side) / 2, Y: code.y + (code.h-side)/2, Side: side, Matrix: matrix, Field: "payload"})
	d.payee(foot)
	d.add(Frame{W: d.page.Width, H: d.page.Height, Stroke: 4 * Dot, Colour: Navy})
}

// ribbons says twice that the card is for practice.
func (d *counterLayout) ribbons(in area) area {
	for _, cut := range []func(area, Unit, Unit) (area, area){area.top, area.bottom} {
		var strip area
		strip, in = cut(in, d.of(80), d.of(10))
		d.add(Rect{0, strip.y, d.page.Width, strip.h, Red})
		d.oneLine(strip, i18n.T(d.Lang, "receipt.card.practice"), style{text.Bold, d.of(52), White}, centre, 60)
	}
	return in
}

// shop sets the logo, in its own proportions, beside the shop's name.
func (d *counterLayout) shop(in area) {
	to := centre
	if d.Logo != nil {
		size := d.Logo.Image.Bounds().Size()
		w, h := in.h*Unit(size.X)/Unit(size.Y), in.h
		if most := in.w / 3; w > most {
			w, h = most, max(Dot, most*Unit(size.Y)/Unit(size.X))
		}
		box, beside := in.left(max(w, Dot), d.of(30))
		d.add(Image{X: box.x, Y: in.y + (in.h-h)/2, W: box.w, H: h, Picture: d.Logo})
		in, to = beside, left
	}
	d.oneLine(in, d.Shop, style{text.Bold, d.of(72), Black}, to, 50)
}

// payee says who gets the money and how much it is.
func (d *counterLayout) payee(in area) {
	amount := i18n.T(d.Lang, "receipt.card.any_amount")
	as := style{text.Bold, d.of(56), Navy}
	if d.Amount != 0 {
		amount = i18n.T(d.Lang, "receipt.pay_amount", fault.Values{"amount": d.Amount})
		as.size = d.of(84)
	}
	ref := ""
	if d.Ref != "" {
		ref = i18n.T(d.Lang, "receipt.card.ref", fault.Values{"ref": d.Ref})
	}
	for _, row := range []struct {
		words  string
		style  style
		height Unit
	}{
		{d.Receiver, style{text.Bold, d.of(58), Black}, 88}, {d.Masked, style{text.Regular, d.of(44), Black}, 64},
		{amount, as, 100}, {ref, style{text.Regular, d.of(34), Grey}, 46},
	} {
		var strip area
		strip, in = in.top(d.of(row.height), 0)
		d.oneLine(strip, row.words, row.style, centre, 50)
	}
}
