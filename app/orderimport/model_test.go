package orderimport

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// looked is a file with a new order, one of goods nobody knows, one that changed, one as it was, and a refused row
// between them.
func looked() *model {
	order := func(row int, state channelfile.State) *channelfile.Order {
		return &channelfile.Order{Rows: []int{row}, State: state, StateText: "คำ " + string(state)}
	}
	m := &model{at: -1}
	m.take(&shop.OrderImport{Orders: []shop.ImportedOrder{
		{Order: order(2, channelfile.Paid), Created: true, Todo: ordering.TodoPack},
		{Order: order(3, channelfile.Paid), Created: true, Todo: ordering.TodoMatch},
		{Order: order(6, channelfile.Unknown), Updated: true, Todo: ordering.TodoPack},
		{Order: order(7, channelfile.Delivered)},
	}, Rejected: []channelfile.Rejected{{Row: 4}}, Warnings: []*fault.Error{{Code: "sheet_chosen"}, {Code: "order_masked"}}}, nil)
	return m
}

func TestLinesStandAsInTheFile(t *testing.T) {
	m := looked()
	var rows []int
	for _, l := range m.lines {
		rows = append(rows, l.row)
	}
	if !slices.Equal(rows, []int{2, 3, 4, 6, 7}) || m.at != 0 || m.work() != 3 {
		t.Errorf("%v, at %d, %d to do", rows, m.at, m.work())
	}
	if len(m.warnings) != 1 || m.warnings[0].Code != "order_masked" {
		t.Errorf("%v", m.warnings)
	}
}

func TestFiltersTurn(t *testing.T) {
	m := looked()
	var seen []kind
	for range 7 {
		m.narrow(m.next())
		seen = append(seen, m.filter)
		for _, n := range m.shown {
			if !m.lines[n].is(m.filter) {
				t.Errorf("filter %d shows %+v", m.filter, m.lines[n])
			}
		}
	}
	if !slices.Equal(seen, []kind{wrong, created, updated, same, match, every, wrong}) {
		t.Errorf("%v", seen)
	}
	m.narrow(match)
	m.take(&shop.OrderImport{Orders: []shop.ImportedOrder{{Order: &channelfile.Order{Rows: []int{2}}, Created: true}}}, nil)
	if m.filter != every || len(m.shown) != 1 || m.line() == nil {
		t.Error("a filter with nothing left holds")
	}
	m.take(&shop.OrderImport{}, nil)
	if m.line() != nil || m.next() != every {
		t.Error("an empty file has a line")
	}
}

func TestUnknownWordsAreListed(t *testing.T) {
	m := looked()
	got := m.words(&channelfile.Mapping{States: map[string]channelfile.State{"เดิม": channelfile.Paid, "คำ unknown": channelfile.Shipped}})
	if !slices.Equal(got, []string{"คำ unknown", "เดิม"}) {
		t.Errorf("%q", got)
	}
}

func TestHeadingsAndWhatStandsBelow(t *testing.T) {
	m := &model{file: channelfile.File{Headings: []string{"เลขที่", "", " เลขที่ ", "ของ"}, First: []catalog.Row{{Cells: []string{"A-1"}}, {Cells: []string{"A-1", "", "", "ชา\n ซอง"}}, {Cells: []string{"A-2"}}, {Cells: []string{"A-3"}}, {Cells: []string{"A-4"}}}}}
	if got := m.headings(); !slices.Equal(got, []int{0, 3}) {
		t.Errorf("%v", got)
	}
	if m.examples(0) != "A-1 · A-2 · A-3" || m.examples(3) != "ชา ซอง" || m.examples(1) != "" {
		t.Errorf("%q %q", m.examples(0), m.examples(3))
	}
}

func TestGoodsOfALine(t *testing.T) {
	order := &channelfile.Order{Lines: []channelfile.Line{{Text: "ชา\nซอง", Qty: qty.Pieces(2)}, {Text: "ข้าว", Qty: 1500}}}
	if got := goodsText(i18n.Thai, order); got != "ชา ซอง ×2, ข้าว ×1.5" {
		t.Errorf("%q", got)
	}
}

func TestPlacesOfFiles(t *testing.T) {
	for typed, want := range map[string]string{
		" /home/a/Order all.xlsx ":     "/home/a/Order all.xlsx",
		`"C:\Users\ร้าน\a.csv"`:        `C:\Users\ร้าน\a.csv`,
		"file:///home/a/%E0%B8%81.csv": "/home/a/ก.csv",
		"file:///C:/a.csv":             "C:/a.csv",
		"100%.csv":                     "100%.csv",
		"  ":                           "",
	} {
		if got := readPath(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
