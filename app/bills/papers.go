package bills

import (
	"github.com/talat-pos/talat/app/issuing"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// keyPapers leads from a bill to the papers beside its slip.
const keyPapers keys.Chord = "F8"

// papers offers the papers of the chosen bill: a receipt, a full tax invoice in place of its slip.
func (p *Page) papers() {
	if bill := p.m.bill; bill != nil && !p.m.atWaiting() {
		p.papersFor(bill, [3]string{})
	}
}

// papersFor does so for a buyer whose name, tax id and address were typed already, where they were.
func (p *Page) papersFor(bill *shop.Bill, buyer [3]string) {
	issuing.Open(p.k, issuing.Start{Ask: shop.PaperAsk{Of: []string{bill.Number}, Buyer: papers.Buyer{Name: buyer[0], TaxID: buyer[1], Address: buyer[2]}},
		Done: func(*shop.IssuedPaper) { p.open(bill.ID) }})
}
