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
	tight  bool // the window is low: less air
	still  bool // only the height is asked: nothing moves
	keyed  bool // the note's button shows its key
	bare   bool // buttons alone: the change of the bill before takes the place of the sums

	count, off, note    *widget.Text
	gross, less         *widget.Money
	word                *widget.Text
	total               *widget.Text
	cash, qr            *widget.Button
	other, discount     *widget.Button
	remark, ship        *widget.Button
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
	f.ship = button(widget.Plain, "till.ship", cap(keyShip), p.toOrder)
	f.bills = button(widget.Quiet, "till.bills", cap(keyBills), p.bills)
	f.slip = button(widget.Quiet, "till.slip", cap(keySlip), func() { p.desk.Slip() })
	f.drawer = button(widget.Quiet, "till.drawer", cap(keyDrawer), p.askDrawer)
	f.remark = widget.NewButton(widget.Quiet, "", p.askNote).WithIcon("note").WithHeight(theme.ButtonLow)
	f.object = container.New(&footLayout{f}, f.count, f.gross, f.off, f.less, f.note, f.word, f.total,
		f.cash, f.qr, f.other, f.discount, f.ship, f.bills, f.slip, f.drawer, f.remark, widget.NewDivider())
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
	note := m.cart.Note
	if m.cart.Guide.Name != "" || m.quote.Guide > 0 {
		guide := t("till.guide_of", fault.Values{"name": m.cart.Guide.Name, "amount": m.quote.Guide})
		if note != "" {
			guide += " · " + note
		}
		note = guide
	}
	if before := f.page.paidBefore(); before > 0 {
		note = t("till.paid_before", fault.Values{"amount": before, "rest": m.quote.Total - min(before, m.quote.Total)})
	}
	f.note.Set(note)
	f.total.Set(i18n.BahtSign(m.quote.Total))
	f.strip(f.bare)
}

// strip shows the buttons alone, or the sums too.
func (f *foot) strip(bare bool) {
	f.bare = bare
	off := f.page.model.quote.Discount > 0
	for _, part := range []struct {
		object fyne.CanvasObject
		shown  bool
	}{{f.count, true}, {f.gross, true}, {f.off, off}, {f.less, off}, {f.note, f.note.Content() != ""}, {f.word, true}, {f.total, true}} {
		show(part.object, part.shown && !bare)
	}
	f.object.Refresh()
}

// footLayout stacks sums, total and buttons. In low windows the payment buttons are lower and the sums
// share a line.
type footLayout struct{ foot *foot }

func (l *footLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.foot.fitRemark(size.Width - 2*theme.Of(l.foot.word.Theme()).Size(theme.PadCard))
	widget.Put(objects[len(objects)-1], 0, 0, size.Width, 1)
	l.foot.place(size.Width, l.foot.tight)
}

// height gives what the foot takes, and moves nothing: a layout that is only asked for its least size must
// leave everything where it is.
func (f *foot) height(wide float32, tight bool) float32 {
	f.still = true
	defer func() { f.still = false }()
	return f.place(wide, tight)
}

func (f *foot) put(object fyne.CanvasObject, x, y, wide, high float32) {
	if !f.still {
		widget.Put(object, x, y, wide, high)
	}
}

// place lays the foot out for a width and gives the height it takes.
func (f *foot) place(wide float32, tight bool) float32 {
	th := theme.Of(f.word.Theme())
	pad, gap := th.Size(theme.PadCard), th.Size(theme.Gap)
	inner := wide - 2*pad
	total, pay := th.Size(theme.Total)*1.3, th.Size(theme.ButtonTall)
	if tight {
		total, pay = th.Size(theme.Total)*1.1, th.Size(theme.ButtonMid)
	}
	y := gap + 2
	if !f.bare {
		y = f.placeSums(pad, gap, inner, tight)
		figure := min(f.total.MinSize().Width, inner*0.8)
		f.put(f.total, wide-pad-figure, y, figure, total)
		f.put(f.word, pad, y+total*0.12, inner-figure, total*0.8)
		y += total + 2
	}
	half := (inner - gap - 2) / 2
	f.put(f.cash, pad, y, half, pay)
	f.put(f.qr, wide-pad-half, y, half, pay)
	y += pay + gap + 2
	button := th.Size(theme.ButtonLow)
	f.row(pad, y, inner, gap, button, f.other, f.discount, f.ship)
	y += button
	if !tight {
		y += gap / 2
	}
	f.row(pad, y, inner, 0, button, f.bills, f.slip, f.drawer, f.remark)
	return y + button + 2
}

// placeSums lays out what the total is made of and gives where that ends.
func (f *foot) placeSums(pad, gap, inner float32, tight bool) float32 {
	line := theme.Of(f.word.Theme()).Size(theme.Caption) * 1.5
	y := gap
	sums := func(word *widget.Text, amount *widget.Money, x, wide float32) {
		figure := min(amount.MinSize().Width, wide)
		f.put(word, x, y, wide-figure, line)
		f.put(amount, x+wide-figure, y, figure, line)
	}
	if tight {
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
		f.put(f.note, pad, y, inner, line)
		y += line
	}
	return y
}

// fitRemark leaves the key of the note out where the row of quiet buttons has no room for it.
func (f *foot) fitRemark(inner float32) {
	sum := float32(0)
	for _, b := range []*widget.Button{f.bills, f.slip, f.drawer, f.remark} {
		sum += b.MinSize().Width
	}
	switch capped := widget.Unit(70); { // a little more than the key takes
	case f.keyed && sum > inner:
		f.keyed = false
		f.remark.SetKey("")
	case !f.keyed && sum+capped <= inner:
		f.keyed = true
		f.remark.SetKey(f.page.keyName(keyNote))
	}
}

// row puts buttons side by side; each gets what it needs and its part of what is left.
func (f *foot) row(x, y, width, gap, high float32, buttons ...*widget.Button) {
	least, sum := make([]float32, len(buttons)), gap*float32(len(buttons)-1)
	for n, b := range buttons {
		least[n] = b.MinSize().Width
		sum += least[n]
	}
	give := float32(0) // those with words share what is left, or give of their air
	for _, b := range buttons {
		if b.Label() != "" || sum <= width {
			give++
		}
	}
	for n, b := range buttons {
		wide := least[n]
		if b.Label() != "" || sum <= width {
			wide += (width - sum) / give
		}
		f.put(b, x, y, wide, high)
		x += wide + gap
	}
}

// paneLayout puts tabs and head above, the foot below, and gives the lines the rest.
type paneLayout struct{ pane *pane }

func (l *paneLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	th := theme.Of(l.pane.tag.Theme())
	fixed := l.pane.tabs.MinSize().Height + th.Size(theme.Touch) + 3
	least := billLeast * th.Size(theme.Touch) / 40
	return fyne.NewSize(least, fixed+l.pane.foot.height(least, true)+1.2*th.Size(theme.RowHeight))
}

func (l *paneLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tabs, head, line, body, end := objects[0], objects[1], objects[2], objects[3], objects[4]
	th := theme.Of(l.pane.tag.Theme())
	l.pane.foot.tight = size.Height < 600*th.Size(theme.Touch)/40
	y := tabs.MinSize().Height
	widget.Put(tabs, 0, 0, size.Width, y)
	high := th.Size(theme.Touch) + 10
	if l.pane.foot.tight {
		high = th.Size(theme.Touch) + 2
	}
	widget.Put(head, 0, y, size.Width, high)
	y += high
	widget.Put(line, 0, y, size.Width, 1)
	foot := l.pane.foot.place(size.Width, l.pane.foot.tight)
	widget.Put(body, 0, y+1, size.Width, max(size.Height-y-1-foot, 0))
	widget.Put(end, 0, size.Height-foot, size.Width, foot)
}

// headLayout puts the bill's tag left, the customer and parking right; a long name is cut.
type headLayout struct{ pane *pane }

func (l *headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tag, customer, parking := objects[0], objects[1], objects[2]
	th := theme.Of(l.pane.tag.Theme())
	pad, gap := th.Size(theme.PadCard), th.Size(theme.Gap)
	right := parking.MinSize().Width
	widget.Put(parking, size.Width-pad-right, 0, right, size.Height)
	room := size.Width - 2*pad - right - gap
	who := min(customer.MinSize().Width, room*0.72)
	widget.Put(customer, size.Width-pad-right-gap-who, 0, who, size.Height)
	widget.Put(tag, pad, 0, max(room-who-gap, 0), size.Height)
}
