package pay

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// look is the theme of the window. A change of theme builds the window anew, so it is asked once.
func look() *theme.Theme { return theme.Of(fyne.CurrentApp().Settings().Theme()) }

// unit gives a length that grows with the texts.
func unit(n float32) float32 { return n * look().Size(theme.Text) / 16 }

// pad keeps space around an object.
func pad(top, bottom, sides float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(unit(top), unit(bottom), unit(sides), unit(sides)), object)
}

// column stacks objects with a gap.
func column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(unit(gap)), objects...)
}

// row puts objects side by side with the usual gap.
func row(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(unit(8)), objects...)
}

// equal puts objects side by side, all as wide.
func equal(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&shares{gap: unit(8)}, objects...)
}

// beside puts a left and a right object side by side, the left one with a share of the width.
func beside(left float32, one, two fyne.CanvasObject) *fyne.Container {
	return container.New(&shares{first: left}, one, two)
}

// softHalf is the quieter half of a dialog; only the corners that are the dialog's own are round.
func softHalf(top, bottom bool, content fyne.CanvasObject) fyne.CanvasObject {
	ground := canvas.NewRectangle(look().Colour(theme.CardSoft))
	corner := look().Size(theme.Corner) - 1
	if top {
		ground.TopRightCornerRadius = corner
	}
	if bottom {
		ground.BottomRightCornerRadius = corner
	}
	return container.NewStack(ground, container.NewBorder(nil, nil, widget.NewDownDivider(), nil, content))
}

// shares divides the width: evenly, or first of it to the first of two. Hidden objects take none.
type shares struct{ first, gap float32 }

func (s *shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	shown := visible(objects)
	var least fyne.Size
	for n, object := range shown {
		size := object.MinSize()
		least.Height = max(least.Height, size.Height)
		least.Width = max(least.Width, size.Width/s.share(n, len(shown)))
	}
	return least.AddWidthHeight(s.gap*float32(max(len(shown)-1, 0)), 0)
}

func (s *shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown, x := visible(objects), float32(0)
	room := size.Width - s.gap*float32(max(len(shown)-1, 0))
	for n, object := range shown {
		width := room * s.share(n, len(shown))
		object.Move(fyne.NewPos(x, 0))
		object.Resize(fyne.NewSize(width, size.Height))
		x += width + s.gap
	}
}

func (s *shares) share(n, of int) float32 {
	switch {
	case s.first == 0 || of != 2:
		return 1 / float32(of)
	case n == 0:
		return s.first
	}
	return 1 - s.first
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	var shown []fyne.CanvasObject
	for _, object := range objects {
		if object.Visible() {
			shown = append(shown, object)
		}
	}
	return shown
}

// button is one that shows its key.
func (d *Desk) button(kind widget.Kind, key string, chord keys.Chord, do func()) *widget.Button {
	return widget.NewButton(kind, d.kit.T(key), do).WithKey(d.keyName(chord))
}

func (d *Desk) keyName(chord keys.Chord) string { return chord.Name(d.kit.Lang, d.kit.Twins) }

// billName says which bill a dialog is about.
func (d *Desk) billName() string {
	cart := d.bill.Cart()
	pieces := 0
	for _, line := range cart.Lines {
		if line.Qty.Whole() {
			pieces += int(line.Qty / 1000)
		} else {
			pieces++
		}
	}
	return d.kit.T("pay.bill_pieces", fault.Values{"tag": cart.ID.Tag(), "count": pieces})
}

// trouble is a line under a field that says what is wrong.
type trouble struct{ *widget.WrapLabel }

func newTrouble() trouble {
	t := trouble{widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))}
	t.Hide()
	return t
}

// say shows an error in words for people; nil hides the line.
func (t trouble) say(lang i18n.Lang, err error) {
	if err == nil {
		t.Hide()
		return
	}
	t.Set(i18n.Message(lang, err))
	t.Show()
}

// grid puts objects into columns of one width, row after row.
type grid struct {
	columns int
	gap     float32
}

func (g *grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var cell fyne.Size
	for _, object := range objects {
		cell = cell.Max(object.MinSize())
	}
	rows := float32((len(objects) + g.columns - 1) / g.columns)
	return fyne.NewSize(cell.Width*float32(g.columns)+g.gap*float32(g.columns-1), max(cell.Height*rows+g.gap*(rows-1), 0))
}

func (g *grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - g.gap*float32(g.columns-1)) / float32(g.columns)
	height := float32(0)
	for _, object := range objects {
		height = max(height, object.MinSize().Height)
	}
	for n, object := range objects {
		object.Move(fyne.NewPos(float32(n%g.columns)*(width+g.gap), float32(n/g.columns)*(height+g.gap)))
		object.Resize(fyne.NewSize(width, height))
	}
}

// atLeast keeps its objects at a least height, so that a dialog does not jump with every key.
type atLeast struct{ height float32 }

func (a *atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(0, a.height)
	for _, object := range objects {
		least = least.Max(object.MinSize())
	}
	return least
}

func (a *atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Move(fyne.NewPos(0, 0))
		object.Resize(size)
	}
}
