package welcome

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/chooser"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// question is one page of the three.
type question struct {
	number      int
	title, hint string
	body        fyne.CanvasObject
	next        string
	back, goOn  func()
	focus       fyne.Focusable
	extra       []keys.Binding
}

// ask shows a question.
func (p *Page) ask(q question) {
	steps := container.NewHBox(layout.NewSpacer())
	for n := 1; n <= 3; n++ {
		badge := widget.NewBadge(string(rune('0'+n)), theme.Chip, theme.OnChip)
		if n <= q.number {
			badge.SetColours(theme.Primary, theme.OnPrimary)
		}
		steps.Add(badge)
	}
	title := container.NewBorder(nil, nil, nil, steps, widget.NewText(q.title, widget.Title))
	buttons := container.NewGridWithColumns(2,
		widget.NewButton(widget.Plain, p.t("welcome.back"), q.back).WithKey(p.cap(keys.Esc)).WithHeight(theme.ButtonTall),
		widget.NewButton(widget.Primary, q.next, q.goOn).WithKey(p.cap(keys.Enter)).WithHeight(theme.ButtonTall))
	body := container.New(layout.NewCustomPaddedVBoxLayout(14), title, widget.NewWrapLabel(q.hint, 0, widget.Body.In(theme.InkSoft)), q.body, buttons)
	card := widget.NewCard(container.New(layout.NewCustomPaddedLayout(8, 8, 12, 12), body))
	bindings := append([]keys.Binding{{Chord: keys.Enter, Label: "welcome.next", Do: q.goOn}, {Chord: keys.Esc, Label: "welcome.back", Do: q.back}}, q.extra...)
	p.show(container.NewStack(newGround(), container.New(&column{width: 660}, card)), q.focus, bindings...)
}

// askName asks for the shop's name.
func (p *Page) askName() {
	field := widget.NewEntry(p.t("welcome.name_example")).SelectsAll()
	field.SetText(p.answers.name)
	row := widget.NewFormRow(p.t("welcome.step_name"), field)
	field.OnChanged = func(text string) { p.answers.name = text; row.SetMessage("") }
	p.ask(question{number: 1, title: p.t("welcome.ask_name"), hint: p.t("welcome.ask_name_hint"), body: row, next: p.t("welcome.next"),
		focus: field, back: p.showStart, goOn: func() {
			if err := p.answers.checkName(); err != nil {
				row.SetMessage(i18n.Message(p.host.Lang, err))
				p.focus(field)
				return
			}
			p.askPay()
		}})
}

// askPay asks for the shop's PromptPay id, read as it is typed.
func (p *Page) askPay() {
	field, name := widget.NewEntry(p.t("welcome.pay_example")).Numbered(), widget.NewEntry(p.t("welcome.receiver_example"))
	field.SetText(p.answers.promptPay)
	name.SetText(p.answers.receiver)
	row, named := widget.NewFormRow(p.t("welcome.pay_field"), field), widget.NewFormRow(p.t("welcome.receiver_field"), name)
	echo, code := widget.NewWrapLabel("", 4, widget.Body.At(theme.Small)), widget.NewQR(nil, 168)
	scan := widget.NewWrapLabel(p.t("welcome.pay_scan"), 4, widget.Caption.Centre())
	side := container.New(&codeOver{width: 190, height: 290}, code, scan)
	side.Hide()
	update := func() {
		read, err := p.answers.readPay()
		text, style := p.payEcho(read, err)
		echo.SetStyle(style)
		echo.Set(text)
		side.Hidden = read.modules == nil
		code.Set(read.modules)
		p.object.Refresh()
	}
	field.OnChanged = func(text string) { p.answers.promptPay = text; row.SetMessage(""); update() }
	name.OnChanged = func(text string) { p.answers.receiver = text }
	body := container.NewBorder(nil, nil, nil, container.NewStack(newRoom(190, 290), side),
		container.New(layout.NewCustomPaddedVBoxLayout(8), row, echo, named))
	p.ask(question{number: 2, title: p.t("welcome.ask_pay"), hint: p.t("welcome.ask_pay_hint"), body: body, next: p.t("welcome.next"),
		focus: field, back: p.askName, goOn: func() {
			if _, err := p.answers.readPay(); err != nil {
				echo.Set("")
				row.SetMessage(i18n.Message(p.host.Lang, err))
				p.focus(field)
				return
			}
			p.askPrint()
		}})
	update()
}

// payEcho says what was read: who would get the money, or what is still missing.
func (p *Page) payEcho(read payID, err error) (string, widget.Style) {
	small := widget.Body.At(theme.Small)
	switch {
	case read.empty:
		return p.t("welcome.pay_none"), small.In(theme.InkSoft)
	case err != nil:
		return i18n.Message(p.host.Lang, err), small.In(theme.InkSoft) // a person is still typing: it is not trouble yet
	case read.warning != nil:
		return i18n.Message(p.host.Lang, read.warning), small.In(theme.Trouble)
	}
	return p.t("welcome.pay_read", fault.Values{"kind": read.kind.Name(p.host.Lang), "masked": read.masked}), small.In(theme.MoneyIn)
}

// askPrint asks whether receipts are kept as files, the one printer this version has.
func (p *Page) askPrint() {
	no, yes := widget.NewButton(widget.Plain, "", nil), widget.NewButton(widget.Plain, "", nil)
	where := widget.NewWrapLabel("", 2, widget.Caption)
	pick := widget.NewButton(widget.Minor, p.t("welcome.pick_folder"), nil).WithIcon("file")
	update := func() {
		no.SetKind(pickedKind(!p.answers.print))
		yes.SetKind(pickedKind(p.answers.print))
		folder := p.answers.folder
		if folder == "" {
			folder = p.t("welcome.own_folder")
		}
		where.Set(p.t("welcome.print_where", fault.Values{"folder": folder}))
		where.Hidden, pick.Hidden = !p.answers.print, !p.answers.print
		p.object.Refresh()
	}
	choose := func(print bool) func() { return func() { p.answers.print = print; update() } }
	no.SetLabel(p.t("welcome.print_no"))
	yes.SetLabel(p.t("welcome.print_yes"))
	no.WithIcon("print-off").WithKey("1").WithHeight(theme.ButtonTall).OnTapped = choose(false)
	yes.WithIcon("print").WithKey("2").WithHeight(theme.ButtonTall).OnTapped = choose(true)
	pick.OnTapped = func() {
		p.pickFolder(func(folder string) { p.answers.folder = folder; update() })
	}
	body := container.NewVBox(container.NewGridWithColumns(2, no, yes), where, container.NewHBox(pick))
	p.ask(question{number: 3, title: p.t("welcome.ask_print"), hint: p.t("welcome.ask_print_hint"), body: body, next: p.t("welcome.open"),
		back: p.askPay, goOn: p.open,
		extra: []keys.Binding{{Chord: "1", Label: "welcome.print_no", Do: choose(false)}, {Chord: "2", Label: "welcome.print_yes", Do: choose(true)}}})
	update()
}

func pickedKind(picked bool) widget.Kind {
	if picked {
		return widget.Picked
	}
	return widget.Plain
}

func (p *Page) pickFolder(then func(folder string)) {
	chooser.Folder(p.host.Window, p.host.Lang, then)
}

// codeOver holds a code over words, at a size of its own.
type codeOver struct{ width, height float32 }

func (c *codeOver) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(c.width, c.height) }

func (c *codeOver) Layout(o []fyne.CanvasObject, size fyne.Size) {
	side := o[0].MinSize().Height
	widget.Put(o[0], (size.Width-side)/2, 0, side, side)
	widget.Put(o[1], 0, side+8, size.Width, size.Height-side-8)
}

// newRoom keeps room for what comes and goes, so that what stands beside does not jump.
func newRoom(width, height float32) fyne.CanvasObject {
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(width, height))
	return room
}
