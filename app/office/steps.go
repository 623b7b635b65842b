package office

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
)

// stepOf names the step that each next act belongs to.
var stepOf = map[string]string{nextConfirm: "order", nextPlan: "goods", nextPack: "sent", nextNotes: "sent", nextShip: "sent", nextArrive: "sent", nextLook: "sent",
	nextInvoice: "invoice", nextReceive: "paid", nextReceipt: "paid"}

// Sizes of the line of steps in the light look.
const (
	stepRound = 26
	stepLine  = 3
)

// newStepLine draws the steps as dots on a line: done ones green with a tick, the present one indigo. A low window has
// no room for the notes under them.
func newStepLine(all []step, now string, noted bool, t func(string, ...fault.Values) string) fyne.CanvasObject {
	th := theme.Current()
	var objects []fyne.CanvasObject
	for n, s := range all {
		line := canvas.NewRectangle(th.Colour(theme.BarEmpty)) // to the step before
		if n > 0 && (s.far == stepDone || s.far == stepPart) {
			line.FillColor = th.Colour(theme.MoneyIn)
		}
		ground, ink, word := theme.Chip, theme.OnChip, widget.Caption.Centre()
		switch {
		case s.far == stepDone:
			ground, ink, word = theme.MoneyIn, theme.OnPay, widget.Strong.At(theme.Caption).In(theme.MoneyIn).Centre()
		case s.key == now:
			ground, ink, word = theme.Primary, theme.OnPrimary, widget.Strong.At(theme.Caption).In(theme.InkStrong).Centre()
		}
		round := canvas.NewCircle(th.Colour(ground))
		var inside fyne.CanvasObject = widget.NewText(strconv.Itoa(n+1), widget.Strong.At(theme.Tiny).In(ink).Centre())
		if s.far == stepDone {
			icon := canvas.NewImageFromResource(theme.Icon("check", th.Colour(ink)))
			icon.FillMode = canvas.ImageFillContain
			inside = icon
		}
		note := widget.Caption.Centre()
		if s.trouble {
			note = note.In(theme.Trouble)
		}
		objects = append(objects, line, round, inside, widget.NewText(t("officepage.step."+s.key), word).Shrink(), widget.NewText(s.note, note).Shrink())
	}
	return container.New(stepLayout{noted}, objects...)
}

// newDot is a small dot of a colour, beside what it means.
func newDot(colour fyne.ThemeColorName) fyne.CanvasObject {
	dot := canvas.NewCircle(theme.Current().Colour(colour))
	return container.New(widget.Least{Width: 9, Height: 9}, dot)
}

// stepLayout places for each step: line, round, what is inside, word, note.
type stepLayout struct{ noted bool }

const stepParts = 5

// MinSize belongs to the toolkit.
func (l stepLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := objects[3].MinSize().Height
	if l.noted {
		high = high*2 - 4
	}
	return fyne.NewSize(0, float32(math.Ceil(float64(widget.Unit(stepRound)+3+high))))
}

// Layout belongs to the toolkit.
func (l stepLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width, round := size.Width/float32(len(objects)/stepParts), widget.Unit(stepRound)
	for n := 0; n < len(objects); n += stepParts {
		x := width * float32(n/stepParts)
		middle := x + width/2
		if n > 0 {
			widget.Put(objects[n], middle-width+round/2+3, (round-stepLine)/2, width-round-6, stepLine)
		}
		widget.Put(objects[n+1], middle-round/2, 0, round, round)
		inset := round * 0.22
		widget.Put(objects[n+2], middle-round/2+inset, inset, round-2*inset, round-2*inset)
		high := objects[n+3].MinSize().Height
		widget.Put(objects[n+3], x, round+3, width, high)
		if !l.noted {
			objects[n+4].Hide()
		}
		widget.Put(objects[n+4], x+2, round+3+high-4, width-4, high)
	}
}
