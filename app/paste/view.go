package paste

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/chat"
)

// view is the widgets of the dialog.
type view struct {
	page    *page
	object  fyne.CanvasObject
	focused string // the field with the keyboard
	filling bool   // the fields are being written, nobody types

	channel *widget.Badge
	change  *widget.Button
	strip   *fyne.Container
	count   *widget.Text
	orders  *widget.ChipRow
	all     *widget.Button

	marked  *widget.MarkedText
	note    *widget.Entry
	text    *fyne.Container
	editing bool
	asked   *widget.WrapLabel
	warned  *widget.WrapLabel
	notice  *fyne.Container
	told    *widget.WrapLabel

	form   *form
	goods  *goodsTable
	money  *moneyBox
	scroll *widget.DragScroll
	save   *widget.Button
	copy   *widget.Button
}

func newView(p *page) *view {
	v := &view{page: p}
	v.form, v.goods, v.money = newForm(v), newGoodsTable(v), newMoneyBox(v)
	left, right := v.leftSide(), v.rightSide()
	sides := container.New(&halves{}, left, widget.NewDownDivider(), right)
	head := widget.Column(0, v.head(), widget.NewDivider(), v.orderStrip())
	v.object = container.New(&tall{host: p.kit.Prompt.Size}, head, sides)
	return v
}

func (v *view) t(key string, values ...fault.Values) string { return v.page.kit.T(key, values...) }

// head names the dialog, where the orders come from, and what the colours mean.
func (v *view) head() fyne.CanvasObject {
	v.channel = widget.NewBadge("", theme.ChannelLine, theme.OnChannel)
	v.change = widget.NewButton(widget.Quiet, "", v.page.chooseChannel).WithIcon("down").WithKey(v.page.key(keyChannel))
	dot := func(colour fyne.ThemeColorName, key string) fyne.CanvasObject {
		return widget.Row(newDot(colour), widget.NewText(v.t(key), widget.Caption))
	}
	legend := widget.Row(dot(theme.MoneyIn, "paste.sure"), widget.Inset(0, 0, 0, 6, layout.NewSpacer()), dot(theme.Gold, "paste.doubtful"))
	title := widget.Row(widget.NewText(v.t("paste.title"), widget.Title), container.NewCenter(v.channel), v.change)
	return widget.Inset(6, 6, 20, 20, container.NewBorder(nil, nil, title, container.NewCenter(legend)))
}

// newDot is a round spot of colour.
func newDot(colour fyne.ThemeColorName) *fyne.Container {
	dot := canvas.NewCircle(theme.Current().Colour(colour))
	return container.NewCenter(container.New(layout.NewGridWrapLayout(fyne.NewSquareSize(10)), dot))
}

func colourDot(dot *fyne.Container, colour fyne.ThemeColorName) {
	circle := dot.Objects[0].(*fyne.Container).Objects[0].(*canvas.Circle)
	circle.FillColor = theme.Current().Colour(colour)
	circle.Refresh()
}

// orderStrip shows the orders of a text that holds several.
func (v *view) orderStrip() fyne.CanvasObject {
	v.count = widget.NewText("", widget.Strong)
	v.orders = widget.NewChipRow(nil, v.page.goTo)
	v.all = widget.NewButton(widget.Plain, "", v.page.saveReady).WithIcon("check").WithKey(v.page.key(keyAll)).WithHeight(theme.ButtonLow)
	turn := widget.Row(v.count, widget.NewKeyCap(v.page.key("PageUp")), widget.NewKeyCap(v.page.key("PageDown")))
	row := container.NewBorder(nil, nil, turn, v.all, widget.Inset(0, 0, 12, 12, v.orders))
	v.strip = widget.Column(0, widget.Inset(5, 5, 20, 18, row), widget.NewDivider())
	v.strip.Hide()
	return v.strip
}

// leftSide is the text, what the customer asks in it, and the way to paste another.
func (v *view) leftSide() fyne.CanvasObject {
	v.marked = widget.NewMarkedText(v.edit)
	v.note = widget.NewNoteEntry(v.t("paste.hint"), 6)
	v.note.OnChanged = func(text string) {
		if !v.filling {
			v.page.typed(text)
		}
	}
	v.note.OnFocus = func(has bool) {
		if has {
			v.focused = ""
		} else if v.page.model.draft() != nil {
			v.showText(false)
		}
	}
	v.text = container.NewStack()
	edit := widget.NewButton(widget.Quiet, v.t("paste.edit"), v.edit).WithIcon("pen").WithKey(v.page.key(keyEdit)).WithHeight(theme.ButtonLow)
	title := widget.Beside(widget.NewText(v.t("paste.text"), widget.Caption).Shrink(), edit)
	v.asked, v.warned = widget.NewWrapLabel("", 3, widget.Strong.At(theme.Small).In(theme.InkGold)), widget.NewWrapLabel("", 4, widget.Body.At(theme.Small).In(theme.InkGold))
	icon := container.NewCenter(canvas.NewImageFromResource(theme.Icon("chat", theme.Current().Colour(theme.InkGold))))
	icon.Objects[0].(*canvas.Image).SetMinSize(fyne.NewSquareSize(theme.Current().Size(theme.IconSize)))
	v.notice = container.NewStack(widget.NewNotice(widget.Watch, container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 10, icon), nil, widget.Column(0, v.asked, v.warned))))
	v.notice.Hide()
	v.told = widget.NewWrapLabel("", 3, widget.Strong.At(theme.Small).In(theme.InkStrong))
	v.told.Hide()
	again := widget.NewButton(widget.Plain, v.t("paste.again"), v.page.pasteAgain).WithIcon("paste").WithKey(v.page.key("Ctrl+V"))
	foot := widget.Column(10, v.notice, v.told, again)
	return widget.Inset(8, 16, 18, 16, container.NewBorder(title, widget.Inset(10, 0, 0, 0, foot), nil, nil, v.text))
}

// rightSide is the order: what scrolls, and below it what it comes to and how it is saved.
func (v *view) rightSide() fyne.CanvasObject {
	parts := []fyne.CanvasObject{v.form.object, v.goods.object, v.money.sending}
	size := v.page.kit.Prompt.Size()
	low := size.Height < widget.Unit(lowWindow)
	if low { // the way of paying scrolls too, and only the buttons stay
		parts = append(parts, v.money.box)
	}
	content := container.New(&dropped{form: v.form}, append([]fyne.CanvasObject{widget.Column(8, parts...)}, v.form.drops()...)...)
	v.scroll = widget.NewDragScroll(widget.Inset(8, 4, 18, 18, content))
	v.scroll.Follow()
	copies := v.t("paste.copy")
	if size.Width < widget.Unit(1000) {
		copies = v.t("paste.copy_short")
	}
	v.copy = widget.NewButton(widget.Plain, copies, v.page.copySummary).WithIcon("copy").WithKey(v.page.key(keyCopy))
	v.save = widget.NewButton(widget.Pay, v.t("paste.save"), v.page.save).WithKey(v.page.key("Ctrl+Enter"))
	foot := widget.Column(10, container.New(widget.Even{}, v.copy, v.save))
	if !low {
		foot = widget.Column(10, v.money.box, container.New(widget.Even{}, v.copy, v.save))
	}
	return container.NewBorder(nil, widget.Inset(6, 16, 18, 18, foot), nil, nil, v.scroll)
}

// lowWindow is the height under which the way of paying scrolls with the rest.
const lowWindow = 660

// opened connects the keys, once the dialog is on the window.
func (v *view) opened() {
	widget.Connect(v.page.kit.Router, v.object)
	v.showText(false)
	v.show()
}

// say tells something in the dialog, until something else is told: quiet lines lie below it.
func (v *view) say(text string) {
	v.told.Set(text)
	v.told.Hidden = text == ""
	v.lay()
}

// lay lays the dialog out anew, after texts have grown.
func (v *view) lay() {
	if v.page.dialog != nil {
		v.page.dialog.Refresh()
	}
}

// edit gives the keyboard to the text. The toolkit's field is too slow for a text that is no message any more.
func (v *view) edit() {
	text := v.page.model.text
	if len(text) > maxEdited {
		v.say(v.t("paste.too_long"))
		return
	}
	v.filling = true
	v.note.SetText(text)
	v.filling = false
	v.showText(true)
	if c := v.page.canvas(); c != nil {
		c.Focus(v.note)
	}
}

// showText shows the text to be written in, or with its marks.
func (v *view) showText(editing bool) {
	v.editing = editing
	object := fyne.CanvasObject(v.note)
	if !editing {
		object = widget.NewCard(widget.NewDragScroll(v.marked))
	}
	v.text.Objects = []fyne.CanvasObject{object}
	v.text.Refresh()
	widget.Connect(v.page.kit.Router, v.text)
}

// read gives the keyboard to the first field that should be looked at.
func (v *view) read() {
	v.scroll.ScrollTo(fyne.Position{})
	v.goTo("")
	if d := v.page.open(); d != nil && len(d.asks()) > 0 {
		v.page.walk(1)
	}
}

// goTo gives the keyboard to a field, "" to none.
func (v *view) goTo(field string) {
	c := v.page.canvas()
	if c == nil {
		return
	}
	target := v.form.fieldOf(field)
	if target == nil {
		target = v.goods.fieldOf(field)
	}
	if target == nil { // the chips of the way of paying have no keyboard, their keys work everywhere
		c.Unfocus()
		if v.focused = field; field == fieldPayment {
			v.scroll.Reveal(v.money.box)
		}
		return
	}
	c.Focus(target)
	if object, ok := target.(fyne.CanvasObject); ok {
		v.scroll.Reveal(object)
	}
}

// show shows everything anew.
func (v *view) show() {
	v.showHead()
	v.showMarks()
	v.form.show()
	v.showGoods()
	v.lay()
}

// showGoods shows the goods and what the order comes to.
func (v *view) showGoods() {
	v.goods.show()
	v.showSums()
}

func (v *view) showSums() {
	v.goods.showSums()
	v.money.show()
	v.showHead()
	d := v.page.open()
	v.save.SetEnabled(d != nil)
	v.copy.SetEnabled(v.page.model.draft() != nil)
	v.lay()
}

// channelColours are the grounds of the channels' badges.
var channelColours = map[string]fyne.ThemeColorName{ordering.Line: theme.ChannelLine, ordering.LineShop: theme.ChannelLine, ordering.Facebook: theme.ChannelFacebook,
	ordering.Shopee: theme.ChannelShopee, ordering.Government: theme.ChannelAgency, ordering.Common: theme.ChannelHub}

func (v *view) showHead() {
	m := v.page.model
	ground, ok := channelColours[m.channel]
	if !ok {
		ground = theme.ChannelPhone
	}
	v.channel.SetColours(ground, theme.OnChannel)
	v.channel.Set(v.t("ordering.channel." + m.channel))
	v.strip.Hidden = len(m.drafts) < 2
	if v.strip.Hidden {
		return
	}
	v.count.Set(v.t("paste.order_of", fault.Values{"n": m.at + 1, "count": len(m.drafts)}))
	chips := make([]widget.ChipData, len(m.drafts))
	for n, d := range m.drafts {
		chips[n] = v.chip(n, d)
	}
	v.orders.Set(chips)
	v.orders.Select(m.at)
	ready := len(m.ready())
	v.all.SetLabel(v.t("paste.save_ready_n", fault.Values{"count": ready}))
	v.all.SetEnabled(ready > 0)
}

// chip tells an order of several by its name, and how it stands.
func (v *view) chip(n int, d *draft) widget.ChipData {
	name := d.to().Name
	if runes := []rune(name); len(runes) > 14 {
		name = strings.TrimSpace(string(runes[:13])) + "…"
	}
	if name == "" {
		name = v.t("paste.order_n", fault.Values{"n": n + 1})
	}
	chip := widget.ChipData{Label: strconv.Itoa(n+1) + "  " + name, Tone: widget.Outline, Dot: theme.Gold}
	switch {
	case d.saved != "":
		chip.Dot, chip.Icon, chip.Tone = "", "check", widget.Good
	case d.blocker() == "" && len(d.gaps()) == 0:
		chip.Dot = theme.MoneyIn
	}
	return chip
}

// showMarks shows the text with what was read out of it, and what the customer asks.
func (v *view) showMarks() {
	m := v.page.model
	text, from := m.shownText()
	var marks []widget.TextMark
	d := m.draft()
	if d != nil {
		marks = d.marks(from, len(text))
	}
	v.marked.Set(text, marks)
	v.asked.Set(v.questions(d))
	v.warned.Set(v.warnings(d))
	v.asked.Hidden, v.warned.Hidden = v.asked.Content() == "", v.warned.Content() == ""
	v.notice.Hidden = v.asked.Hidden && v.warned.Hidden
}

// questions gives what the customer asks.
func (v *view) questions(d *draft) string {
	if d == nil {
		return ""
	}
	var asked []string
	for n, at := range d.read.Questions {
		within := slices.ContainsFunc(d.read.Questions[n+1:], func(o chat.Span) bool { return o.From <= at.From && at.To <= o.To }) // a longer one says it all
		if at.From < at.To && at.To <= len(v.page.model.text) && !within {
			asked = append(asked, strings.Join(strings.Fields(v.page.model.text[at.From:at.To]), " "))
		}
	}
	if len(asked) == 0 {
		return ""
	}
	return v.t("paste.asked", fault.Values{"text": strings.Join(asked, " / ")})
}

// warnings gives what should be known of the order as a whole, or why nothing could be read.
func (v *view) warnings(d *draft) string {
	var lines []string
	if trouble := v.page.model.trouble; trouble != nil && strings.TrimSpace(v.page.model.text) != "" {
		lines = append(lines, v.page.message(trouble))
	}
	if d != nil {
		if len(d.read.Questions) > 0 {
			lines = append(lines, v.t("paste.not_answer"))
		}
		for _, warning := range d.warnings() {
			if text := v.page.message(warning); !slices.Contains(lines, text) {
				lines = append(lines, text)
			}
		}
		if d.saved != "" {
			lines = append(lines, v.t("paste.is_saved", fault.Values{"number": d.called}))
		}
	}
	return strings.Join(lines, "\n")
}
