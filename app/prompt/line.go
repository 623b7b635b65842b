package prompt

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

const (
	lineMargin = 18 // from a quiet line to the window's sides
	lineTop    = 6  // and to its top
)

// line is the quiet line.
type line struct {
	layer  *fyne.Container
	card   *widget.Card
	text   *widget.WrapLabel
	button *widget.Button
}

func newLine() *line {
	l := &line{text: widget.NewWrapLabel("", 2, widget.Body), button: widget.NewButton(widget.Quiet, "", nil)}
	l.button.WithIcon("undo").WithHeight(theme.ButtonLow)
	l.card = widget.NewCard(container.New(&lineRow{l}, l.text, l.button))
	l.layer = container.New(&lineLayout{}, l.card)
	l.card.Hide()
	return l
}

func (l *line) show(text, label string, do func()) {
	l.text.Set(text)
	l.button.OnTapped = do
	l.button.SetLabel(label)
	l.button.Hidden = label == ""
	l.card.Show()
	l.layer.Refresh()
}

func (l *line) hide() { l.card.Hide() }

func (l *line) said() string {
	if l.card.Hidden {
		return ""
	}
	return l.text.Content()
}

// lineRow puts the button after the text, which is as wide as it needs to be.
type lineRow struct{ line *line }

func (r *lineRow) MinSize([]fyne.CanvasObject) fyne.Size {
	style := fyne.TextStyle{}
	size := theme.Of(r.line.text.Theme()).Size(theme.Text)
	least := fyne.MeasureText(r.line.text.Content(), size, style)
	if !r.line.button.Hidden {
		button := r.line.button.MinSize()
		least.Width += button.Width + lineMargin
		least.Height = max(least.Height, button.Height)
	}
	return least.AddWidthHeight(2, 0)
}

func (r *lineRow) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := size.Width
	if button := r.line.button; !button.Hidden {
		least := button.MinSize()
		button.Resize(least)
		button.Move(fyne.NewPos(size.Width-least.Width, (size.Height-least.Height)/2))
		width -= least.Width + lineMargin
	}
	r.line.text.Resize(fyne.NewSize(width, size.Height))
	height := r.line.text.MinSize().Height
	r.line.text.Resize(fyne.NewSize(width, height))
	r.line.text.Move(fyne.NewPos(0, max((size.Height-height)/2, 0)))
}

// lineLayout holds a card in the upper right corner, over the bar that tells how things are: what a person does next
// stands at the bottom of nearly every screen, and must not be covered. It is two lines high where one is too wide.
type lineLayout struct{}

func (lineLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	card := objects[0]
	least := card.MinSize()
	if room := size.Width - 2*lineMargin; least.Width > room {
		least.Height += least.Height / 2
		least.Width = max(room, 0)
	}
	card.Resize(least)
	card.Move(fyne.NewPos(max(size.Width-least.Width-lineMargin, 0), lineTop))
}
