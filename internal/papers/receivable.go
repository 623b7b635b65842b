package papers

import (
	"cmp"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// Receivable is a paper that is not paid in full.
type Receivable struct {
	PartyID id.Party
	Name    string
	Kind    Kind
	Number  string
	Date    clock.Day
	Due     clock.Day // to be paid by, "" = at once
	Left    money.Satang
}

// Since is the day its age counts from.
func (r *Receivable) Since() clock.Day {
	if r.Due > r.Date {
		return r.Due
	}
	return r.Date
}

// Ages are the last days of all groups of ages but the last: 0–30, 31–60, 61–90, over 90.
var Ages = [3]int{30, 60, 90}

// Owing is what one customer owes, by age. What is not yet due is in the first group.
type Owing struct {
	PartyID id.Party
	Name    string
	ByAge   [4]money.Satang
	Total   money.Satang
	Oldest  int // days; below zero = not yet due
	Papers  []Receivable
}

// AgeOf gives the group of an age in days.
func AgeOf(days int) int {
	for group, last := range Ages {
		if days <= last {
			return group
		}
	}
	return len(Ages)
}

// ByAge groups what is owed on a day by customer, those who owe for longest first.
func ByAge(open []Receivable, day clock.Day) []Owing {
	places := map[id.Party]int{}
	var all []Owing
	for _, paper := range open {
		at, known := places[paper.PartyID]
		if !known {
			at = len(all)
			places[paper.PartyID] = at
			all = append(all, Owing{PartyID: paper.PartyID, Name: paper.Name, Oldest: -1 << 30})
		}
		who, days := &all[at], paper.Since().Until(day)
		who.ByAge[AgeOf(days)] += paper.Left
		who.Total += paper.Left
		who.Oldest = max(who.Oldest, days)
		who.Papers = append(who.Papers, paper)
	}
	for n := range all {
		slices.SortStableFunc(all[n].Papers, func(a, b Receivable) int { return cmp.Compare(a.Since(), b.Since()) })
	}
	slices.SortStableFunc(all, func(a, b Owing) int { return cmp.Or(cmp.Compare(b.Oldest, a.Oldest), cmp.Compare(b.Total, a.Total)) })
	return all
}

// Letter is what a reminder says, paragraph by paragraph; it is printed like the other papers.
type Letter struct {
	Date     clock.Day
	To       Buyer
	From     Seller
	Subject  string
	Encloses string // copies of its papers
	Opening  string
	Papers   []Receivable
	Total    money.Satang
	InWords  string // in Thai; "" in English
	Paying   string // where to pay, "" = the shop has said nowhere
	Closing  string
}

// Remind writes a reminder for what a customer owes on a day: polite, for it may have crossed a payment.
func Remind(lang i18n.Lang, seller Seller, buyer Buyer, owing Owing, to PayTo, day clock.Day) Letter {
	letter := Letter{Date: day, To: buyer, From: seller, Papers: owing.Papers, Total: owing.Total,
		Subject: i18n.T(lang, "papers.remind.subject"), Encloses: encloses(lang, owing.Papers),
		Opening: i18n.T(lang, "papers.remind.opening", fault.Values{"shop": seller.Name, "count": len(owing.Papers), "total": owing.Total, "day": day}),
		Closing: i18n.T(lang, "papers.remind.closing", fault.Values{"phone": seller.Phone})}
	if seller.Phone == "" {
		letter.Closing = i18n.T(lang, "papers.remind.closing_plain")
	}
	if lang == i18n.Thai {
		letter.InWords = thai.BahtWords(owing.Total)
	}
	switch {
	case to.Account != "":
		account := "papers.remind.bank"
		if to.AccountName == "" {
			account += "_bare"
		}
		letter.Paying = i18n.T(lang, account, fault.Values{"bank": to.Bank, "account": to.Account, "name": to.AccountName})
	case to.PromptPay != "":
		letter.Paying = i18n.T(lang, "papers.remind.promptpay", fault.Values{"id": to.PromptPay, "name": to.PromptPayName})
	}
	return letter
}

// encloses counts the papers of each kind, whose copies go with the letter.
func encloses(lang i18n.Lang, open []Receivable) string {
	var copies []string
	for _, kind := range Kinds {
		count := 0
		for _, paper := range open {
			if paper.Kind == kind {
				count++
			}
		}
		if count > 0 {
			copies = append(copies, i18n.T(lang, "papers.remind.copies", fault.Values{"kind": kind.Name(lang), "count": count}))
		}
	}
	return strings.Join(copies, ", ")
}
