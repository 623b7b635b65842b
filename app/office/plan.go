package office

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// The keys of the plan.
const (
	keyPlan keys.Chord = "F9"
	keyDays keys.Chord = "F6"
)

// planner is the dialog of an order's plan: who must bring what by when, and what each is told.
type planner struct {
	page   *Page
	ask    shop.PlanAsk
	plan   *shop.OrderPlan
	copied map[id.Party]bool

	days   *fyne.Container
	late   *widget.WrapLabel
	list   *widget.List
	who    *fyne.Container // the list, where somebody has to bring something
	said   *widget.WrapLabel
	ready  *widget.WrapLabel
	dialog *prompt.Dialog
}

// planOrder works the plan out and shows it. Where the order's day is missing or past it asks for one.
func (p *Page) planOrder(far *shop.OfficeProgress) {
	d := &planner{page: p, ask: shop.PlanAsk{Order: far.Order.Order.Number, Due: far.Order.Content.Due, Pace: shop.UsualPace}, copied: map[id.Party]bool{}}
	if kept, ok := p.paces[d.ask.Order]; ok {
		d.ask = kept
	}
	d.read(nil)
}

// read works the plan out anew; told hears what was wrong, nil for nothing. Without it a day that will not do is
// asked for.
func (d *planner) read(told func(error)) {
	p, ask := d.page, d.ask
	s, lang := p.k.Shop, p.k.Lang
	task.Run(p.acts, "plan", func(ctx context.Context) (*shop.OrderPlan, error) { return s.PlanOrder(ctx, ask, lang) }, func(plan *shop.OrderPlan, err error) {
		switch {
		case err != nil && told != nil:
			told(err)
			return
		case fault.Is(err, "date_missing") || fault.Is(err, "due_past"):
			d.askDays(err)
			return
		case err != nil:
			p.failed(err)
			return
		}
		d.plan, p.paces[ask.Order] = plan, ask
		if told != nil {
			told(nil) // closes the form, which lies above
		}
		if d.dialog == nil {
			d.open()
		}
		d.show()
	})
}

func (d *planner) open() {
	p, t := d.page, d.page.k.T
	d.days, d.said = container.New(widget.Even{}), widget.NewWrapLabel("", 0, widget.Body.At(theme.Small))
	d.late, d.ready = widget.NewWrapLabel("", 2, widget.Strong.At(theme.Small).In(theme.Trouble)), widget.NewWrapLabel("", 3, widget.Caption)
	d.list = widget.NewList(theme.RowHeight, newJobRow, func(n int, r *jobRow, _ bool) {
		if n < len(d.plan.Jobs) {
			r.show(p, &d.plan.Jobs[n], d.copied[d.plan.Jobs[n].ProducerID])
		}
	})
	d.list.OnChosen = func(int) { d.showMessage() }
	high := max(min(p.k.Prompt.Size().Height-widget.Unit(330), widget.Unit(300)), widget.Unit(150))
	d.who = container.NewStack(widget.NewFlushCard(d.list))
	lists := container.New(widget.Least{Height: high}, container.New(planSides{}, d.who, widget.NewNotice(widget.Calm, widget.NewDragScroll(d.said))))
	d.dialog = &prompt.Dialog{Title: t("officepage.plan", named(d.plan.Order)), Width: widget.Unit(900), Body: widget.Column(10, d.days, d.late, lists, d.ready),
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { d.list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { d.list.Step(0, 1) }, Repeat: true}},
		Actions: []prompt.Action{{Label: t("officepage.close"), Key: keys.Esc},
			{Label: t("officepage.plan_days"), Key: keyDays, Icon: "calendar", Stays: true, Do: func() { d.askDays(nil) }},
			{Label: t("officepage.act.print"), Key: keyPrint, Icon: "print", Stays: true, Do: d.print},
			{Label: t("officepage.copy"), Key: keys.Enter, Icon: "copy", Kind: widget.Primary, Stays: true, Do: d.copy}}}
	p.k.Prompt.Show(d.dialog)
	d.list.SetCount(len(d.plan.Jobs))
	d.list.Choose(0)
}

// show shows the plan as it is now.
func (d *planner) show() {
	p, t := d.page, d.page.k.T
	d.days.RemoveAll()
	for _, day := range []struct {
		key  string
		text string
		tone widget.Tone
	}{{"pack", i18n.DateWeekday(p.k.Lang, d.plan.Pack), widget.Calm}, {"ship", i18n.DateWeekday(p.k.Lang, d.plan.Ship), widget.Calm}, {"due", i18n.DateWeekday(p.k.Lang, d.plan.Due), widget.Soft}} {
		d.days.Add(widget.NewNotice(day.tone, widget.Column(-3, widget.NewText(t("officepage.plan_"+day.key), widget.Caption).Shrink(),
			widget.NewText(day.text, widget.Strong.At(theme.Small)).Shrink())))
	}
	d.late.Set("")
	d.late.Hidden = !d.plan.Late && d.plan.Missed == ""
	switch {
	case d.plan.Missed != "":
		d.late.Set(t("fault.plan_missed", fault.Values{"date": i18n.Date(p.k.Lang, d.plan.Missed), "due": i18n.Date(p.k.Lang, d.plan.Due)}))
	case d.plan.Late:
		d.late.Set(t("fault.plan_late", fault.Values{"date": i18n.Date(p.k.Lang, d.plan.Due)}))
	}
	var ready []string
	for _, part := range d.plan.Ready {
		ready = append(ready, strings.TrimSpace(part.Name+" "+i18n.Qty(part.Need)+" "+part.Unit))
	}
	d.ready.Set("")
	if d.ready.Hidden = len(ready) == 0; len(ready) > 0 {
		d.ready.Set(t("officepage.plan_ready", fault.Values{"goods": strings.Join(ready, ", ")}))
	}
	d.who.Hidden = len(d.plan.Jobs) == 0
	at := max(d.list.Chosen(), 0)
	d.list.SetCount(len(d.plan.Jobs))
	d.list.Choose(min(at, len(d.plan.Jobs)-1))
	d.dialog.Button(3).SetEnabled(len(d.plan.Jobs) > 0)
	d.showMessage()
}

// job gives the chosen job, −1 for none.
func (d *planner) job() int {
	if n := d.list.Chosen(); n >= 0 && n < len(d.plan.Jobs) {
		return n
	}
	return -1
}

// showMessage shows what the chosen producer is told; of the shop's own goods what must be made or bought.
func (d *planner) showMessage() {
	t, n := d.page.k.T, d.job()
	text := t("officepage.plan_nothing")
	if n >= 0 {
		if text = d.plan.Messages[n]; text == "" {
			text = d.ourselves(&d.plan.Jobs[n])
		}
	}
	d.said.Set(text)
	d.dialog.Refresh()
}

func (d *planner) ourselves(job *papers.Job) string {
	lines := []string{d.page.k.T("officepage.plan_ourselves")}
	for _, bring := range job.Brings {
		lines = append(lines, d.page.k.T("papers.plan.bring", fault.Values{"name": bring.Name, "qty": bring.Qty, "unit": bring.Unit, "day": bring.By}))
	}
	return strings.Join(lines, "\n")
}

// copy puts the chosen message into the clipboard and goes on to the next producer.
func (d *planner) copy() {
	p, n := d.page, d.job()
	if n < 0 {
		return
	}
	if message := d.plan.Messages[n]; message != "" {
		p.k.Clipboard.SetContent(message)
		d.copied[d.plan.Jobs[n].ProducerID] = true
		p.k.Prompt.Say(p.k.T("officepage.copied", fault.Values{"producer": d.plan.Jobs[n].Producer}))
	}
	d.list.Choose(min(n+1, len(d.plan.Jobs)-1))
	d.list.Refresh()
	d.showMessage()
}

// print shows the plan as it prints.
func (d *planner) print() {
	s, lang, plan := d.page.k.Shop, d.page.k.Lang, d.plan
	printout.Open(d.page.k, printout.Form{Title: d.page.k.T("officepage.plan", named(plan.Order)), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (printout.Made, error) {
			pages, err := s.PlanPapers(ctx, plan, lang)
			return printout.Made{Papers: pages}, err
		}
	}})
}

// jobRow is a producer in the plan: by when they must be told over what they bring.
type jobRow struct {
	toolkit.BaseWidget
	name, note, tell *widget.Text
	mark             *canvas.Image
	box              *fyne.Container
}

func newJobRow() *jobRow {
	r := &jobRow{name: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), note: widget.NewText("", widget.Caption).Shrink(), tell: widget.NewText("", widget.Caption.Right()),
		mark: &canvas.Image{FillMode: canvas.ImageFillContain}}
	r.mark.SetMinSize(fyne.NewSquareSize(widget.Unit(18)))
	words := container.NewVBox(layout.NewSpacer(), widget.Column(-4, r.name, r.note), layout.NewSpacer())
	r.box = widget.Inset(0, 0, 12, 12, container.NewBorder(nil, nil, nil, container.NewHBox(r.tell, container.NewCenter(r.mark)), widget.Inset(0, 0, 0, 8, words)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *jobRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *jobRow) show(p *Page, job *papers.Job, copied bool) {
	tell, name := "officepage.tell", job.Producer
	if job.ProducerID.IsZero() {
		tell, name = "officepage.begin", p.k.T("officepage.ourselves")
	}
	r.name.Set(name)
	var goods []string
	for _, bring := range job.Brings {
		goods = append(goods, strings.TrimSpace(bring.Name+" "+i18n.Qty(bring.Qty)+" "+bring.Unit))
	}
	r.note.Set(strings.Join(goods, ", "))
	r.tell.Set(p.k.T(tell, fault.Values{"day": i18n.DayMonth(p.k.Lang, job.Tell)}))
	style := widget.Caption.Right()
	if job.Late {
		style = widget.Strong.At(theme.Caption).In(theme.Trouble).Right()
	}
	r.tell.SetStyle(style)
	r.mark.Hidden = !copied
	r.mark.Resource = theme.Icon("check", theme.Current().Colour(theme.MoneyIn))
	r.mark.Refresh()
	r.box.Refresh()
}

// planSides is a layout of the producers beside what the chosen one is told; where nobody has to bring anything the words
// have all the room.
type planSides struct{}

// MinSize belongs to the toolkit.
func (planSides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout belongs to the toolkit.
func (planSides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := float32(int(size.Width * 0.48))
	if !objects[0].Visible() {
		left = -10
	}
	widget.Put(objects[0], 0, 0, left, size.Height)
	widget.Put(objects[1], left+10, 0, size.Width-left-10, size.Height)
}
