package stock

import (
	"context"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// turnKey turns from one paper to the other, as in the producers' statements.
const turnKey keys.Chord = "F6"

// sizes are what a paper of the stock prints on.
var sizes = []string{shop.OnA4, shop.OnRoll}

// printPaper shows a paper of the stock as it will print, on A4 or the roll of the receipt printer.
func printPaper(k *kit.Kit, paper id.StockPaper) {
	s, lang := k.Shop, k.Lang
	var d *printout.Dialog
	choice := widget.NewSegmented([]string{k.T("stockpage.on_a4"), k.T("stockpage.on_roll")}, 0, func(int) { d.Draw() })
	turn := func() { choice.Select(1 - choice.Selected()); d.Draw() }
	d = printout.Open(k, printout.Form{Title: k.T("stockpage.print"), Options: widget.NewFormRow(k.T("stockpage.on")+" · "+turnKey.Name(k.Lang, k.Twins), choice),
		Keys: []keys.Binding{{Chord: turnKey, Do: turn}},
		Lay: func() func(context.Context) (printout.Made, error) {
			on := sizes[choice.Selected()]
			return func(ctx context.Context) (made printout.Made, err error) {
				written, err := s.StockPaper(ctx, paper)
				if err == nil {
					made.Papers, err = s.PaperOfStock(ctx, written, on, lang)
				}
				return made, err
			}
		}})
}

// printSheet shows a sheet to count by with a pencil.
func (p *counting) printSheet() {
	if p.count == nil {
		return
	}
	s, lang, blank := p.kit.Shop, p.kit.Lang, shop.BlankCount{Name: p.count.Name, Place: p.count.PlaceID}
	printout.Open(p.kit, printout.Form{Title: p.kit.T("stockpage.blank"), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (made printout.Made, err error) {
			made.Papers, err = s.CountSheetPaper(ctx, blank, lang)
			return made, err
		}
	}})
}
