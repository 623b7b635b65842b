package customers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/shop"
)

const gap = 8

func column(space float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(space), objects...)
}

func inset(top, bottom, left, right float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), object)
}

// beside puts right at the end of a line and gives left the rest.
func beside(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewBorderLayout(nil, nil, nil, right), right, inset(0, 0, 0, gap, left))
}

func look() *theme.Theme { return theme.Of(fyne.CurrentApp().Settings().Theme()) }

// unit scales a width of the light look to the look in force.
func unit(width float32) float32 { return width * look().Size(theme.Touch) / 40 }

// sides puts the second object at the right, a share of the width between bounds.
type sides struct{ least, most float32 }

func (s sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*unit(s.least), max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

func (s sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	between := look().Size(theme.GapWide)
	right := max(min(size.Width*0.4, unit(s.most)), unit(s.least))
	put(objects[0], 0, 0, size.Width-right-between, size.Height)
	put(objects[1], size.Width-right, 0, right, size.Height)
}

func put(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// tall gives an object a height.
type tall struct{ height float32 }

func (l *tall) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, l.height)
}

func (l *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// personRow is a customer in a list: name over phone, and what is owed.
type personRow struct {
	toolkit.BaseWidget
	name, note, caption *widget.Text
	owed                *widget.Money
	box                 *fyne.Container
}

func newPersonRow() *personRow {
	r := &personRow{name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		caption: widget.NewText("", widget.Caption.Right()), owed: widget.NewMoney(0, false, widget.Figure.In(theme.Trouble))}
	r.box = inset(5, 5, 14, 14, beside(column(-4, r.name, r.note), column(-4, r.owed, r.caption)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *personRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// show writes a customer into the row.
func (r *personRow) show(k *kit.Kit, c shop.Customer) {
	r.name.Set(c.Name)
	r.note.Set(about(c.Party))
	r.owed.SetAmount(c.Owed)
	r.caption.Set(k.T("customers.owes"))
	if r.owed.Hidden = c.Owed <= 0; r.owed.Hidden {
		r.caption.Set("")
	}
	r.box.Refresh()
}

// about is the line under a name: phone, else address.
func about(p shop.Party) string {
	if p.Phone != "" {
		return phoneText(p.Phone)
	}
	return p.Address
}

// isFigures reports whether a text is a phone number rather than a name.
func isFigures(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9' || r >= '๐' && r <= '๙':
			digits++
		case r != ' ' && r != '-' && r != '+':
			return false
		}
	}
	return digits >= 3
}
