package sheet

import (
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
)

// Chosen tells which sheet of several was read.
func Chosen(name string, sheets []string) *fault.Error {
	return fault.New("sheet_chosen", "sheet", fault.Values{"value": name, "count": len(sheets)})
}

// Notes gathers what is told once for a whole file: how often it was met, and where first, by code.
type Notes map[string][]string

// maxNamed is how many places a warning names.
const maxNamed = 5

// Add notes that something was met at a place: an order's number, a row.
func (n Notes) Add(code, place string) { n[code] = append(n[code], place) }

// Faults gives one fault a code, in their order, with the values "count" and the first places, under the name
// that the sentences have for them.
func (n Notes) Faults(places string) []*fault.Error {
	var codes []string
	for code := range n {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	var faults []*fault.Error
	for _, code := range codes {
		named := strings.Join(n[code][:min(len(n[code]), maxNamed)], ", ")
		if more := len(n[code]) - maxNamed; more > 0 {
			named += " +" + strconv.Itoa(more)
		}
		faults = append(faults, &fault.Error{Code: code, Field: "file", Values: fault.Values{"count": len(n[code]), places: named}})
	}
	return faults
}
