package till

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// foot is what is to be paid and the ways to pay it.
type foot struct {
	page   *Page
	object *fyne.Container

	count, off, note    *widget.Text
	gross, less         *widget.Money
	word                *widget.Text
	total               *widget.Text
	cash, qr            *widget.Button
	other, discount     *widget.Button
	remark              *widget.Button
	bills, slip, drawer *widget.Button
}

func newFoot(p *Page) *foot {
	t, cap := p.kit.T, p.keyName
	f := &foot{page: p,
		count: widget.NewText("", widget.Caption), off: widget.NewText("", widget.Caption.In(theme.MoneyIn)),
		note:  widget.NewText("", widget.Caption).Shrink(),
		gross: widget.NewMoney(0, false, widget.Body.At(theme.Caption)), less: widget.NewMoney(0, false, widget.Body.At(theme.Caption).In(theme.MoneyIn)),
		word: widget.NewText(t("till.total"), widget.Section).Shrink(), total: widget.NewText("", widget.Figure.At(theme.Total).In(theme.InkStrong)),
	}
	button := func(kind widget.Kind, label string, key string, do func()) *widget.Button {
		return widget.NewButton(kind, t(label), do).WithKey(key).WithHeight(theme.ButtonLow)
	}
	f.cash = button(widget.Pay, "till.cash", cap(keyCash), p.cash).WithHeight(theme.ButtonTall)
	f.qr = button(widget.Primary, "till.promptpay", cap(keyQR), p.promptPay).WithHeight(theme.ButtonTall)
	f.other = button(widget.Plain, "till.other", cap(keyOther), p.other)
	f.discount = button(widget.Plain, "till.discount", cap(keyDiscount), p.askDiscount)
	f.remark = button(widget.Plain, "till.note", cap(keyNote), p.askNote)
	f.bills = button(widget.Quiet, "till.bills", cap(keyBills), p.bills)
	f.slip = button(widget.Quiet, "till.slip", cap(keySlip), func() { p.desk.Slip() })
	f.drawer = button(widget.Quiet, "till.drawer", cap(keyDrawer), p.askDrawer)
	f.object = container.New(&footLayout{f}, f.count, f.gross, f.off, f.less, f.note, f.word, f.total,
		f.cash, f.qr, f.other, f.discount, f.remark, f.bills, f.slip, f.drawer, widget.NewDivider())
	return f
}

// show writes the sums of the bill.
func (f *foot) show(m *model) {
	t := f.page.kit.T
	f.count.Set(t("till.pieces", fault.Values{"count": i18n.Qty(m.pieces())}))
	f.gross.SetAmount(m.quote.Gross)
	off := t("till.off_bill")
	if text := discountText(m.cart.Discount); text != "" {
		off += " " + text
	}
	f.off.Set(off)
	f.less.SetAmount(-m.quote.Discount)
	show(f.off, m.quote.Discount > 0)
	show(f.less, m.quote.Discount > 0)
	note := m.cart.Note
	if m.cart.Guide.Name != "" || m.quote.Guide > 0 {
		guide := t("till.guide_of", fault.Values{"name": m.cart.Guide.Name, "amount": m.quote.Guide})
		if note != "" {
			guide += " · " + note
		}
		note = guide
	}
	f.note.Set(note)
	show(f.note, note != "")
	f.total.Set(i18n.BahtSign(m.quote.Total))
	f.object.Refresh()
}

// footLayout stacks sums, total and buttons. In low windows the payment buttons are lower and the sums
// share a line.
type footLayout struct{ foot *foot }

func (l *footLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// height is what the foot takes.
func (l *footLayout) height() float32 { return l.place(0, false) }

func (l *footLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.place(size.Width, true)
}

// place lays the foot out, or only measures it, and gives its height.
func (l *footLayout) place(wide float32, move bool) float32 {
	f, th := l.foot, theme.Of(l.foot.word.Theme())
	low := f.page.view != nil && f.page.view.pane != nil && f.page.view.pane.tight
	pad, gap := th.Size(theme.PadCard), th.Size(theme.Gap)
	set := func(o fyne.CanvasObject, x, y, w, h float32) {
		if move {
			put(o, x, y, w, h)
		}
	}
	inner, y := wide-2*pad, gap
	line := th.Size(theme.Caption) * 1.5
	sums := func(word *widget.Text, amount *widget.Money, x, w float32) {
		set(word, x, y, w*0.55, line)
		set(amount, x+w*0.45, y, w*0.55, line)
	}
	if low {
		sums(f.count, f.gross, pad, inner/2-gap)
		sums(f.off, f.less, pad+inner/2+gap, inner/2-gap)
		y += line
	} else {
		y += gap / 2
		sums(f.count, f.gross, pad, inner)
		y += line
		if f.less.Visible() {
			sums(f.off, f.less, pad, inner)
			y += line
		}
	}
	if f.note.Visible() {
		set(f.note, pad, y, inner, line)
		y += line
	}
	total := th.Size(theme.Total) * 1.3
	if low {
		total = th.Size(theme.Total) * 1.1
	}
	figure := min(f.total.MinSize().Width, inner*0.8)
	set(f.total, wide-pad-figure, y, figure, total)
	set(f.word, pad, y+total*0.12, inner-figure, total*0.8)
	y += total + 2

	pay := th.Size(theme.ButtonTall)
	if low {
		pay = th.Size(theme.ButtonMid)
	}
	between := gap + 2
	half := (inner - between) / 2
	set(f.cash, pad, y, half, pay)
	set(f.qr, pad+half+between, y, half, pay)
	y += pay + gap
	button := th.Size(theme.ButtonLow)
	widths := share(inner-2*gap, f.other, f.discount, f.remark)
	x := pad
	for n, b := range []*widget.Button{f.other, f.discount, f.remark} {
		set(b, x, y, widths[n], button)
		x += widths[n] + gap
	}
	y += button
	if !low {
		y += gap / 2
	}
	widths = share(inner, f.bills, f.slip, f.drawer)
	x = pad
	for n, b := range []*widget.Button{f.bills, f.slip, f.drawer} {
		set(b, x, y, widths[n], button)
		x += widths[n]
	}
	return y + button + 2
}

// share gives buttons the width in proportion to what each needs.
func share(width float32, buttons ...*widget.Button) []float32 {
	least, sum := make([]float32, len(buttons)), float32(0)
	for n, b := range buttons {
		least[n] = b.MinSize().Width
		sum += least[n]
	}
	for n := range least {
		least[n] += (width - sum) / float32(len(buttons))
	}
	return least
}

// paneLayout puts tabs and head above, the foot below, and gives the lines the rest.
type paneLayout struct{ pane *pane }

func (l *paneLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	th := theme.Of(l.pane.tag.Theme())
	return fyne.NewSize(billLeast*th.Size(theme.Touch)/40, 2*th.Size(theme.RowHeight)+8.2*th.Size(theme.Touch))
}

func (l *paneLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tabs, head, line, body, end := objects[0], objects[1], objects[2], objects[3], objects[4]
	th := theme.Of(l.pane.tag.Theme())
	l.pane.tight = size.Height < 600*th.Size(theme.Touch)/40
	y := tabs.MinSize().Height
	put(tabs, 0, 0, size.Width, y)
	high := th.Size(theme.Touch) + 10
	if l.pane.tight {
		high = th.Size(theme.Touch) + 2
	}
	put(head, 0, y, size.Width, high)
	y += high
	put(line, 0, y, size.Width, 1)
	foot := (&footLayout{l.pane.foot}).height()
	put(body, 0, y+1, size.Width, max(size.Height-y-1-foot, 0))
	put(end, 0, size.Height-foot, size.Width, foot)
}

// headLayout puts the bill's tag left, the customer and parking right; a long name is cut.
type headLayout struct{ pane *pane }

func (l *headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tag, customer, parking := objects[0], objects[1], objects[2]
	th := theme.Of(l.pane.tag.Theme())
	pad, gap := th.Size(theme.PadCard), th.Size(theme.Gap)
	right := parking.MinSize().Width
	put(parking, size.Width-pad-right, 0, right, size.Height)
	room := size.Width - 2*pad - right - gap
	who := min(customer.MinSize().Width, room*0.72)
	put(customer, size.Width-pad-right-gap-who, 0, who, size.Height)
	put(tag, pad, 0, max(room-who-gap, 0), size.Height)
}
