package shipping

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// heads are the mark of all and the names of the columns.
func (v *view) heads() *fyne.Container {
	v.all = newTick(v.page.toggleAll)
	parts := []fyne.CanvasObject{v.all}
	for _, name := range []string{"to", "place", "service", "kilos", "postage", "cod", "number"} {
		style := widget.Caption
		if name == "kilos" || name == "postage" || name == "cod" {
			style = style.Right()
		}
		parts = append(parts, widget.NewText(v.page.t("column."+name), style).Shrink())
	}
	return container.New(headsLayout{}, parts...)
}

// sums is the row of what the marked parcels come to.
type sums struct {
	count, kilos, postage, cod *widget.Text
	box                        *fyne.Container
}

func newSums() *sums {
	figure := widget.Figure.At(theme.Small)
	s := &sums{count: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), kilos: widget.NewText("", figure), postage: widget.NewText("", figure), cod: widget.NewText("", figure)}
	s.box = container.New(sumsLayout{}, s.count, s.kilos, s.postage, s.cod)
	return s
}

// show sums up the marked parcels, all of a list that marks none.
func (s *sums) show(p *Page) {
	m := p.m
	rows := m.picked()
	if !m.list().packed && len(m.marks) == 0 {
		rows = m.read.rows
	}
	c := shop.CheckParcels(rows)
	count := p.t("sum", fault.Values{"count": c.Count})
	if total := m.read.sums.Count; total > len(m.read.rows) {
		count = p.t("sum_of", fault.Values{"count": c.Count, "total": total})
	}
	if c.Collect > 0 && p.view.narrow {
		count = joined(count, p.t("sum.cod", fault.Values{"amount": c.Collect}))
	}
	s.count.Set(count)
	s.kilos.Set(kilos(c.Grams))
	s.postage.Set(i18n.Baht(c.Postage))
	s.cod.Set(i18n.Baht(c.Collect))
	s.box.Refresh()
}

// sumsLayout places the sums under the columns.
type sumsLayout struct{}

func (sumsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.Current().Size(theme.ButtonMid))
}

func (sumsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c := columnsOf(size.Width)
	visible(objects[1], c.wide)
	visible(objects[3], c.wide) // beside the count where it is narrow
	name := c.nameWide
	kilos := min(c.kilosWide, objects[1].MinSize().Width)
	kilos = max(kilos, objects[1].MinSize().Width)
	widget.Put(objects[0], c.name, 0, name+widget.Unit(60), size.Height)
	widget.Put(objects[1], c.kilos+c.kilosWide-kilos, 0, kilos, size.Height)
	if c.wide {
		widget.Put(objects[2], c.postage, 0, c.moneyWide, size.Height)
		wide := max(c.moneyWide, objects[3].MinSize().Width)
		widget.Put(objects[3], c.cod+c.moneyWide-wide, 0, wide, size.Height)
		return
	}
	right := c.postage + c.moneyWide
	wide := objects[2].MinSize().Width
	widget.Put(objects[0], c.name, 0, max(right-wide-c.name-widget.Gap, 0), size.Height)
	widget.Put(objects[2], right-wide, 0, wide, size.Height)
}

// tableLayout puts the sums under the last row, or at the foot of a list that scrolls. Its objects: names, a line,
// the list, a line, the sums, and what is said where nothing is listed.
type tableLayout struct{ view *view }

func (l *tableLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height+objects[4].MinSize().Height+theme.Current().Size(theme.RowHeight))
}

func (l *tableLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if narrow := !columnsOf(size.Width).wide; narrow != l.view.narrow {
		l.view.narrow = narrow
		l.view.list.Refresh()
		l.view.sums.show(l.view.page)
	}
	head, foot := objects[0].MinSize().Height, objects[4].MinSize().Height
	rows := min(float32(l.view.list.Count())*theme.Current().Size(theme.RowHeight), max(size.Height-head-foot-2, 0))
	widget.Put(objects[0], 0, 0, size.Width, head)
	widget.Put(objects[1], 0, head, size.Width, 1)
	widget.Put(objects[2], 0, head+1, size.Width, rows)
	widget.Put(objects[3], 0, head+1+rows, size.Width, 1)
	widget.Put(objects[4], 0, head+2+rows, size.Width, foot)
	widget.Put(objects[5], 0, head+2, size.Width, max(size.Height-head-2, 0))
}
