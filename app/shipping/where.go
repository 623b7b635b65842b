package shipping

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/shop"
)

// fewNumbers is how few numbers of a pool are left when that is said in gold.
const fewNumbers = 20

// where is the card of what labels print on: paper, first free place of a sheet, printer.
type where struct {
	page    *Page
	title   *fyne.Container
	pool    *widget.Chip
	paper   *widget.Select
	start   *widget.Select
	printer *widget.Select
	papers  *fyne.Container
	found   []string // printers the system knows, once they were looked for
	find    func(context.Context) []string
}

func (v *view) whereCard() fyne.CanvasObject {
	p := v.page
	w := &where{page: p, find: shop.FindPrinters}
	v.where = w
	w.pool = widget.NewChip(widget.ChipData{}, p.pools)
	names := make([]string, len(printing.LabelPapers))
	for n, paper := range printing.LabelPapers {
		names[n] = p.t("paper." + string(paper))
	}
	w.paper = widget.NewSelect(names, 0, "", func(n int) { w.set("paper.label", string(printing.LabelPapers[n])) })
	w.start = widget.NewSelect(nil, 0, "", func(int) { p.preview() })
	w.printer = widget.NewSelect(nil, -1, p.t("printer.none"), w.choosePrinter)
	w.papers = container.New(widget.Even{}, w.paper)
	w.title = widget.Beside(widget.NewText(p.t("where"), widget.Section).Shrink(), w.pool)
	return widget.NewCard(container.New(whereLayout{&v.low}, w.title, w.papers, w.printer))
}

// whereLayout stacks the title, the paper and the printer; in a low window the last two stand side by side.
type whereLayout struct{ low *bool }

// MinSize belongs to the toolkit.
func (l whereLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for n, object := range objects {
		if n == 2 && *l.low {
			break
		}
		size.Height += object.MinSize().Height + widget.Gap
	}
	return fyne.NewSize(objects[0].MinSize().Width, size.Height-widget.Gap)
}

// Layout belongs to the toolkit.
func (l whereLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for n, object := range objects {
		high, x, wide := object.MinSize().Height, float32(0), size.Width
		if *l.low && n > 0 {
			wide = (size.Width - widget.Gap) / 2
			x = float32(n-1) * (wide + widget.Gap)
		}
		widget.Put(object, x, y, wide, high)
		if !*l.low || n == 0 {
			y += high + widget.Gap
		}
	}
}

// paperOf gives the paper that labels print on.
func (w *where) paperOf() printing.LabelPaper {
	return printing.LabelPaper(w.page.m.read.set.Get("paper.label"))
}

// places gives how many labels a sheet of the paper takes.
func places(paper printing.LabelPaper) int {
	switch paper {
	case printing.LabelA4x4:
		return 4
	case printing.LabelA4x8:
		return 8
	}
	return 1
}

// printerKey gives the setting of the printer for the paper: rolls of labels have one of their own.
func (w *where) printerKey() string {
	if width, _ := w.paperOf().Size(); places(w.paperOf()) > 1 || width > shop.WidestLabel {
		return shop.DocumentPrinter
	}
	return shop.LabelPrinter
}

// show shows paper and printer as they are set, and how many numbers are left for the chosen parcel.
func (w *where) show() {
	p := w.page
	if p.m.read.set == nil {
		return
	}
	paper := w.paperOf()
	w.paper.Select(max(slices.Index(printing.LabelPapers, paper), 0))
	count := places(paper)
	both := len(w.papers.Objects) == 2
	if count > 1 != both {
		w.papers.Objects = []fyne.CanvasObject{w.paper}
		if count > 1 {
			w.papers.Add(w.start)
			widget.Connect(p.k.Router, w.start)
		}
		w.papers.Refresh()
	}
	if count > 1 {
		names := make([]string, count)
		for n := range names {
			names[n] = p.t("start", fault.Values{"place": n + 1})
		}
		w.start.SetOptions(names, min(max(w.start.Selected(), 0), count-1))
	}
	w.showPrinters()
	w.showPool()
}

func (w *where) showPool() {
	p := w.page
	pool := p.m.pool(p.m.parcel())
	if pool == nil {
		pool = p.m.pool(nil)
	}
	data := widget.ChipData{Label: p.t("pool.none")}
	if pool != nil {
		data.Label = p.t("pool.left", fault.Values{"prefix": pool.First[:2], "left": pool.Left})
		if pool.Left < fewNumbers {
			data.Tone = widget.Watch
		}
	}
	w.pool.Set(data)
	w.title.Refresh() // it may be wider now
}

// printers lists the printers to choose from: the one set, and those that were found.
func (w *where) printers() (names []string, chosen int) {
	now := w.page.m.read.set.Get(w.printerKey())
	if names = slices.Clone(w.found); now != "" && !slices.Contains(names, now) {
		names = append([]string{now}, names...)
	}
	return names, slices.Index(names, now)
}

func (w *where) showPrinters() {
	names, chosen := w.printers()
	w.printer.SetOptions(append(names, w.page.t("printer.find"), w.page.t("printer.settings")), chosen)
}

// choosePrinter sets a printer, looks for more, or leads to the settings.
func (w *where) choosePrinter(n int) {
	p := w.page
	names, _ := w.printers()
	switch n {
	case len(names):
		w.showPrinters()
		p.k.Prompt.Say(p.t("printer.looks"))
		task.Run(p.runner, "find", func(ctx context.Context) ([]string, error) { return w.find(ctx), ctx.Err() }, func(found []string, err error) {
			if err != nil {
				return
			}
			p.k.Prompt.Hush()
			if w.found = found; len(found) == 0 {
				p.k.Prompt.Say(p.t("printer.not_found"))
				return
			}
			w.showPrinters()
			w.printer.Tapped(nil)
		})
	case len(names) + 1:
		w.showPrinters()
		p.k.Go(nav.Route{Screen: kit.Settings, Arg: "printers"})
	default:
		w.set(w.printerKey(), names[n])
	}
}

// set keeps a setting and draws the label anew.
func (w *where) set(key, value string) {
	p := w.page
	s := p.k.Shop
	task.Run(p.acts, "set", func(ctx context.Context) (shop.Settings, error) {
		if _, _, err := s.Set(ctx, key, value); err != nil {
			return shop.Settings{}, err
		}
		return s.Settings(ctx)
	}, func(set shop.Settings, err error) {
		if err != nil {
			w.show()
			p.k.Prompt.Error(err)
			return
		}
		p.m.read.set = set
		w.show()
		p.preview()
		p.k.Changed()
	})
}

// options say how labels are laid out now.
func (p *Page) options() shop.LabelOptions {
	o := shop.LabelOptions{Lang: p.k.Lang}
	if places(p.view.where.paperOf()) > 1 {
		o.Start = max(p.view.where.start.Selected(), 0) + 1
	}
	return o
}
