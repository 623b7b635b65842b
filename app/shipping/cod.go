package shipping

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// cod asks for the carrier's statement of what it collected.
func (p *Page) cod() {
	counts := p.m.read.counts
	note := widget.NewNoteEntry(p.t("cod.hint"), 7)
	owed := widget.NewWrapLabel(p.t("cod.owed", fault.Values{"count": counts.ByList[shop.ParcelsCOD], "amount": counts.COD}), 3, widget.Strong)
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	note.OnChanged = func(string) { trouble.Hide() }
	d := &prompt.Dialog{Title: p.t("cod"), Width: widget.Unit(680), Focus: note, Typed: prompt.TypedIn(note),
		Body: widget.Column(widget.Gap, owed, widget.NewWrapLabel(p.t("cod.about"), 0, widget.Body.At(theme.Small)), note, trouble)}
	held := func(read func(context.Context) (*shop.CODStatement, error)) {
		task.Run(p.acts, "statement", read, func(statement *shop.CODStatement, err error) {
			if err != nil {
				trouble.Set(i18n.Message(p.k.Lang, err))
				trouble.Show()
				d.Refresh()
				return
			}
			d.Close()
			p.statement(statement)
		})
	}
	s := p.k.Shop
	paste := func() { note.SetText(p.k.Clipboard.Content()) }
	file := func() {
		p.k.PickFile([]string{".xlsx", ".csv", ".tsv", ".txt"}, func(path string) {
			held(func(ctx context.Context) (*shop.CODStatement, error) {
				data, err := os.Open(path)
				if err != nil {
					return nil, fault.Wrap(err, "file_unreadable")
				}
				defer data.Close()
				return s.StatementFile(ctx, filepath.Base(path), data)
			})
		})
	}
	d.Actions = []prompt.Action{{Label: p.t("close"), Key: keys.Esc}, {Label: p.t("cod.file"), Key: "F5", Icon: "file", Stays: true, Do: file},
		{Label: p.t("cod.paste"), Key: "F6", Icon: "paste", Stays: true, Do: paste},
		{Label: p.t("cod.match"), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: func() {
			text := note.Text
			if strings.TrimSpace(text) == "" {
				paste()
				return
			}
			held(func(ctx context.Context) (*shop.CODStatement, error) { return s.PastedStatement(ctx, text) })
		}}}
	p.k.Prompt.Show(d)
}

// ways are how the carrier's money comes, in the order they are offered.
var ways = []string{selling.Transfer, selling.Cash}

// statement shows a statement held against the parcels, and takes what agrees once a person confirms.
func (p *Page) statement(held *shop.CODStatement) {
	t := p.t
	list := widget.NewList(theme.RowHeight, newNumberRow, func(at int, r *numberRow, _ bool) {
		if at >= len(held.Lines) {
			return
		}
		line := &held.Lines[at]
		name := line.Parcel.To.Name
		r.name.Set(joined(line.Tracking, name))
		style := widget.Caption
		if !line.Takes() {
			style = style.In(theme.Trouble)
		}
		r.note.SetStyle(style)
		r.note.Set(joined(t("cod.state."+line.State, fault.Values{"owed": line.Owed}), feeText(p, line.Fee.String(), line.Fee > 0)))
		r.number.Set(i18n.Baht(line.Amount))
		figure := widget.Figure.At(theme.Small)
		if line.State == shop.CODAgrees {
			figure = figure.In(theme.MoneyIn)
		}
		r.number.SetStyle(figure)
		r.box.Refresh()
	})
	list.SetCount(len(held.Lines))
	list.Choose(0)
	takes := held.Taking()
	rows := min(max(len(held.Lines), 1), max(int((p.k.Prompt.Size().Height-widget.Unit(330))/theme.Current().Size(theme.RowHeight)), 1))
	labels := make([]string, len(ways))
	for n, way := range ways {
		labels[n] = t("cod.way." + way)
	}
	way := widget.NewSegmented(labels, 0, nil)
	sums := widget.Column(0,
		widget.Beside(widget.NewText(t("cod.sum", fault.Values{"count": takes}), widget.Body.At(theme.Small)).Shrink(), widget.NewMoney(held.Amount, false, widget.Figure)),
		widget.Beside(widget.NewText(t("cod.fee"), widget.Caption).Shrink(), widget.NewMoney(-held.Fee, false, widget.Body.At(theme.Small).Right())),
		widget.Beside(widget.NewText(t("cod.net"), widget.Strong).Shrink(), widget.NewMoney(held.Net(), true, widget.Strong.At(theme.Price).In(theme.InkStrong))))
	body := widget.Column(widget.Gap, container.New(widget.Least{Width: 300, Height: theme.Current().Size(theme.RowHeight) * float32(rows)}, list))
	if problems := len(held.Lines) - held.Count[shop.CODAgrees] + len(held.Rejected); problems > 0 {
		body.Add(widget.NewWrapLabel(t("cod.problems", fault.Values{"count": problems, "rejected": len(held.Rejected)}), 2, widget.TroubleText.At(theme.Small)))
	}
	body.Add(widget.NewDivider())
	body.Add(sums)
	body.Add(way)
	d := &prompt.Dialog{Title: t("cod.title"), Width: widget.Unit(720), Body: body,
		Bindings: []keys.Binding{{Chord: "Up", Do: func() { list.Step(0, -1) }, Repeat: true}, {Chord: "Down", Do: func() { list.Step(0, 1) }, Repeat: true},
			{Chord: "F5", Do: func() { way.Select((way.Selected() + 1) % len(ways)) }}},
		Actions: []prompt.Action{{Label: p.k.T("prompt.cancel"), Key: keys.Esc}}}
	if takes > 0 {
		d.Actions = append(d.Actions, prompt.Action{Label: t("cod.take", fault.Values{"count": takes}), Key: keys.Save, Kind: widget.Pay, Do: func() {
			p.takeStatement(held.Lines, ways[way.Selected()])
		}})
	}
	p.k.Prompt.Show(d)
	d.Refresh()
}

func feeText(p *Page, fee string, has bool) string {
	if !has {
		return ""
	}
	return p.t("cod.kept", fault.Values{"fee": fee})
}

// takeStatement writes down what a statement pays.
func (p *Page) takeStatement(lines []shop.CODLine, method string) {
	s, by := p.k.Shop, p.m.read.by
	task.Run(p.acts, "take", func(ctx context.Context) (shop.CODTaken, error) { return s.TakeStatement(ctx, lines, method, by) }, func(taken shop.CODTaken, err error) {
		p.wrote("")
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.k.Prompt.Say(p.t("cod.taken", fault.Values{"count": taken.Count, "amount": taken.Amount - taken.Fee}))
		if len(taken.Failed) > 0 {
			p.failures(p.t("cod.failed", fault.Values{"count": len(taken.Failed)}), taken.Failed)
		}
	})
}
