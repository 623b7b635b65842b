package till

import (
	"strings"

	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/thai"
)

// askDiscount takes something off the chosen line or the bill: baht, percent, or "make it this much".
func (p *Page) askDiscount() {
	if len(p.model.cart.Lines) == 0 {
		p.kit.Prompt.Say(p.kit.T("till.no_line"))
		return
	}
	t, line := p.kit.T, p.model.chosen
	onLine := func(scope *widget.Segmented) bool { return scope.Selected() == 1 && line >= 0 }
	field := widget.NewEntry("50   5%   =1150").SelectsAll()
	scope := widget.NewSegmented([]string{t("till.whole_bill"), t("till.this_line")}, 0, nil)
	kind := widget.NewSegmented([]string{t("till.by_baht"), "%", t("till.make_it")}, 0, nil)
	what := widget.NewText("", widget.Caption).Shrink()
	sum := widget.NewText("", widget.Title.In(theme.InkStrong)).Shrink()
	f := p.newForm(t("till.discount_title"), scope, kind, field, what, sum).withPad(field)
	read := func() (selling.Discount, error) { return readDiscount(field.Text, kind.Selected()) }
	target := func() int {
		if onLine(scope) {
			return line
		}
		return -1
	}
	tell := func() {
		f.tell(nil)
		what.Set(t("till.whole_bill"))
		if onLine(scope) {
			what.Set(p.model.lineName(p.kit.Lang, line))
		}
		sum.Set("")
		if d, err := read(); err == nil {
			if from, to, err := p.model.preview(target(), d); err == nil {
				sum.Set(t("till.from_to", fault.Values{"from": from, "to": to}))
			}
		}
	}
	old := func() { field.SetText(discountText(p.model.discountOf(target()))); field.SelectAll(); tell() }
	scope.OnSelected, kind.OnSelected = func(int) { old() }, func(int) { tell() }
	field.OnChanged, field.OnSubmitted = func(string) { tell() }, func(string) { f.submit() }
	f.focus = field
	f.ok = func() error {
		d, err := read()
		if err != nil {
			return err
		}
		if err := p.model.discount(target(), d); err != nil {
			return err
		}
		p.changed()
		return nil
	}
	f.more = []prompt.Action{
		{Label: t("till.scope"), Key: keyDiscount, Stays: true, Do: func() { scope.Select(1 - scope.Selected()); old() }},
		{Label: t("till.gift"), Key: "Ctrl+G", Icon: "gift", Do: func() { p.did(p.model.gift(line)) }},
	}
	old()
	f.show()
}

// readDiscount reads what is typed; the kind chosen counts where the text has no sign of its own.
func readDiscount(text string, kind int) (selling.Discount, error) {
	text = thai.ToASCIIDigits(strings.TrimSpace(text))
	if text != "" && !strings.HasSuffix(text, "%") && !strings.HasPrefix(text, "=") {
		switch kind {
		case 1:
			text += "%"
		case 2:
			text = "=" + text
		}
	}
	d, err := selling.ParseDiscount(text)
	if err == nil && d.Kind == selling.AmountOff && d.Amount == 0 || d.Kind == selling.PercentOff && d.Percent == 0 {
		d = selling.Discount{}
	}
	return d, err
}

// discountOf gives the discount of a line, or with −1 that of the bill.
func (m *model) discountOf(line int) selling.Discount {
	if line >= 0 && line < len(m.cart.Lines) {
		return m.cart.Lines[line].Discount
	}
	return m.cart.Discount
}

// preview says what a line or the bill would come to.
func (m *model) preview(line int, d selling.Discount) (from, to money.Satang, err error) {
	cart := m.cart.Clone()
	none := m.cart.Clone()
	if line >= 0 && line < len(cart.Lines) {
		cart.Lines[line].Discount, none.Lines[line].Discount = d, selling.Discount{}
	} else {
		cart.Discount, none.Discount = d, selling.Discount{}
	}
	before, err := selling.Price(m.prices, &none)
	if err != nil {
		return 0, 0, err
	}
	after, err := selling.Price(m.prices, &cart)
	if err != nil {
		return 0, 0, err
	}
	if line >= 0 && line < len(cart.Lines) {
		return before.Lines[line].Total, after.Lines[line].Total - after.Lines[line].LineDiscount, nil
	}
	return before.Total, after.Total, nil
}

// askNote writes the bill's note, and whose commission is noted on it.
func (p *Page) askNote() {
	t, cart := p.kit.T, p.model.cart
	note, guide, percent := widget.NewEntry(t("till.note_hint")), widget.NewEntry(t("till.guide_hint")), widget.NewEntry("0")
	note.SetText(cart.Note)
	guide.SetText(cart.Guide.Name)
	if cart.Guide.Percent > 0 {
		percent.SetText(cart.Guide.Percent.String())
	}
	f := p.newForm(t("till.note_title"), widget.NewFormRow(t("till.note"), note), widget.NewFormRow(t("till.guide"), guide),
		widget.NewFormRow(t("till.guide_percent"), percent))
	f.focus = note
	for _, field := range []*widget.Entry{note, guide, percent} {
		field.OnSubmitted = func(string) { f.submit() }
	}
	if len(cart.Lines) > 0 {
		f.more = []prompt.Action{{Label: t("till.clear"), Icon: "trash", Do: func() {
			err := p.model.clear()
			p.did(err)
			if err == nil {
				p.kit.Prompt.SayUndo(t("till.cleared"), p.undo)
			}
		}}}
	}
	f.ok = func() error {
		rate := money.Basis(0)
		if strings.TrimSpace(percent.Text) != "" {
			var err error
			if rate, err = money.ParseBasis(strings.TrimSpace(percent.Text)); err != nil {
				return err
			}
		}
		if err := p.model.setNote(strings.TrimSpace(note.Text), selling.Guide{Name: strings.TrimSpace(guide.Text), Percent: rate}); err != nil {
			return err
		}
		p.changed()
		return nil
	}
	f.show()
}
