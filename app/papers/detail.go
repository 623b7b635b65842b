package papers

import (
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
)

// detail is the chosen paper as it prints, with what belongs to it and what may be done below.
type detail struct {
	of     *list
	object fyne.CanvasObject
	whole  *fyne.Container
	empty  fyne.CanvasObject // nothing is chosen
	way    fyne.CanvasObject // there is nothing to choose from

	number *widget.Text
	kind   *widget.Text
	buyer  *widget.WrapLabel
	total  *widget.Text
	state  *widget.Pill
	closer *widget.Chip
	above  *fyne.Container // what must be known before the paper is looked at
	sheet  *sheet
	larger *sheet // in the dialog, nil where none is open
	turn   *fyne.Container
	pages  *widget.Text
	before *widget.Button
	after  *widget.Button
	below  *fyne.Container // where it comes from, what became of it
	scroll *widget.DragScroll
	foot   *fyne.Container
	low    bool // the window is
	shown  id.Paper

	print, keep, next, pay, accept, void, revise, xml *widget.Button
}

func newDetail(l *list) *detail {
	p := l.page
	d := &detail{of: l, number: widget.NewText("", widget.Section).Shrink(), kind: widget.NewText("", widget.Caption).Shrink(),
		buyer: widget.NewWrapLabel("", 2, widget.Body.At(theme.Small)), total: widget.NewText("", widget.Strong.At(theme.Section).In(theme.InkStrong)),
		state: widget.NewPill(widget.ChipData{}), above: widget.Column(8), sheet: newSheet(), pages: widget.NewText("", widget.Caption.Centre()),
		below: widget.Column(6), foot: widget.Column(widget.Gap)}
	d.sheet.onTapped = l.withPaper(l.large)
	d.closer = widget.NewChip(widget.ChipData{Label: l.kit.T("paperspage.large"), Key: p.key(keys.Space)}, l.withPaper(l.large))
	head := widget.Beside(widget.Column(-2, d.number, d.kind), widget.Column(2, container.NewHBox(layout.NewSpacer(), d.total), container.NewHBox(layout.NewSpacer(), d.state)))
	d.before = widget.NewButton(widget.Minor, l.kit.T("papers.before"), func() { l.step(-1) }).WithKey(p.key("PageUp")).WithHeight(theme.ButtonLow)
	d.after = widget.NewButton(widget.Minor, l.kit.T("papers.after"), func() { l.step(1) }).WithKey(p.key("PageDown")).WithHeight(theme.ButtonLow)
	d.turn = container.NewBorder(nil, nil, d.before, d.after, d.pages)
	d.scroll = widget.NewDragScroll(widget.Inset(0, 0, 0, 8, widget.Column(10, d.above, d.turn, d.sheet, d.below)))
	d.print = p.button(widget.Primary, "paperspage.print", "print", "Ctrl+P", l.withPaper(l.print))
	d.keep = p.button(widget.Plain, "paperspage.keep", "file", "F5", l.withPaper(l.keep))
	d.next = p.button(widget.Plain, "paperspage.next", "arrow", "F6", l.withPaper(l.goOn))
	d.pay = p.button(widget.Pay, "paperspage.pay", "cash", "F8", l.withPaper(l.pay))
	d.accept = p.button(widget.Gold, "paperspage.accept", "check", keys.Enter, l.withPaper(l.accept))
	d.void = p.button(widget.Plain, "paperspage.void", "x", "F7", l.withPaper(l.void))
	d.revise = p.button(widget.Plain, "paperspage.revise", "pen", "F4", l.withPaper(l.revise))
	d.xml = p.button(widget.Plain, "paperspage.xml", "", "F3", l.withPaper(l.xml))
	d.whole = container.NewBorder(widget.Column(4, head, widget.Beside(d.buyer, container.NewCenter(d.closer))), widget.Inset(10, 0, 0, 0, d.foot), nil, nil, widget.Inset(8, 0, 0, 0, d.scroll))
	d.empty = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 20, 20, hint(l.kit.T("paperspage.none_chosen"))), layout.NewSpacer())
	d.way = widget.NewDragScroll(way(l))
	d.object = widget.NewCard(container.NewStack(d.whole, d.empty, d.way))
	d.whole.Hide()
	d.way.Hide()
	return d
}

// show shows the chosen paper.
func (d *detail) show() {
	l := d.of
	paper, lang, t := l.model.paper, l.kit.Lang, l.kit.T
	visible(d.whole, paper != nil)
	visible(d.way, paper == nil && l.model.bare())
	visible(d.empty, paper == nil && !l.model.bare())
	if paper == nil {
		d.shown = id.Paper{}
		d.object.Refresh()
		return
	}
	same := d.shown == paper.ID
	d.shown = paper.ID
	d.number.Set(paper.name())
	title := paper.Title(lang)
	if paper.Revision > 0 {
		title += " · " + t("paperspage.revision", fault.Values{"no": paper.Revision})
	}
	d.kind.Set(title + " · " + i18n.Date(lang, paper.Date))
	d.buyer.Set(buyerText(paper))
	d.total.Set(i18n.BahtSign(paper.Sums.Due))
	if offers := len(paper.Alternatives); offers > 0 {
		d.total.Set(papers.Comes(lang, 0, offers))
	}
	d.state.Set(chip(lang, paper.StateOf(paper.Fate, l.page.today())))
	d.above.Objects = d.notices(paper)
	d.below.Objects = d.facts(paper)
	if !same {
		d.sheet.set(nil)
	}
	seen := len(paper.pages.Pages) > 0 || paper.Order.Picture != "" && paper.Kind == papers.PurchaseOrder
	visible(d.sheet, seen)
	visible(d.closer, seen)
	d.showPages()
	d.showActs(paper)
	widget.Connect(l.kit.Router, d.below, d.foot)
	for range 2 { // texts know their height once they know their width
		d.object.Refresh()
		d.whole.Refresh()
		d.scroll.Refresh()
	}
	if !same {
		d.scroll.ScrollTo(fyne.Position{})
	}
}

// buyerText says who a paper is for.
func buyerText(paper *paper) string {
	if paper.Buyer.Agency != "" {
		return paper.Buyer.Name + " · " + paper.Buyer.Agency
	}
	return paper.Buyer.Name
}

// notices tell what must be known first: that it holds no more, where its file lies, what is left to pay.
func (d *detail) notices(paper *paper) (list []fyne.CanvasObject) {
	l, lang := d.of, d.of.kit.Lang
	say := func(tone widget.Tone, ink fyne.ThemeColorName, text string) {
		list = append(list, widget.NewNotice(tone, widget.NewWrapLabel(text, 4, widget.Body.At(theme.Small).In(ink))))
	}
	if void := paper.Void; void != nil {
		say(widget.Bad, theme.InkRed, l.kit.T("paperspage.voided", fault.Values{"day": void.Day, "reason": void.Reason}))
	}
	if left := paper.left(); left > 0 && left < paper.Sums.Due {
		say(widget.Watch, theme.InkGold, l.kit.T("paperspage.left", fault.Values{"left": left}))
	}
	if l.model.kept != "" {
		say(widget.Good, theme.InkGreen, l.kit.T("paperspage.kept_at", fault.Values{"where": l.model.kept}))
	}
	if paper.Kind == papers.PurchaseOrder {
		said := "paperspage.buyers"
		switch {
		case paper.Order.Signed:
			said = "paperspage.buyers_signed"
		case paper.Order.Date == "":
			said = "paperspage.buyers_undated"
		}
		say(widget.Calm, theme.Ink, l.kit.T(said, fault.Values{"number": paper.Order.Number, "day": i18n.Date(lang, paper.Order.Date)}))
	}
	return list
}

// most bounds the buttons of other papers, the rest is counted.
const most = 12

// facts tell where a paper comes from, what was made of it, when it is due, what was asked, and how often it went out.
func (d *detail) facts(paper *paper) (list []fyne.CanvasObject) {
	l, lang, t := d.of, d.of.kit.Lang, d.of.kit.T
	links := func(key string, all []link) {
		if len(all) == 0 {
			return
		}
		list = append(list, widget.NewText(t(key), widget.Caption).Shrink())
		for n, to := range all {
			if n == most {
				list = append(list, widget.NewText(t("paperspage.more", fault.Values{"count": len(all) - most}), widget.Caption).Shrink())
				break
			}
			list = append(list, widget.NewButton(widget.Minor, to.text, func() { l.follow(to) }).WithHeight(theme.ButtonLow))
		}
	}
	links("paperspage.from", paper.from(lang))
	links("paperspage.into", paper.into(lang))
	if paper.Kind == papers.PurchaseOrder {
		list = append(ordered(paper), list...)
	}
	line := func(text string) { list = append(list, widget.NewWrapLabel(text, 3, widget.Caption)) }
	if paper.DueDay != "" {
		line(t("paperspage.due", fault.Values{"day": i18n.Date(lang, paper.DueDay)}))
	}
	if paper.Kind == papers.Quotation && paper.Valid != "" {
		line(t("paperspage.valid", fault.Values{"day": i18n.Date(lang, paper.Valid)}))
	}
	if w := paper.Withheld; w != nil && w.Certificate != nil {
		line(t("paperspage.certificate", fault.Values{"number": w.Certificate.Number, "amount": w.Certificate.Amount}))
	}
	for _, said := range paper.History {
		line(t("paperspage.said."+said.Code) + " · " + i18n.Date(lang, said.Day))
	}
	if void := paper.Void; void != nil && void.Asked != "" {
		line(t("paperspage.said.void."+void.Asked) + " · " + i18n.Date(lang, void.Day))
	}
	if paper.Kind == papers.PurchaseOrder {
		return list
	}
	switch {
	case paper.Out == 0:
		line(t("paperspage.never_out"))
	case paper.Out == 1:
		line(t("paperspage.once_out"))
	default:
		line(t("paperspage.copies_out", fault.Values{"count": paper.Copies()}))
	}
	return list
}

// ordered lists what the buyer ordered: nobody of the shop wrote that paper.
func ordered(paper *paper) (list []fyne.CanvasObject) {
	for n := range paper.Lines {
		if n == most {
			break
		}
		line := &paper.Lines[n]
		list = append(list, widget.Beside(widget.NewText(line.Name, widget.Body.At(theme.Small)).Shrink(),
			widget.NewText(strings.TrimSpace(i18n.Qty(line.Qty)+" "+line.Unit), widget.Figure.At(theme.Small))))
	}
	return list
}

// showActs offers what may be done with the paper.
func (d *detail) showActs(paper *paper) {
	t := d.of.kit.T
	d.print.SetLabel(t("paperspage.print"))
	if paper.Out > 0 {
		d.print.SetLabel(t("paperspage.print_copy", fault.Values{"no": paper.Out}))
	}
	if d.low { // there is room for a word
		d.print.SetLabel(t("paperspage.print_low"))
		if paper.Out > 0 {
			d.print.SetLabel(t("paperspage.print_copy_low", fault.Values{"no": paper.Out}))
		}
	}
	d.print.SetEnabled(paper.mayGoOut())
	d.keep.SetEnabled(paper.mayGoOut())
	d.next.SetEnabled(paper.mayLead())
	d.void.SetEnabled(paper.mayGoOn())
	last := []fyne.CanvasObject{d.void}
	if paper.mayRevise() {
		last = append([]fyne.CanvasObject{d.revise}, last...)
	}
	if paper.mayBeXML() {
		last = append(last, d.xml)
	}
	second := []fyne.CanvasObject{d.keep, d.next}
	switch {
	case paper.mayPay():
		second, last = []fyne.CanvasObject{d.pay, d.next}, append([]fyne.CanvasObject{d.keep}, last...)
	case paper.mayAccept(): // its next paper is its order
		second = []fyne.CanvasObject{d.accept, d.keep}
	}
	for button, icon := range map[*widget.Button]string{d.keep: "file", d.void: "x", d.revise: "pen", d.pay: "cash", d.next: "arrow", d.accept: "check"} {
		if d.low || len(last) > 2 && slices.Contains(last, fyne.CanvasObject(button)) { // there is no room for it
			icon = ""
		}
		button.SetIcon(icon)
	}
	high, gap, icon := theme.ButtonMid, float32(widget.Gap), "print"
	rows := [][]fyne.CanvasObject{{d.print}, second, last}
	if d.low { // all of them stay in view; the sheet is looked at closer by Space
		high, gap, icon = theme.ButtonLow, lowGap, ""
		rows = slices.Collect(slices.Chunk(slices.Concat(rows...), 2))
	}
	d.print.SetIcon(icon)
	foot := widget.Column(gap)
	for _, row := range rows {
		for _, button := range row {
			button.(*widget.Button).WithHeight(high)
		}
		foot.Add(container.New(widget.Even{}, row...))
	}
	d.foot.Objects = []fyne.CanvasObject{foot}
	d.foot.Refresh()
}

// lowGap is between the rows of buttons in a low window.
const lowGap = 6

// showPages shows which page of how many is looked at.
func (d *detail) showPages() {
	m := d.of.model
	count := 0
	if m.paper != nil {
		count = len(m.paper.pages.Pages)
	}
	visible(d.turn, count > 1)
	d.before.SetEnabled(m.page > 0)
	d.after.SetEnabled(m.page+1 < count)
	d.pages.Set(d.of.kit.T("papers.page", fault.Values{"page": m.page + 1, "of": count}))
}

// showSheet shows a page that was drawn.
func (d *detail) showSheet(picture image.Image) {
	d.sheet.set(picture)
	visible(d.sheet, picture != nil)
	if d.larger != nil {
		d.larger.set(picture)
	}
	for range 2 {
		d.scroll.Refresh()
	}
}

// fit is told how high the screen is.
func (d *detail) fit(height float32) {
	if low := height < widget.Unit(560); low != d.low {
		d.low = low
		d.show()
	}
}

// sheet is a page as it prints, as wide as there is room.
type sheet struct {
	toolkit.BaseWidget
	picture  *canvas.Image
	edge     *canvas.Rectangle
	ratio    float32 // of its height to its width
	wide     float32
	onTapped func()
}

var _ fyne.Tappable = (*sheet)(nil)

// a4 is the ratio of a sheet that is not drawn yet.
const a4 = 297. / 210

func newSheet() *sheet {
	s := &sheet{picture: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}, edge: &canvas.Rectangle{StrokeWidth: 1}, ratio: a4}
	s.ExtendBaseWidget(s)
	return s
}

// set shows a picture; nil is an empty sheet.
func (s *sheet) set(picture image.Image) {
	s.picture.Image = picture
	s.picture.Hidden = picture == nil
	if picture != nil {
		s.ratio = float32(picture.Bounds().Dy()) / float32(max(picture.Bounds().Dx(), 1))
	}
	s.Refresh()
}

// Tapped belongs to the toolkit.
func (s *sheet) Tapped(*fyne.PointEvent) {
	if s.onTapped != nil {
		s.onTapped()
	}
}

// Resize belongs to the toolkit: the height follows the width.
func (s *sheet) Resize(size fyne.Size) {
	s.BaseWidget.Resize(size)
	if s.wide != size.Width {
		s.wide = size.Width
		s.Refresh()
	}
}

// MinSize belongs to the toolkit.
func (s *sheet) MinSize() fyne.Size { return fyne.NewSize(0, s.wide*s.ratio) }

// CreateRenderer belongs to the toolkit.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{s} }

type sheetRenderer struct{ *sheet }

func (r *sheetRenderer) Destroy()                     {}
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.edge, r.picture} }
func (r *sheetRenderer) Layout(size fyne.Size) {
	widget.Put(r.edge, 0, 0, size.Width, size.Height)
	widget.Put(r.picture, 1, 1, size.Width-2, size.Height-2)
}

// Refresh belongs to the toolkit. Paper is white in the dark too.
func (r *sheetRenderer) Refresh() {
	th := theme.Current()
	r.edge.FillColor, r.edge.StrokeColor = image.White, th.Colour(theme.Edge)
	r.edge.Refresh()
	r.picture.Refresh()
	r.Layout(r.Size())
}

// way shows a shop without papers how one leads to the next.
func way(l *list) fyne.CanvasObject {
	t := l.kit.T
	steps := widget.Column(14, widget.NewText(t("paperspage.way"), widget.Section).Shrink())
	for n, kind := range []string{"quotation", "order", "delivery", "invoice", "receipt"} {
		no := container.NewCenter(widget.NewBadge(i18n.Value(l.kit.Lang, n+1), theme.ChipBlue, theme.InkBlue))
		words := widget.Column(-2, widget.NewText(t("paperspage.way."+kind), widget.Strong).Shrink(), widget.NewWrapLabel(t("paperspage.way_text."+kind), 2, widget.Caption))
		steps.Add(container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 12, no), nil, words))
	}
	return container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 16, 16, steps), layout.NewSpacer())
}
