package cli

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/shop"
)

// slipRead is a slip as read: its code, or only the six characters a person typed.
type slipRead struct {
	promptpay.Slip
	tail string
}

func (p *program) slipCommand() *cobra.Command {
	var number string
	read := p.command("read PAYLOAD|IMAGE [--bill NUMBER]", 1, 1, func(args []string) (*answer, error) {
		slip, err := readSlip(args[0])
		if err != nil {
			return nil, at(err, "slip")
		}
		dir, err := p.folder()
		if number == "" && (err != nil || !shop.Exists(dir)) {
			return p.slipAnswer(slip, shop.SlipSeen{}, false), nil // reading needs no shop
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return p.slipInShop(s, slip, number) })
	})
	read.Flags().StringVar(&number, "bill", "", "NUMBER")
	return p.group("slip", read)
}

// readSlip reads what a slip's code says: a picture by its file's name, a payload, or six characters.
func readSlip(given string) (slipRead, error) {
	if tail, ok := promptpay.ParseTail(given); ok {
		return slipRead{tail: tail}, nil
	}
	if info, err := os.Stat(given); err == nil && info.Mode().IsRegular() {
		file, err := os.Open(given)
		if err != nil {
			return slipRead{}, fault.Wrap(err, "picture_unread")
		}
		defer file.Close()
		slip, err := qrcode.ReadSlip(file)
		return slipRead{Slip: slip}, err
	}
	slip, err := promptpay.ReadSlip(given)
	return slipRead{Slip: slip}, err
}

// slipInShop asks whether another bill holds the slip, and notes it for a bill when one is named.
func (p *program) slipInShop(s *shop.Shop, slip slipRead, number string) (*answer, error) {
	if slip.tail != "" {
		seen, err := s.SlipCheck(p.ctx, slip.tail)
		if err != nil {
			return nil, err
		}
		if number != "" {
			return nil, fault.New("slip_tail_only", "slip", nil)
		}
		return p.slipAnswer(slip, seen, true), nil
	}
	seen, err := s.SlipUse(p.ctx, slip.Slip)
	if err != nil {
		return nil, err
	}
	if number != "" {
		bill, err := p.billNamed(s, number)
		if err != nil {
			return nil, at(err, "bill")
		}
		if err := s.NoteSlip(p.ctx, bill.ID, slip.Slip); err != nil {
			return nil, err
		}
		if seen.UsedBy == bill.Number {
			seen.UsedBy = ""
		}
	}
	return p.slipAnswer(slip, seen, true), nil
}

// slipAnswer says what the slip is and, when a shop was asked, whether it was seen before. Six
// characters only ever say "perhaps".
func (p *program) slipAnswer(slip slipRead, seen shop.SlipSeen, asked bool) *answer {
	doc := struct {
		Bank       *string `json:"bank"`
		BankName   *string `json:"bank_name"`
		Ref        string  `json:"ref"`
		SeenBefore *bool   `json:"seen_before"`
		Perhaps    bool    `json:"perhaps_used,omitempty"`
		UsedBy     *string `json:"used_by,omitempty"`
	}{Bank: text(slip.Bank), Ref: slip.Ref, UsedBy: text(seen.UsedBy)}
	given := &answer{doc: document{}}
	used := seen.UsedBy != ""
	switch {
	case slip.tail != "":
		doc.Ref, doc.Perhaps = slip.tail, used
		if used {
			given.warnings = append(given.warnings, fault.New("slip_perhaps_used", "slip", fault.Values{"number": seen.UsedBy}))
		}
	case asked:
		doc.SeenBefore = &used
	}
	if slip.Bank != "" {
		doc.BankName = text(promptpay.BankName(p.lang, slip.Bank))
	}
	given.doc["slip"] = doc
	given.text = func(out *page) {
		bank := ""
		if doc.BankName != nil {
			bank = *doc.BankName
		}
		out.pairs(pair{"label.bank", bank}, pair{"label.ref", doc.Ref})
		switch {
		case doc.SeenBefore == nil:
		case used:
			out.say("slip.used", fault.Values{"number": seen.UsedBy})
		default:
			out.say("slip.new")
		}
	}
	return given
}
