package products

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
)

// today is the day by the shop's clock.
func (p *Page) today() clock.Day { return clock.DayOf(p.kit.Shop.Clock()) }

// readyCard says whether the product can be sold and listed, and what is missing: each a button that leads
// to its field.
type readyCard struct {
	form       *form
	sell, list []catalog.Need
	drawn      bool
	body       *fyne.Container
	object     fyne.CanvasObject
}

func (f *form) newReadyCard() *readyCard {
	c := &readyCard{form: f, body: widget.Column(6)}
	c.object = widget.NewCard(c.body)
	return c
}

// needs lists what is missing, to be sold first.
func (c *readyCard) needs() []catalog.Need { return slices.Concat(c.sell, c.list) }

// show looks at what is typed. It draws only what changed.
func (c *readyCard) show() {
	f := c.form
	p, _ := f.draft.read() // what cannot be read yet is missing
	p.Draft = f.draft.was.Draft
	sell, list := p.NeedsToSell(), p.NeedsToList(f.page.today())
	for n := range list {
		list[n].Field = f.draft.field(list[n].Field)
	}
	f.state.Objects = f.stateChips(&p)
	f.state.Refresh()
	if c.drawn && slices.Equal(c.sell, sell) && slices.Equal(c.list, list) {
		return
	}
	c.sell, c.list, c.drawn = sell, list, true
	c.body.Objects = nil
	c.part("form.ready_sell", sell)
	c.part("form.ready_list", list)
	widget.Connect(f.page.kit.Router, c.body)
	f.settle()
}

func (c *readyCard) part(title string, needs []catalog.Need) {
	f := c.form
	mark := widget.ChipData{Label: f.t("form.ready"), Icon: "check", Tone: widget.Good}
	if len(needs) > 0 {
		mark = widget.ChipData{Label: f.t("form.lacks", fault.Values{"count": len(needs)}), Icon: "warn", Tone: widget.Watch}
	}
	c.body.Add(widget.Beside(widget.NewText(f.t(title), widget.Section).Shrink(), container.NewCenter(widget.NewPill(mark))))
	buttons := container.NewGridWithColumns(2)
	for _, need := range needs {
		buttons.Add(widget.NewButton(widget.Minor, f.t("form.need."+need.What), func() { c.form.goToNeed(need) }))
	}
	if len(needs) > 0 {
		c.body.Add(buttons)
	}
}

// goToNeed leads to where a missing thing is given; what needs a row gets one.
func (f *form) goToNeed(need catalog.Need) {
	switch need.Field {
	case "photo":
		f.open(int(pictureTab))
		f.focus(f.pictures.choose)
		return
	case "certificates":
		f.addPaper(catalog.CertFDA)
		return
	}
	f.goTo(need.Field)
}
