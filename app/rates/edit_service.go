package rates

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// editService shows a service: what it takes and how long.
func (p *Page) editService(s shipping.Service) {
	own, fresh := !s.ID.IsZero(), s.Code == ""
	f := p.newForm(own, s.From, s.To, s.Source)
	figure := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	shown := s.Name
	if !fresh {
		shown = shop.ServiceName(p.kit.Lang, &s)
	}
	name, heaviest := f.entry(shown, ""), f.entry(figure(s.MaxGrams), "")
	fewest, most := f.entry(figure(s.Days[0]), ""), f.entry(figure(s.Days[1]), "")
	compensation := f.entry(strings.TrimSuffix(s.Compensation.String(), ".00"), "")
	longest, sum, girth := f.entry(figure(s.MaxSide/10), "–"), f.entry(figure(s.MaxSum/10), "–"), f.entry(figure(s.MaxGirth/10), "–")
	cod := widget.NewSwitch(p.kit.T("rates.collects"), s.COD, nil)
	save := func(s shipping.Service) { keep(p, s, p.kit.Shop.SavePostService, f.kept, f.refuse) }
	f.open(editing{what: "service", fresh: fresh, own: own, off: s.Off, focus: name,
		save: func() {
			changed := s
			if fresh {
				changed.Code = p.model.freeCode()
			}
			if name.Text != shown {
				changed.Name = name.Text
			}
			changed.COD = cod.On()
			err := f.span(&changed.From, &changed.To, &changed.Source)
			changed.Days = make([]int, 2)
			for _, field := range []struct {
				entry *widget.Entry
				into  *int
				name  string
				times int
			}{{heaviest, &changed.MaxGrams, "max_grams", 1}, {fewest, &changed.Days[0], "days", 1}, {most, &changed.Days[1], "days", 1},
				{longest, &changed.MaxSide, "max_side", 10}, {sum, &changed.MaxSum, "max_sum", 10}, {girth, &changed.MaxGirth, "max_girth", 10}} {
				if err == nil {
					*field.into, err = count(field.entry.Text, field.name)
					*field.into *= field.times
				}
			}
			if err == nil && strings.TrimSpace(compensation.Text) != "" {
				if changed.Compensation, err = money.Parse(compensation.Text); err != nil {
					err = at(err, "compensation")
				}
			}
			if err == nil && fresh && strings.TrimSpace(name.Text) == "" {
				err = fault.New("name_missing", "name", nil)
			}
			if err != nil {
				f.refuse(err)
				return
			}
			save(changed)
		},
		withdraw: func() { s.Off = !s.Off; save(s) },
	}, side(f.row("name", name), f.row("max_grams", heaviest)), side(f.row("days", side(fewest, most)), f.row("compensation", compensation)),
		side(f.row("max_side", longest), f.row("max_sum", sum), f.row("max_girth", girth)), cod)
}

// count reads a whole number, 0 for an empty field. It fails with "count_unreadable".
func count(typed, field string) (int, error) {
	text := strings.ReplaceAll(strings.TrimSpace(thai.ToASCIIDigits(typed)), ",", "")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, fault.New("count_unreadable", field, fault.Values{"value": typed})
	}
	return n, nil
}
