package office

import (
	"context"
	"errors"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
)

// daysForm asks for the days of a plan: until when, how long packing and the way take, and how long the chosen
// producer needs, which is kept with them.
type daysForm struct {
	planner          *planner
	maker            id.Party // none = the plan alone
	due              *widget.DateField
	pack, ship, lead *widget.QtyEntry
	rows             map[string]*widget.FormRow
	dialog           *prompt.Dialog
}

// askDays opens the form; why is what the days that were are not good for, nil for nothing.
func (d *planner) askDays(why error) {
	p, t := d.page, d.page.k.T
	f := &daysForm{planner: d, due: widget.NewDateField(p.k.Lang, d.ask.Due, t("officepage.days_due_hint")), rows: map[string]*widget.FormRow{}}
	row := func(field, label string, object fyne.CanvasObject) fyne.CanvasObject {
		f.rows[field] = widget.NewFormRow(label, object)
		return f.rows[field]
	}
	days := func(value int) *widget.QtyEntry {
		q := widget.NewQtyEntry()
		q.SetText(strconv.Itoa(value))
		return q
	}
	f.pack, f.ship = days(d.ask.PackDays), days(d.ask.ShipDays)
	body := widget.Column(8, row("due", t("officepage.days_due"), f.due),
		container.NewGridWithColumns(2, row("pack", t("officepage.days_pack"), f.pack), row("ship", t("officepage.days_ship"), f.ship)))
	typed := []keys.Field{f.due, f.pack, f.ship}
	if n := -1; d.plan != nil {
		if n = d.job(); n >= 0 && !d.plan.Jobs[n].ProducerID.IsZero() {
			f.maker, f.lead = d.plan.Jobs[n].ProducerID, widget.NewQtyEntry()
			if d.plan.Leads[n] > 0 {
				f.lead.SetText(strconv.Itoa(d.plan.Leads[n]))
			}
			body.Add(row("lead_days", t("officepage.days_lead", fault.Values{"producer": d.plan.Jobs[n].Producer}), f.lead))
			body.Add(widget.NewWrapLabel(t("officepage.days_lead_text"), 0, widget.Caption))
			typed = append(typed, f.lead)
		}
	}
	f.dialog = &prompt.Dialog{Title: t("officepage.plan_days"), Body: body, Focus: f.due, Typed: prompt.TypedIn(typed...),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("officepage.days_take"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: f.take}}}
	p.k.Prompt.Show(f.dialog)
	if why != nil {
		f.refuse(why)
	}
}

// take reads the fields, keeps the producer's days and works the plan out anew.
func (f *daysForm) take() {
	for _, row := range f.rows {
		row.SetMessage("")
	}
	d, ask := f.planner, f.planner.ask
	var err error
	if ask.Due, err = f.due.Day(); err != nil {
		f.refuse(fault.At(err, "due"))
		return
	}
	if ask.PackDays, err = days(f.pack, "pack"); err == nil {
		ask.ShipDays, err = days(f.ship, "ship")
	}
	lead := 0
	if err == nil && f.lead != nil && f.lead.Text() != "" {
		lead, err = days(f.lead, "lead_days")
	}
	if err != nil {
		f.refuse(err)
		return
	}
	was := d.ask
	d.ask = ask
	read := func() {
		d.read(func(err error) {
			if err != nil {
				d.ask = was
				f.refuse(err)
				return
			}
			f.dialog.Close()
		})
	}
	if f.lead == nil {
		read()
		return
	}
	s, maker := d.page.k.Shop, f.maker
	task.Run(d.page.acts, "lead", func(ctx context.Context) (bool, error) { return true, s.SetLeadDays(ctx, maker, lead) }, func(_ bool, err error) {
		if err != nil {
			d.ask = was
			f.refuse(err)
			return
		}
		read()
	})
}

// days reads a number of days.
func days(field *widget.QtyEntry, name string) (int, error) {
	value, err := field.Qty()
	if err != nil || !value.Whole() || value < 0 || value > qty.Pieces(365) {
		return 0, fault.New("days_invalid", name, fault.Values{"value": field.Text()})
	}
	return int(value / qty.One), nil
}

// refuse says what is wrong under its field.
func (f *daysForm) refuse(err error) {
	var known *fault.Error
	if errors.As(err, &known) && f.rows[known.Field] != nil {
		f.rows[known.Field].SetMessage(i18n.Message(f.planner.page.k.Lang, err))
		f.dialog.Refresh()
		return
	}
	f.planner.page.k.Prompt.Error(err)
}
