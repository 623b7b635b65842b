package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

// heeded is what of a person's words a paper goes by that depends on what it is made from.
type heeded struct {
	lines, parcels, amount bool
}

// said gives the lines that a person asked for, to go by them.
func (m *maker) said() []PaperLine {
	m.heeded.lines = true
	return m.ask.Lines
}

// sayings are what a person may ask of a paper, and whether it went by it.
var sayings = []struct {
	flag   string // of the command line
	many   bool   // it may be repeated
	said   func(*PaperAsk) bool
	heeded func(*maker) bool
}{
	{"line", true, func(a *PaperAsk) bool { return len(a.Lines) > 0 && a.Lines[0].Code != "" }, func(m *maker) bool { return m.heeded.lines }},
	{"item", true, func(a *PaperAsk) bool { return len(a.Lines) > 0 && a.Lines[0].Code == "" }, func(m *maker) bool { return m.heeded.lines }},
	{"parcel", true, func(a *PaperAsk) bool { return len(a.Parcels) > 0 }, func(m *maker) bool { return m.heeded.parcels }},
	{"deposit", false, func(a *PaperAsk) bool { return a.Deposit > 0 }, func(m *maker) bool { return m.want.IsDeposit }},
	{"amount", false, func(a *PaperAsk) bool { return a.Amount > 0 }, func(m *maker) bool { return m.heeded.amount }},
	{"pay", true, func(a *PaperAsk) bool { return len(a.Payments) > 0 }, func(m *maker) bool {
		return m.want.Kind == papers.Receipt || slices.Contains(m.want.With, papers.Receipt)
	}},
	{"reason", false, func(a *PaperAsk) bool { return a.Reason != "" }, func(m *maker) bool {
		return m.want.Kind == papers.CreditNote || m.want.Kind == papers.DebitNote || m.want.Replaces != nil
	}},
}

// allHeeded refuses a paper that would not go by what a person asked for, for it would be another one than they think:
// "paper_unheeded". What papers.Issue refuses for its sources it says itself.
func (m *maker) allHeeded() error {
	kind := m.want.Kind
	if (kind == papers.CreditNote || kind == papers.DebitNote) && m.want.Corrects == nil || slices.ContainsFunc(m.want.Refs, func(ref papers.Ref) bool {
		return ref.Role == "" && !kind.MadeFrom(ref.Source)
	}) {
		return nil
	}
	for _, saying := range sayings {
		if !saying.said(m.ask) || saying.heeded(m) {
			continue
		}
		field := saying.flag
		if saying.many {
			field += "[0]"
		}
		return fault.New("paper_unheeded", field, fault.Values{"flag": "--" + saying.flag, "paper": i18n.Words{"papers.kind." + string(kind)}})
	}
	return nil
}
