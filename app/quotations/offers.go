package quotations

import (
	"fmt"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/thai"
)

// turn shows another alternative.
func (p *Page) turn(n int) {
	if n >= 0 && n < len(p.draft.options) && n != p.draft.turn {
		p.draft.turn = n
		p.view.showOffers()
		p.view.showLines()
	}
}

// offerName is what an alternative is called on its chip and in the dialog.
func (p *Page) offerName(n int) string {
	if title := p.draft.options[n].title; title != "" {
		return title
	}
	return p.k.T("quotations.offer_no", fault.Values{"no": n + 1})
}

// offers asks what the alternatives are called, adds one and takes one off. The only one is joined by a second, for a
// choice needs two.
func (p *Page) offers() {
	if len(p.draft.options) == 1 {
		p.addOffer()
		return
	}
	p.listOffers()
}

// addOffer asks what one more alternative is called; it begins with the lines of the one shown. With the second the
// first gets a name too.
func (p *Page) addOffer() {
	t, d, a := p.k.T, p.draft, newAsking(p.k)
	if len(d.options) >= papers.MaxAlternatives {
		p.k.Prompt.Error(fault.New("alternatives_many", "", fault.Values{"max": papers.MaxAlternatives}))
		return
	}
	body := widget.Column(10, widget.NewWrapLabel(t("quotations.offers_text"), 4, widget.Body))
	var entries []*widget.Entry
	var typed []keys.Field
	from := len(d.options)
	if from == 1 {
		from = 0
	}
	for n := from; n <= len(d.options); n++ {
		entry := widget.NewEntry(t("quotations.offer_hint"))
		if n < len(d.options) {
			entry.SetText(d.options[n].title)
		}
		entries, typed = append(entries, entry), append(typed, entry)
		body.Add(a.row(fmt.Sprintf("title[%d]", n), t("quotations.offer_no", fault.Values{"no": n + 1}), entry))
	}
	keep := func() {
		var titles []string
		for k, entry := range entries {
			title, err := readTitle(entry, fmt.Sprintf("title[%d]", from+k))
			if err != nil {
				a.tell(err)
				return
			}
			titles = append(titles, title)
		}
		if from == 0 {
			d.options[0].title = titles[0]
		}
		if err := d.offer(titles[len(titles)-1]); err != nil {
			a.tell(err)
			return
		}
		a.dialog.Close()
		p.view.showOffers()
		p.changed()
	}
	a.dialog = &prompt.Dialog{Title: t("quotations.offer_add"), Body: body, Focus: entries[0], Typed: prompt.TypedIn(typed...), Bindings: saves(keep),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("quotations.offer_begin"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: keep}}}
	p.k.Prompt.Show(a.dialog)
}

// readTitle reads what an alternative is called.
func readTitle(entry *widget.Entry, field string) (string, error) {
	title := thai.Clean(entry.Text, 1000)
	return title, thai.CheckName(title, field, maxTitle)
}

// maxTitle bounds the title of an alternative on a paper.
const maxTitle = 100

// listOffers shows the alternatives there are with what each comes to.
func (p *Page) listOffers() {
	t, d, a := p.k.T, p.draft, newAsking(p.k)
	body := widget.Column(10)
	var entries []*widget.Entry
	var typed []keys.Field
	for n := range d.options {
		entry := widget.NewEntry(t("quotations.offer_hint"))
		entry.SetText(d.options[n].title)
		entries, typed = append(entries, entry), append(typed, entry)
		sum := widget.NewText(i18n.BahtShort(d.options[n].total()), widget.Strong.Right())
		name := t("quotations.offer_no", fault.Values{"no": n + 1})
		body.Add(a.row(fmt.Sprintf("title[%d]", n), name, widget.Beside(entry, container.New(widget.AtLeast(widget.Unit(96)), sum))))
	}
	read := func() bool {
		for n, entry := range entries {
			title, err := readTitle(entry, fmt.Sprintf("title[%d]", n))
			if err != nil {
				a.tell(err)
				return false
			}
			d.touched = d.touched || d.options[n].title != title
			d.options[n].title = title
		}
		return true
	}
	done := func(then func()) func() {
		return func() {
			if read() {
				a.dialog.Close()
				then()
				p.view.showOffers()
				p.changed()
			}
		}
	}
	at := func() int {
		for n, entry := range entries {
			if widget.Focused(entry) {
				return n
			}
		}
		return d.turn
	}
	remove := func() {
		n := at()
		done(func() { d.withdraw(n) })()
	}
	show := func() {
		n := at()
		done(func() { d.turn = n })()
	}
	a.dialog = &prompt.Dialog{Title: t("quotations.offers"), Body: body, Focus: entries[d.turn], Width: widget.Unit(700), Typed: prompt.TypedIn(typed...), Bindings: saves(show),
		Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}, {Label: t("quotations.offer_remove"), Key: "F8", Icon: "trash", Stays: true, Do: remove},
			{Label: t("quotations.offer_add"), Key: "Ctrl+N", Icon: "plus", Stays: true, Do: done(p.addOffer)},
			{Label: t("quotations.offer_show"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: show}}}
	p.k.Prompt.Show(a.dialog)
}
