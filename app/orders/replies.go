package orders

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/shop"
)

// toCustomer are the texts for the customer, in the order of their keys 1, 2, 3.
var toCustomer = []reply.Kind{reply.Total, reply.Payment, reply.Tracking}

// replies offers what the customer may be told, to be changed and copied into the chat.
func (p *Page) replies(o *shop.Order) {
	k, t := p.k, p.k.T
	texts := make([]string, len(toCustomer))
	s := k.Shop
	task.Run(p.acts, "replies", func(ctx context.Context) ([]string, error) {
		var err error
		for n, kind := range toCustomer {
			if texts[n], err = s.OrderReply(ctx, o, kind); err != nil {
				return nil, err
			}
		}
		return texts, nil
	}, func(texts []string, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		at := suggested(o)
		note := widget.NewNoteEntry("", 9)
		note.SetText(texts[at])
		var d *prompt.Dialog
		buttons := make([]*widget.Button, len(toCustomer))
		turn := func(n int) {
			texts[at], at = note.Text, n
			note.SetText(texts[n])
			for m, button := range buttons {
				button.SetKind(kindOf(m == n))
			}
		}
		tabs := container.NewGridWithColumns(3)
		for n, kind := range toCustomer {
			key := replyKeys[n]
			buttons[n] = widget.NewButton(kindOf(n == at), t("orders.reply."+string(kind)), func() { turn(n) }).WithKey(p.keyName(key)).WithHeight(theme.ButtonLow)
			tabs.Add(buttons[n])
		}
		copyText := func() {
			k.Clipboard.SetContent(note.Text)
			k.Prompt.Say(t("orders.copied", fault.Values{"what": t("orders.reply." + string(toCustomer[at]))}))
		}
		d = &prompt.Dialog{Title: t("orders.replies.title"), Width: widget.Unit(680), Body: widget.Column(widget.Gap, tabs, note)}
		for n, key := range replyKeys {
			d.Bindings = append(d.Bindings, keys.Binding{Chord: key, Do: func() { turn(n) }})
		}
		d.Actions = []prompt.Action{{Label: t("orders.close"), Key: keys.Esc}}
		if before(o) > 0 {
			d.Actions = append(d.Actions, prompt.Action{Label: t("orders.save_qr"), Key: "F8", Icon: "qr", Stays: true, Do: func() { p.saveQR(o) }})
		}
		d.Actions = append(d.Actions, prompt.Action{Label: t("orders.copy"), Key: keys.Save, Icon: "copy", Kind: widget.Primary, Do: copyText})
		k.Prompt.Show(d)
	})
}

// replyKeys choose the texts.
var replyKeys = []keys.Chord{"F5", "F6", "F7"}

func kindOf(picked bool) widget.Kind {
	if picked {
		return widget.Picked
	}
	return widget.Plain
}

// suggested is the text that is due: the tracking number once there is one, else that the money came, else the sum.
func suggested(o *shop.Order) int {
	for n := range o.Parcels {
		if o.Parcels[n].Live() && o.Parcels[n].Tracking != "" {
			return 2
		}
	}
	if o.Paid() > 0 {
		return 1
	}
	return 0
}

// saveQR writes the PromptPay QR of what is left as a picture, to be sent into the chat.
func (p *Page) saveQR(o *shop.Order) {
	k, s, amount := p.k, p.k.Shop, before(o)
	name := "qr-" + o.Order.Number + ".png"
	k.PickFolder(func(folder string) {
		task.Run(p.acts, "qr", func(ctx context.Context) (string, error) {
			code, err := s.PayCode(ctx, o.Order.ID.Tag(), amount)
			if err != nil {
				return "", err
			}
			path := filepath.Join(folder, name)
			return path, writeQR(path, code.Payload)
		}, func(path string, err error) {
			if err != nil {
				k.Prompt.Error(err)
				return
			}
			k.Prompt.Say(k.T("orders.qr_saved", fault.Values{"path": path}))
		})
	})
}

// writeQR writes a code as a picture, read back before it is written.
func writeQR(path, payload string) error {
	matrix, err := qrcode.Checked(payload, qrcode.Medium)
	if err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return fault.Wrap(err, "file_unwritten")
	}
	wrong := png.Encode(file, qrPicture(matrix))
	if closed := file.Close(); wrong == nil {
		wrong = closed
	}
	if wrong != nil {
		return fault.Wrap(wrong, "file_unwritten")
	}
	return nil
}

// tellShort offers the text that tells the customer what is not there.
func (p *Page) tellShort(o *shop.Order) {
	if len(o.Shorts) == 0 {
		p.k.Prompt.Say(p.k.T("orders.nothing_short"))
		return
	}
	s := p.k.Shop
	task.Run(p.acts, "text", func(ctx context.Context) (string, error) { return s.OrderReply(ctx, o, reply.Short) }, func(text string, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.message(p.k.T("orders.tell_short"), text, nil)
	})
}

// askMore offers the text that asks the producer for what lacks, and the way to an order of stock.
func (p *Page) askMore(o *shop.Order) {
	if len(o.Shorts) == 0 {
		p.k.Prompt.Say(p.k.T("orders.nothing_short"))
		return
	}
	s := p.k.Shop
	task.Run(p.acts, "text", func(ctx context.Context) ([]shop.Ask, error) { return s.OrderAsks(ctx, o) }, func(asks []shop.Ask, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.ask(asks)
	})
}

// ask shows the message to the first producer, and then those to the others.
func (p *Page) ask(asks []shop.Ask) {
	if len(asks) == 0 {
		return
	}
	first := asks[0]
	title := p.k.T("orders.ask_more")
	if first.Producer.Name != "" {
		title += " · " + first.Producer.Name
	}
	more := []prompt.Action{{Label: p.k.T("orders.stock_order"), Key: "F4", Icon: "stk", Do: func() { p.k.Go(kit.ToStock(kit.StockOrder, first.Product.String())) }}}
	if len(asks) > 1 {
		more = append(more, prompt.Action{Label: p.k.T("orders.next_producer", fault.Values{"name": asks[1].Producer.Name}), Key: "F6", Do: func() { p.ask(asks[1:]) }})
	}
	p.message(title, first.Text, more)
}

// message shows a text to be changed and copied.
func (p *Page) message(title, text string, more []prompt.Action) {
	note := widget.NewNoteEntry("", 9)
	note.SetText(text)
	d := &prompt.Dialog{Title: title, Width: widget.Unit(640), Body: note, Actions: []prompt.Action{{Label: p.k.T("orders.close"), Key: keys.Esc}}}
	d.Actions = append(d.Actions, more...)
	d.Actions = append(d.Actions, prompt.Action{Label: p.k.T("orders.copy"), Key: keys.Save, Icon: "copy", Kind: widget.Primary, Do: func() {
		p.k.Clipboard.SetContent(note.Text)
		p.k.Prompt.Say(p.k.T("orders.copied", fault.Values{"what": title}))
	}})
	p.k.Prompt.Show(d)
}

// qrPicture draws a code large enough for a chat, with the white around it that readers need.
func qrPicture(modules [][]bool) image.Image {
	const dots, quiet = 10, 4
	side := (len(modules) + 2*quiet) * dots
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			row, column := y/dots-quiet, x/dots-quiet
			if row >= 0 && row < len(modules) && column >= 0 && column < len(modules) && modules[row][column] {
				picture.SetColorIndex(x, y, 1)
			}
		}
	}
	return picture
}
