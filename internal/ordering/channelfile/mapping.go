package channelfile

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/sheet"
)

// Mapping says which heading of a file stands for which field. A shop keeps it and reads the next file by it.
type Mapping struct {
	Channel  string             `json:"channel"` // of ordering.Channels: a file of any other shop program may be of the web shop
	Columns  map[Field][]string `json:"columns"` // headings as the file writes them; several of one field are added, joined, or the first that is filled taken
	DateForm string             `json:"date_form,omitempty"`
	OneEach  bool               `json:"one_each,omitempty"` // a row without a quantity is one piece
	States   map[string]State   `json:"states,omitempty"`   // the shop's meaning of words that the channel uses
}

// Suggest proposes how to read a file with these headings: what the layout of its channel names, and for what
// that leaves open what headings usually mean. It may lack needed fields, see Validate.
func Suggest(headings []string) Mapping { return SuggestFor(Detect(headings), headings) }

// SuggestFor is Suggest for a channel that a person has named.
func SuggestFor(channel string, headings []string) Mapping {
	of := layoutOf(channel)
	m := Mapping{Channel: channel, Columns: map[Field][]string{}, DateForm: sheet.DayFirst, OneEach: of.OneEach}
	f := newFinder(headings)
	for _, field := range Fields() {
		for _, name := range of.Columns[field] {
			if n := f.take(name); n >= 0 {
				m.Columns[field] = append(m.Columns[field], headings[n])
			}
		}
	}
	for _, name := range of.Ignore {
		f.take(name)
	}
	for _, field := range Fields() {
		if len(m.Columns[field]) > 0 {
			continue
		}
		for _, name := range layouts().Columns[field] {
			if n := f.take(name); n >= 0 {
				m.Columns[field] = []string{headings[n]}
				break
			}
		}
	}
	return m
}

// finder finds headings by key, each once. The same heading again is of something else, of a tax invoice for
// one, and is never found.
type finder struct {
	whole map[string]int // by the key of the heading
	short map[string]int // by that of what stands before its brackets
	taken map[int]bool
}

func newFinder(headings []string) finder {
	f := finder{whole: map[string]int{}, short: map[string]int{}, taken: map[int]bool{}}
	for n, heading := range headings {
		key := sheet.Key(heading)
		if _, known := f.whole[key]; known || key == "" {
			continue
		}
		f.whole[key] = n
		if short := shortKey(heading); short != "" {
			if _, known := f.short[short]; !known {
				f.short[short] = n
			}
		}
	}
	return f
}

// take gives the place of the heading with a key, -1 for none that is left.
func (f finder) take(key string) int {
	for _, places := range []map[string]int{f.whole, f.short} {
		if n, found := places[key]; found && !f.taken[n] {
			f.taken[n] = true
			return n
		}
	}
	return -1
}

// Missing lists the needed fields that no heading stands for.
func (m Mapping) Missing() []Field {
	has := func(fields ...Field) bool {
		return slices.ContainsFunc(fields, func(f Field) bool { return len(m.Columns[f]) > 0 })
	}
	var missing []Field
	if !has(fieldNo) {
		missing = append(missing, fieldNo)
	}
	if !has(fieldSKU, fieldProduct) {
		missing = append(missing, fieldProduct)
	}
	if !has(fieldQty) && !m.OneEach {
		missing = append(missing, fieldQty)
	}
	if !has(fieldPrice, fieldLineTotal) {
		missing = append(missing, fieldPrice)
	}
	return missing
}

// FieldOf gives the field that a heading stands for, "" for none.
func (m Mapping) FieldOf(heading string) Field {
	key := sheet.Key(heading)
	for field, names := range m.Columns {
		if slices.ContainsFunc(names, func(name string) bool { return sheet.Key(name) == key }) {
			return field
		}
	}
	return ""
}

// gathered are the fields that are read out of all their columns: amounts are added, texts joined.
var gathered = []Field{fieldAddress, fieldNote, fieldDiscount, fieldChannel, fieldLineDiscount, fieldLineChannel}

// Assign gives the mapping in which a heading stands for a field, "" for none, in place of what stood for it
// before; fields that are read out of several columns keep those.
func (m Mapping) Assign(heading string, field Field) Mapping {
	key, columns := sheet.Key(heading), map[Field][]string{}
	for each, names := range m.Columns {
		if each == field && !slices.Contains(gathered, field) {
			continue
		}
		if names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return sheet.Key(name) == key }); len(names) > 0 {
			columns[each] = names
		}
	}
	if field != "" && key != "" {
		columns[field] = append(columns[field], heading)
	}
	m.Columns = columns
	return m
}

// Bounds of a mapping that is kept.
const (
	maxHeadings = 400
	maxStates   = 200
)

// Validate refuses a mapping by which no file can be read: "order_columns" names the fields that it lacks,
// "mapping_invalid" what is no mapping at all, with the part at fault as the field.
func (m Mapping) Validate() error {
	if !slices.Contains(ordering.Channels, m.Channel) {
		return fault.New("mapping_invalid", "channel", fault.Values{"value": m.Channel})
	}
	if m.DateForm != "" && m.DateForm != sheet.DayFirst && m.DateForm != sheet.MonthFirst {
		return fault.New("mapping_invalid", "date_form", fault.Values{"value": m.DateForm})
	}
	count, used := 0, map[string]bool{}
	for _, field := range Fields() {
		for _, heading := range m.Columns[field] {
			count++
			key := sheet.Key(heading)
			if key == "" || used[key] || count > maxHeadings {
				return fault.New("mapping_invalid", "columns."+string(field), fault.Values{"value": heading})
			}
			used[key] = true
		}
	}
	for _, field := range slices.Sorted(maps.Keys(m.Columns)) {
		if !slices.Contains(Fields(), field) {
			return fault.New("mapping_invalid", "columns", fault.Values{"value": string(field)})
		}
	}
	for _, word := range slices.Sorted(maps.Keys(m.States)) {
		if sheet.Key(word) == "" || len(m.States) > maxStates || !slices.Contains(allStates, m.States[word]) {
			return fault.New("mapping_invalid", "states", fault.Values{"value": word})
		}
	}
	if missing := m.Missing(); len(missing) > 0 {
		return columnsMissing(missing)
	}
	return nil
}

// columnsMissing names the fields in both languages: a person looks for the heading in the file, which may
// be in either.
func columnsMissing(missing []Field) error {
	var names []string
	for _, field := range missing {
		key := "orderfile.column." + string(field)
		names = append(names, i18n.T(i18n.Thai, key)+" ("+i18n.T(i18n.English, key)+")")
	}
	return fault.Unreadable("order_columns", "file", fault.Values{"columns": strings.Join(names, ", ")})
}

// Marshal writes a mapping to be kept.
func (m Mapping) Marshal() ([]byte, error) {
	data, err := json.Marshal(m)
	return data, fault.Wrap(err, "internal")
}

// ParseMapping reads a mapping that was kept. It fails with "mapping_invalid" and as Validate does.
func ParseMapping(data []byte) (Mapping, error) {
	var m Mapping
	if err := json.Unmarshal(data, &m); err != nil {
		return Mapping{}, fault.Unreadable("mapping_invalid", "mapping", fault.Values{"value": ""})
	}
	return m, m.Validate()
}

// places finds the columns of each field in a file's headings.
func (m Mapping) places(headings []string) map[Field][]int {
	keys := keysOf(headings)
	found := map[Field][]int{}
	for field, names := range m.Columns {
		for _, name := range names {
			if n := slices.Index(keys, sheet.Key(name)); n >= 0 {
				found[field] = append(found[field], n)
			}
		}
	}
	return found
}

// within keeps of a mapping what a file's headings have.
func (m Mapping) within(headings []string) Mapping {
	keys := keysOf(headings)
	kept := m
	kept.Columns = map[Field][]string{}
	for field, names := range m.Columns {
		for _, name := range names {
			if slices.Contains(keys, sheet.Key(name)) {
				kept.Columns[field] = append(kept.Columns[field], name)
			}
		}
	}
	return kept
}
