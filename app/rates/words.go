package rates

import (
	"cmp"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// names says what a row is: its name, what stands under it, and its figure.
func (p *Page) names(r *row) (name, note, figure string) {
	t, lang := p.kit.T, p.kit.Lang
	switch {
	case r.rate != nil:
		name = p.serviceName(r.rate.Service)
		if r.rate.Area == shipping.Remote {
			name += " · " + t("rates.remote")
		}
		least, most := r.rate.Steps[0], r.rate.Steps[len(r.rate.Steps)-1]
		figure = i18n.BahtShort(least.Fee)
		if most.Fee != least.Fee {
			figure += "–" + strings.TrimPrefix(i18n.BahtShort(most.Fee), "฿")
		}
		return name, t("rates.steps", fault.Values{"count": len(r.rate.Steps), "days": p.span(r.rate.From, r.rate.To)}), figure
	case r.discount != nil:
		figure = "-" + i18n.BahtShort(r.discount.Amount)
		if r.discount.Percent > 0 {
			figure = "-" + r.discount.Percent.String() + "%"
		}
		for _, code := range r.discount.Services {
			note += p.serviceName(code) + " · "
		}
		if len(r.discount.Services) == 0 {
			note = t("rates.all_services") + " · "
		}
		if r.discount.MinPieces > 1 {
			note += t("rates.from_pieces", fault.Values{"count": r.discount.MinPieces}) + " · "
		}
		return r.discount.Name, note + p.span(r.discount.From, r.discount.To), figure
	case r.area != nil:
		name = r.area.Name
		if name == "" {
			name = strings.Join(districts(r.area.Postcodes), ", ")
		}
		switch {
		case r.area.Plain:
			name = t("rates.plain", fault.Values{"name": name})
		case r.area.Island:
			name = t("rates.only", fault.Values{"name": name})
		}
		if !r.area.Plain {
			figure = t("rates.group_is", fault.Values{"group": r.area.Group})
		}
		return name, strings.Join(r.area.Postcodes, " ") + " · " + p.span(r.area.From, r.area.To), figure
	}
	s := r.service
	note = shop.ServiceDays(lang, s) + " · " + t("rates.traced."+cmp.Or(s.Traced, "none"))
	if s.COD {
		note += " · COD"
	}
	return shop.ServiceName(lang, s), note + " · " + p.span(s.From, s.To), "≤ " + kilograms(lang, s.MaxGrams)
}

func (p *Page) serviceName(code string) string {
	if s := p.model.book.Service(code, p.model.day); s != nil {
		return shop.ServiceName(p.kit.Lang, s)
	}
	return shop.ServiceCodeName(p.kit.Lang, code)
}

// span says on which days something holds.
func (p *Page) span(from, to clock.Day) string {
	if to == "" {
		return p.kit.T("rates.from", fault.Values{"from": from})
	}
	return p.kit.T("rates.from_to", fault.Values{"from": from, "to": to})
}

// words is everything a row says, for finding it.
func (p *Page) words(r *row) string {
	name, note, figure := p.names(r)
	return name + " " + note + " " + figure
}

// districts names the districts of postcodes, each once, and their provinces where there is more than one.
func districts(postcodes []string) (names []string) {
	var provinces []string
	for _, postcode := range postcodes {
		for _, place := range address.WithPostcode(postcode) {
			if !slices.Contains(names, place.District) {
				names = append(names, place.District)
			}
			if !slices.Contains(provinces, place.Province) {
				provinces = append(provinces, place.Province)
			}
		}
	}
	if len(names) > 4 { // a province or nearly one
		return provinces
	}
	if len(names) == 0 {
		return postcodes
	}
	return names
}

// placeName names where a postcode is: where most of its subdistricts lie.
func placeName(postcode string) string {
	places := address.WithPostcode(postcode)
	if len(places) == 0 {
		return postcode
	}
	counts := map[[2]string]int{}
	best := [2]string{}
	for _, place := range places {
		where := [2]string{place.District, place.Province}
		if counts[where]++; counts[where] > counts[best] {
			best = where
		}
	}
	return postcode + " " + best[0] + " " + best[1]
}

// kilograms writes a weight of grams.
func kilograms(lang i18n.Lang, grams int) string {
	whole := i18n.Value(lang, grams/1000)
	if rest := grams % 1000; rest != 0 {
		whole += strings.TrimRight("."+i18n.Value(lang, 1000+rest)[2:], "0")
	}
	return i18n.T(lang, "rates.kilograms", fault.Values{"weight": whole})
}
