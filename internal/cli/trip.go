package cli

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

func (p *program) tripCommand() *cobra.Command {
	return p.group("trip", p.tripList(), p.tripShow(), p.tripNew(), p.tripLoad(), p.tripGo(), p.tripLoss(), p.tripCost(), p.tripBack(), p.tripPaper())
}

// aTrip finds a trip by its name or id, lets act do something with it, and shows what it is then.
func (p *program) aTrip(name string, act func(*shop.Shop, id.Trip) error) (*answer, error) {
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		found, err := s.TripNamed(p.ctx, name)
		if err != nil {
			return nil, err
		}
		if act != nil {
			if err := act(s, found.ID); err != nil {
				return nil, err
			}
		}
		return tripAnswer(s.Trip(p.ctx, found.ID))
	})
}

func (p *program) tripList() *cobra.Command {
	return p.command("list", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			trips, err := s.Trips(p.ctx)
			if err != nil {
				return nil, err
			}
			docs := make([]tripHead, len(trips))
			for n := range trips {
				docs[n] = headOf(&trips[n])
			}
			return &answer{doc: document{"trips": docs}, text: func(out *page) {
				if len(docs) == 0 {
					out.line(i18n.T(out.lang, "trips.empty"))
				}
				for _, doc := range docs {
					out.line(doc.Name + " · " + i18n.Date(out.lang, doc.From) + " · " + i18n.T(out.lang, "trips.state."+doc.State))
				}
			}}, nil
		})
	})
}

func (p *program) tripShow() *cobra.Command {
	return p.command("show [TRIP]", 0, 1, func(args []string) (*answer, error) { return p.aTrip(first(args), nil) })
}

func first(args []string) string {
	if len(args) > 0 {
		return args[0]
	}
	return ""
}

func (p *program) tripNew() *cobra.Command {
	var from, to, own string
	c := p.command("new NAME [--from DATE] [--to DATE] [--id UUID]", 1, 1, func(args []string) (*answer, error) {
		trip := stock.Trip{Name: args[0]}
		var err error
		if trip.From, err = readDay(from, "from"); err != nil {
			return nil, err
		}
		if trip.To, err = readDay(to, "to"); err != nil {
			return nil, err
		}
		if own != "" {
			if trip.ID, err = id.Parse[id.Trip](own); err != nil {
				return nil, err
			}
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return tripAnswer(s.AddTrip(p.ctx, trip)) })
	})
	c.Flags().StringVar(&from, "from", "", "DATE")
	c.Flags().StringVar(&to, "to", "", "DATE")
	c.Flags().StringVar(&own, "id", "", "UUID")
	return c
}

// tripGoods is a command that moves goods of a trip: TRIP CODE*QTY …, done once for an id.
func (p *program) tripGoods(args []string, own string, request stock.Request, move func(*shop.Shop, id.Trip, stock.Request) error) (*answer, error) {
	if own != "" {
		var err error
		if request.ID, err = id.Parse[id.StockPaper](own); err != nil {
			return nil, err
		}
	}
	return p.aTrip(args[0], func(s *shop.Shop, trip id.Trip) (err error) {
		read := func(text, field string) (item, error) { return readItem(text, field, "") }
		if request.Items, err = p.stockItems(s, args[1:], read); err != nil {
			return err
		}
		return move(s, trip, request)
	})
}

func (p *program) tripLoad() *cobra.Command {
	var own string
	var takeOut bool
	c := p.command("load TRIP CODE*QTY … [--take-out] [--id UUID]", 2, -1, func(args []string) (*answer, error) {
		return p.tripGoods(args, own, stock.Request{}, func(s *shop.Shop, trip id.Trip, request stock.Request) error {
			if takeOut {
				return s.UnloadTrip(p.ctx, trip, request)
			}
			return s.LoadTrip(p.ctx, trip, request)
		})
	})
	c.Flags().StringVar(&own, "id", "", "UUID")
	c.Flags().BoolVar(&takeOut, "take-out", false, "")
	return c
}

func (p *program) tripGo() *cobra.Command {
	return p.command("go TRIP", 1, 1, func(args []string) (*answer, error) {
		return p.aTrip(args[0], func(s *shop.Shop, trip id.Trip) error { return s.GoTrip(p.ctx, trip) })
	})
}

func (p *program) tripLoss() *cobra.Command {
	var reason, own string
	c := p.command("loss TRIP CODE*QTY … --reason tasted|broken|given|stolen|expired|TEXT [--id UUID]", 2, -1, func(args []string) (*answer, error) {
		if err := required("reason", reason != ""); err != nil {
			return nil, err
		}
		return p.tripGoods(args, own, stock.Request{Reason: reason}, func(s *shop.Shop, trip id.Trip, request stock.Request) error {
			return s.LoseTrip(p.ctx, trip, request)
		})
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	c.Flags().StringVar(&own, "id", "", "UUID")
	return c
}

func (p *program) tripCost() *cobra.Command {
	var note, own string
	var drawer bool
	c := p.command("cost TRIP rent|fuel|other AMOUNT [--note TEXT] [--drawer] [--id UUID]", 3, 3, func(args []string) (*answer, error) {
		cost := stock.Cost{Kind: args[1], Note: note, Drawer: drawer}
		if !slices.Contains(stock.CostKinds, cost.Kind) {
			return nil, fault.Unreadable("cost_unknown", "kind", fault.Values{"value": cost.Kind})
		}
		var err error
		if cost.Amount, err = readPositive(args[2], "amount"); err != nil {
			return nil, err
		}
		if own != "" {
			if cost.ID, err = id.Parse[id.Change](own); err != nil {
				return nil, err
			}
		}
		return p.aTrip(args[0], func(s *shop.Shop, trip id.Trip) error { return s.SpendTrip(p.ctx, trip, cost) })
	})
	c.Flags().StringVar(&note, "note", "", "TEXT")
	c.Flags().BoolVar(&drawer, "drawer", false, "")
	c.Flags().StringVar(&own, "id", "", "UUID")
	return c
}

// What is taken of goods that trip back does not name.
const (
	restMissing = "missing" // nothing of them is there
	restThere   = "there"   // all of them are, as the books have it
)

func (p *program) tripBack() *cobra.Command {
	var rest string
	c := p.command("back TRIP [CODE=QTY …] [--rest missing|there]", 1, -1, func(args []string) (*answer, error) {
		if rest != "" && rest != restMissing && rest != restThere {
			return nil, fault.Unreadable("flag_value_unreadable", "rest", fault.Values{"flag": "--rest", "value": rest})
		}
		return p.aTrip(args[0], func(s *shop.Shop, trip id.Trip) error {
			counted, err := p.stockItems(s, args[1:], readCounted)
			if err != nil {
				return err
			}
			found, err := s.Trip(p.ctx, trip)
			if err != nil || found.State == stock.TripBack {
				return err
			}
			if counted, err = restOf(found, counted, rest); err != nil {
				return err
			}
			return s.EndTrip(p.ctx, trip, counted, "")
		})
	})
	c.Flags().StringVar(&rest, "rest", "", "missing|there")
	return c
}

// restOf adds what should lie in the box and was not named. It fails with "trip_uncounted" when nobody said
// what is to be taken of that.
func restOf(trip *shop.Trip, counted []stock.Item, rest string) ([]stock.Item, error) {
	for _, item := range trip.Box {
		if slices.ContainsFunc(counted, func(c stock.Item) bool { return c.ProductID == item.Product.ID }) {
			continue
		}
		switch rest {
		case restThere:
			counted = append(counted, stock.Item{ProductID: item.Product.ID, Qty: max(item.Qty, 0)})
		case restMissing:
		default:
			return nil, fault.New("trip_uncounted", "line", fault.Values{"name": item.Product.Name})
		}
	}
	return counted, nil
}

type tripHead struct {
	ID    string    `json:"id"`
	Name  string    `json:"name"`
	From  clock.Day `json:"from"`
	To    clock.Day `json:"to"`
	State string    `json:"state"`
}

func headOf(trip *stock.Trip) tripHead {
	return tripHead{trip.ID.String(), trip.Name, trip.From, trip.To, trip.State}
}

type tripDoc struct {
	tripHead
	Bills    int                     `json:"bills"`
	Pieces   number                  `json:"pieces"`
	Sold     money.Satang            `json:"sold_satang"`
	Discount money.Satang            `json:"discount_satang"`
	VAT      money.Satang            `json:"vat_satang"`
	Cash     money.Satang            `json:"cash_satang"`
	Bank     money.Satang            `json:"promptpay_satang"`
	Others   money.Satang            `json:"others_satang"`
	Shares   money.Satang            `json:"shares_satang"`
	Goods    money.Satang            `json:"goods_satang"`
	Tasted   money.Satang            `json:"tasted_satang"`
	Lost     money.Satang            `json:"lost_satang"`
	Missing  money.Satang            `json:"missing_satang"`
	Spent    map[string]money.Satang `json:"costs_satang"`
	Earned   money.Satang            `json:"earned_satang"`
	Costs    []costDoc               `json:"costs"`
	Rows     []tripRowDoc            `json:"products"`
}

type costDoc struct {
	ID     string       `json:"id"`
	Kind   string       `json:"kind"`
	Amount money.Satang `json:"amount_satang"`
	Note   *string      `json:"note"`
	Drawer bool         `json:"drawer"`
}

type tripRowDoc struct {
	SKU     string `json:"sku"`
	Name    string `json:"name"`
	Taken   number `json:"taken"`
	Sold    number `json:"sold"`
	Tasted  number `json:"tasted"`
	Lost    number `json:"lost"`
	Back    number `json:"back"`
	Missing number `json:"missing"`
	Left    number `json:"left"`
}

func tripAnswer(trip *shop.Trip, err error) (*answer, error) {
	if err != nil {
		return nil, err
	}
	sum := trip.Sum
	doc := tripDoc{tripHead: headOf(&trip.Trip), Bills: sum.Bills, Pieces: number(sum.Pieces), Sold: sum.Sold, Discount: sum.Discount, VAT: sum.VAT,
		Cash: sum.Cash, Bank: sum.Bank, Others: sum.Others, Shares: sum.Shares, Goods: sum.Goods, Tasted: sum.Tasted, Lost: sum.Lost,
		Missing: sum.Missing, Earned: sum.Earned(), Spent: map[string]money.Satang{}, Costs: []costDoc{}, Rows: []tripRowDoc{}}
	for _, kind := range stock.CostKinds {
		doc.Spent[kind] = sum.Spent(kind)
	}
	for _, cost := range sum.Costs {
		doc.Costs = append(doc.Costs, costDoc{cost.ID.String(), cost.Kind, cost.Amount, text(cost.Note), cost.Drawer})
	}
	for _, row := range sum.Rows {
		product := trip.Products[row.ProductID]
		doc.Rows = append(doc.Rows, tripRowDoc{product.SKU, product.Name, number(row.Taken), number(row.Sold), number(row.Tasted), number(row.Lost),
			number(row.Back), number(row.Missing), number(row.Left())})
	}
	return &answer{doc: document{"trip": doc}, text: func(out *page) { out.trip(doc) }}, nil
}

func (p *page) trip(doc tripDoc) {
	say := func(key string) string { return i18n.T(p.lang, "trips."+key) }
	p.line(doc.Name + " · " + i18n.Date(p.lang, doc.From) + " · " + say("state."+doc.State))
	rows := [][]string{{say("sum.bills"), i18n.Value(p.lang, doc.Bills)}}
	for _, sum := range []struct {
		key    string
		amount money.Satang
		always bool
	}{{"sum.sold", doc.Sold, true}, {"sum.discount", doc.Discount, false}, {"sum.cash", doc.Cash, true}, {"sum.promptpay", doc.Bank, true},
		{"sum.others", doc.Others, false}, {"sum.vat", doc.VAT, false}, {"sum.shares", doc.Shares, false}, {"sum.goods", doc.Goods, false},
		{"sum.tasted", doc.Tasted, false}, {"sum.lost", doc.Lost, false}, {"sum.missing", doc.Missing, false},
		{"cost.rent", doc.Spent[stock.CostRent], false}, {"cost.fuel", doc.Spent[stock.CostFuel], false},
		{"cost.other", doc.Spent[stock.CostOther], false}, {"sum.earned", doc.Earned, true}} {
		if sum.always || sum.amount != 0 {
			rows = append(rows, []string{say(sum.key), i18n.Baht(sum.amount)})
		}
	}
	p.columns("lr", rows)
	if len(doc.Rows) == 0 {
		return
	}
	goods := [][]string{{say("col.product"), say("col.taken"), say("col.sold"), say("col.tasted"), say("col.lost"), say("col.back"), say("col.missing"), say("col.left")}}
	for _, row := range doc.Rows {
		cells := []string{row.Name}
		for _, n := range []number{row.Taken, row.Sold, row.Tasted, row.Lost, row.Back, row.Missing, row.Left} {
			cells = append(cells, i18n.Qty(qty.Qty(n)))
		}
		goods = append(goods, cells)
	}
	p.line("")
	p.columns("lrrrrrrr", goods)
}

func (p *program) tripPaper() *cobra.Command {
	var out, paper string
	c := p.command("paper TRIP --out F.pdf [--paper a4|80|58]", 1, 1, func(args []string) (*answer, error) {
		if _, err := fileKind(out, "out", ".pdf"); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			trip, err := s.TripNamed(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			papers, err := s.PackingList(p.ctx, trip.ID, paper, p.lang)
			if err != nil {
				return nil, err
			}
			if err := writeFile(out, func(w io.Writer) error { return s.WritePapers(w, papers) }); err != nil {
				return nil, err
			}
			return fileAnswer(out, document{"pages": len(papers.Pages)}), nil
		})
	})
	c.Flags().StringVar(&out, "out", "", "F.pdf")
	c.Flags().StringVar(&paper, "paper", "a4", "a4|80|58")
	return c
}
