package issuing

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// More is something else that is printed of the source, such as the labels of an order.
type More struct {
	Label, Icon string
	Key         keys.Chord
	Do          func() // after the dialog closed
}

// chooser is the dialog of what can be made of a source, and of what stands already.
type chooser struct {
	kit    *kit.Kit
	start  Start
	runner *task.Runner
	dialog *prompt.Dialog
	offers []shop.PaperChoice
	stands []*shop.OfficePaper
	list   *widget.List
}

// choices is what a chooser reads.
type choices struct {
	of     string // what they are of: of a bill that delivers goods of an order, the order
	offers []shop.PaperChoice
	stands []*shop.OfficePaper // the newest first
}

func choose(k *kit.Kit, start Start) *chooser {
	c := &chooser{kit: k, start: start, runner: k.Pool.Runner()}
	if len(start.Ask.Of) == 0 {
		return c
	}
	s, number := k.Shop, start.Ask.Of[0]
	task.Run(c.runner, "choices", func(ctx context.Context) (r choices, err error) {
		if r.offers, err = s.PaperChoices(ctx, number); err != nil {
			return r, err
		}
		r.of = number
		if len(r.offers) > 0 && len(r.offers[0].Ask.Of) > 0 {
			r.of = r.offers[0].Ask.Of[0]
		}
		made, err := s.PapersOf(ctx, r.of)
		for n := len(made) - 1; n >= 0; n-- {
			if made[n].Void == nil && made[n].Kind != papers.PurchaseOrder { // the buyer's own is not printed
				r.stands = append(r.stands, made[n])
			}
		}
		return r, err
	}, func(r choices, err error) {
		if err != nil {
			k.Prompt.Error(err)
			return
		}
		c.offers, c.stands = r.offers, r.stands
		if only := c.only(); only != nil && start.why == nil {
			c.take(only)
			return
		}
		c.open(r.of)
	})
	return c
}

// only gives the one paper there is, where nobody need choose.
func (c *chooser) only() *shop.PaperChoice {
	if len(c.offers) == 1 && c.offers[0].Why == nil && len(c.stands)+len(c.start.More) == 0 {
		return &c.offers[0]
	}
	return nil
}

// Working reports whether it is being read.
func (c *chooser) Working() bool { return c.runner.Working() }

// maxOffers is how many have a digit.
const maxOffers = 9

func (c *chooser) open(number string) {
	t := c.kit.T
	c.dialog = &prompt.Dialog{Title: t("issuing.choose", fault.Values{"number": number}), Width: widget.Unit(760), OnClosed: c.runner.Cancel,
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}}}
	for _, more := range c.start.More {
		c.dialog.Actions = append(c.dialog.Actions, prompt.Action{Label: more.Label, Key: more.Key, Icon: more.Icon, Do: more.Do})
	}
	columns := []fyne.CanvasObject{c.making()}
	if len(c.stands) > 0 {
		columns = append(columns, c.standing())
	}
	c.dialog.Body = container.New(widget.Even{}, columns...)
	if len(columns) == 1 {
		c.dialog.Body, c.dialog.Width = columns[0], widget.Unit(520)
	}
	if c.start.why != nil {
		c.dialog.Body = widget.Column(12, widget.NewNotice(widget.Watch, widget.NewWrapLabel(i18n.Message(c.kit.Lang, c.start.why), 8, widget.Body.In(theme.InkGold))), c.dialog.Body)
	}
	if c.list == nil && len(c.start.More) > 0 { // what is printed of it when no paper stands
		first := c.start.More[0]
		c.dialog.Bindings = append(c.dialog.Bindings, keys.Binding{Chord: "Ctrl+P", Do: func() { c.dialog.Close(); first.Do() }})
	}
	c.kit.Prompt.Show(c.dialog)
	if c.list != nil {
		c.list.SetCount(len(c.stands))
		c.list.Choose(0)
		c.dialog.Refresh()
	}
}

// making are the papers to make, each with its digit, and why the others cannot be made.
func (c *chooser) making() fyne.CanvasObject {
	t := c.kit.T
	column, refused := widget.Column(8, widget.NewText(t("issuing.make"), widget.Section)), widget.Column(4)
	digit := 0
	for n := range c.offers {
		choice := &c.offers[n]
		if choice.Why != nil {
			refused.Add(widget.NewWrapLabel(t("issuing.why_not", fault.Values{"title": c.title(choice), "why": i18n.Message(c.kit.Lang, choice.Why)}), 3, widget.Caption))
			continue
		}
		if digit++; digit > maxOffers {
			continue
		}
		key := keys.Chord(strconv.Itoa(digit))
		kind := widget.Plain
		if digit == 1 && len(c.stands) == 0 { // else Enter shows what stands
			kind = widget.Primary
			c.bind(keys.Enter, choice, true)
		}
		c.bind(key, choice, true)
		column.Add(widget.NewButton(kind, c.title(choice), func() { c.take(choice) }).WithKey(string(key)))
	}
	if digit == 0 {
		column.Add(widget.NewWrapLabel(t("issuing.make_none"), 3, widget.Body))
	}
	if len(refused.Objects) > 0 {
		column.Add(widget.Inset(6, 0, 0, 0, refused))
	}
	return column
}

func (c *chooser) bind(key keys.Chord, choice *shop.PaperChoice, holds bool) {
	if holds {
		c.dialog.Bindings = append(c.dialog.Bindings, keys.Binding{Chord: key, Do: func() { c.take(choice) }})
	}
}

// title names a choice: "ใบกำกับภาษี/ใบแจ้งหนี้", of a deposit and of what comes in place of another with those words.
func (c *chooser) title(choice *shop.PaperChoice) string {
	title := papers.Title(c.kit.Lang, choice.Ask.Kind, choice.Ask.With...)
	switch {
	case choice.Deposit:
		return c.kit.T("papers.of_deposit", fault.Values{"title": title})
	case choice.Instead && choice.Ask.Replaces == "":
		return c.kit.T("issuing.instead_slip", fault.Values{"title": title})
	case choice.Instead:
		return c.kit.T("issuing.instead", fault.Values{"title": title})
	}
	return title
}

// take opens the dialog of a choice.
func (c *chooser) take(choice *shop.PaperChoice) {
	start := c.start
	was := start.Ask
	start.Ask = choice.Ask
	start.Ask.Buyer, start.Ask.CustomerID, start.Ask.By = was.Buyer, was.CustomerID, was.By
	if len(was.Of) > 1 && start.Ask.Replaces == "" { // one paper over several
		start.Ask.Of = was.Of
	}
	if choice.Deposit {
		start.Ask.Deposit = 1 // how much is asked
	}
	if c.dialog != nil {
		c.dialog.Close()
	}
	start.why = nil // it was said above the choices
	edit(c.kit, start)
}

// standing is the list of papers that stand; Enter shows one, to be printed.
func (c *chooser) standing() fyne.CanvasObject {
	c.list = widget.NewList(theme.RowHeight, newLineRow, func(n int, r *lineRow, _ bool) {
		if n < len(c.stands) {
			p := c.stands[n]
			r.set(p.Title(c.kit.Lang), numberOf(p)+" · "+i18n.Date(c.kit.Lang, p.Dated()), papers.Comes(c.kit.Lang, p.Sums.Due, len(p.Alternatives)))
		}
	})
	c.list.OnTapped = c.look
	look := func() { c.look(c.list.Chosen()) }
	c.dialog.Bindings = append(c.dialog.Bindings, keys.Binding{Chord: "Up", Do: func() { c.list.Step(0, -1) }, Repeat: true},
		keys.Binding{Chord: "Down", Do: func() { c.list.Step(0, 1) }, Repeat: true})
	c.dialog.Actions = append(c.dialog.Actions, prompt.Action{Label: c.kit.T("issuing.look"), Key: keys.Enter, Icon: "print", Kind: widget.Primary, Stays: true, Do: look})
	c.dialog.Bindings = append(c.dialog.Bindings, keys.Binding{Chord: "Ctrl+P", Do: look})
	rows := container.New(widget.Rows(min(max(len(c.stands), 2), 6)), widget.NewFlushCard(c.list))
	return widget.Column(8, widget.NewText(c.kit.T("issuing.stands", fault.Values{"count": len(c.stands)}), widget.Section), rows)
}

// look shows a paper that stands.
func (c *chooser) look(n int) {
	if n >= 0 && n < len(c.stands) {
		p := c.stands[n]
		c.dialog.Close()
		show(c.kit, p, nil)
	}
}
