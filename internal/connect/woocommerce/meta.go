package woocommerce

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/publishing"
)

// Our own values beside those of WooCommerce. Their names begin with talat_, and none of them is read by
// WooCommerce itself; a theme may show them.
const (
	ourOwn        = "talat_"
	metaTitle     = ourOwn + "title"     // of a variation, whose name WooCommerce makes
	metaPictures  = ourOwn + "pictures"  // hash and number of each, a line for each
	metaWithdrawn = ourOwn + "withdrawn" // yes when we took it from sale
	metaStock     = ourOwn + "stock_key" // the idempotency key of the last change, and the figure it made
	metaStep      = ourOwn + "step"      // of an order: accepted, packed
	metaParcels   = ourOwn + "parcels"   // of an order: JSON
	yes           = "yes"
)

// meta is one value beside those of WooCommerce.
type meta struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// metas are the values there are. Those of plug-ins may be anything.
type metas []struct {
	Key   loose `json:"key"`
	Value loose `json:"value"`
}

func (m metas) text(key string) string {
	for _, one := range m {
		if string(one.Key) == key {
			return string(one.Value)
		}
	}
	return ""
}

func (m metas) ours() map[string]string {
	ours := map[string]string{}
	for _, one := range m {
		if key := string(one.Key); strings.HasPrefix(key, ourOwn) && one.Value != "" {
			ours[key] = string(one.Value)
		}
	}
	return ours
}

// pictures gives the hashes of pictures by their numbers.
func (m metas) pictures() map[string]string {
	hashes := map[string]string{}
	for line := range strings.Lines(m.text(metaPictures)) {
		if hash, id, ok := strings.Cut(strings.TrimSpace(line), " "); ok && len(hash) == 64 {
			hashes[digits(id)] = hash
		}
	}
	return hashes
}

// hashes gives those of all pictures that were told, in their order.
func (m metas) hashes() (all []string) {
	for line := range strings.Lines(m.text(metaPictures)) {
		if hash, _, ok := strings.Cut(line, " "); ok {
			all = append(all, clean(hash, maxID))
		}
	}
	return all
}

// refs gives the numbers of pictures by their hashes.
func (m metas) refs() map[string]string {
	refs := map[string]string{}
	for id, hash := range m.pictures() {
		refs[hash] = id
	}
	return refs
}

// paper is a certificate as we keep it there.
type paper struct {
	Scheme string `json:"scheme"`
	Number string `json:"number"`
	Until  string `json:"until,omitempty"`
}

// keep gives the values of a listing that WooCommerce has no field for. Empty ones are written too, as they may
// have been something before.
func keep(l *publishing.Listing) []meta {
	papers := make([]paper, len(l.Certifications))
	for n, one := range l.Certifications {
		papers[n] = paper{one.Scheme, one.Number, string(one.Until)}
	}
	certificates := ""
	if len(papers) > 0 {
		certificates = encoded(papers)
	}
	return []meta{
		{ourOwn + "title_en", l.TitleEN}, {ourOwn + "description_en", l.DescriptionEN}, {ourOwn + "category", l.Category},
		{ourOwn + "availability", l.Availability}, {ourOwn + "lead_days", count(l.LeadDays)}, {ourOwn + "net_weight_g", count(l.NetG)},
		{ourOwn + "province", l.Origin.Province}, {ourOwn + "district", l.Origin.District}, {ourOwn + "gi", l.Origin.GI},
		{ourOwn + "otop_stars", count(l.OTOPStars)}, {ourOwn + "otop_year", count(l.OTOPYear)}, {ourOwn + "certifications", certificates},
		{ourOwn + "shelf_days", count(l.ShelfDays)}, {ourOwn + "allergens", strings.Join(l.Allergens, "\n")}, {ourOwn + "storage", l.Storage},
	}
}

// fill reads them back.
func (m metas) fill(l *publishing.Listing) {
	text := func(name string) string { return shown(loose(escaped(m.text(ourOwn + name)))) }
	number := func(name string) int {
		n, err := strconv.Atoi(m.text(ourOwn + name))
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	l.TitleEN, l.DescriptionEN, l.Category, l.Availability = text("title_en"), text("description_en"), text("category"), text("availability")
	l.LeadDays, l.NetG, l.ShelfDays = number("lead_days"), number("net_weight_g"), number("shelf_days")
	l.Origin = publishing.Origin{Province: text("province"), District: text("district"), GI: text("gi")}
	l.OTOPStars, l.OTOPYear, l.Storage = number("otop_stars"), number("otop_year"), text("storage")
	if allergens := text("allergens"); allergens != "" {
		l.Allergens = strings.Split(allergens, "\n")
	}
	var papers []paper
	if json.Unmarshal([]byte(m.text(ourOwn+"certifications")), &papers) != nil {
		return
	}
	for _, one := range papers[:min(len(papers), 50)] {
		l.Certifications = append(l.Certifications, publishing.Certification{Scheme: clean(one.Scheme, maxID), Number: clean(one.Number, maxName), Until: clock.Day(clean(one.Until, maxID))})
	}
}

// encoded writes JSON of our own values.
func encoded(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(data)
}

// count writes a number, nothing for one that is not told.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
