package shipping

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// readNumber reads a tracking number, and after it what the counter took where a person types that too:
// "EF582568151TH 67". Faults: those of shipping.ReadNumber and money.Parse.
func readNumber(text string, other bool) (number string, postage *money.Satang, err error) {
	text = strings.TrimSpace(text)
	if number, err = shipping.ReadNumber(text, other); err == nil && !(other && strings.ContainsAny(text, " \t")) {
		return number, nil, nil
	}
	at := strings.LastIndexAny(text, " \t")
	if at < 0 {
		return number, nil, err
	}
	first, wrong := shipping.ReadNumber(text[:at], other)
	paid, unreadable := money.Parse(text[at+1:])
	if wrong != nil || unreadable != nil {
		return number, nil, err
	}
	return first, &paid, nil
}

// fromCounter gives the parcels whose numbers the post's counter gives, those that went first: what a channel or a
// pool numbers is on no receipt.
func (m *model) fromCounter(found []shop.Parcel) (rows []shop.Parcel) {
	for _, one := range found {
		if one.State == ledger.ParcelShipped || !one.ByChannel && m.pool(&one) == nil {
			rows = append(rows, one)
		}
	}
	slices.SortStableFunc(rows, func(a, b shop.Parcel) int { return cmp.Compare(b.State, a.State) }) // shipped, packed
	return rows
}

// numbering is the dialog in which the numbers of a receipt are put to the parcels that have none.
type numbering struct {
	page    *Page
	rows    []shop.Parcel
	list    *widget.List
	entry   *widget.Entry
	trouble *widget.WrapLabel
	left    *widget.Text
	dialog  *prompt.Dialog
}

// numbers lists the parcels without a number: those that went first, then those still here.
func (p *Page) numbers() {
	s := p.k.Shop
	task.Run(p.acts, "numbers", func(ctx context.Context) ([]shop.Parcel, error) {
		found, _, err := s.Parcels(ctx, shop.ParcelQuery{List: shop.ParcelsNumberless, Limit: maxShown})
		return found, err
	}, func(found []shop.Parcel, err error) {
		rows := p.m.fromCounter(found)
		switch {
		case err != nil:
			p.k.Prompt.Error(err)
		case len(rows) == 0:
			p.k.Prompt.Say(p.t("numbers.none"))
		default:
			p.openNumbers(rows)
		}
	})
}

func (p *Page) openNumbers(rows []shop.Parcel) {
	n := &numbering{page: p, rows: rows, entry: widget.NewEntry(p.t("numbers.hint")).SelectsAll().Scanned(), trouble: widget.NewWrapLabel("", 2, widget.TroubleText.At(theme.Small)),
		left: widget.NewText("", widget.Caption)}
	n.list = widget.NewList(theme.RowHeight, newNumberRow, func(at int, r *numberRow, _ bool) {
		if at < len(n.rows) {
			r.show(p, &n.rows[at])
		}
	})
	n.trouble.Hide()
	n.entry.OnChanged = func(string) { n.trouble.Hide() }
	n.list.SetCount(len(rows))
	n.list.Choose(0)
	step := func(by int) func() { return func() { n.list.Step(0, by); widget.Focus(n.entry) } }
	n.list.OnTapped = func(int) { widget.Focus(n.entry) }
	high := theme.Current().Size(theme.RowHeight) * float32(min(len(rows), max(int((p.k.Prompt.Size().Height-widget.Unit(300))/theme.Current().Size(theme.RowHeight)), 2)))
	body := widget.Column(widget.Gap, widget.NewWrapLabel(p.t("numbers.text"), 3, widget.Body.At(theme.Small)), n.entry, n.trouble,
		container.New(widget.Least{Width: 300, Height: high}, n.list), n.left)
	n.dialog = &prompt.Dialog{Title: p.t("numbers"), Width: widget.Unit(720), Body: body, Focus: n.entry, Typed: prompt.TypedIn(n.entry), OnScan: n.put,
		Bindings: []keys.Binding{{Chord: "Up", Do: step(-1), Repeat: true}, {Chord: "Down", Do: step(1), Repeat: true}},
		Actions: []prompt.Action{{Label: p.t("close"), Key: keys.Esc},
			{Label: p.t("numbers.put"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() { n.put(n.entry.Text) }}}}
	p.k.Prompt.Show(n.dialog)
	n.count()
}

// count says how many are still without.
func (n *numbering) count() {
	left := 0
	for at := range n.rows {
		if n.rows[at].Tracking == "" {
			left++
		}
	}
	n.left.Set(n.page.t("numbers.left", fault.Values{"count": left}))
}

// put gives a number to the chosen parcel and goes on to the next without one.
func (n *numbering) put(text string) {
	at := n.list.Chosen()
	if at < 0 || strings.TrimSpace(text) == "" {
		return
	}
	p, row := n.page, n.rows[at]
	refuse := func(err error) {
		p.k.Sound.Play(sound.Unknown)
		n.trouble.Set(i18n.Message(p.k.Lang, err))
		n.trouble.Show()
		n.dialog.Refresh()
		widget.Focus(n.entry)
	}
	number, postage, err := readNumber(text, row.ByChannel)
	if err != nil {
		refuse(err)
		return
	}
	s, by, typed := p.k.Shop, p.m.read.by, shop.TypedNumber{ParcelID: row.ID, Text: number, Other: row.ByChannel, Postage: postage}
	task.Run(p.acts, "number "+row.ID.String(), func(ctx context.Context) ([]shop.ParcelFault, error) {
		return s.NumberParcels(ctx, []shop.TypedNumber{typed}, by)
	}, func(failed []shop.ParcelFault, err error) {
		if err == nil && len(failed) > 0 {
			err = failed[0].Why
		}
		if err != nil {
			refuse(err)
			return
		}
		p.k.Sound.Play(sound.Scanned)
		n.rows[at].Tracking = number
		n.entry.SetText("")
		n.next(at)
		p.wrote("")
	})
}

// next chooses the next parcel without a number; after the last the dialog closes.
func (n *numbering) next(after int) {
	n.count()
	for step := range n.rows {
		if at := (after + 1 + step) % len(n.rows); n.rows[at].Tracking == "" {
			n.list.Choose(at)
			widget.Focus(n.entry)
			return
		}
	}
	n.dialog.Close()
	n.page.k.Prompt.Say(n.page.t("empty.numberless"))
}

// numberRow is a parcel and the number it has got.
type numberRow struct {
	toolkit.BaseWidget
	name, note, number *widget.Text
	box                *fyne.Container
}

func newNumberRow() *numberRow {
	r := &numberRow{name: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		number: widget.NewText("", widget.Figure.At(theme.Small))}
	r.box = container.NewBorder(nil, nil, nil, widget.Inset(0, 0, 8, 14, r.number), widget.Inset(6, 6, 12, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *numberRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *numberRow) show(p *Page, one *shop.Parcel) {
	r.name.Set(joined(one.To.Name, one.Called()))
	weight := ""
	if one.Grams > 0 {
		weight = p.t("kilos", fault.Values{"kilos": kilos(one.Grams)})
	}
	r.note.Set(joined(placeText(p.k.Lang, one), serviceText(p.k.Lang, one), weight, p.t("state."+one.State)))
	style := widget.Figure.At(theme.Small).In(theme.MoneyIn)
	r.number.Set(one.Tracking)
	if one.Tracking == "" {
		style = widget.Caption.Right()
		r.number.Set("—")
	}
	r.number.SetStyle(style)
	r.box.Refresh()
}
