package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) orderCommand() *cobra.Command {
	c := p.group("order", p.orderParse(), p.orderAdd(), p.orderList(), p.orderShow(), p.orderConfirm(), p.orderUnconfirm(), p.orderPay(), p.orderPack(),
		p.orderUnpack(), p.orderCancel(), p.orderReopen(), p.orderRefund(), p.orderReply(), p.orderImport(), p.orderErase())
	c.AddCommand(p.orderShipping()...)
	return c
}

// orderBrief is an order in a list and as other commands mention it.
type orderBrief struct {
	ID         string       `json:"id"`
	Number     string       `json:"number"`
	Short      string       `json:"short"` // how it is called in the shop: LA-0042
	Channel    string       `json:"channel"`
	ChannelNo  *string      `json:"channel_no"`
	State      string       `json:"state"`
	Payment    string       `json:"payment"`
	Fulfilment string       `json:"fulfilment"`
	Todo       *string      `json:"todo"` // what is to be done next
	Total      money.Satang `json:"total_satang"`
	Paid       money.Satang `json:"paid_satang"`
	Due        *string      `json:"due"`
	At         *string      `json:"at"`
}

func briefOf(o *ordering.Past) orderBrief {
	return orderBrief{ID: o.Order.ID.String(), Number: o.Order.Number, Short: ordering.Short(&o.Order), Channel: o.Order.Channel, ChannelNo: text(o.Order.ChannelNo), State: o.State(),
		Payment: o.Payment(), Fulfilment: o.Fulfilment(), Todo: text(o.Todo()), Total: o.Total(), Paid: o.Paid(), Due: text(string(o.Content.Due)), At: moment(o.Order.At.Time())}
}

// word writes a word of orders: its state, what is to be done.
func (p *page) word(kind, word string) string { return i18n.T(p.lang, "ordering."+kind+"."+word) }

// orderDo makes a command that does something with one order, by whom it is told, and shows the order.
func (p *program) orderDo(use string, do func(s *shop.Shop, o *shop.Order, by string) error) *cobra.Command {
	var by string
	c := p.command(use+" [--by NAME]", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			order, err := s.OrderNumbered(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			if err := do(s, order, by); err != nil {
				return nil, err
			}
			given, err := p.orderAnswer(s, args[0])
			if err != nil {
				return nil, err
			}
			if order, err = s.Order(p.ctx, order.Order.ID); err != nil {
				return nil, err
			}
			warning, err := s.CancelledOrder(p.ctx, order)
			if warning != nil {
				given.warnings = append(given.warnings, warning)
			}
			return given, err
		})
	})
	c.Flags().StringVar(&by, "by", "", "NAME")
	return c
}

func (p *program) orderAnswer(s *shop.Shop, number string) (*answer, error) {
	order, err := p.orderAll(s, number)
	if err != nil {
		return nil, err
	}
	doc := orderFull(order)
	return &answer{doc: document{"order": doc, "orders": []orderBrief{doc.orderBrief}}, text: func(out *page) { out.order(order, &doc) }}, nil
}

func (p *program) orderShow() *cobra.Command {
	return p.command("show NUMBER", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) { return p.orderAnswer(s, args[0]) })
	})
}

func (p *program) orderList() *cobra.Command {
	var query shop.OrderQuery
	limit := "100"
	c := p.command("list [--state S] [--todo T] [--channel C] [--search TEXT] [--oversold] [--limit N]", 0, 0, func([]string) (*answer, error) {
		var err error
		if query.Limit, err = readLimit(limit, 10_000); err != nil {
			return nil, err
		}
		for _, asked := range []struct {
			flag, value string
			known       []string
		}{{"state", query.State, ordering.States}, {"todo", query.Todo, ordering.Todos}, {"channel", query.Channel, ordering.Channels}} {
			if err := oneOf(asked.value, asked.flag, asked.known); err != nil {
				return nil, err
			}
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			rows, total, err := s.Orders(p.ctx, query)
			if err != nil {
				return nil, err
			}
			given, err := ordersAnswer(rows, total), error(nil)
			if query.Oversold {
				err = p.addOversold(s, rows, given)
			}
			return given, err
		})
	})
	flags := c.Flags()
	flags.StringVar(&query.State, "state", "", "S")
	flags.StringVar(&query.Todo, "todo", "", "T")
	flags.StringVar(&query.Channel, "channel", "", "C")
	flags.StringVar(&query.Search, "search", "", "TEXT")
	flags.BoolVar(&query.Oversold, "oversold", false, "")
	flags.StringVar(&limit, "limit", limit, "N")
	return c
}

// oneOf refuses a word that is none of those known; "" asks for nothing.
func oneOf(word, field string, known []string) error {
	for _, each := range known {
		if word == each {
			return nil
		}
	}
	if word == "" {
		return nil
	}
	list := ""
	for _, each := range known {
		list += ", " + each
	}
	return fault.Unreadable("word_unknown", field, fault.Values{"value": word, "known": list[2:]})
}

func ordersAnswer(rows []shop.OrderRow, total int) *answer {
	type row struct {
		orderBrief
		Name    string  `json:"name"` // of who gets it
		Service *string `json:"service"`
	}
	docs := make([]row, len(rows))
	for n, r := range rows {
		docs[n] = row{orderBrief{ID: r.OrderID.String(), Number: r.Number, Short: r.Short, Channel: r.Channel, ChannelNo: text(r.ChannelNo), State: r.State, Payment: r.Payment,
			Fulfilment: r.Fulfilment, Todo: text(r.Todo), Total: r.Total, Paid: r.Paid, Due: text(string(r.Due)), At: moment(r.At.Time())}, r.Name, text(r.Service)}
	}
	return &answer{doc: document{"orders": docs, "total": total}, text: func(out *page) {
		if len(rows) == 0 {
			out.say("order.none")
			return
		}
		var cells [][]string
		for _, r := range rows {
			todo := ""
			if r.Todo != "" {
				todo = out.word("todo", r.Todo)
			}
			cells = append(cells, []string{r.Number, i18n.MomentBrief(out.lang, r.At.Time()), out.word("channel", r.Channel), r.Name, i18n.Baht(r.Total),
				out.word("payment", r.Payment), out.word("state", r.State), todo})
		}
		out.table("llllrlll", []string{"col.number", "col.time", "col.channel", "col.name", "col.total", "col.payment", "col.stands", "col.next"}, cells)
		if total > len(rows) {
			out.say("order.more", fault.Values{"count": total - len(rows)})
		}
	}}
}
