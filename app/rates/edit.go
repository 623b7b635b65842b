package rates

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// editRate shows a rate: its service, area and steps.
func (p *Page) editRate(rate shipping.Rate) {
	own, fresh := !rate.ID.IsZero(), rate.ID.IsZero() && len(rate.Steps) == 0
	f := p.newForm(own, rate.From, rate.To, rate.Source)
	services := p.model.services()
	var names []string
	chosen := 0
	for n, s := range services {
		names = append(names, shop.ServiceName(p.kit.Lang, s))
		if s.Code == rate.Service {
			chosen = n
		}
	}
	service := widget.NewSelect(names, chosen, "", nil)
	area := widget.NewSegmented([]string{p.kit.T("rates.everywhere"), p.kit.T("rates.remote")}, map[string]int{shipping.Remote: 1}[rate.Area], nil)
	steps := f.note(shipping.WriteSteps(rate.Steps), 7)
	save := func(rate shipping.Rate) { keep(p, rate, p.kit.Shop.SaveRate, f.kept, f.refuse) }
	f.open(editing{what: "rate", fresh: fresh, own: own, off: rate.Off, focus: steps,
		bindings: []keys.Binding{{Chord: "F5", Do: func() { area.Select(1 - area.Selected()) }}},
		save: func() {
			changed := shipping.Rate{ID: rate.ID, Service: services[service.Selected()].Code, Off: rate.Off}
			if area.Selected() == 1 {
				changed.Area = shipping.Remote
			}
			var err error
			if changed.Steps, err = shipping.ParseSteps(steps.Text); err == nil {
				err = f.span(&changed.From, &changed.To, &changed.Source)
			}
			if err != nil {
				f.refuse(err)
				return
			}
			save(changed)
		},
		withdraw: func() { rate.Off = !rate.Off; save(rate) },
	}, side(f.row("service", service), f.row("area", area)), f.row("steps", steps))
}

// editDiscount shows a discount of the post.
func (p *Page) editDiscount(d shipping.Discount) {
	own := !d.ID.IsZero()
	f := p.newForm(own, d.From, d.To, d.Source)
	name := f.entry(d.Name, p.kit.T("rates.discount_hint"))
	percent, amount, pieces := "", "", ""
	if d.Percent > 0 {
		percent = d.Percent.String()
	}
	if d.Amount > 0 {
		amount = strings.TrimSuffix(d.Amount.String(), ".00")
	}
	if d.MinPieces > 1 {
		pieces = strconv.Itoa(d.MinPieces)
	}
	percents, amounts, least := f.entry(percent, "20"), f.entry(amount, ""), f.entry(pieces, p.kit.T("rates.any_pieces"))
	picks := p.newPicks(d.Services)
	save := func(d shipping.Discount) { keep(p, d, p.kit.Shop.SaveDiscount, f.kept, f.refuse) }
	f.open(editing{what: "discount", fresh: !own, own: own, off: d.Off, focus: name,
		save: func() {
			changed := shipping.Discount{ID: d.ID, Name: name.Text, Services: picks.codes, Off: d.Off}
			err := f.span(&changed.From, &changed.To, &changed.Source)
			if err == nil && strings.TrimSpace(percents.Text) != "" {
				changed.Percent, err = money.ParseBasis(percents.Text)
			}
			if err == nil && strings.TrimSpace(amounts.Text) != "" {
				changed.Amount, err = money.Parse(amounts.Text)
			}
			if err == nil {
				changed.MinPieces, err = count(least.Text, "min_pieces")
			}
			if err != nil {
				f.refuse(err)
				return
			}
			save(changed)
		},
		withdraw: func() { d.Off = !d.Off; save(d) },
	}, f.row("name", name), f.row("services", picks.object), side(f.row("percent", percents), f.row("amount", amounts), f.row("min_pieces", least)))
}

// picks are the services a discount is for: none picked means all.
type picks struct {
	codes  []string
	object fyne.CanvasObject
}

func (p *Page) newPicks(codes []string) *picks {
	k := &picks{codes: slices.Clone(codes)}
	grid := container.NewGridWithColumns(4)
	for _, s := range p.model.services() {
		if s.Asked && !slices.Contains(codes, s.Code) {
			continue
		}
		kind := func() widget.Kind {
			if slices.Contains(k.codes, s.Code) {
				return widget.Picked
			}
			return widget.Minor
		}
		button := widget.NewButton(kind(), shop.ServiceName(p.kit.Lang, s), nil).WithHeight(theme.ButtonLow)
		button.OnTapped = func() {
			if n := slices.Index(k.codes, s.Code); n >= 0 {
				k.codes = slices.Delete(k.codes, n, n+1)
			} else {
				k.codes = append(k.codes, s.Code)
			}
			button.SetKind(kind())
		}
		grid.Add(button)
	}
	k.object = grid
	return k
}

// Kinds of areas as the form offers them.
const (
	areaWhole = iota
	areaIsland
	areaPlain
)

// editArea shows an area: its postcodes, its group, and whether only an island of them counts.
func (p *Page) editArea(a shipping.Area) {
	own, fresh := !a.ID.IsZero(), a.ID.IsZero() && len(a.Postcodes) == 0
	f := p.newForm(own, a.From, a.To, a.Source)
	postcodes := f.note(strings.Join(a.Postcodes, " "), 2)
	group, name := f.entry(a.Group, p.kit.T("rates.group_hint")), f.entry(a.Name, p.kit.T("rates.area_hint"))
	chosen := areaWhole
	switch {
	case a.Plain:
		chosen = areaPlain
	case a.Island:
		chosen = areaIsland
	}
	t := p.kit.T
	kind := widget.NewSegmented([]string{t("rates.area.whole"), t("rates.area.island"), t("rates.area.plain")}, chosen, nil)
	save := func(a shipping.Area) { keep(p, a, p.kit.Shop.SaveArea, f.kept, f.refuse) }
	f.open(editing{what: "area", fresh: fresh, own: own, off: a.Off, focus: postcodes,
		bindings: []keys.Binding{{Chord: "F5", Do: func() { kind.Select((kind.Selected() + 1) % 3) }}},
		save: func() {
			changed := shipping.Area{ID: a.ID, Group: group.Text, Name: name.Text, Island: kind.Selected() == areaIsland, Plain: kind.Selected() == areaPlain, Off: a.Off}
			err := f.span(&changed.From, &changed.To, &changed.Source)
			if err == nil {
				changed.Postcodes, err = shipping.ParsePostcodes(postcodes.Text)
			}
			if err != nil {
				f.refuse(err)
				return
			}
			save(changed)
		},
		withdraw: func() { a.Off = !a.Off; save(a) },
	}, f.row("postcodes", postcodes), f.row("kind", kind), side(f.row("name", name), f.row("group", group)))
}
