package customers

import (
	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

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
	r.box = widget.Inset(5, 5, 14, 14, widget.Beside(widget.Column(-4, r.name, r.note), widget.Column(-4, r.owed, r.caption)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *personRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// show writes a customer into the row.
func (r *personRow) show(k *kit.Kit, c shop.Customer) {
	r.showOwed(c.Name, about(c.Party), c.Owed, k.T("customers.owes"))
}

// showOwed writes who or what owes so much.
func (r *personRow) showOwed(name, note string, owed money.Satang, caption string) {
	r.name.Set(name)
	r.note.Set(note)
	r.owed.SetAmount(owed)
	r.caption.Set(caption)
	if r.owed.Hidden = owed <= 0; r.owed.Hidden {
		r.caption.Set("")
	}
	r.box.Refresh()
}

// about is the line under a name: phone, else address.
func about(p shop.Party) string {
	if p.Phone != "" {
		return address.Phone(p.Phone)
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
