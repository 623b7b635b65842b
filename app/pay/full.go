package pay

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
)

// fullScreen is the QR over the whole screen, to be turned to the customer.
type fullScreen struct {
	toolkit.BaseWidget
	card  *qrCard
	sheet *sheet
}

func (v *bankView) showFull() {
	f := &fullScreen{card: newQRCard(v.desk, &v.bank, 0, theme.Change)}
	f.ExtendBaseWidget(f)
	f.sheet = &sheet{changed: func() {}, slip: v.slips.read, drop: v.slips.readPicture}
	f.sheet.dialog = &prompt.Dialog{
		Title: v.sheet.dialog.Title, Full: true, Body: f,
		// The key that leaves does nothing else.
		OnAny:    func() bool { f.sheet.dialog.Close(); return true },
		OnClosed: func() { v.full = nil },
	}
	v.full = f
	f.card.refresh()
	v.desk.show(f.sheet)
}

// Tapped goes back.
func (f *fullScreen) Tapped(*fyne.PointEvent) { f.sheet.dialog.Close() }

// CreateRenderer belongs to the toolkit.
func (f *fullScreen) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(look().Colour(theme.Card))
	return toolkit.NewSimpleRenderer(container.NewStack(ground, f.card.object))
}
