package reply

import (
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// Data is what a reply may mention. Whatever is not known stays zero, and its line is left out.
type Data struct {
	Shop      string
	Voice     string // Female or Male
	Name      string // the customer's
	Order     string // its number
	Items     []Item
	Discount  money.Satang
	Shipping  money.Satang
	Total     money.Satang
	Paid      money.Satang
	COD       money.Satang // what the carrier collects
	PromptPay string       // where to pay, as people write it; "" where no code may be paid
	Receiver  string       // the account's name
	Address   string
	Parcels   []string // their tracking numbers
	Carrier   string
	Day       clock.Day // when it is promised, or when more comes
	Short     []Lack
	Producer  string
}

// Item is a line of the order.
type Item struct {
	Name, Unit string
	Qty        qty.Qty
	Amount     money.Satang
}

// Lack is a line that is not all there.
type Lack struct {
	Name, Unit   string
	Wanted, Have qty.Qty
}

// Bounds of what is listed in one reply.
const (
	maxItems   = 40
	maxParcels = 20
	maxName    = 100
)

// Left is what the customer still has to transfer: nothing of what the carrier collects.
func (d *Data) Left() money.Satang { return max(d.Total-d.Paid-d.COD, 0) }

// Link gives the public page of a tracking number.
func Link(number string) string { return "https://track.thailandpost.co.th/?trackNumber=" + number }

// values writes everything a kind may mention, "" for what there is not.
func (d *Data) values(kind Kind, lang i18n.Lang, items int) map[string]string {
	goods := money.Satang(0)
	for _, item := range d.Items {
		goods += item.Amount
	}
	promptpay := ""
	if d.Left() > 0 && d.PromptPay != "" {
		promptpay = d.PromptPay
		if d.Receiver != "" {
			promptpay += " (" + d.Receiver + ")"
		}
	}
	numbers := d.Parcels[:min(len(d.Parcels), maxParcels)]
	var links []string
	for _, number := range numbers {
		links = append(links, Link(number))
	}
	all := map[string]string{
		"name": clean(d.Name), "order": d.Order, "items": list(lang, len(d.Items), items, func(n int) string { return d.Items[n].line(lang) }),
		"goods": baht(goods), "discount": baht(d.Discount), "shipping": baht(d.Shipping), "total": baht(d.Total), "paid": baht(d.Paid),
		"left": baht(d.Left()), "cod": baht(d.COD), "promptpay": promptpay, "address": d.Address,
		"tracking": strings.Join(numbers, ", "), "link": strings.Join(links, "\n"), "carrier": d.Carrier, "day": i18n.Date(lang, d.Day),
		"short": list(lang, len(d.Short), items, func(n int) string { return d.Short[n].line(lang, "reply.short_line") }),
		"need":  list(lang, len(d.Short), items, func(n int) string { return d.Short[n].line(lang, "reply.need_line") }),
		"shop":  clean(d.Shop), "producer": clean(d.Producer),
	}
	all["polite"], all["please"] = d.particles(lang)
	values := map[string]string{}
	for _, name := range Placeholders(kind) {
		values[name] = all[name]
	}
	return values
}

// particles are the words of politeness at the end of a statement and of a request, which English has not.
func (d *Data) particles(lang i18n.Lang) (polite, please string) {
	switch {
	case lang != i18n.Thai:
		return "", ""
	case d.Voice == Male:
		return "ครับ", "นะครับ"
	}
	return "ค่ะ", "นะคะ"
}

func (i Item) line(lang i18n.Lang) string {
	return i18n.T(lang, "reply.item", fault.Values{"name": clean(i.Name), "qty": i.Qty, "unit": i.Unit, "amount": short(i.Amount)})
}

func (l Lack) line(lang i18n.Lang, key string) string {
	return i18n.T(lang, key, fault.Values{"name": clean(l.Name), "unit": l.Unit, "wanted": l.Wanted, "have": l.Have, "lack": l.Wanted - l.Have})
}

// list writes so many lines, and how many more there are.
func list(lang i18n.Lang, count, most int, line func(n int) string) string {
	var lines []string
	for n := range min(count, most) {
		lines = append(lines, line(n))
	}
	if count > most {
		lines = append(lines, i18n.T(lang, "reply.more", fault.Values{"count": count - most}))
	}
	return strings.Join(lines, "\n")
}

// baht writes an amount as people write it in a chat, nothing for none.
func baht(amount money.Satang) string {
	if amount == 0 {
		return ""
	}
	return short(amount)
}

func short(amount money.Satang) string { return strings.TrimSuffix(i18n.Baht(amount), ".00") }

func clean(name string) string { return thai.Clean(name, maxName) }
