package paste

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/ordering/chat"
)

// marks gives the colours of the shown part of the text, which begins at from: goods blue, who and where green, and
// what should be looked at yellow.
func (d *draft) marks(from, length int) []widget.TextMark {
	var marks []widget.TextMark
	put := func(at chat.Span, tone widget.Tone, fields ...string) {
		if slices.ContainsFunc(fields, func(field string) bool { return d.doubts[field] != "" }) {
			tone = widget.Watch
		}
		at.From, at.To = max(at.From-from, 0), min(at.To-from, length)
		if at.From < at.To {
			marks = append(marks, widget.TextMark{From: at.From, To: at.To, Tone: tone})
		}
	}
	read := &d.read
	put(read.Title.At, widget.Good, fieldName)
	put(read.Name.At, widget.Good, fieldName)
	put(read.Line.At, widget.Good, fieldLine)
	put(read.Subdistrict.At, widget.Good, fieldPlace)
	put(read.District.At, widget.Good, fieldPlace)
	put(read.Province.At, widget.Good, fieldProvince)
	put(read.Postcode.At, widget.Good, fieldPostcode)
	for _, phone := range read.Phones {
		put(phone.At, widget.Good, fieldPhones)
	}
	put(read.Payment.At, widget.Good, fieldPayment)
	put(read.COD.At, widget.Soft)
	put(read.Total.At, widget.Soft)
	for n := range read.Items {
		of, at := &read.Items[n], slices.IndexFunc(d.items, func(i item) bool { return i.of == n })
		if at < 0 { // a person took it out
			continue
		}
		asked := []string{itemField(at, "sku"), itemField(at, "qty")}
		if d.request.Lines[at].ProductID.IsZero() {
			put(of.SKU.At, widget.Watch)
		}
		put(of.SKU.At, widget.Soft, asked...)
		put(of.QtyAt, widget.Soft, asked...)
	}
	for _, at := range read.Questions {
		put(at, widget.Watch)
	}
	return joined(marks, d.of.text[min(from, len(d.of.text)):])
}

// joined sorts marks and makes one of those of a tone that only spaces part.
func joined(marks []widget.TextMark, text string) (list []widget.TextMark) {
	slices.SortStableFunc(marks, func(a, b widget.TextMark) int { return a.From - b.From })
	for _, mark := range marks {
		if n := len(list) - 1; n >= 0 && list[n].Tone == mark.Tone && mark.From >= list[n].To && strings.Trim(text[list[n].To:mark.From], " ") == "" {
			list[n].To = mark.To
			continue
		}
		list = append(list, mark)
	}
	return list
}

// halves puts the text beside the order, with a line between them.
type halves struct{}

const leftShare = 0.37

// MinSize belongs to the toolkit.
func (halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[2].MinSize()
	return fyne.NewSize(0, max(left.Height, right.Height))
}

// Layout belongs to the toolkit.
func (halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := size.Width * leftShare
	widget.Put(objects[0], 0, 0, left, size.Height)
	widget.Put(objects[1], left, 0, 1, size.Height)
	widget.Put(objects[2], left+1, 0, size.Width-left-1, size.Height)
}

// tall makes the dialog as high as it looks best, or as the window allows: a head, and the rest below it.
type tall struct{ host func() fyne.Size }

// around is what the window keeps free above and below a dialog.
const around = 36

// MinSize belongs to the toolkit.
func (l *tall) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, min(widget.Unit(680), l.host().Height-around))
}

// Layout belongs to the toolkit.
func (l *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head := objects[0].MinSize().Height
	widget.Put(objects[0], 0, 0, size.Width, head)
	widget.Put(objects[1], 0, head, size.Width, size.Height-head)
}

// dropped lays the list of a field's suggestions over what stands under the field.
type dropped struct{ form *form }

// MinSize belongs to the toolkit.
func (l *dropped) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout belongs to the toolkit.
func (l *dropped) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	driver := fyne.CurrentApp().Driver()
	origin := driver.AbsolutePositionForObject(objects[0])
	wide := min(max(size.Width/2, widget.Unit(400)), size.Width) // a whole address can be read
	for n, view := range l.form.views {
		at := driver.AbsolutePositionForObject(view.entry).Subtract(origin)
		top := at.Y + view.entry.Size().Height + 2
		widget.Put(objects[n+1], min(at.X, size.Width-wide), top, wide, max(size.Height-top, theme.Current().Size(theme.Touch)*4))
	}
}
