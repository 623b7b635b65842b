package stock

import (
	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// linesShown bounds the lines of a paper shown on the screen; all of them are printed.
const linesShown = 100

// paperBody shows a paper of the stock: its head and its lines.
func paperBody(k *kit.Kit, paper *shop.StockPaper) fyne.CanvasObject {
	t := k.T
	place := paper.Place
	if paper.To != "" {
		place += " – " + paper.To
	}
	body := widget.Column(4, widget.NewText(paper.Number, widget.Section).Shrink(),
		widget.NewWrapLabel(joined(t("stockpage.type_"+paper.Type), i18n.Moment(k.Lang, paper.At.Time())), 2, widget.Caption))
	for _, text := range []string{paper.Producer.Name, place, paper.Ref, shop.ReasonText(k.Lang, paper.Reason), paper.By} {
		if text != "" {
			body.Add(widget.NewWrapLabel(text, 2, widget.Body.At(theme.Small)))
		}
	}
	body.Add(widget.NewDivider())
	for n, line := range paper.Lines {
		if n == linesShown {
			body.Add(widget.NewText("…", widget.Caption))
			break
		}
		quantity := i18n.Qty(line.Qty) + " " + line.Unit
		note := joined(line.SKU, line.Lot, i18n.DateBrief(k.Lang, line.Expires))
		if paper.Type == ledger.TypeCounted {
			quantity = i18n.Qty(line.Expected) + " > " + i18n.Qty(line.Qty)
		}
		names := widget.Column(-4, widget.NewText(line.Name, widget.Body.At(theme.Small)).Shrink(), widget.NewText(note, widget.Caption).Shrink())
		body.Add(widget.Beside(names, widget.NewText(quantity, widget.Figure.At(theme.Small))))
		body.Add(widget.NewDivider())
	}
	return widget.NewDragScroll(body)
}
