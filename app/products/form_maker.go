package products

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// makerTab is who makes the product and what vouches for it.
func (f *form) makerTab() fyne.CanvasObject {
	f.stands = widget.NewWrapLabel("", 0, widget.Strong)
	maker := f.card("form.maker", pair(f.row("producer", "products.producer", f.producer()), f.row("lead_days", "form.lead_days", f.qty("lead_days"))),
		pair(f.row("terms", "products.terms", f.choice("terms", []string{ledger.Own, ledger.Bought, ledger.Consign},
			[]string{f.t("products.terms_own"), f.t("products.terms_bought"), f.t("products.terms_consign")})),
			f.row("gp_percent", "products.gp", f.entry("gp_percent", "20"))),
		widget.NewNotice(widget.Soft, widget.Column(0, widget.NewText(f.t("form.stands"), widget.Caption), f.stands)),
		widget.NewButton(widget.Plain, f.t("form.agreements"), f.agreements).WithIcon("prod").WithKey(f.page.key("F9")))
	stars, words := []string{"", "1", "2", "3", "4", "5"}, []string{f.t("products.no_star")}
	for n := 1; n <= 5; n++ {
		words = append(words, f.t("products.stars", fault.Values{"count": strconv.Itoa(n)}))
	}
	kinds, names := []string{""}, []string{f.t("form.otop.none")}
	for _, kind := range catalog.OTOPCategories {
		kinds, names = append(kinds, kind), append(names, f.t("form.otop."+kind))
	}
	otop := f.card("form.otop", f.row("otop_category", "form.otop_category", f.choice("otop_category", kinds, names)),
		pair(f.row("otop_star", "products.otop", f.choice("otop_star", stars, words)), f.row("otop_year", "form.otop_year", f.qty("otop_year"))))
	return columnsOf([]fyne.CanvasObject{maker, otop}, []fyne.CanvasObject{f.paperCard()})
}

// producer offers the producers and, last, a new one by name.
func (f *form) producer() *widget.Select {
	values, words := []string{""}, []string{f.t("products.no_producer")}
	for _, maker := range f.page.model.producers {
		values, words = append(values, maker.ID.String()), append(words, maker.Name)
	}
	s := widget.NewSelect(append(slices.Clone(words), f.t("products.new_producer")), slices.Index(values, f.draft.text["producer"]), "", nil)
	s.OnSelected = func(n int) {
		if n < len(values) {
			f.changed("producer", values[n])
			return
		}
		s.Select(slices.Index(values, f.draft.text["producer"]))
		f.page.kit.Prompt.AskText(prompt.Input{Title: f.t("products.new_producer"), Label: f.t("products.producer_name")}, needText, func(name string) {
			service := f.page.kit.Shop
			task.Run(f.page.runner, "producer", func(ctx context.Context) (shop.Party, error) {
				return service.SaveProducer(ctx, shop.Party{Name: name})
			}, func(maker shop.Party, err error) {
				if err != nil {
					f.page.kit.Prompt.Error(err)
					return
				}
				f.page.model.producers = append(f.page.model.producers, maker)
				values, words = append(values, maker.ID.String()), append(words, maker.Name)
				f.changed("producer", maker.ID.String())
				s.SetOptions(append(slices.Clone(words), f.t("products.new_producer")), len(words)-1)
			})
		})
	}
	return s
}

// agreements leads to the producer, where terms by date are agreed; the product waits meanwhile.
func (f *form) agreements() {
	producer := f.draft.text["producer"]
	if producer == "" {
		f.goTo("producer")
		f.page.kit.Prompt.Say(f.t("form.choose_producer"))
		return
	}
	f.page.kit.Go(nav.Route{Screen: kit.Producers, Arg: producer})
}

// readStanding asks on what terms the goods would come in today.
func (f *form) readStanding() {
	s := f.page.kit.Shop
	product, _ := f.draft.read() // a percent that cannot be read yet is none
	task.Run(f.page.runner, "standing", func(ctx context.Context) (shop.Standing, error) { return s.StandingTerms(ctx, product) },
		func(standing shop.Standing, err error) {
			if err != nil {
				f.page.kit.Prompt.Error(err)
				return
			}
			f.stands.Set(f.standingWords(standing))
			f.settle()
		})
}

// standingWords says terms in a line: "ฝากขาย GP 20% ถึง 31 ธ.ค. 2569".
func (f *form) standingWords(s shop.Standing) string {
	words := f.t("form.stands_"+s.Kind, fault.Values{"percent": s.GP, "amount": s.Fixed})
	switch {
	case s.Dated && s.Until != "":
		return words + " " + f.t("form.until", fault.Values{"day": s.Until})
	case s.Dated:
		return words + " " + f.t("form.by_agreement")
	}
	return words
}

// paperCard is the certificates.
func (f *form) paperCard() fyne.CanvasObject {
	f.papers = f.newRowList("certificates", f.paperRow)
	kinds := container.NewGridWithColumns(3)
	for _, kind := range catalog.CertificateKinds {
		kinds.Add(widget.NewButton(widget.Minor, f.t("form.paper."+kind), func() { f.addPaper(kind) }).WithIcon("plus"))
	}
	return f.card("form.papers", f.papers.box, kinds)
}

// paperRow is one certificate: its number with a warning where it looks odd, its last day with how it stands,
// and its picture.
func (f *form) paperRow(n int) fyne.CanvasObject {
	kind := f.draft.cell("certificates", n, "kind")
	warning := widget.NewPill(widget.ChipData{})
	warn := func() {
		paper := catalog.Certificate{Kind: kind, Number: f.draft.cell("certificates", n, "number")}
		data := widget.ChipData{Tone: widget.Watch, Icon: "warn"}
		state, key := f.paperState(n)
		switch {
		case state == catalog.Expired:
			data.Tone, data.Label = widget.Bad, key
		case paper.Number != "" && paper.Odd():
			data.Label = f.t("form.paper_odd_" + kind)
		default:
			data.Label = key
		}
		warning.Hidden = data.Label == ""
		warning.Set(data)
	}
	number := f.entry(part("certificates", n, "number"), f.t("form.paper_hint_"+kind)).Numbered()
	expires := f.day(part("certificates", n, "expires"))
	for _, entry := range []*widget.Entry{number, &expires.Entry} {
		keep := entry.OnChanged
		entry.OnChanged = func(text string) {
			keep(text)
			warn()
			f.settle()
		}
	}
	warn()
	picture := widget.NewButton(widget.Plain, f.t("form.paper_picture"), func() { f.paperPicture(n) }).WithIcon("photo")
	if f.draft.cell("certificates", n, "picture") != "" {
		picture.SetLabel(f.t("form.paper_pictured"))
		picture.SetIcon("check")
	}
	head := widget.Beside(widget.NewText(f.t("form.paper."+kind), widget.Strong).Shrink(), container.NewHBox(warning))
	return widget.Column(4, head, f.row(part("certificates", n, "number"), "form.paper_number", number),
		pair(f.row(part("certificates", n, "expires"), "form.paper_expires", container.New(widget.AtLeast(widget.Unit(150)), expires)),
			widget.NewFormRow(f.t("form.paper_picture_label"), picture)))
}

// paperState says how the last day of a certificate stands, and writes it; in date is no words.
func (f *form) paperState(n int) (catalog.State, string) {
	r := &reader{text: f.draft.text}
	paper := catalog.Certificate{Expires: read(r, part("certificates", n, "expires"), clock.ReadDay)}
	today := f.page.today()
	switch state := paper.State(today); state {
	case catalog.Expired:
		return state, f.t("form.paper_expired")
	case catalog.Ending:
		return state, f.t("form.paper_days", fault.Values{"days": today.Until(paper.Expires)})
	}
	return catalog.InDate, ""
}

func (f *form) addPaper(kind string) {
	f.papers.add(map[string]string{"kind": kind})
	f.goTo(part("certificates", f.draft.rows["certificates"]-1, "number"))
}
