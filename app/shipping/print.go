package shipping

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// print prints the labels of the marked parcels and the list that goes with them to the post; of what went the list
// of the day.
func (p *Page) print() {
	m := p.m
	if m.list().name == shop.ParcelsHanded {
		p.manifest(m.read.today)
		return
	}
	var wanted []id.Parcel
	for _, one := range m.picked() {
		if here(&one.Parcel) {
			wanted = append(wanted, one.ID)
		}
	}
	if len(wanted) == 0 {
		p.k.Prompt.Say(p.t("nothing_marked"))
		return
	}
	p.printLabels(wanted, false)
}

// printed is what came of printing.
type printed struct {
	labels *shop.Labels
	kept   []string // papers written as PDF, because no printer is set
}

// printLabels readies parcels, prints their labels and then the list for the counter. keep writes both as PDF.
func (p *Page) printLabels(wanted []id.Parcel, keep bool) {
	if p.acts.Busy("print") {
		return
	}
	s, by, options := p.k.Shop, p.m.read.by, p.options()
	p.k.Prompt.Say(p.t("printing"))
	task.Run(p.acts, "print", func(ctx context.Context) (printed, error) { return printAll(ctx, s, wanted, options, by, keep) },
		func(done printed, err error) {
			p.k.Prompt.Hush()
			if fault.Is(err, "printer_not_set") && !keep {
				p.Reload() // numbers were given all the same
				p.noPrinter(wanted)
				return
			}
			if err != nil {
				p.Reload()
				p.k.Prompt.Error(err)
				return
			}
			p.printedThem(done)
		})
}

func printAll(ctx context.Context, s *shop.Shop, wanted []id.Parcel, o shop.LabelOptions, by string, keep bool) (done printed, err error) {
	if keep {
		if done.labels, err = s.ReadyLabels(ctx, wanted, o, by); err != nil {
			return done, err
		}
		path, err := s.KeepPapers(ctx, done.labels.Papers)
		if err != nil {
			return done, err
		}
		done.kept = append(done.kept, path)
		failed, err := s.LabelsOut(ctx, done.labels, by)
		if err != nil {
			return done, err
		}
		done.labels.Failed = append(done.labels.Failed, failed...)
	} else if _, done.labels, err = s.PrintLabels(ctx, wanted, o, by); err != nil {
		return done, err
	}
	manifest, err := s.ManifestOf(ctx, done.labels.Parcels, o.Lang)
	if fault.Is(err, "manifest_empty") { // the channels fetch all of them
		return done, nil
	}
	if err != nil {
		return done, err
	}
	if !keep {
		if _, err = s.PrintPapers(ctx, manifest.Papers); !fault.Is(err, "printer_not_set") {
			return done, err
		}
	}
	path, err := s.KeepPapers(ctx, manifest.Papers) // a shop with a printer of labels alone
	if err == nil {
		done.kept = append(done.kept, path)
	}
	return done, err
}

// printedThem says what came out, and shows the parcels that can be handed over now.
func (p *Page) printedThem(done printed) {
	said := p.t("printed", fault.Values{"count": len(done.labels.Parcels)})
	if len(done.kept) > 0 {
		said += " · " + p.t("kept", fault.Values{"path": done.kept[len(done.kept)-1]})
	}
	p.k.Prompt.Say(said)
	p.k.Changed()
	if len(done.labels.Failed) > 0 {
		p.Reload()
		p.failures(p.t("not_printed", fault.Values{"count": len(done.labels.Failed)}), done.labels.Failed)
		return
	}
	p.turn(listNamed(shop.ParcelsPrinted))
}

// noPrinter asks what to do without a printer.
func (p *Page) noPrinter(wanted []id.Parcel) {
	key := p.view.where.printerKey()
	p.k.Prompt.Show(&prompt.Dialog{Title: p.t("printer.none"), Body: widget.NewWrapLabel(p.t("printer.ask."+key[len("printer."):]), 0, widget.Body),
		Actions: []prompt.Action{{Label: p.k.T("prompt.cancel"), Key: keys.Esc},
			{Label: p.t("printer.settings"), Key: "F4", Do: func() { p.k.Go(nav.Route{Screen: kit.Settings, Arg: "printers"}) }},
			{Label: p.t("keep"), Key: keys.Save, Icon: "file", Kind: widget.Primary, Do: func() { p.printLabels(wanted, true) }}}})
}

// manifest shows the list of what was handed over on a day as it will print.
func (p *Page) manifest(day clock.Day) {
	s, lang := p.k.Shop, p.k.Lang
	printout.Open(p.k, printout.Form{Title: p.t("manifest", fault.Values{"day": i18n.Date(lang, day)}), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (made printout.Made, err error) {
			m, err := s.ManifestOn(ctx, day, lang)
			if err == nil {
				made.Papers = m.Papers
			}
			return made, err
		}
	}})
}

// failures lists parcels with which something could not be done, and leads to each.
func (p *Page) failures(title string, failed []shop.ParcelFault) {
	d := &prompt.Dialog{Title: title, Width: widget.Unit(620), Actions: []prompt.Action{{Label: p.t("close"), Key: keys.Esc}}}
	column := widget.Column(10)
	for n, f := range failed {
		const most = 9
		if n == most {
			column.Add(widget.NewText(p.t("and_more", fault.Values{"count": len(failed) - most}), widget.Caption))
			break
		}
		number := keys.Chord([]string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}[n])
		open := func() { d.Close(); p.open(f.ParcelID) }
		go1 := container.NewVBox(widget.NewButton(widget.Plain, p.t("open"), open).WithKey(string(number)).WithHeight(theme.ButtonLow))
		d.Bindings = append(d.Bindings, keys.Binding{Chord: number, Do: open})
		why := i18n.Message(p.k.Lang, f.Why)
		words := []fyne.CanvasObject{widget.NewWrapLabel(why, 0, widget.Body.At(theme.Small))}
		if f.Number != "" && !strings.Contains(why, f.Number) {
			words = append([]fyne.CanvasObject{widget.NewText(f.Number, widget.Strong.At(theme.Small)).Shrink()}, words...)
		}
		column.Add(widget.Beside(widget.Column(-2, words...), go1))
	}
	d.Body = widget.Inset(0, 0, 0, 8, column) // the bar of a long list stands beside
	p.k.Prompt.Show(d)
}
