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
	"github.com/talat-pos/talat/internal/money"
)

// look is the theme of the window. A change of theme builds the window anew, so it is asked once.
func look() *theme.Theme { return theme.Of(fyne.CurrentApp().Settings().Theme()) }

// unit gives a length that grows with the texts.
func unit(n float32) float32 { return n * look().Size(theme.Text) / 16 }

// tight reports whether the window is low for the size of the texts: what only pleases is left out.
func (d *Desk) tight() bool { return d.kit.Prompt.Size().Height < unit(560) }

// roomy gives a length, or a smaller one where the window is low.
func (d *Desk) roomy(usual, low float32) float32 {
	if d.tight() {
		return low
	}
	return usual
}

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
func equal(objects ...fyne.CanvasObject) *fyne.Container { return container.New(&shares{}, objects...) }

// fair puts objects side by side, each as wide as its own words ask for, to the full width.
func fair(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&shares{fair: true}, objects...)
}

// beside puts two objects side by side; the left one gets a share of the width, but neither less than
// it needs.
func beside(left, gap float32, one, two fyne.CanvasObject) *fyne.Container {
	return container.New(&halves{left, unit(gap)}, one, two)
}

// halves is the layout of beside.
type halves struct{ left, gap float32 }

func (h *halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	one, two := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(one.Width+h.gap+two.Width, max(one.Height, two.Height))
}

func (h *halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - h.gap
	width := max(min(room*h.left, room-objects[1].MinSize().Width), objects[0].MinSize().Width)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(width+h.gap, 0))
	objects[1].Resize(fyne.NewSize(room-width, size.Height))
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

// shares divides the width among what is shown: evenly, or fairly.
type shares struct{ fair bool }

func (s *shares) gaps(shown []fyne.CanvasObject) float32 {
	return unit(8) * float32(max(len(shown)-1, 0))
}

func (s *shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	shown := visible(objects)
	var sum, widest, height float32
	for _, object := range shown {
		size := object.MinSize()
		sum, widest, height = sum+size.Width, max(widest, size.Width), max(height, size.Height)
	}
	if !s.fair {
		sum = widest * float32(len(shown))
	}
	return fyne.NewSize(sum+s.gaps(shown), height)
}

func (s *shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown, x := visible(objects), float32(0)
	more := (size.Width - s.MinSize(objects).Width) / float32(max(len(shown), 1))
	even := (size.Width - s.gaps(shown)) / float32(max(len(shown), 1))
	for _, object := range shown {
		width := even
		if s.fair {
			width = object.MinSize().Width + more
		}
		object.Move(fyne.NewPos(x, 0))
		object.Resize(fyne.NewSize(width, size.Height))
		x += width + unit(8)
	}
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

// sumField is a field for a sum that stands there as an offer until something is typed. Where a tap
// takes the keyboard away, and the selection with it, what comes next still begins anew.
type sumField struct {
	*widget.AmountEntry
	offered bool
}

func newSumField(changed func(text string), submit func()) *sumField {
	f := &sumField{AmountEntry: widget.NewAmountEntry(true)}
	f.OnChanged = func(text string) { f.offered = false; changed(text) }
	f.OnSubmitted = submit
	return f
}

// offer writes a sum that the next figure replaces.
func (f *sumField) offer(sum money.Satang) {
	f.SetAmount(sum)
	f.offered = true
}

// Type and Back are the number pad's.
func (f *sumField) Type(r rune) {
	f.again()
	f.AmountEntry.Type(r)
}

func (f *sumField) Back() {
	f.again()
	f.AmountEntry.Back()
}

func (f *sumField) again() {
	if f.offered {
		f.SelectAll()
	}
	f.offered = false
}

// focus gives the field the keyboard.
func (f *sumField) focus() {
	widget.Focus(f.AmountEntry)
}

// stray takes a figure that was typed while nothing had the keyboard.
func (f *sumField) stray(r rune) {
	f.focus()
	f.Type(r)
}
