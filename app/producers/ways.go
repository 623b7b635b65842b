package producers

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// ways are buttons of which one holds: how a producer is paid.
type ways struct {
	methods []string // "" = later
	chosen  int
	buttons []*widget.Button
	grid    *fyne.Container
}

// wayKeys choose a way as at the till: cash, PromptPay, another way, and what waits for its money.
var wayKeys = map[string]keys.Chord{"": "F6", consign.Cash: "F8", consign.PromptPay: "F9", consign.Transfer: "F10"}

func newWays(p *Page, methods ...string) *ways {
	w := &ways{methods: methods, grid: container.NewGridWithColumns(2)}
	icons := map[string]string{"": "clock", consign.Cash: "cash", consign.Transfer: "slip", consign.PromptPay: "qr"}
	for n, method := range methods {
		key := "producers.way." + method
		if method == "" {
			key = "producers.way.later"
		}
		w.buttons = append(w.buttons, widget.NewButton(widget.Plain, p.kit.T(key), func() { w.choose(n) }).WithIcon(icons[method]).WithKey(p.key(wayKeys[method])))
		w.grid.Add(w.buttons[n])
	}
	w.choose(0)
	return w
}

func (w *ways) choose(n int) {
	w.chosen = n
	for at, button := range w.buttons {
		kind := widget.Plain
		if at == n {
			kind = widget.Picked
		}
		button.SetKind(kind)
	}
}

// step chooses the way before or after, around the ends.
func (w *ways) step(by int) { w.choose((w.chosen + by + len(w.methods)) % len(w.methods)) }

func (w *ways) method() string { return w.methods[w.chosen] }

// bindings are the keys of the ways: those of the till, and the arrows; digits belong to the amount.
func (w *ways) bindings() []keys.Binding {
	all := []keys.Binding{{Chord: "Up", Do: func() { w.step(-1) }}, {Chord: "Down", Do: func() { w.step(1) }}}
	for n, method := range w.methods {
		all = append(all, keys.Binding{Chord: wayKeys[method], Do: func() { w.choose(n) }})
	}
	return all
}

// showCode shows the PromptPay code that pays a producer, large; paid is called when a person says that the
// money went.
func (p *Page) showCode(who id.Party, amount money.Satang, ref string, paid func()) {
	k, s := p.kit, p.kit.Shop
	high := min(k.Prompt.Size().Height*0.62, 560)
	picture := &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	body := container.New(widget.Least{Width: 300, Height: high}, picture)
	d := &prompt.Dialog{Title: k.T("producers.code"), Body: widget.Column(8, body, widget.NewWrapLabel(k.T("producers.code_text"), 2, widget.Caption.Centre())), Width: widget.Unit(560)}
	d.Actions = []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc},
		{Label: k.T("producers.code_paid"), Key: "F9", Icon: "check", Kind: widget.Pay, Stays: true, Do: func() { d.Close(); paid() }}}
	task.Run(p.runner, "code", func(ctx context.Context) (image.Image, error) {
		card, err := s.PayoutCard(ctx, who, amount, ref, k.Lang)
		if err != nil {
			return nil, err
		}
		return s.ShowPage(card, 0, 900)
	}, func(drawn image.Image, err error) {
		if err != nil {
			k.Prompt.Error(err)
			return
		}
		picture.Image = drawn
		k.Prompt.Show(d)
	})
}

// payout is the dialog that pays an open settlement, all of it or a part.
type payout struct {
	page    *Page
	paper   shop.Settlement
	id      id.Payout // pressed twice it is paid once
	amount  *widget.AmountEntry
	ref     *widget.Entry
	ways    *ways
	trouble *widget.WrapLabel
	dialog  *prompt.Dialog
	then    func()
}

// payPaper opens the dialog; then is called once money went.
func (p *Page) payPaper(paper shop.Settlement, name string, then func()) {
	k := p.kit
	d := &payout{page: p, paper: paper, id: id.New[id.Payout](), then: then, amount: widget.NewAmountEntry(true), ref: widget.NewEntry(k.T("producers.ref_hint")).Numbered(),
		ways: newWays(p, consign.Methods...), trouble: newTrouble()}
	d.amount.SetAmount(paper.Left())
	d.amount.OnChanged = func(string) { d.tell(nil) }
	d.dialog = &prompt.Dialog{Title: k.T("producers.pay"), Width: widget.Unit(560), Focus: d.amount, Bindings: d.ways.bindings(),
		Body: widget.Column(12, widget.NewWrapLabel(k.T("producers.pay_text", fault.Values{"name": name, "number": paper.Number, "left": paper.Left()}), 3, widget.Body),
			d.amount, d.ways.grid, widget.NewFormRow(k.T("producers.ref"), d.ref), d.trouble),
		Actions: []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("producers.pay_ok"), Key: keys.Enter, Icon: "check", Kind: widget.Pay, Stays: true, Do: d.take}}}
	k.Prompt.Show(d.dialog)
}

func newTrouble() *widget.WrapLabel {
	label := widget.NewWrapLabel("", 3, widget.TroubleText)
	label.Hide()
	return label
}

func (d *payout) tell(err error) { d.page.tell(d.dialog, d.trouble, err) }

// tell says in a dialog what is wrong; nil that nothing is.
func (p *Page) tell(d *prompt.Dialog, label *widget.WrapLabel, err error) {
	hidden := label.Hidden
	label.Set("")
	if label.Hidden = err == nil; err != nil {
		label.Set(p.message(err))
	}
	if d != nil && (err != nil || hidden != label.Hidden) {
		d.Refresh()
	}
}

func (d *payout) take() {
	amount, err := d.amount.Amount()
	if err == nil && (amount <= 0 || amount > d.paper.Left()) {
		err = fault.New("payout_too_much", "amount", fault.Values{"number": d.paper.Number, "left": d.paper.Left()})
	}
	if err != nil {
		d.tell(err)
		return
	}
	payment := consign.Payment{ID: d.id, SettlementID: d.paper.ID, Method: d.ways.method(), Amount: amount, Ref: d.ref.Text}
	if payment.Method == consign.PromptPay {
		d.page.showCode(d.paper.ProducerID, amount, d.paper.Number, func() { d.write(payment) })
		return
	}
	d.write(payment)
}

func (d *payout) write(payment consign.Payment) {
	p, s := d.page, d.page.kit.Shop
	task.Run(p.runner, "pay", func(ctx context.Context) (bool, error) { return s.PayOut(ctx, payment) }, func(_ bool, err error) {
		if err != nil {
			d.tell(err)
			return
		}
		d.dialog.Close()
		p.kit.Prompt.Say(p.kit.T("producers.paid", fault.Values{"number": d.paper.Number, "amount": payment.Amount}))
		p.changed()
		d.then()
	})
}
