package printing

import (
	"strconv"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/shipping/parcels"
)

// Manifest is the list of parcels that goes to the post's counter with them.
type Manifest struct {
	Lang     i18n.Lang
	Practice bool
	From     Shop
	Carrier  string
	At       time.Time
	Parcels  []parcels.Parcel
}

// manifestColumns are the columns of a manifest (facts of the post), with their share of an A4 sheet
// on its side in millimetres.
var manifestColumns = []struct {
	key   string
	share Unit
	align align
}{
	{"no", 11, right}, {"tracking", 40, left}, {"recipient", 50, left}, {"province", 32, left}, {"postcode", 19, left}, {"service", 22, left},
	{"weight", 18, right}, {"fee", 20, right}, {"cod", 24, right}, {"insured", 22, right}, {"note", 28, left},
}

func (m Manifest) t(key string, values ...fault.Values) string {
	return i18n.T(m.Lang, "manifest."+key, values...)
}

// Pages lays the list out on A4 sheets on their side.
func (m Manifest) Pages(shaper *text.Shaper) []Page {
	p := newPaper(shaper, m.Lang, m.Practice, A4Height, A4Width)
	p.letterhead(m.From, m.t("title"), m.Carrier, i18n.Moment(m.Lang, m.At), m.t("pieces", fault.Values{"count": len(m.Parcels)}))
	list := table{rows: m.cells(i18n.Baht)}
	for _, c := range manifestColumns {
		list.columns = append(list.columns, column{m.t("col." + c.key), c.share, c.align})
	}
	list.carried = func(n int, over bool) []string {
		label := p.t("carried_forward")
		if over {
			label = p.t("brought_forward")
		}
		return m.sums(n, label, i18n.Baht)
	}
	list.total = m.sums(len(m.Parcels), m.t("total", fault.Values{"count": len(m.Parcels)}), i18n.Baht)
	p.table(list)
	p.signatures(m.t("sender"), m.t("officer"))
	return p.end()
}

// Rows gives the list for a spreadsheet: the headings, the parcels, the totals; amounts without commas.
func (m Manifest) Rows() [][]string {
	headings := make([]string, len(manifestColumns))
	for n, column := range manifestColumns {
		headings[n] = m.t("col." + column.key)
	}
	rows := append([][]string{headings}, m.cells(money.Satang.String)...)
	return append(rows, m.sums(len(m.Parcels), m.t("total", fault.Values{"count": len(m.Parcels)}), money.Satang.String))
}

func (m Manifest) cells(baht func(money.Satang) string) [][]string {
	rows := make([][]string, len(m.Parcels))
	for n, parcel := range m.Parcels {
		rows[n] = []string{strconv.Itoa(n + 1), parcel.Tracking.Grouped(), parcel.Name, parcel.Address.Province, parcel.Address.Postcode,
			parcel.Service, some(parcel.WeightG, strconv.Itoa), some(parcel.Fee, baht), some(parcel.COD, baht), some(parcel.Insured, baht), parcel.Note}
	}
	return rows
}

// some writes what is known, "" for 0.
func some[T ~int | ~int64](value T, write func(T) string) string {
	if value == 0 {
		return ""
	}
	return write(value)
}

// sums gives a row of what the first n parcels come to.
func (m Manifest) sums(n int, label string, baht func(money.Satang) string) []string {
	var fee, cod, insured money.Satang
	weight := 0
	for _, parcel := range m.Parcels[:n] {
		fee, cod, insured, weight = fee+parcel.Fee, cod+parcel.COD, insured+parcel.Insured, weight+parcel.WeightG
	}
	return []string{"", "", label, "", "", "", some(weight, strconv.Itoa), some(fee, baht), some(cod, baht), some(insured, baht), ""}
}
