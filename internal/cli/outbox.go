package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/store"
)

func (p *program) outboxCommand() *cobra.Command {
	var channel, state string
	limit := "100"
	c := p.command("outbox [--channel NAME] [--state S] [--limit N]", 0, 0, func([]string) (*answer, error) {
		query := store.OutboxQuery{State: state}
		var err error
		if query.Limit, err = readLimit(limit, 1000); err != nil {
			return nil, err
		}
		if err := oneOf(state, "state", publishing.OutgoingStates); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			if channel != "" {
				named, err := s.ChannelNamed(p.ctx, channel)
				if err != nil {
					return nil, at(err, "channel")
				}
				query.ConnectionID = named.ID
			}
			rows, total, err := s.Outbox(p.ctx, query)
			if err != nil {
				return nil, err
			}
			return p.outboxAnswer(rows, total), nil
		})
	})
	c.Flags().StringVar(&channel, "channel", "", "NAME")
	c.Flags().StringVar(&state, "state", "", "S")
	c.Flags().StringVar(&limit, "limit", limit, "N")
	c.AddCommand(p.outboxRetry(), p.outboxDiscard(), p.outboxExport(), p.outboxImport())
	return c
}

// outgoingDoc is a row of the outbox as JSON gives it.
type outgoingDoc struct {
	ID        int64    `json:"id"`
	Channel   string   `json:"channel"`
	Kind      string   `json:"kind"`
	SKU       *string  `json:"sku"`
	Order     *string  `json:"order"`
	Name      *string  `json:"name"`
	What      *string  `json:"what"` // the step, or the parcel
	State     string   `json:"state"`
	Attempts  int      `json:"attempts"`
	Why       *problem `json:"why"`
	Discarded *string  `json:"discarded"`
	At        *string  `json:"at"`
	NextAt    *string  `json:"next_at"`
	EndedAt   *string  `json:"ended_at"`
}

func (p *program) outgoingDoc(row *shop.Outgoing) outgoingDoc {
	return outgoingDoc{row.ID, row.Channel, row.Kind, text(row.SKU), text(row.Number), text(row.Name), text(row.What), row.State, row.Attempts, p.why(row.Why),
		text(row.Discarded), mark(row.At), mark(row.NextAt), mark(row.EndedAt)}
}

// mark writes a moment of the books, null for none.
func mark(at ledger.Millis) *string {
	if at == 0 {
		return nil
	}
	return moment(at.Time())
}

func (p *program) outboxAnswer(rows []shop.Outgoing, total int) *answer {
	docs := make([]outgoingDoc, len(rows))
	for n := range rows {
		docs[n] = p.outgoingDoc(&rows[n])
	}
	return &answer{doc: document{"outbox": docs, "total": total}, text: func(out *page) {
		if len(rows) == 0 {
			out.say("outbox.none")
			return
		}
		var cells [][]string
		for n := range rows {
			row, why := &rows[n], ""
			if docs[n].Why != nil {
				why = docs[n].Why.Message
			}
			cells = append(cells, []string{strconv.FormatInt(row.ID, 10), row.Channel, out.outgoing(row), row.SKU + row.Number, oneLine(row.Name),
				out.t("outbox.state." + row.State), why})
		}
		out.table("rllllll", []string{"col.outgoing", "col.channel", "col.kind", "col.about", "col.name", "col.stands", "col.reason"}, cells)
		if total > len(rows) {
			out.say("outbox.more", fault.Values{"count": total - len(rows)})
		}
	}}
}

// outgoing says what a channel is to be told.
func (p *page) outgoing(row *shop.Outgoing) string {
	if row.Kind == publishing.Stepped {
		return p.t("outbox.step." + row.What)
	}
	return p.t("outbox.kind." + row.Kind)
}

// readRow reads the number of a row of the outbox.
func readRow(text string) (int64, error) {
	row, err := readCount(text, "id", 1<<53)
	return int64(row), err
}

func (p *program) outboxRetry() *cobra.Command {
	var all bool
	c := p.command("retry ID|--all", 0, 1, func(args []string) (*answer, error) {
		var rows []int64
		switch {
		case all && len(args) > 0:
			return nil, fault.Unreadable("argument_surplus", "", fault.Values{"value": args[0], "command": "talat outbox retry --all"})
		case !all && len(args) == 0:
			return nil, fault.Unreadable("argument_missing", "", fault.Values{"command": "talat outbox retry"})
		case !all:
			row, err := readRow(args[0])
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			count, err := s.RetryOutgoing(p.ctx, rows...)
			if err != nil {
				return nil, err
			}
			if !all && count == 0 {
				return nil, fault.New("outgoing_unknown", "id", nil)
			}
			return &answer{doc: document{"retried": count}, text: func(out *page) { out.say("outbox.retried", fault.Values{"count": i18n.Value(out.lang, count)}) }}, nil
		})
	})
	c.Flags().BoolVar(&all, "all", false, "")
	return c
}

func (p *program) outboxDiscard() *cobra.Command {
	var reason string
	c := p.command("discard ID --reason TEXT", 1, 1, func(args []string) (*answer, error) {
		if err := required("reason", reason != ""); err != nil {
			return nil, err
		}
		row, err := readRow(args[0])
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			if err := s.DiscardOutgoing(p.ctx, row, reason); err != nil {
				return nil, err
			}
			return &answer{doc: document{"discarded": row}, text: func(out *page) { out.say("outbox.discarded", fault.Values{"id": strconv.FormatInt(row, 10)}) }}, nil
		})
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}
