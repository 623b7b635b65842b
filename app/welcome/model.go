// Package welcome is what a person sees before there is a shop: try the practice shop, open one's own by
// three questions, or bring one back from a backup.
package welcome

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// answers are what a person said to the three questions.
type answers struct {
	name      string
	promptPay string // as typed
	receiver  string // the name the bank's app shows
	print     bool
	folder    string // for receipts; "" is the shop's own
}

// ownReceipts is the folder for receipts in the shop's own.
const ownReceipts = "receipts"

// maxName is how long a shop's name may be.
const maxName = 100

// checkName says what is wrong with the shop's name.
func (a *answers) checkName() error {
	name := thai.Clean(a.name, maxName+1)
	switch {
	case name == "":
		return fault.New("name_missing", "name", nil)
	case utf8.RuneCountInString(name) > maxName:
		return fault.New("name_too_long", "name", fault.Values{"max": maxName})
	}
	return nil
}

// payID is what the PromptPay field says so far.
type payID struct {
	empty   bool
	kind    promptpay.Kind
	masked  string
	warning *fault.Error
	modules [][]bool // to scan with one's own bank app; no amount
}

// readPay reads the PromptPay field as it is typed. It fails as promptpay.ParseID does.
func (a *answers) readPay() (payID, error) {
	if strings.TrimSpace(a.promptPay) == "" {
		return payID{empty: true}, nil
	}
	to, err := promptpay.ParseID(a.promptPay)
	if err != nil {
		return payID{}, err
	}
	read := payID{kind: to.Kind, masked: to.Masked()}
	if warnings := to.Warnings(); len(warnings) > 0 {
		read.warning = warnings[0]
	}
	payload, err := promptpay.Transfer{To: to}.Payload()
	if err != nil {
		return payID{}, err
	}
	read.modules, err = qrcode.Matrix(payload, qrcode.Medium)
	return read, err
}

// open makes the shop in a folder as the answers say.
func (a *answers) open(ctx context.Context, dir string, kept keptChoices, now clock.Clock) (*shop.Shop, error) {
	params := shop.Params{Name: a.name, PromptPay: strings.TrimSpace(a.promptPay), Receiver: thai.Clean(a.receiver, 200)}
	s, err := shop.Create(ctx, dir, params, now)
	if err != nil {
		return nil, err
	}
	if a.print {
		folder := a.folder
		if folder == "" {
			folder = ownReceipts
		}
		kept["printer.receipt"], kept["printer.auto"] = "file:"+folder, "yes"
	}
	return s, kept.into(ctx, s)
}

// keptChoices are settings chosen before there was a shop to keep them.
type keptChoices map[string]string

func keep(lang i18n.Lang, twins bool) keptChoices {
	kept := keptChoices{"ui.lang": string(lang)}
	if twins {
		kept["ui.alt_keys"] = "yes"
	}
	return kept
}

func (k keptChoices) into(ctx context.Context, s *shop.Shop) error {
	for key, value := range k {
		if _, _, err := s.Set(ctx, key, value); err != nil {
			return err
		}
	}
	return nil
}

// practiceBills is how many bills of the past a practice shop has: enough for reports to show something.
const practiceBills = 240

// practiceOrders is how many orders it has: some of each channel, in each state.
const practiceOrders = 40

// practice opens the practice shop among a person's shops, or makes it.
func practice(ctx context.Context, home string, kept keptChoices, now clock.Clock, progress func(done, total int)) (*shop.Shop, error) {
	dir := practiceDir(home)
	if shop.Exists(dir) {
		return shop.Open(ctx, dir, now)
	}
	s, err := shop.Demo(ctx, dir, shop.DemoOptions{Bills: practiceBills, Orders: practiceOrders, Seed: 1}, now, progress)
	if err != nil {
		return nil, err
	}
	kept["printer.receipt"], kept["printer.auto"] = "file:"+ownReceipts, "yes"
	return s, kept.into(ctx, s)
}

func practiceDir(home string) string { return filepath.Join(home, shop.PracticeShop) }

// readNextBill reads the number the series goes on from; empty is none. It fails with "next_bill_number"
// (usage).
func readNextBill(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	number, err := strconv.Atoi(text)
	if err != nil || number < 1 || number > 999_999 {
		return 0, fault.Unreadable("next_bill_number", "next_bill", fault.Values{"value": text})
	}
	return number, nil
}

// readLastPapers reads the numbers of the last papers at hand, with blanks or commas between them.
func readLastPapers(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;", r) })
}
