// Package customerdisplay is the window the customer sees: what is on the bill, what it comes to, the
// code to pay, and the change.
package customerdisplay

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// Display is the customer's screen. Its methods belong to the UI goroutine; without a window they only
// note what would be shown.
type Display struct {
	app      fyne.App
	window   fyne.Window // nil while it is not shown
	closed   bool        // a person closed it: it does not open by itself again
	name     string
	lang     i18n.Lang
	practice bool

	lines   []kit.DisplayLine
	total   string
	thanked bool // the thanks stay until the next bill has a line
	stage   *fyne.Container
}

// New makes the display without a window.
func New(app fyne.App) *Display { return &Display{app: app, stage: container.NewStack()} }

// Serve says whose shop it is, and shows the greeting.
func (d *Display) Serve(name string, lang i18n.Lang, practice bool) {
	d.name, d.lang, d.practice, d.thanked = name, lang, practice, false
	d.Lines(nil, "")
}

// ShowSecond opens the window over a second screen. Where there is none it does nothing: it would cover
// the till.
func (d *Display) ShowSecond() {
	driver, ok := d.app.Driver().(desktop.Driver)
	if d.window != nil || d.closed || !ok || !driver.HasSecondaryDisplay() {
		return
	}
	d.open()
	if second, ok := d.window.(desktop.Window); ok {
		second.RequestFullScreenSecondary()
	}
	d.window.Show()
}

// ShowHere opens the window on this screen, to try it.
func (d *Display) ShowHere() {
	if d.window == nil {
		d.open()
		d.window.Resize(fyne.NewSize(800, 520))
	}
	d.window.Show()
}

func (d *Display) open() {
	d.window = d.app.NewWindow(i18n.T(d.lang, "display.title"))
	d.window.SetPadded(false)
	d.window.SetContent(d.stage)
	d.window.SetOnClosed(func() { d.window, d.closed = nil, true })
}

// Close takes the window away.
func (d *Display) Close() {
	if d.window != nil {
		window := d.window
		window.Close()
		d.window, d.closed = nil, false
	}
}

// Lines shows the bill as it stands; without lines, the greeting.
func (d *Display) Lines(lines []kit.DisplayLine, total string) {
	d.lines, d.total = lines, total
	if len(lines) == 0 && d.thanked {
		return
	}
	d.thanked = false
	if len(lines) == 0 {
		d.show(container.NewCenter(container.NewVBox(
			widget.NewText(i18n.T(d.lang, "display.welcome"), widget.Style{Size: theme.Change, Colour: theme.InkStrong, Bold: true, Align: fyne.TextAlignCenter}),
			widget.NewText(d.name, widget.Title.In(theme.InkSoft).Centre()))))
		return
	}
	d.show(d.bill())
}

// shownLines is how many lines a large screen shows; where fewer fit, the newest of them.
const shownLines = 8

// bill is the lines over the total.
func (d *Display) bill() fyne.CanvasObject {
	rows := container.New(newest{})
	for _, line := range d.lines[max(len(d.lines)-shownLines, 0):] {
		amount := widget.NewText(line.Total, widget.Figure.At(theme.Price))
		qty := widget.NewText(line.Qty+" ×", widget.Body.At(theme.Price).In(theme.InkSoft))
		rows.Add(container.NewVBox(container.NewBorder(nil, nil, qty, amount, widget.NewText(line.Name, widget.Body.At(theme.Price)).Shrink()), widget.NewDivider()))
	}
	sum := container.NewBorder(nil, nil, widget.NewText(i18n.T(d.lang, "display.total"), widget.Title), nil,
		widget.NewText(d.total, widget.Style{Size: theme.Change, Colour: theme.InkStrong, Bold: true, Align: fyne.TextAlignTrailing}))
	return container.NewBorder(nil, sum, nil, nil, rows)
}

// leastCode is the side of the code on the smallest screen.
const leastCode = 240

// Code shows a code to pay beside what it is for.
func (d *Display) Code(matrix [][]bool, amount, receiver, masked string) {
	if matrix == nil {
		d.Lines(d.lines, d.total)
		return
	}
	words := container.New(layout.NewCustomPaddedVBoxLayout(10),
		widget.NewText(i18n.T(d.lang, "display.scan"), widget.Section),
		widget.NewText(amount, widget.Style{Size: theme.Change, Colour: theme.InkStrong, Bold: true}),
		widget.NewWrapLabel(receiver, 3, widget.Title), widget.NewText(masked, widget.Body.In(theme.InkSoft)))
	d.show(container.New(codeAndWords{}, widget.NewQR(matrix, leastCode), words))
}

// Done thanks, with the change, until the next bill has a line.
func (d *Display) Done(paid, change string) {
	d.lines, d.total, d.thanked = nil, "", true
	text := func(key, value string, size fyne.ThemeSizeName) fyne.CanvasObject {
		return container.NewVBox(widget.NewText(i18n.T(d.lang, key), widget.Section.In(theme.InkSoft).Centre()),
			widget.NewText(value, widget.Style{Size: size, Colour: theme.InkStrong, Bold: true, Align: fyne.TextAlignCenter}))
	}
	d.show(container.NewCenter(container.NewVBox(
		widget.NewText(i18n.T(d.lang, "display.thanks"), widget.Style{Size: theme.Total, Colour: theme.MoneyIn, Bold: true, Align: fyne.TextAlignCenter}),
		text("display.paid", paid, theme.Total), text("display.change", change, theme.Change))))
}

// show puts content under the shop's name.
func (d *Display) show(content fyne.CanvasObject) {
	head := container.NewBorder(nil, nil, nil, nil, widget.NewText(d.name, widget.Title.In(theme.InkStrong)).Shrink())
	if d.practice {
		head = container.NewBorder(nil, nil, nil, widget.NewRibbon(i18n.T(d.lang, "display.practice")), head)
	}
	card := widget.NewCard(container.NewBorder(container.NewVBox(head, widget.NewDivider()), nil, nil, nil, content))
	d.stage.Objects = []fyne.CanvasObject{container.New(layout.NewCustomPaddedLayout(16, 16, 16, 16), card)}
	d.stage.Refresh()
}
