package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// What files say about goods beside name, price and stock. A cell that says what the product has already
// changes nothing, however it was typed; an empty one takes nothing away.

// fillMore puts the row's filled cells into a product.
func (p *Product) fillMore(cells map[string]string) error {
	for column, text := range p.texts() {
		if cell := thai.CleanLines(cells[column], 0); cell != "" && cell != thai.CleanLines(*text, 0) {
			*text = cell
		}
	}
	var err error
	if text := cells["allergens"]; text != "" && text != strings.Join(p.Allergens, ";") {
		p.Allergens = nil
		for _, one := range strings.Split(text, ";") {
			if one = thai.Clean(one, 0); one != "" && !slices.Contains(p.Allergens, one) {
				p.Allergens = append(p.Allergens, one)
			}
		}
	}
	for column, number := range p.numbers() {
		if cells[column] == "" {
			continue
		}
		if *number.at, err = readInt(cells, column, number.fault, number.most); err != nil {
			return err
		}
	}
	if text := cells["otop_category"]; text != "" {
		if p.OTOPCategory = otopCategories[thai.Fold(text)]; p.OTOPCategory == "" {
			return fault.New("otop_category_unknown", "otop_category", fault.Values{"value": text})
		}
	}
	if err := p.fillSize(cells["size"]); err != nil {
		return err
	}
	if err := p.fillPacks(cells["packs"]); err != nil {
		return err
	}
	for _, kind := range CertificateKinds {
		if err := p.fillCertificate(kind, cells); err != nil {
			return err
		}
	}
	return nil
}

func (p *Product) texts() map[string]*string {
	return map[string]*string{"description": &p.Description, "description_en": &p.DescriptionEN, "story": &p.Story, "storage": &p.Storage}
}

// number is a whole number that a file may set, the fault of one that it cannot be, and the largest.
type number struct {
	at    *int
	fault string
	most  int
}

func (p *Product) numbers() map[string]number {
	return map[string]number{
		"short_no": {&p.ShortNo, "short_no_invalid", 999}, "shelf_days": {&p.ShelfDays, "days_invalid", 36_500},
		"lead_days": {&p.LeadDays, "days_invalid", MaxLeadDays},
		"otop_year": {&p.OTOPYear, "otop_year_invalid", 9999},
	}
}

// otopCategories are the ways files write an OTOP category, folded.
var otopCategories = map[string]string{
	"food": "food", thai.Fold("อาหาร"): "food", "drink": "drink", thai.Fold("เครื่องดื่ม"): "drink",
	"textile": "textile", thai.Fold("ผ้า"): "textile", thai.Fold("ผ้าและเครื่องแต่งกาย"): "textile", thai.Fold("ผ้า เครื่องแต่งกาย"): "textile",
	"ware": "ware", thai.Fold("ของใช้"): "ware", thai.Fold("ของใช้ ของตกแต่ง ของที่ระลึก"): "ware",
	"herb": "herb", thai.Fold("สมุนไพร"): "herb", thai.Fold("สมุนไพรที่ไม่ใช่อาหาร"): "herb",
}

// sizeSigns part length, width and height.
var sizeSigns = regexp.MustCompile(`\s*[xX×*]\s*`)

// fillSize reads "120x80x60", in millimetres.
func (p *Product) fillSize(text string) error {
	if text == "" {
		return nil
	}
	bad := fault.New("size_unreadable", "size", fault.Values{"value": text})
	parts := sizeSigns.Split(thai.ToASCIIDigits(text), -1)
	if len(parts) != 3 {
		return bad
	}
	for n, at := range []*int{&p.LengthMM, &p.WidthMM, &p.HeightMM} {
		side, err := strconv.Atoi(strings.TrimSpace(parts[n]))
		if err != nil {
			return bad
		}
		*at = side
	}
	return nil
}

// fillPacks reads "โหล*12=1200;แพ็ก 6*6": name, units and, where it has one, the price of the whole pack.
// The packs of a cell are all the product has.
func (p *Product) fillPacks(text string) error {
	if text == "" || text == writePacks(p.Packs) {
		return nil
	}
	var packs []Pack
	for _, part := range strings.Split(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		at := strings.LastIndexByte(part, '*')
		if at < 0 {
			return fault.New("pack_unreadable", "packs", fault.Values{"value": part})
		}
		units, amount, priced := strings.Cut(part[at+1:], "=")
		pack := Pack{Name: thai.Clean(part[:at], 0)}
		var err error
		if pack.Qty, err = qty.Parse(units); err != nil {
			return fault.New("pack_unreadable", "packs", fault.Values{"value": part})
		}
		if priced {
			if pack.Price, err = money.Parse(amount); err != nil {
				return fault.At(atRoot(err), "packs")
			}
		}
		packs = append(packs, pack)
	}
	p.Packs = packs
	return nil
}

func writePacks(packs []Pack) string {
	texts := make([]string, len(packs))
	for n, pack := range packs {
		texts[n] = pack.Name + "*" + pack.Qty.String()
		if pack.Price != 0 {
			texts[n] += "=" + pack.Price.String()
		}
	}
	return strings.Join(texts, ";")
}

// certificate gives the first certificate of a kind, nil for none.
func (p *Product) certificate(kind string) *Certificate {
	n := slices.IndexFunc(p.Certificates, func(c Certificate) bool { return c.Kind == kind })
	if n < 0 {
		return nil
	}
	return &p.Certificates[n]
}

// certificateNumber gives the number of a kind: what stands on the product, else on the certificate.
func (p *Product) certificateNumber(kind string) string {
	if own := p.columnOf(kind); own != nil && *own != "" {
		return *own
	}
	if c := p.certificate(kind); c != nil {
		return c.Number
	}
	return ""
}

// fillCertificate sets number and expiry of a kind. It fails with "certificate_number" where there is an
// expiry and no number.
func (p *Product) fillCertificate(kind string, cells map[string]string) error {
	number := thai.Clean(cells[kind], 0)
	expires, err := readDay(cells, kind+"_expires", "")
	if err != nil {
		return err
	}
	old := p.certificateNumber(kind)
	if number != "" && number != old {
		own := p.columnOf(kind)
		if own != nil {
			*own = number
		}
		switch c := p.certificate(kind); {
		case c != nil:
			c.Number = number
		case own == nil:
			p.Certificates = append(p.Certificates, Certificate{Kind: kind, Number: number})
		}
		old = number
	}
	if expires == "" {
		return p.checkCertificate(kind)
	}
	if old == "" {
		return fault.New("certificate_number", kind, nil)
	}
	if p.certificate(kind) == nil {
		p.Certificates = append(p.Certificates, Certificate{Kind: kind, Number: old})
	}
	p.certificate(kind).Expires = expires
	return p.checkCertificate(kind)
}

// checkCertificate refuses a number that cannot stand on a certificate, by the column it came from.
func (p *Product) checkCertificate(kind string) error {
	if c := p.certificate(kind); c != nil && !isListed(c.Number, 60) {
		return fault.New("certificate_invalid", kind, fault.Values{"value": c.Number})
	}
	return nil
}

// Days as spreadsheets store them: how many passed since the end of 1899.
const (
	firstSerial = 20_000 // 1954
	lastSerial  = 80_000 // 2119
)

var (
	serialDay   = regexp.MustCompile(`^\d{5}(\.0+)?$`)
	serialStart = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
)

// readDay reads "2026-11-23", "23/11/2569" or a spreadsheet's number of a day.
func readDay(cells map[string]string, column string, old clock.Day) (clock.Day, error) {
	text := cells[column]
	if text == "" {
		return old, nil
	}
	if serialDay.MatchString(text) {
		if days, err := strconv.Atoi(text[:5]); err == nil && days >= firstSerial && days <= lastSerial {
			return clock.Day(serialStart.AddDate(0, 0, days).Format(time.DateOnly)), nil
		}
	}
	day, err := clock.ParseDay(text)
	return day, fault.At(atRoot(err), column)
}

// writeMore gives the cells of an export. Numbers that say nothing stay empty.
func (p *Product) writeMore(cells map[string]string) {
	for column, text := range p.texts() {
		cells[column] = *text
	}
	for column, number := range p.numbers() {
		if *number.at != 0 {
			cells[column] = strconv.Itoa(*number.at)
		}
	}
	cells["otop_category"], cells["packs"], cells["allergens"] = p.OTOPCategory, writePacks(p.Packs), strings.Join(p.Allergens, ";")
	if p.LengthMM != 0 || p.WidthMM != 0 || p.HeightMM != 0 {
		cells["size"] = fmt.Sprintf("%dx%dx%d", p.LengthMM, p.WidthMM, p.HeightMM)
	}
	for _, kind := range CertificateKinds {
		cells[kind] = p.certificateNumber(kind)
		if c := p.certificate(kind); c != nil {
			cells[kind+"_expires"] = string(c.Expires)
		}
	}
}

func sameMore(a, b *Product) bool {
	return a.Description == b.Description && a.DescriptionEN == b.DescriptionEN && a.Story == b.Story && a.Storage == b.Storage && slices.Equal(a.Allergens, b.Allergens) && a.ShortNo == b.ShortNo &&
		a.ShelfDays == b.ShelfDays && a.LeadDays == b.LeadDays && a.OTOPYear == b.OTOPYear && a.OTOPCategory == b.OTOPCategory && a.LengthMM == b.LengthMM &&
		a.WidthMM == b.WidthMM && a.HeightMM == b.HeightMM && slices.Equal(a.Packs, b.Packs) && slices.Equal(a.Certificates, b.Certificates)
}
