package listings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// mostDiffers bounds how many differences are shown; the rest is counted.
const mostDiffers = 6

// detail is the chosen product on the platform that is looked at.
type detail struct {
	page   *Page
	object fyne.CanvasObject
	whole  *fyne.Container

	back     *widget.Button // where the window is narrow
	product  *widget.Button
	name     *widget.WrapLabel
	cover    *cover
	channels *widget.ChipRow
	inside   *fyne.Container
	scroll   *widget.DragScroll
	foot     *fyne.Container
	empty    *widget.WrapLabel
	front    *shopFront // the last one shown
	shown    id.Product
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, name: widget.NewWrapLabel("", 2, widget.Section), inside: widget.Column(10), foot: widget.Column(widget.Gap)}
	d.back = widget.NewButton(widget.Plain, p.k.T("listings.back"), func() { p.view.close() }).WithIcon("back").WithKey(p.keyName(keys.Esc)).WithHeight(theme.ButtonLow)
	d.product = widget.NewButton(widget.Quiet, "", p.ready(func() { p.toProduct("") })).WithIcon("pen").WithKey(p.keyName(keyProduct)).WithHeight(theme.ButtonLow)
	d.cover = newCover(func() { p.turnPicture(1) })
	d.channels = widget.NewChipRow(nil, p.lookAt)
	d.scroll = widget.NewDragScroll(widget.Inset(0, 0, 0, 8, d.inside)) // the bar stands beside
	head := container.New(headLayout{}, d.back, d.name, d.product)
	d.whole = container.NewBorder(widget.Inset(0, 4, 0, 0, head), widget.Inset(10, 0, 0, 0, d.foot), nil, nil, d.scroll)
	d.empty = widget.NewWrapLabel(p.k.T("listings.empty_right"), 4, widget.Body.In(theme.InkSoft).Centre())
	d.object = widget.NewCard(container.NewStack(d.whole, container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 20, 20, d.empty), layout.NewSpacer())))
	return d
}

// headLayout puts a button, where it is shown, before a name of one or two lines, and another after it.
type headLayout struct{}

// MinSize belongs to the toolkit.
func (headLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[1].MinSize()
	size.Height = max(size.Height, objects[2].MinSize().Height)
	return size
}

// Layout belongs to the toolkit.
func (headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	if objects[0].Visible() {
		least := objects[0].MinSize()
		widget.Put(objects[0], 0, (size.Height-least.Height)/2, least.Width, least.Height)
		x = least.Width + 14
	}
	last := objects[2].MinSize()
	widget.Put(objects[2], size.Width-last.Width, (size.Height-last.Height)/2, last.Width, last.Height)
	centre(objects[1].(*widget.WrapLabel), x, max(size.Width-x-last.Width-8, 1), size.Height)
}

// show shows the chosen product.
func (d *detail) show() {
	p, row, cell := d.page, d.page.m.listing(), d.page.m.cell()
	visible(d.whole, row != nil && cell != nil)
	visible(d.empty, (row == nil || cell == nil) && p.m.read)
	if row == nil || cell == nil {
		d.shown = id.Product{}
		return
	}
	folded := p.view != nil && p.view.folded
	visible(d.back, folded)
	d.name.Set(goods.Name(p.k.Lang, row.Product))
	left, right := d.left(row, cell), d.right(row, cell)
	d.inside.Objects = append(left, right...)
	if folded { // wide: what buyers see stands beside what is to be done
		d.inside.Objects = []fyne.CanvasObject{container.New(widget.Even{}, widget.Column(10, left...), widget.Column(10, right...))}
	}
	d.foot.Objects = d.buttons(cell)
	widget.Connect(p.k.Router, d.inside, d.foot)
	d.cover.high = coverHigh
	if len(p.m.list.Channels) > 1 { // their chips need the room
		d.cover.high = coverLow
	}
	d.showPicture()
	for range 2 { // texts know their height once they know their width
		d.object.Refresh()
		d.whole.Refresh()
		d.inside.Refresh()
		d.scroll.Refresh()
	}
	if d.shown != row.Product.ID {
		d.scroll.ScrollTo(fyne.Position{})
	}
	d.shown = row.Product.ID
}

// showPicture shows the photo that is looked at, and the small one of the shop front.
func (d *detail) showPicture() {
	p, row := d.page, d.page.m.listing()
	if row == nil {
		return
	}
	names := p.m.pictures()
	drawing := goods.DrawingOf(row.Product)
	if len(names) == 0 {
		d.cover.set(drawing, nil, widget.ChipData{Label: p.k.T("listings.no_picture"), Tone: widget.Outline})
	} else {
		at := min(p.m.picture, len(names)-1)
		chip := widget.ChipData{Tone: widget.Outline, Label: p.k.T("listings.picture", fault.Values{"at": at + 1, "of": len(names)})}
		if len(names) > 1 {
			chip.Key = "+"
		}
		d.cover.set(drawing, p.covers.Get(names[at]), chip)
	}
	if d.front != nil {
		d.front.thumb.Set(drawing, p.photos.Get(row.Product.Photo))
	}
}

// left is the picture, the platforms, and what is to be done.
func (d *detail) left(row *shop.Listing, cell *shop.ListingCell) []fyne.CanvasObject {
	p := d.page
	all := []fyne.CanvasObject{d.cover}
	if len(p.m.list.Channels) > 1 {
		chips := make([]widget.ChipData, len(row.Cells))
		for n := range row.Cells {
			chips[n].Label = p.m.list.Channels[n].Name
			if word := row.Cells[n].Word; word != publishing.WordNone {
				chips[n].Icon = pill(&row.Cells[n]).Icon
			}
		}
		d.channels.Set(chips)
		d.channels.Select(p.m.channelAt())
		all = append(all, d.channels)
	}
	for _, part := range []fyne.CanvasObject{d.refusal(cell), d.differences(cell)} {
		if part != nil {
			all = append(all, part)
		}
	}
	return append(all, d.reasons(row, cell))
}

// right is how buyers see it, and what is promised of it.
func (d *detail) right(row *shop.Listing, cell *shop.ListingCell) []fyne.CanvasObject {
	p := d.page
	d.front = newShopFront(p, row, &cell.Listing)
	promise := p.k.T("listings.promise.none", fault.Values{"pieces": row.Pieces})
	if cell.Promised != publishing.NoPromise {
		promise = p.k.T("listings.promise.some", fault.Values{"promised": cell.Promised, "pieces": row.Pieces})
	}
	head := widget.Beside(widget.NewText(p.k.T("listings.front"), widget.Caption).Shrink(), widget.NewText(promise, widget.Caption.In(theme.Ink)))
	all := []fyne.CanvasObject{widget.Column(2, head, d.front)}
	if cell.Ordered > 0 {
		all = append(all, widget.NewText(p.k.T("listings.ordered", fault.Values{"count": cell.Ordered}), widget.Caption).Shrink())
	}
	if at := cell.Standing.SentAt; at != 0 {
		all = append(all, widget.NewText(p.k.T("listings.sent_at", fault.Values{"time": i18n.MomentBrief(p.k.Lang, at.Time())}), widget.Caption).Shrink())
	}
	return all
}

// refusal is the channel's own words, where it refused or something could not be sent.
func (d *detail) refusal(cell *shop.ListingCell) fyne.CanvasObject {
	p := d.page
	platform := p.m.platform()
	if platform == nil {
		return nil
	}
	var words []string
	title, tone, ink := p.k.T("listings.says", fault.Values{"name": platform.Name}), widget.Bad, theme.InkRed
	switch cell.Word {
	case publishing.WordQueued: // it was tried, and is tried again
		if cell.Waiting == nil || cell.Waiting.Problem == "" {
			return nil
		}
		problem := publishing.ReadProblem(cell.Waiting.Problem)
		words = []string{problem.Text(p.k.Lang)}
		title, tone, ink = p.k.T("listings.again"), widget.Watch, theme.InkGold
		if at := cell.Waiting.NextAt; at != 0 {
			title = p.k.T("listings.again_at", fault.Values{"time": i18n.Time(at.Time())})
		}
	case publishing.WordRefused:
		words = cell.Standing.Words
	case publishing.WordFailed:
		problem := told(cell)
		words = []string{problem.Text(p.k.Lang)}
	}
	if len(words) == 0 {
		return nil
	}
	column := widget.Column(2, widget.NewText(title, widget.Strong.At(theme.Small).In(ink)).Shrink())
	const most = 4
	for n, text := range words {
		if n == most {
			break
		}
		column.Add(widget.NewWrapLabel(text, 4, widget.Body.At(theme.Small).In(ink)))
	}
	return widget.NewNotice(tone, column)
}

// differences shows field by field what is otherwise there than here.
func (d *detail) differences(cell *shop.ListingCell) fyne.CanvasObject {
	p := d.page
	if len(cell.Differs) == 0 || cell.Word == publishing.WordQueued {
		return nil
	}
	column := widget.Column(4, widget.NewText(p.k.T("listings.differs.title"), widget.Strong.At(theme.Small).In(theme.InkGold)).Shrink())
	for n, differs := range cell.Differs {
		if n == mostDiffers {
			column.Add(widget.NewText(p.k.T("listings.differs.more", fault.Values{"count": len(cell.Differs) - mostDiffers}), widget.Caption.In(theme.InkGold)))
			break
		}
		here, there := valueText(p.k.Lang, differs.Field, differs.Here), valueText(p.k.Lang, differs.Field, differs.There)
		column.Add(widget.NewText(p.k.T("publishing.field."+differs.Field), widget.Caption.In(theme.InkGold)).Shrink())
		column.Add(container.New(widget.Even{},
			widget.NewWrapLabel(p.k.T("listings.differs.here", fault.Values{"value": here}), 3, widget.Strong.At(theme.Small).In(theme.InkGold)),
			widget.NewWrapLabel(p.k.T("listings.differs.there", fault.Values{"value": there}), 3, widget.Body.At(theme.Small).In(theme.InkGold))))
	}
	column.Add(p.button(widget.Plain, keyOver, "listings.act.over", "up", p.ready(p.sendOver)).WithHeight(theme.ButtonLow))
	return widget.NewNotice(widget.Watch, column)
}

// reasons lists what is to be put right before it can go, what would make it better, and what is fine.
func (d *detail) reasons(row *shop.Listing, cell *shop.ListingCell) fyne.CanvasObject {
	p := d.page
	blocks, advice := blocking(cell.Reasons)
	title := "listings.reasons.none"
	switch {
	case len(blocks) > 0:
		title = "listings.reasons.block"
	case len(advice) > 0:
		title = "listings.reasons.advice"
	}
	column := widget.Column(8, widget.NewText(p.k.T(title), widget.Strong.At(theme.Small)).Shrink())
	first := firstToMend(cell)
	for n := range cell.Reasons {
		reason := &cell.Reasons[n]
		line := newReasonRow(reasonData{icon: "warn", tone: widget.Watch, text: reason.Text(p.k.Lang)})
		if !reason.Advice {
			line = newReasonRow(reasonData{icon: "x", tone: widget.Bad, text: reason.Text(p.k.Lang)})
		}
		if mendable(reason) {
			line.onTapped = p.ready(func() { p.mend(reason) })
			if !reason.Advice {
				line.data.act = p.k.T("listings.mend")
			}
		}
		if first != nil && reason.What == first.What && reason.Field == first.Field {
			line.data.key = p.keyName(keys.Enter)
		}
		column.Add(line)
	}
	var good []string
	for _, name := range fine(row, cell) {
		good = append(good, p.k.T("listings.fine."+name))
	}
	if len(good) > 0 {
		column.Add(newReasonRow(reasonData{icon: "check", tone: widget.Good, text: strings.Join(good, " · ")}))
	}
	return column
}

// buttons are what can be done: to send it, large, and below it the rest.
func (d *detail) buttons(cell *shop.ListingCell) []fyne.CanvasObject {
	p := d.page
	platform := p.m.platform()
	if platform == nil {
		return nil
	}
	send := p.button(widget.Primary, keyPublish, "listings.act.publish", "", p.ready(p.publish))
	send.SetLabel(p.k.T(sendKey(cell), fault.Values{"name": platform.Name}))
	send.SetEnabled(sends(cell) && publishing.Ready(cell.Reasons))
	others := []fyne.CanvasObject{p.button(widget.Plain, keyForm, "listings.act.form_short", "", p.ready(func() { p.edit("") })).WithHeight(theme.ButtonLow)}
	if placed(cell) {
		others = append(others, p.button(widget.Plain, keyWithdraw, "listings.act.withdraw", "", p.ready(p.withdraw)).WithHeight(theme.ButtonLow))
	}
	if p.view.folded { // it must be seen what they are about
		return []fyne.CanvasObject{container.New(widget.Even{}, append(others, send)...)}
	}
	return []fyne.CanvasObject{container.New(widget.Even{}, others...), send}
}

// turn scrolls what is shown by most of its height.
func (d *detail) turn(by float32) {
	at := d.scroll.Offset()
	at.Y = max(at.Y+by*d.scroll.Size().Height*0.8, 0)
	d.scroll.ScrollTo(at)
}
