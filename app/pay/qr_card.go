package pay

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/selling"
)

// band is the blue that Thai QR payments carry everywhere, the same in every look.
var band = color.NRGBA{R: 0x00, G: 0x42, B: 0x7A, A: 0xFF}

// qrCard is what a customer looks at: the code with the account holder's name, the masked id, the
// amount and the bill; or in its place the amount with what to do.
type qrCard struct {
	desk *Desk
	bank *bank
	side float32 // least side of the code, 0 = over the whole window

	amount, receiver, masked, bill *widget.Text
	moved                          *fyne.Container
	code                           *widget.QR
	ribbon                         fyne.CanvasObject
	instead                        *fyne.Container // in place of the code
	object                         fyne.CanvasObject
}

func newQRCard(d *Desk, b *bank, side float32, amountSize fyne.ThemeSizeName) *qrCard {
	c := &qrCard{desk: d, bank: b, side: side}
	c.amount = widget.NewText("", widget.Strong.At(amountSize).In(theme.InkStrong).Centre())
	c.receiver = widget.NewText("", widget.Strong.Centre()).Shrink()
	c.masked, c.bill = widget.NewText("", widget.Caption.Centre()), widget.NewText("", widget.Caption.Centre())
	c.code = widget.NewQR(nil, side)
	c.instead = container.NewStack()
	c.moved = container.NewCenter(widget.NewRibbon(d.kit.T("pay.promptpay.moved")))
	c.ribbon = newCornerRibbon(d.kit.T("pay.practice"))
	c.ribbon.Hide()
	c.object = c.build()
	return c
}

func (c *qrCard) build() fyne.CanvasObject {
	top := canvas.NewRectangle(band)
	corner := look().Size(theme.Corner)
	if c.side > 0 {
		top.TopLeftCornerRadius, top.TopRightCornerRadius = corner, corner
	}
	title, under := c.desk.kit.T("pay.promptpay.band"), c.desk.kit.T("pay.method.promptpay")
	if c.bank.method != selling.PromptPay {
		title, under = MethodName(c.desk.kit.Lang, c.desk.rules.methods[c.bank.method]), ""
	}
	name := canvas.NewText(title, color.White)
	name.TextSize, name.TextStyle.Bold, name.Alignment = look().Size(theme.Text), true, fyne.TextAlignCenter
	head := container.NewStack(top, pad(9, 9, 12, name))
	words := column(1, c.moved, c.amount, c.receiver, c.masked, c.bill)
	room := canvas.NewRectangle(color.Transparent) // kept while the code is made: the buttons must stand still
	room.SetMinSize(fyne.NewSquareSize(c.side))
	code := container.NewStack(room, c.code, c.instead)
	if c.side == 0 { // over the whole window the code has all its height
		beside := pad(0, 0, 32, container.NewVBox(layout.NewSpacer(), words, layout.NewSpacer()))
		return container.NewBorder(head, nil, nil, nil, container.NewStack(container.NewBorder(nil, nil, nil, beside, pad(12, 12, 12, code)), c.ribbon))
	}
	body := container.NewBorder(pad(8, 0, 10, widget.NewText(under, widget.Strong.In(theme.InkStrong).Centre())),
		pad(2, 10, 10, words), nil, nil, code)
	edge := canvas.NewRectangle(color.Transparent)
	edge.StrokeColor, edge.StrokeWidth, edge.CornerRadius = look().Colour(theme.EdgeField), 1, corner
	return container.NewStack(edge, container.NewBorder(head, nil, nil, nil, container.NewStack(body, c.ribbon)))
}

// refresh shows what the bank's part holds now.
func (c *qrCard) refresh() {
	k := c.desk.kit
	c.amount.Set(i18n.BahtSign(c.bank.amount))
	c.bill.Set(k.T("pay.bill_tag", fault.Values{"tag": c.desk.bill.Cart().ID.Tag()}))
	if c.desk.order != "" {
		c.bill.Set(k.T("pay.order.number", fault.Values{"number": c.desk.order}))
	}
	c.receiver.Set("")
	c.masked.Set("")
	c.instead.Objects = nil
	c.code.Hidden = !c.bank.payable()
	c.moved.Hidden = !c.bank.moved
	c.ribbon.Hide()
	switch {
	case c.bank.payable():
		c.receiver.Set(c.bank.shown.Receiver)
		c.masked.Set(c.bank.shown.Masked)
		c.code.Set(c.bank.shown.matrix)
		if c.bank.shown.Practice {
			c.ribbon.Show()
		}
	case c.bank.method != selling.PromptPay:
		c.instead.Objects = []fyne.CanvasObject{c.say(iconOf(c.bank.method), k.T("pay.promptpay.transfer"))}
	case c.bank.sign():
		c.instead.Objects = []fyne.CanvasObject{c.say("qr", k.T("pay.promptpay.sign"))}
	case c.bank.unset():
		c.instead.Objects = []fyne.CanvasObject{c.say("set", k.T("pay.promptpay.unset"))}
	case c.bank.shown != nil && c.bank.shown.err != nil:
		c.instead.Objects = []fyne.CanvasObject{c.say("warn", i18n.Message(k.Lang, c.bank.shown.err))}
	}
	c.object.Refresh()
}

// say is an icon over a text, in place of the code.
func (c *qrCard) say(icon, text string) fyne.CanvasObject {
	picture := canvas.NewImageFromResource(theme.Icon(icon, look().Colour(theme.InkSoft)))
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(unit(56)))
	return pad(0, 0, 24, column(12, layout.NewSpacer(), picture, widget.NewWrapLabel(text, 5, widget.Strong.Centre()), layout.NewSpacer()))
}
