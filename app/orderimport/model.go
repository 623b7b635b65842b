// Package orderimport is the dialog that takes over orders from a channel's file: what was recognised, what would
// become of each order, which heading is what in a file of an unknown kind, and doing it.
package orderimport

import (
	"net/url"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/shop"
)

// kind says what an import does with a line.
type kind int

const (
	every kind = iota // of a filter
	wrong
	created
	updated
	same
	match // its goods are to be chosen by a person; also new ones are
)

// kinds are the keys of their texts, in the order the filters are shown.
var kinds = [...]string{every: "orderimport.all", wrong: "orderimport.wrong", created: "orderimport.created", updated: "orderimport.updated",
	same: "orderimport.same", match: "orderimport.match"}

// line is an order of the file, or a row of it that was refused.
type line struct {
	row   int
	order *shop.ImportedOrder
	bad   *channelfile.Rejected
}

func (l *line) is(k kind) bool {
	switch k {
	case wrong:
		return l.bad != nil
	case match:
		return l.order != nil && l.order.Todo == ordering.TodoMatch
	case created:
		return l.order != nil && l.order.Created
	case updated:
		return l.order != nil && l.order.Updated
	case same:
		return l.order != nil && !l.order.Created && !l.order.Updated
	}
	return true
}

// model is a file of orders that was read, and what importing it would do or did.
type model struct {
	path    string
	sheet   string               // that a person chose, "" = the first that holds orders
	mapping *channelfile.Mapping // how a person said that it is read, nil = as it was found out

	file     channelfile.File
	unread   error // what its headings lack, nil for a file that could be read
	warnings []*fault.Error
	lines    []line
	filter   kind
	shown    []int // of lines
	at       int   // of shown, -1 for none
	done     *outcome
}

// outcome is what an import came to.
type outcome struct {
	created, updated, unchanged, rejected, match int
	file                                         string // of the refused rows, "" for none
	stopped                                      bool
}

// take takes in what was read. The filter stays where it still has lines.
func (m *model) take(read *shop.OrderImport, unread error) {
	m.file, m.unread, m.lines = read.File, unread, nil
	m.warnings = slices.DeleteFunc(slices.Clone(read.Warnings), func(w *fault.Error) bool { return w.Code == "sheet_chosen" }) // the sheets have chips
	for n := range read.Orders {
		m.lines = append(m.lines, line{row: read.Orders[n].Rows[0], order: &read.Orders[n]})
	}
	for n := range read.Rejected {
		m.lines = append(m.lines, line{row: read.Rejected[n].Row, bad: &read.Rejected[n]})
	}
	slices.SortStableFunc(m.lines, func(a, b line) int { return a.row - b.row })
	m.narrow(m.filter)
}

// count gives how many lines are of a kind.
func (m *model) count(k kind) (count int) {
	for n := range m.lines {
		if m.lines[n].is(k) {
			count++
		}
	}
	return count
}

// work counts the orders that an import would write.
func (m *model) work() int { return m.count(created) + m.count(updated) }

// masked counts the orders whose people the channel covers.
func (m *model) masked() (count int) {
	for n := range m.lines {
		if order := m.lines[n].order; order != nil && order.Recipient.Masked {
			count++
		}
	}
	return count
}

// narrow lists the lines of a filter; one that has none gives way to all.
func (m *model) narrow(k kind) {
	if m.count(k) == 0 {
		k = every
	}
	m.filter, m.shown, m.at = k, m.shown[:0], -1
	for n := range m.lines {
		if m.lines[n].is(k) {
			m.shown = append(m.shown, n)
		}
	}
	m.at = min(0, len(m.shown)-1)
}

// next gives the filter after the one that holds, of those with lines.
func (m *model) next() kind {
	next := m.filter
	for range kinds {
		if next = (next + 1) % kind(len(kinds)); m.count(next) > 0 {
			break
		}
	}
	return next
}

// line gives the chosen line, nil for none.
func (m *model) line() *line {
	if m.at < 0 || m.at >= len(m.shown) {
		return nil
	}
	return &m.lines[m.shown[m.at]]
}

// ended takes in what an import came to.
func (m *model) ended(read *shop.OrderImport, file string, err error) {
	m.done = &outcome{created: read.Created, updated: read.Updated, unchanged: read.Unchanged, rejected: len(read.Rejected), file: file, stopped: err != nil}
	for n := range read.Orders {
		if read.Orders[n].Todo == ordering.TodoMatch {
			m.done.match++
		}
	}
}

// headings lists those of the file that can stand for something: each once.
func (m *model) headings() (list []int) {
	seen := map[string]bool{}
	for n, heading := range m.file.Headings {
		if key := sheet.Key(heading); key != "" && !seen[key] {
			seen[key] = true
			list = append(list, n)
		}
	}
	return list
}

// examples gives the first texts below a heading.
func (m *model) examples(place int) string {
	const most = 3
	var found []string
	for _, row := range m.file.First {
		if place >= len(row.Cells) || len(found) == most {
			continue
		}
		if text := oneLine(row.Cells[place]); text != "" && !slices.Contains(found, text) {
			found = append(found, text)
		}
	}
	return strings.Join(found, " · ")
}

// words lists what the channel calls states that nobody knows, and those that the shop has given a meaning.
func (m *model) words(mapping *channelfile.Mapping) (list []string) {
	for n := range m.lines {
		order := m.lines[n].order
		if order != nil && order.State == channelfile.Unknown && order.StateText != "" && !slices.Contains(list, order.StateText) {
			list = append(list, order.StateText)
		}
	}
	for word := range mapping.States {
		if !slices.Contains(list, word) {
			list = append(list, word)
		}
	}
	slices.Sort(list)
	return list
}

// goodsText names what is in an order: "น้ำผึ้ง ×2, สบู่ ×1".
func goodsText(lang i18n.Lang, order *channelfile.Order) string {
	const most = 4 // more is not seen
	var parts []string
	for _, line := range order.Lines[:min(len(order.Lines), most)] {
		parts = append(parts, oneLine(line.Text)+" ×"+i18n.Value(lang, line.Qty))
	}
	return strings.Join(parts, ", ")
}

// oneLine makes a text of several lines one.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// readPath takes a place of a file as it is typed or pasted: in quotation marks, or as an address.
func readPath(text string) string {
	text = strings.Trim(strings.TrimSpace(text), `"'“”`)
	at, err := url.Parse(text)
	if err != nil || at.Scheme != "file" || at.Path == "" {
		return text
	}
	if drive := strings.TrimPrefix(at.Path, "/"); len(drive) > 1 && drive[1] == ':' {
		return drive // file:///C:/…
	}
	return at.Path
}
