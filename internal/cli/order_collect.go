package cli

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// collectDoc is a line of a carrier's statement.
type collectDoc struct {
	Row      int          `json:"row"`
	Tracking string       `json:"tracking"`
	Number   *string      `json:"number"` // of the order
	Amount   money.Satang `json:"amount_satang"`
	Fee      money.Satang `json:"fee_satang"`
	Owed     money.Satang `json:"owed_satang"`
	Day      *string      `json:"date"`
	State    string       `json:"state"`
}

// orderCollect holds a carrier's statement against the parcels that collect money, and with --take writes down what
// agrees.
func (p *program) orderCollect() *cobra.Command {
	var take bool
	var method, by string
	c := p.command("collect FILE|- [--take] [--pay METHOD] [--by NAME]", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			held, err := p.statement(s, args)
			if err != nil {
				return nil, err
			}
			given := p.collectAnswer(held)
			if !take {
				return given, nil
			}
			taken, err := s.TakeStatement(p.ctx, held.Lines, method, by)
			if err != nil {
				return nil, err
			}
			failed := []failedDoc{}
			for _, f := range taken.Failed {
				failed = append(failed, p.failedDoc(f.Number, f.Why))
			}
			if taken.Count == 0 && len(failed) > 0 {
				return nil, taken.Failed[0].Why
			}
			given.doc["taken"] = document{"count": taken.Count, "amount_satang": taken.Amount, "fee_satang": taken.Fee, "failed": failed}
			given.status = partialStatus(len(failed)+len(held.Rejected)+len(held.Lines)-held.Taking(), taken.Count)
			given.also("collect.taken", fault.Values{"count": taken.Count, "amount": taken.Amount, "fee": taken.Fee, "net": taken.Amount - taken.Fee})
			return given, nil
		})
	})
	c.Flags().BoolVar(&take, "take", false, "")
	c.Flags().StringVar(&method, "pay", selling.Transfer, "METHOD")
	c.Flags().StringVar(&by, "by", "", "NAME")
	return c
}

// statement reads a file, or what is pasted on standard input.
func (p *program) statement(s *shop.Shop, args []string) (*shop.CODStatement, error) {
	if args[0] == "-" {
		text, err := p.input(args, maxChat, "chat_unread")
		if err != nil {
			return nil, err
		}
		return s.PastedStatement(p.ctx, text)
	}
	file, err := openFile(args[0], "file")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return s.StatementFile(p.ctx, filepath.Base(args[0]), file)
}

func (p *program) collectAnswer(held *shop.CODStatement) *answer {
	docs, rejected := make([]collectDoc, len(held.Lines)), []rejectedDoc{}
	for n := range held.Lines {
		l := &held.Lines[n]
		docs[n] = collectDoc{l.Row, l.Tracking, text(l.Parcel.Number), l.Amount, l.Fee, l.Owed, text(string(l.Day)), l.State}
	}
	for _, r := range held.Rejected {
		rejected = append(rejected, rejectedDoc{r.Row, r.Why.Field, r.Text, p.problem(r.Why).Message})
	}
	given := &answer{doc: document{"lines": docs, "rejected": rejected, "count": held.Count, "amount_satang": held.Amount, "fee_satang": held.Fee, "net_satang": held.Net()}}
	given.text = func(out *page) {
		var rows [][]string
		for n, d := range docs {
			rows = append(rows, []string{d.Tracking, held.Lines[n].Parcel.Number, i18n.Baht(d.Owed), i18n.Baht(d.Amount), i18n.Baht(d.Fee), out.t("collect." + d.State)})
		}
		out.table("llrrrl", []string{"col.tracking", "col.order", "col.owed_cod", "col.paid_cod", "col.fee_cod", "col.state"}, rows)
		out.rejected(rejected)
		out.say("collect.sum", fault.Values{"amount": held.Amount, "fee": held.Fee, "net": held.Net()})
	}
	return given
}
