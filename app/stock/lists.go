package stock

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/issuing"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/report"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// post writes a paper for one row of a list, after asking, and reads the list anew.
func (l *listing[T]) post(q prompt.Question, request stock.Request) {
	l.kit.Prompt.Ask(q, func(yes bool) {
		if !yes {
			return
		}
		s := l.kit.Shop
		request.ID = id.New[id.StockPaper]()
		run(l.kit, l.kit.Pool.Runner(), "post", func(ctx context.Context) (*shop.StockPaper, error) { return s.PostStock(ctx, request) },
			func(paper *shop.StockPaper) {
				l.kit.Changed()
				l.load()
				l.kit.Prompt.Say(l.kit.T("stockpage.posted", fault.Values{"number": paper.Number}))
			})
	})
}

// newExpiry lists what expires within the month or has: it can be taken out, given back or looked at.
func newExpiry(k *kit.Kit) *listing[shop.ExpiryRow] {
	l := newListing[shop.ExpiryRow](k, kit.StockExpiry, nil, nil)
	s, t := k.Shop, k.T
	l.read = func(ctx context.Context) ([]shop.ExpiryRow, int, error) {
		return s.ExpiryList(ctx, report.NearDays, 0, listed)
	}
	l.row = func(r shop.ExpiryRow) rowData {
		data := rowData{product: r.Product, name: goods.Name(k.Lang, r.Product), note: joined(lotName(k, r.Code), r.Owner, r.Place),
			figure: i18n.Qty(r.Qty) + " " + r.Product.Unit, under: i18n.DateBrief(k.Lang, r.Expires), trouble: r.Days < 0}
		switch {
		case r.Days < 0:
			data.mark = widget.ChipData{Label: t("stockpage.expired", fault.Values{"days": -r.Days}), Tone: widget.Bad}
		case r.Days == 0:
			data.mark = widget.ChipData{Label: t("stockpage.last_day"), Tone: widget.Bad}
		default:
			data.mark = widget.ChipData{Label: t("stockpage.days_left", fault.Values{"days": r.Days}), Tone: widget.Watch}
		}
		return data
	}
	request := func(kind string, r shop.ExpiryRow) stock.Request {
		return stock.Request{Type: kind, Place: r.PlaceID, Reason: stock.Expired,
			Items: []stock.Item{{ProductID: r.ProductID, LotID: r.Lot.ID, Qty: r.Qty}}}
	}
	ask := func(key string, r shop.ExpiryRow) prompt.Question {
		return prompt.Question{Title: t(key), Yes: t(key), Text: t(key+"_text", fault.Values{"name": goods.Name(k.Lang, r.Product),
			"qty": r.Qty, "unit": r.Product.Unit, "cost": r.AtCost(), "owner": r.Owner})}
	}
	l.do(widget.Plain, "F6", "stockpage.throw", "trash", func(r shop.ExpiryRow) {
		out := request(ledger.TypeAdjusted, r)
		out.Items[0].Qty = -r.Qty
		l.post(ask("stockpage.throw", r), out)
	})
	l.do(widget.Plain, "F7", "stockpage.return", "undo", func(r shop.ExpiryRow) {
		back := request(ledger.TypeGivenBack, r)
		if back.Producer = r.OwnerID; back.Producer.IsZero() {
			back.Producer = r.Product.ProducerID
		}
		r.Owner = k.Shop.Known().Producer(r.ProductID)
		l.post(ask("stockpage.return", r), back)
	})
	return l
}

func lotName(k *kit.Kit, code string) string {
	if code == "" {
		return ""
	}
	return k.T("stockpage.lot") + " " + code
}

// joined writes the texts that are there side by side.
func joined(texts ...string) string {
	var there []string
	for _, text := range texts {
		if text != "" {
			there = append(there, text)
		}
	}
	return strings.Join(there, " · ")
}

// newRecount lists what was sold below zero, until it is counted: typing what lies there puts it right.
func newRecount(k *kit.Kit) *listing[shop.RecountRow] {
	l := newListing[shop.RecountRow](k, kit.StockRecount, nil, nil)
	s, t := k.Shop, k.T
	l.read = func(ctx context.Context) ([]shop.RecountRow, int, error) { return s.RecountList(ctx, 0, listed) }
	l.row = func(r shop.RecountRow) rowData {
		return rowData{product: r.Product, name: goods.Name(k.Lang, r.Product), note: joined(r.Product.SKU, r.Place),
			figure: i18n.Qty(r.OnHand) + " " + r.Product.Unit, trouble: r.OnHand < 0,
			mark: widget.ChipData{Label: t("stockpage.below", fault.Values{"qty": -r.Below}), Tone: widget.Watch}}
	}
	l.do(widget.Primary, keys.Enter, "stockpage.count_now", "list2", func(r shop.RecountRow) {
		k.Prompt.AskText(prompt.Input{Title: t("stockpage.count_now"), Text: goods.Name(k.Lang, r.Product),
			Label: t("stockpage.counted_in", fault.Values{"unit": r.Product.Unit})}, func(text string) error {
			_, err := qty.Parse(text)
			return err
		}, func(text string) {
			quantity, err := qty.Parse(text)
			if err != nil {
				return // it was checked
			}
			request := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeCounted, Place: r.PlaceID, Reason: t("stockpage.recount"),
				Items: []stock.Item{{ProductID: r.ProductID, Qty: quantity}}}
			run(k, k.Pool.Runner(), "post", func(ctx context.Context) (*shop.StockPaper, error) { return s.PostStock(ctx, request) },
				func(paper *shop.StockPaper) {
					k.Changed()
					l.load()
					k.Prompt.Say(t("stockpage.posted", fault.Values{"number": paper.Number}))
				})
		})
	})
	return l
}

// paperKinds are the chips over the papers of the stock, the first for all of them.
var paperKinds = []string{"", ledger.TypeReceived, ledger.TypeGivenBack, ledger.TypeCounted, ledger.TypeAdjusted, ledger.TypeMoved, ledger.TypeOrdered}

// newPapers lists the papers of the stock beside the lines of the chosen one; about is the id of one.
func newPapers(k *kit.Kit, about string) *listing[shop.StockPaperRow] {
	s, t := k.Shop, k.T
	var l *listing[shop.StockPaperRow]
	kind := ""
	chips := make([]widget.ChipData, len(paperKinds))
	for n, one := range paperKinds {
		chips[n].Label = t("stockpage.all_papers")
		if one != "" {
			chips[n].Label = t("stockpage.type_" + one)
		}
	}
	row := widget.NewChipRow(chips, func(n int) { kind = paperKinds[n]; l.load() })
	inside := container.NewStack()
	l = newListing[shop.StockPaperRow](k, kit.StockPapers, row, widget.NewCard(inside))
	l.read = func(ctx context.Context) ([]shop.StockPaperRow, int, error) {
		query := shop.StockPaperQuery{Limit: listed}
		if kind != "" {
			query.Types = []string{kind}
		}
		return s.StockPapers(ctx, query)
	}
	l.row = func(r shop.StockPaperRow) rowData {
		return rowData{name: r.Number, note: joined(t("stockpage.type_"+r.Type), i18n.MomentBrief(k.Lang, r.At.Time()), r.Ref, shop.ReasonText(k.Lang, r.Reason), r.By),
			figure: i18n.Baht(r.Cost), under: t("stockpage.lines", fault.Values{"count": r.Lines})}
	}
	l.chose = func() {
		if about != "" { // the one a person came for is chosen, once
			for n, r := range l.rows {
				if r.ID.String() == about {
					l.list.Choose(n)
				}
			}
			about = ""
		}
		r, ok := l.chosen()
		if !ok {
			inside.Objects = nil
			inside.Refresh()
			return
		}
		task.Run(l.runner, "paper", func(ctx context.Context) (*shop.StockPaper, error) { return s.StockPaper(ctx, r.ID) },
			func(paper *shop.StockPaper, err error) {
				if err != nil {
					k.Prompt.Error(err)
					return
				}
				inside.Objects = append(inside.Objects[:0], paperBody(k, paper))
				inside.Refresh()
			})
	}
	l.do(widget.Primary, "Ctrl+P", "stockpage.print", "print", func(r shop.StockPaperRow) { printPaper(k, r.ID) })
	l.do(widget.Plain, "F6", "stockpage.voucher", "bill", func(r shop.StockPaperRow) { // of whoever writes no papers of their own
		issuing.Open(k, issuing.Start{Ask: shop.PaperAsk{Of: []string{r.Number}}})
	})
	l.always(widget.Plain, "F7", "stockpage.voucher_typed", "plus", func() { // labour, fuel: nothing that came into the stock
		issuing.Open(k, issuing.Start{Ask: shop.PaperAsk{Kind: papers.Voucher}})
	})
	return l
}
