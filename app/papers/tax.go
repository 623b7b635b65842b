package papers

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// tax is the page of the sales tax of a month.
type tax struct {
	page   *Page
	kit    *kit.Kit
	model  *taxModel
	runner *task.Runner // reads; stopped when the page is hidden
	acts   *task.Runner
	view   *taxView
}

func newTax(p *Page) *tax {
	x := &tax{page: p, kit: p.kit, model: &taxModel{}, runner: p.kit.Pool.Runner(), acts: p.kit.Pool.Runner()}
	x.view = newTaxView(x)
	return x
}

func (x *tax) object() fyne.CanvasObject { return x.view.object }
func (x *tax) typed(rune)                {}
func (x *tax) ready()                    {}
func (x *tax) cancel()                   { x.runner.Cancel() }

func (x *tax) keys() []keys.Binding {
	return []keys.Binding{
		{Chord: "Up", Label: "paperspage.key.choose", Do: func() { x.view.list.Step(0, -1) }, Repeat: true},
		{Chord: "Down", Label: "paperspage.key.choose", Do: func() { x.view.list.Step(0, 1) }, Repeat: true},
		{Chord: "Left", Label: "paperspage.key.before", Do: func() { x.turn(-1) }},
		{Chord: "Right", Label: "paperspage.key.after", Do: func() { x.turn(1) }},
		{Chord: keys.Enter, Label: "paperspage.key.open", Do: x.open},
		{Chord: "Ctrl+P", Label: "paperspage.tax_print", Do: x.print},
		{Chord: "F5", Label: "paperspage.tax_keep", Do: x.keep},
		{Chord: "F8", Label: "paperspage.close", Do: x.close},
		{Chord: "F7", Label: "paperspage.reopen", Do: x.reopen},
	}
}

func (x *tax) load() { x.look(x.model.month) }

// look reads a month.
func (x *tax) look(month clock.Day) {
	s, today := x.kit.Shop, x.page.today()
	task.Run(x.runner, "tax", func(ctx context.Context) (taxRead, error) { return readTax(ctx, s, month, today) }, func(r taxRead, err error) {
		if err != nil {
			x.kit.Prompt.Error(err)
			return
		}
		if r.month != x.model.month {
			x.view.kept = ""
		}
		x.model.load(r)
		x.view.show()
	})
}

// turn looks at another month.
func (x *tax) turn(by int) {
	if x.model.read && x.model.next(by) != x.model.month {
		x.look(x.model.next(by))
	}
}

func (x *tax) choose(n int) { x.model.at = n }

// open shows the paper of the row, or the bill of which it is the slip.
func (x *tax) open() {
	row := x.model.row()
	if row == nil {
		return
	}
	s, number := x.kit.Shop, row.Number
	task.Run(x.runner, "open", func(ctx context.Context) (*shop.OfficePaper, error) {
		paper, err := s.OfficePaper(ctx, number)
		if fault.Is(err, "paper_not_found") {
			return nil, nil //nolint:nilnil // it is the slip of a bill
		}
		return paper, err
	}, func(paper *shop.OfficePaper, err error) {
		switch {
		case err != nil:
			x.kit.Prompt.Error(err)
		case paper != nil:
			x.page.Turn(paper.ID.String())
		default:
			x.kit.Go(nav.Route{Screen: kit.Bills, Arg: number})
		}
	})
}

// print shows the report as it prints. It is a form of the Revenue Department's, in Thai.
func (x *tax) print() {
	report := x.model.report
	if report == nil {
		return
	}
	s := x.kit.Shop
	printout.Open(x.kit, printout.Form{Title: x.kit.T("paperspage.tax_title", fault.Values{"month": i18n.MonthFormal(x.kit.Lang, report.Month)}),
		Lay: func() func(context.Context) (printout.Made, error) {
			return func(ctx context.Context) (made printout.Made, err error) {
				made.Warnings = report.Warnings
				made.Papers, err = s.SalesTaxPapers(ctx, report, i18n.Thai)
				return made, err
			}
		}})
}

// keep writes the report as a workbook and as CSV.
func (x *tax) keep() {
	report := x.model.report
	if report == nil || x.acts.Busy("keep") {
		return
	}
	s, lang := x.kit.Shop, x.kit.Lang
	task.Run(x.acts, "keep", func(context.Context) (string, error) {
		xlsx, _, err := s.KeepSalesTax(report, lang)
		return xlsx, err
	}, func(path string, err error) {
		if err != nil {
			x.kit.Prompt.Error(err)
			return
		}
		x.view.kept = path
		x.view.show()
		x.kit.Prompt.Say(x.kit.T("paperspage.tax_kept", fault.Values{"where": kit.Where(path)}))
	})
}

// close writes down that the tax of the month is handed in, once a person has said so.
func (x *tax) close() {
	m, k := x.model, x.kit
	if m.report == nil || m.isClosed() {
		return
	}
	s, month := k.Shop, m.month
	if !m.over() {
		k.Prompt.Say(i18n.Message(k.Lang, fault.New("tax_month_runs", "month", fault.Values{"day": monthEnd(month)})))
		return
	}
	k.Prompt.Ask(prompt.Question{Title: k.T("paperspage.close_title", fault.Values{"month": i18n.MonthFormal(k.Lang, month)}),
		Text: k.T("paperspage.close_text", fault.Values{"vat": m.report.VAT, "count": len(m.report.Rows)}), Yes: k.T("paperspage.close_yes")}, func(yes bool) {
		if yes {
			x.write("close", func(ctx context.Context) error { return s.CloseTaxMonth(ctx, month) }, "paperspage.closed_now")
		}
	})
}

// reopen takes it back, once a person has said why.
func (x *tax) reopen() {
	m, k := x.model, x.kit
	if m.report == nil || !m.isClosed() {
		return
	}
	s, month := k.Shop, m.month
	ready := []string{k.T("paperspage.reopen.forgot"), k.T("paperspage.reopen.wrong"), k.T("paperspage.reopen.not_yet")}
	k.Prompt.AskReason(prompt.Input{Title: k.T("paperspage.reopen_title", fault.Values{"month": i18n.MonthFormal(k.Lang, month)}), Text: k.T("paperspage.reopen_text"),
		Label: k.T("paperspage.reopen_reason"), OK: k.T("paperspage.reopen")}, ready, true, prompt.NeedReason, func(reason string) {
		x.write("reopen", func(ctx context.Context) error { return s.OpenTaxMonth(ctx, month, reason) }, "paperspage.reopened_now")
	})
}

// write writes something, says so and looks again.
func (x *tax) write(name string, do func(context.Context) error, said string) {
	task.Run(x.acts, name, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			x.kit.Prompt.Error(err)
			return
		}
		x.kit.Prompt.Say(x.kit.T(said))
		x.kit.Changed()
		x.load()
	})
}
