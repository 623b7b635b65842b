package pay

import (
	"context"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// slip is what is known of a slip that a customer shows.
type slip struct {
	seen *shop.SlipSeen // nil while none was read
	err  error          // why it could not be read
}

// used reports whether another bill holds the slip for certain. Six characters alone never say that.
func (s *slip) used() bool { return s.seen != nil && s.seen.UsedBy != "" && !s.seen.Perhaps }

// mark writes the slip onto a payment, so that it is recorded with it. A slip that is used elsewhere
// stays off: the money was seen, whatever was held up.
func (s *slip) mark(tender *selling.Tender) {
	if s.seen != nil && s.seen.UsedBy == "" {
		tender.SlipBank, tender.SlipRef = s.seen.Bank, s.seen.Ref
	}
}

// words gives the two lines of the notice and its tone.
func (s *slip) words(lang i18n.Lang) (first, second string, tone widget.Tone) {
	if s.err != nil {
		return i18n.Message(lang, s.err), i18n.T(lang, "pay.slip.look"), widget.Bad
	}
	tail := s.seen.Tail()
	name := i18n.T(lang, "pay.slip.tail", fault.Values{"tail": tail})
	if s.seen.Bank != "" {
		name = promptpay.BankName(lang, s.seen.Bank) + " · …" + tail
	}
	switch {
	case s.seen.UsedBy == "":
		return i18n.T(lang, "pay.slip.fresh", fault.Values{"slip": name}), i18n.T(lang, "pay.slip.forged"), widget.Watch
	case s.seen.Perhaps:
		return i18n.T(lang, "pay.slip.perhaps", fault.Values{"number": s.seen.UsedBy}), i18n.T(lang, "pay.slip.compare"), widget.Bad
	}
	return i18n.T(lang, "pay.slip.used", fault.Values{"number": s.seen.UsedBy}), i18n.T(lang, "pay.slip.refuse"), widget.Bad
}

// slipBox is the field for slips with what was found out below.
type slipBox struct {
	desk *Desk
	slip
	changed func() // something was read
	asked   string // what was read last

	entry  *widget.Entry
	notice *fyne.Container
	object fyne.CanvasObject
}

func newSlipBox(d *Desk, changed func()) *slipBox {
	b := &slipBox{desk: d, changed: changed, notice: container.NewStack()}
	b.entry = widget.NewSearchEntry("scan", d.kit.T("pay.slip.hint"), d.keyName("F3")).SelectsAll()
	b.entry.OnSubmitted = b.read
	b.notice.Hide()
	photo := widget.NewButton(widget.Plain, "", b.choosePicture).WithIcon("photo").WithHeight(theme.ButtonMid)
	b.object = column(12, container.NewBorder(nil, nil, nil, container.NewHBox(photo), b.entry), b.notice)
	return b
}

// read checks a slip's code as scanned, pasted or typed, or the last six characters of its reference.
func (b *slipBox) read(text string) {
	b.asked = text
	shop := b.desk.kit.Shop
	task.Run(b.desk.runner, "slip", func(ctx context.Context) (shopSlip, error) { return shop.SlipCheck(ctx, text) }, b.take)
}

type shopSlip = shop.SlipSeen

// readPicture checks the slip in a picture file.
func (b *slipBox) readPicture(path string) {
	shop := b.desk.kit.Shop
	task.Run(b.desk.runner, "slip", func(ctx context.Context) (shopSlip, error) {
		file, err := os.Open(path)
		if err != nil {
			return shopSlip{}, fault.Wrap(err, "picture_unread")
		}
		defer func() { _ = file.Close() }()
		found, err := qrcode.ReadSlip(file)
		if err != nil {
			return shopSlip{}, err
		}
		return shop.SlipUse(ctx, found)
	}, b.take)
}

func (b *slipBox) take(seen shopSlip, err error) {
	b.slip = slip{seen: &seen}
	if err != nil {
		b.slip = slip{err: err}
	}
	first, second, tone := b.words(b.desk.kit.Lang)
	b.notice.Objects = []fyne.CanvasObject{notice(tone, "slip", first, second)}
	b.notice.Show()
	b.changed()
}

// paste takes what the clipboard holds: the text of a slip's code.
func (b *slipBox) paste() {
	if text := b.desk.kit.Clipboard.Content(); text != "" {
		b.read(text)
	}
}

// pictures are the endings of the files a slip may come as.
var pictures = []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"}

// choosePicture lets a person find the picture of a slip.
func (b *slipBox) choosePicture() { b.desk.kit.PickFile(pictures, b.readPicture) }

// notice is a coloured box with an icon, a strong line and a plain one.
func notice(tone widget.Tone, icon, first, second string) fyne.CanvasObject {
	ink := theme.InkRed
	if tone == widget.Watch {
		ink = theme.InkGold
	}
	picture := canvas.NewImageFromResource(theme.Icon(icon, look().Colour(ink)))
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(look().Size(theme.IconSize)))
	lines := column(0, widget.NewWrapLabel(first, 2, widget.Strong.At(theme.Small).In(ink)))
	if second != "" {
		lines.Add(widget.NewWrapLabel(second, 2, widget.Body.At(theme.Small).In(ink)))
	}
	return widget.NewNotice(tone, container.NewBorder(nil, nil, pad(2, 0, 4, container.NewVBox(picture)), nil, lines))
}

// show shows what was read elsewhere.
func (b *slipBox) show(read slip) {
	if read.err != nil || read.seen == nil {
		return
	}
	b.take(*read.seen, nil)
}

// focus gives the keyboard to the field; there already, it asks for a picture.
func (b *slipBox) focus() {
	if widget.Focused(b.entry) {
		b.choosePicture()
		return
	}
	widget.Focus(b.entry)
}

// typed reports whether the field holds something that was not read yet.
func (b *slipBox) typed() bool { return b.entry.Text != "" && b.entry.Text != b.asked }

// unfocus takes the keyboard from the field. It reports whether the field had it.
func (b *slipBox) unfocus() bool {
	had := widget.Focused(b.entry)
	if had {
		widget.Unfocus(b.entry)
	}
	return had
}
