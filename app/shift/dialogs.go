package shift

import (
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *Page) reasons(name string) []string {
	var all []string
	for n := 1; n <= 4; n++ {
		all = append(all, p.k.T("shift.reason."+name+"."+strconv.Itoa(n)))
	}
	return all
}

// moveCash asks for an amount and a reason, and puts cash in or takes it out.
func (p *Page) moveCash(in bool) {
	if !p.m.loaded || !p.m.isOpen() && p.m.must {
		p.k.Prompt.Say(p.k.T("shift.open.first"))
		return
	}
	t := p.k.T
	kind, name := ledger.CashOut, "out"
	if in {
		kind, name = ledger.CashIn, "in"
	}
	amount, reason := widget.NewAmountEntry(true), widget.NewEntry(t("shift.reason"))
	trouble := widget.NewWrapLabel("", 2, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	d := &prompt.Dialog{Title: t("shift." + name), Focus: amount, Typed: prompt.TypedIn(amount, reason)}
	d.Body = container.NewVBox(amount, prompt.ReadyReasons(p.reasons(name), func(text string) { reason.SetText(text); widget.Focus(reason) }), reason, trouble)
	do := func() {
		value, err := amount.Amount()
		if err == nil && value <= 0 {
			err = fault.New("amount_not_positive", "amount", nil)
		}
		say := t("shift.amount.missing")
		if err == nil {
			say, err = t("shift.reason.missing"), prompt.NeedReason(reason.Text)
			if err != nil {
				widget.Focus(reason)
			}
		}
		if err != nil {
			trouble.Set(say)
			trouble.Show()
			d.Refresh()
			return
		}
		why, s := reason.Text, p.k.Shop
		d.Close()
		p.write(func(ctx context.Context) (*shop.Shift, error) { return s.MoveCash(ctx, kind, value, why) }, func(*shop.Shift) {
			p.k.Prompt.Say(t("shift."+name+".done", fault.Values{"amount": value}))
		})
	}
	d.Bindings = []keys.Binding{{Chord: keys.Save, Do: do}}
	d.Actions = []prompt.Action{{Label: t("shift.cancel"), Key: keys.Esc}, {Label: t("shift." + name), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: do}}
	p.k.Prompt.Show(d)
}

// askReason asks why the count differs.
func (p *Page) askReason() { p.askReasonThen(func() {}) }

func (p *Page) askReasonThen(then func()) {
	p.k.Prompt.AskReason(prompt.Input{Title: p.differenceText(), Label: p.k.T("shift.reason"), Value: p.m.reason},
		p.reasons("difference"), false, prompt.NeedReason, func(reason string) {
			p.m.reason = reason
			p.refresh()
			then()
		})
}

// differenceText says by how much the count differs: "ขาด 18.00".
func (p *Page) differenceText() string {
	difference := p.m.difference()
	word := "shift.over"
	if difference < 0 {
		word = "shift.short"
	}
	return p.k.T(word, fault.Values{"amount": difference.Abs()})
}

// closeShift leads to the close: what is missing first, then the question.
func (p *Page) closeShift() {
	switch p.m.ready() {
	case "count":
		p.k.Prompt.Say(p.k.T("shift.missing.count"))
		p.drawer.next()
	case "reveal":
		p.m.done = true
		p.drawer.refresh()
	case "leave":
		p.k.Prompt.Say(p.k.T("shift.missing.leave"))
		widget.Focus(p.drawer.leave)
	case "reason":
		p.askReasonThen(p.closeShift)
	default:
		p.confirm()
	}
}

func (p *Page) confirm() {
	t, m := p.k.T, p.m
	box := widget.Column(6)
	add := func(key string, amount money.Satang, style widget.Style) {
		box.Add(widget.Beside(widget.NewText(t(key), style), widget.NewText(i18n.Baht(amount), style.Right())))
	}
	stays := m.stays(m.shift.Shift.Float)
	add("shift.counted", m.counted(), widget.Body)
	add("shift.sum.expected", m.shift.Drawer.Expected(), widget.Body)
	add("shift.difference", m.difference(), widget.Strong)
	box.Add(widget.NewDivider())
	add("shift.leave", stays, widget.Body)
	add("shift.hand_in.word", m.counted()-stays, widget.Strong)
	p.k.Prompt.Show(&prompt.Dialog{Title: t("shift.confirm"), Body: box, Actions: []prompt.Action{
		{Label: t("shift.cancel"), Key: keys.Esc},
		{Label: t("shift.close"), Key: keys.Save, Icon: "print", Kind: widget.Primary, Do: p.closeNow},
	}})
}

// closeNow closes and prints; the backup follows in the background.
func (p *Page) closeNow() {
	s, lang, request := p.k.Shop, p.k.Lang, p.m.request(p.m.shift.Shift.Float)
	type ended struct {
		shift   *shop.Shift
		printed error
	}
	task.Run(p.runner, "write", func(ctx context.Context) (e ended, err error) {
		if e.shift, err = s.CloseShift(ctx, request, true); err != nil {
			return e, err
		}
		slip, err := s.ShiftSlip(ctx, e.shift, shop.ReceiptOptions{Lang: lang})
		if err == nil {
			_, err = s.Print(ctx, shop.FormShift, slip, e.shift.SlipName())
		}
		e.printed = err // a printer that fails does not undo a close
		return e, nil
	}, func(e ended, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.k.Prompt.Say(p.k.T("shift.closed"))
		if e.printed != nil {
			p.k.Prompt.Error(e.printed)
		}
		p.k.Changed()
		p.load()
		p.backUp()
	})
}

// backUp goes on when the screen is left.
func (p *Page) backUp() {
	s, drives := p.k.Shop, p.drives
	task.Run(p.lasts, "backup", func(ctx context.Context) (saved, error) { return backUp(ctx, s, drives) }, func(done saved, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		if len(done.drives) == 0 {
			p.k.Prompt.Say(p.k.T("shift.saved.no_usb"))
			return
		}
		p.offerCopy(done)
	})
}

// offerCopy asks whether to copy the backup onto a drive that is plugged in, each with a digit.
func (p *Page) offerCopy(done saved) {
	t := p.k.T
	d := &prompt.Dialog{Title: t("shift.usb.title")}
	box := widget.Column(widget.Gap, widget.NewWrapLabel(t("shift.usb.text", fault.Values{"file": filepath.Base(done.file)}), 3, widget.Body))
	for n, drive := range done.drives[:min(len(done.drives), 9)] {
		copyThere := func() { d.Close(); p.copyTo(done.file, drive) }
		key := strconv.Itoa(n + 1)
		box.Add(widget.NewButton(widget.Primary, drive, copyThere).WithIcon("usb").WithKey(key))
		d.Bindings = append(d.Bindings, keys.Binding{Chord: keys.Chord(key), Do: copyThere})
	}
	d.Body = box
	d.Actions = []prompt.Action{{Label: t("shift.usb.no"), Key: keys.Esc}}
	p.k.Prompt.Show(d)
}

func (p *Page) copyTo(file, drive string) {
	task.Run(p.lasts, "copy", func(ctx context.Context) (string, error) { return copyTo(ctx, file, drive) }, func(to string, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.k.Prompt.Say(p.k.T("shift.usb.done", fault.Values{"file": to}))
	})
}
