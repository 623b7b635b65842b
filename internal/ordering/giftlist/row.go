package giftlist

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// reader reads the rows of one list.
type reader struct {
	list     *List
	columns  map[channelfile.Field][]int
	goods    []int // columns of goods
	notes    sheet.Notes
	known    map[string]int // places of recipients by who and where
	register *address.Register
}

func (r *reader) text(row catalog.Row, field channelfile.Field) string {
	for _, n := range r.columns[field] {
		if n < len(row.Cells) {
			if text := sheet.Text(row.Cells[n]); text != "" {
				return text
			}
		}
	}
	return ""
}

// add takes a row, or rejects it. A row without anybody and without an address is none.
func (r *reader) add(row catalog.Row) {
	if r.text(row, "name")+r.text(row, "address")+r.text(row, "postcode")+r.text(row, "phone") == "" {
		return
	}
	to, place, err := r.recipient(row)
	if err != nil {
		bad := Rejected{Row: row.N, Reason: err}
		if place >= 0 && place < len(r.list.Headings) {
			bad.Column = r.list.Headings[place]
		}
		if place >= 0 && place < len(row.Cells) {
			bad.Value = row.Cells[place]
		}
		r.list.Rejected = append(r.list.Rejected, bad)
		return
	}
	number := strconv.Itoa(row.N)
	if checked := r.register.Check(to.Address); checked.Complete && !checked.OK {
		r.notes.Add("gift_address", number)
	} else if unknown(to.Address, r.text(row, "subdistrict")) {
		r.notes.Add("gift_place", number)
	}
	if digits := digitsOf(to.Phone); len(digits) < shortestPhone {
		r.notes.Add("gift_phone", number)
	}
	key := strings.Join([]string{sheet.Key(to.Name), digitsOf(to.Phone), sheet.Key(to.Address.Long())}, "\x00")
	if n, again := r.known[key]; again {
		r.notes.Add("gift_twice", number)
		r.list.Recipients[n].join(to)
		return
	}
	r.known[key] = len(r.list.Recipients)
	r.list.Recipients = append(r.list.Recipients, to)
}

// unknown reports whether an address names a subdistrict, in a column of its own or in its line, that the register does
// not know, or has no province: a label of such a parcel is refused.
func unknown(a address.Address, column string) bool {
	named := column != "" || strings.Contains(a.Line, "ตำบล") || strings.Contains(a.Line, "แขวง") || strings.Contains(" "+a.Line, " ต.")
	return a.Province == "" || a.Subdistrict == "" && named
}

// join adds what another row says of the same recipient: goods to goods, texts to texts.
func (to *Recipient) join(more Recipient) {
	to.Rows = append(to.Rows, more.Rows...)
	for _, item := range more.Items {
		n := slices.IndexFunc(to.Items, func(i Item) bool { return i.SKU == item.SKU && i.Text == item.Text })
		if n < 0 {
			to.Items = append(to.Items, item)
		} else {
			to.Items[n].Qty += item.Qty
		}
	}
	for _, text := range []struct {
		have *string
		more string
	}{{&to.Message, more.Message}, {&to.Note, more.Note}} {
		if text.more != "" && !strings.Contains(*text.have, text.more) {
			*text.have = strings.TrimSpace(*text.have + "\n" + text.more)
		}
	}
}

// recipient reads a row; place is the column of a fault, -1 for none.
func (r *reader) recipient(row catalog.Row) (to Recipient, place int, err error) {
	for n, cell := range row.Cells {
		switch code := row.Bad[n]; {
		case code != "":
			return to, n, fault.New(code, "file", fault.Values{"value": cell})
		case utf8.RuneCountInString(cell) > maxText:
			return to, n, fault.New("order_cell", "file", fault.Values{"most": maxText})
		}
	}
	first := func(field channelfile.Field) int {
		if places := r.columns[field]; len(places) > 0 {
			return places[0]
		}
		return -1
	}
	to = Recipient{Rows: []int{row.N}, Name: r.text(row, "name"), Phone: sheet.Phone(r.text(row, "phone")), Note: r.text(row, "note")}
	if n := first(message); n >= 0 && n < len(row.Cells) {
		to.Message = thai.CleanLines(row.Cells[n], 0)
	}
	if to.Name == "" {
		return to, first("name"), fault.New("label_name", "name", nil)
	}
	to.Address = sheet.Address(r.register, r.text(row, "address"), r.text(row, "subdistrict"), r.text(row, "district"), r.text(row, "province"), r.text(row, "postcode"))
	if line := thai.ToASCIIDigits(to.Address.Line); !address.IsPostcode(to.Address.Postcode) {
		// The register knows no such place, as where an office writes its name otherwise: what the row says stands.
		if at := strings.LastIndexAny(line, " \n") + 1; address.IsPostcode(line[at:]) {
			to.Address.Line, to.Address.Postcode = strings.TrimSpace(line[:at]), line[at:]
			a := to.Address // what the postcode tells a label asks for
			to.Address = sheet.Address(r.register, a.Line, a.Subdistrict, a.District, a.Province, a.Postcode)
		}
	}
	if !address.IsPostcode(to.Address.Postcode) {
		if place = first("postcode"); place < 0 {
			place = first("address")
		}
		return to, place, fault.New("label_postcode", "postcode", fault.Values{"postcode": r.text(row, "postcode")})
	}
	sku, product := r.text(row, "sku"), r.text(row, "product")
	count := first("qty")
	switch {
	case count >= 0:
		quantity, err := howMany(r.text(row, "qty"))
		if err != nil {
			return to, count, err
		}
		to.Items = append(to.Items, Item{sku, product, quantity})
	case sku+product != "":
		to.Items = append(to.Items, Item{sku, product, qty.One})
	}
	for n, at := range r.goods {
		if at >= len(row.Cells) || slices.Contains([]string{"", "-", "0"}, sheet.Text(row.Cells[at])) {
			continue
		}
		quantity, err := howMany(row.Cells[at])
		if err != nil {
			return to, at, err
		}
		to.Items = append(to.Items, Item{Text: r.list.Goods[n], Qty: quantity})
	}
	return to, -1, nil
}

// counted is a quantity with its unit: "2 ขวด".
var counted = regexp.MustCompile(`^(\d[\d,]*(?:\.\d+)?)\s*[^\d\s][^\d]*$`)

// howMany reads a quantity, with or without the word for its unit.
func howMany(cell string) (qty.Qty, error) {
	text := thai.FoldDigits(sheet.Text(cell))
	if found := counted.FindStringSubmatch(text); found != nil && !strings.HasPrefix(text[len(found[1]):], ".") && !strings.HasPrefix(text[len(found[1]):], ",") {
		text = found[1]
	}
	quantity, err := qty.Parse(text)
	switch {
	case err != nil:
		return 0, fault.Unreadable(fault.Code(err), "qty", fault.Values{"value": cell})
	case quantity == 0:
		return 0, fault.New("qty_not_positive", "qty", nil)
	case quantity > maxQty:
		return 0, fault.New("qty_absurd", "qty", nil)
	}
	return quantity, nil
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, thai.FoldDigits(text))
}
