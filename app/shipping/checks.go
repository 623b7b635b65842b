package shipping

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// check is a line of what is looked at before labels are printed.
type check struct {
	text string
	bad  bool
}

// checks sums up the parcels that are to be printed together.
func checks(lang i18n.Lang, list []shop.Parcel) []check {
	c := shop.CheckParcels(list)
	if c.Count == 0 {
		return nil
	}
	line := func(key string, good, of int) check {
		if good < of {
			return check{i18n.T(lang, "shippingpage.check."+key+".bad", fault.Values{"count": of - good}), true}
		}
		return check{i18n.T(lang, "shippingpage.check."+key, fault.Values{"count": of}), false}
	}
	all := []check{line("address", c.Addresses, c.Count), line("weight", c.Weights, c.Count)}
	if c.COD > 0 {
		all = append(all, check{text: i18n.T(lang, "shippingpage.check.cod", fault.Values{"count": c.COD, "amount": c.Collect})})
	}
	others := 0
	for n := range list {
		if trouble(lang, &list[n]) != nil && list[n].Lacks == "" && list[n].Wrong == "" && list[n].Grams > 0 {
			others++
		}
	}
	if others > 0 {
		all = append(all, line("other", 0, others))
	}
	return all
}

// trouble gives the first thing about a packed parcel that a person should look at, nil for none.
func trouble(lang i18n.Lang, p *shop.Parcel) *fault.Error {
	switch {
	case p.Lacks != "":
		return p.Missing(lang, p.Called())
	case p.Grams == 0 && !p.ByChannel:
		return fault.New("parcel_unweighed", "grams", nil)
	case len(p.Warnings) > 0:
		return p.Warnings[0]
	}
	return nil
}

// troubleText says it; "" for a parcel that may go.
func troubleText(lang i18n.Lang, p *shop.Parcel) string {
	if why := trouble(lang, p); why != nil {
		return i18n.Message(lang, why)
	}
	return ""
}

// nextTrouble gives the row after the chosen one that should be looked at, from the top again at the end; −1 for
// none.
func (m *model) nextTrouble() int {
	count := len(m.read.rows)
	for step := range count {
		at := (m.chosen + 1 + step + count) % count
		if trouble(m.lang, &m.read.rows[at]) != nil {
			return at
		}
	}
	return -1
}
