package printing

import (
	"strconv"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing/text"
)

// conditions sets what a quotation or an invoice holds under, numbered, and what the receiver of a paper says
// by signing it.
func (o OfficePaper) conditions(p *paper) {
	if len(o.Conditions) > 0 {
		p.gap(MM)
		p.keep(4 * p.body.size)
		p.flow(p.strong, 0, o.t("conditions"))
		for n, words := range o.Conditions {
			if len(o.Conditions) > 1 {
				words = strconv.Itoa(n+1) + ". " + words
			}
			p.flow(p.body, 4*MM, words)
		}
	}
	if o.has(OfficeDelivery) {
		p.gap(MM)
		p.flow(p.note, 0, o.t("received_goods"))
	}
	if o.has(OfficeReceipt) {
		p.gap(MM)
		p.flow(p.note, 0, o.t("received_money"))
	}
}

// maxFlowRows bounds the rows of one flowing text: three sheets.
const maxFlowRows = 120

// flow sets a text over the width of the paper and over as many sheets as it needs.
func (p *paper) flow(as style, indent Unit, words string) {
	for _, row := range p.wrapped(words, as, p.width0()-indent, maxFlowRows) {
		p.keep(as.size * 2)
		if row != "" {
			p.row(cell{row, as, left, p.edge + indent, p.width0() - indent})
		}
	}
}

// signed sets at the foot of the last sheet who signs: for the buyer at the left, for the seller at the right.
func (o OfficePaper) signed(p *paper) {
	signers := o.Signers
	if len(signers) == 0 {
		signers = []Signer{{Role: "buyer"}, {Role: "seller"}}
	}
	buyer, seller, between := o.signKeys()
	var places []signature
	for _, signer := range signers {
		place := signature{role: signer.Role, signer: signer}
		switch signer.Role {
		case "buyer":
			if place.role, place.behalf = o.both(buyer, between), first(o.Buyer.Names); o.Place != nil && o.Place.Name != "" {
				place.behalf = o.Place.Name // who takes the goods
			}
		case "seller":
			place.role, place.behalf, place.seal = o.both(seller, between), first(o.Shop.Names), o.Seal
		case "approver":
			place.role = o.t("sign.approver")
		}
		places = append(places, place)
	}
	p.signing(o.Letterhead, places)
}

// signKeys name the texts of what both sign as, and what stands between their languages: on a tax invoice that is a
// receipt for the money too, and of a deposit for nothing else, as no goods came.
func (o OfficePaper) signKeys() (buyer, seller, between string) {
	key := officeKeys[o.kind()]
	if o.kind() == OfficeReceipt || !o.has(OfficeReceipt) {
		return "sign.buyer." + key, "sign.seller." + key, " / "
	}
	if buyer = "sign.buyer.tax-receipt"; o.Deposit {
		buyer = "sign.buyer.receipt"
	}
	return buyer, "sign.seller.tax-receipt", "\n"
}

// signature is a place to sign in.
type signature struct {
	role   string
	behalf string
	signer Signer
	seal   *Picture
}

// signing sets places to sign in at the foot of a sheet, at most three side by side.
func (p *paper) signing(l Letterhead, places []signature) {
	const height, between = 38500, 8 * MM
	across := min(len(places), 3)
	if len(places) == 4 {
		across = 2
	}
	rows := Unit((len(places) + across - 1) / across)
	p.gap(3 * MM)
	if p.y+rows*height > p.floor() {
		p.next()
	}
	top := p.floor() - rows*height
	w := (p.width0() - between*Unit(across-1)) / Unit(across)
	for n, place := range places {
		p.sign(l, area{p.edge + Unit(n%across)*(w+between), top + Unit(n/across)*height, w, height}, place)
	}
	p.y = p.floor()
	p.ink = p.y
}

// sign sets one place to sign in: who as, room for the hand, the name, the position, the day.
func (p *paper) sign(l Letterhead, in area, place signature) {
	p.add(Rule{X: in.x, Y: in.y, W: in.w, Stroke: 2 * Dot, Colour: Hairline})
	p.y, p.ink = in.y+2*MM, in.y
	p.column(in.x, in.w, p.strong, centre, place.role, 2)
	if place.behalf != "" {
		p.column(in.x, in.w, style{text.Regular, p.note.size, Grey}, centre, l.say("behalf", fault.Values{"name": place.behalf}), 2)
	}
	sign := area{in.x + in.w*15/100, in.y + 23*MM, in.w * 70 / 100, 5 * MM}
	if place.seal != nil {
		side := min(SealSide, in.w/3)
		p.pictured(area{in.x, in.y + 17*MM, side, side}, place.seal)
		sign.x, sign.w = in.x+side+2*MM, in.w-side-2*MM
	}
	p.add(Rule{X: sign.x, Y: sign.y, W: sign.w, Stroke: Dot, Dash: 3 * Dot})
	name, position := l.say("name_blank"), l.say("position_blank")
	if place.signer.Name != "" {
		name = "(" + place.signer.Name + ")"
	}
	if place.signer.Position != "" {
		position = place.signer.Position
	}
	for n, words := range []string{name, position, p.t("dated")} {
		p.oneLine(area{sign.x, sign.y + 500 + Unit(n)*sign.h, sign.w, sign.h}, words, p.note, centre, 60)
	}
}

// insert draws something under what was drawn since.
func (p *paper) insert(at int, op Op) {
	p.page.Ops = append(p.page.Ops, nil)
	copy(p.page.Ops[at+1:], p.page.Ops[at:])
	p.page.Ops[at] = op
}
