package cli

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

func (p *program) stockCommand() *cobra.Command {
	return p.group("stock", p.stockReceive(), p.stockCount(), p.stockAdjust(), p.stockMove(), p.stockPlace(), p.stockShow(), p.stockHistory(),
		p.stockReturn(), p.stockOrder(), p.stockPaper(), p.stockPapers(), p.stockSheet(), p.stockExpiry(), p.stockRecount(), p.stockReorder())
}

// stockItems looks up the items of a stock command.
func (p *program) stockItems(s *shop.Shop, texts []string, read func(text, field string) (item, error)) ([]stock.Item, error) {
	items, err := readItems(texts, "line", read)
	if err != nil {
		return nil, err
	}
	found := make([]stock.Item, len(items))
	for n, item := range items {
		match, err := s.Find(p.ctx, item.code)
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		size, err := shop.Times(item.qty.Abs(), match.Qty)
		if err != nil {
			return nil, fault.At(err, item.field)
		}
		if item.qty < 0 {
			size = -size
		}
		found[n] = stock.Item{ProductID: match.Product.ID, Qty: size, Cost: item.price}
	}
	return found, nil
}

// stockWork is a stock command: look the items up, do the work, show the goods touched.
func (p *program) stockWork(args []string, read func(text, field string) (item, error), work func(*shop.Shop, []stock.Item) error) (*answer, error) {
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		items, err := p.stockItems(s, args, read)
		if err != nil {
			return nil, err
		}
		if err := work(s, items); err != nil {
			return nil, err
		}
		var touched []id.Product
		for _, item := range items {
			if !slices.Contains(touched, item.ProductID) {
				touched = append(touched, item.ProductID)
			}
		}
		return p.stockAnswer(s, touched)
	})
}

func (p *program) stockReceive() *cobra.Command {
	request := stock.Request{Type: ledger.TypeReceived}
	var lot, expires, producer string
	c := p.command("receive CODE*QTY[@COST] … [--lot L] [--expires DATE] [--producer P] [--ref TEXT]", 1, -1, func(args []string) (*answer, error) {
		day, err := readDay(expires, "expires")
		if err != nil {
			return nil, err
		}
		if utf8.RuneCountInString(lot) > stock.MaxLot {
			return nil, fault.New("text_too_long", "lot", fault.Values{"max": stock.MaxLot})
		}
		read := func(text, field string) (item, error) { return readItem(text, field, "cost") }
		return p.stockWork(args, read, func(s *shop.Shop, items []stock.Item) (err error) {
			for n := range items {
				items[n].Lot, items[n].Expires = lot, day
			}
			if request.Items = items; producer != "" {
				if request.Producer, err = p.producerNamed(s, producer); err != nil {
					return err
				}
			}
			return p.postStock(s, request)
		})
	})
	c.Flags().StringVar(&lot, "lot", "", "L")
	c.Flags().StringVar(&expires, "expires", "", "DATE")
	c.Flags().StringVar(&producer, "producer", "", "P")
	c.Flags().StringVar(&request.Ref, "ref", "", "TEXT")
	return c
}

func (p *program) postStock(s *shop.Shop, request stock.Request) error {
	_, err := s.PostStock(p.ctx, request)
	return err
}

// producerNamed finds a producer by name or id. It fails with "producer_unknown".
func (p *program) producerNamed(s *shop.Shop, name string) (id.Party, error) {
	producers, err := s.Producers(p.ctx)
	if err != nil {
		return id.Party{}, err
	}
	for _, producer := range producers {
		if producer.Name == strings.TrimSpace(name) || producer.ID.String() == name {
			return producer.ID, nil
		}
	}
	return id.Party{}, fault.New("producer_unknown", "producer", fault.Values{"value": name})
}

func (p *program) stockCount() *cobra.Command {
	var reason string
	c := p.command("count CODE=QTY … [--reason TEXT]", 1, -1, func(args []string) (*answer, error) {
		return p.stockWork(args, readCounted, func(s *shop.Shop, items []stock.Item) error {
			return p.postStock(s, stock.Request{Type: ledger.TypeCounted, Items: items, Reason: reason})
		})
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

// readCounted reads CODE=QTY.
func readCounted(text, field string) (item, error) {
	one := item{field: field}
	sign := strings.LastIndexByte(text, '=')
	if sign < 0 {
		return one, fault.Unreadable("count_form", field, fault.Values{"value": text})
	}
	quantity, err := qty.Parse(text[sign+1:])
	if err != nil {
		return one, at(err, field+".qty")
	}
	one.qty = quantity
	return one.named(text[:sign])
}

func (p *program) stockAdjust() *cobra.Command {
	var reason string
	c := p.command("adjust CODE*+QTY|CODE*-QTY … --reason TEXT", 1, -1, func(args []string) (*answer, error) {
		if err := required("reason", reason != ""); err != nil {
			return nil, err
		}
		return p.stockWork(args, readChange, func(s *shop.Shop, items []stock.Item) error {
			return p.postStock(s, stock.Request{Type: ledger.TypeAdjusted, Items: items, Reason: reason})
		})
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

// readChange reads CODE*+QTY or CODE*-QTY: the sign says which way and must be there.
func readChange(text, field string) (item, error) {
	one := item{field: field}
	star := strings.LastIndexByte(text, '*')
	if star < 0 || star+1 == len(text) || text[star+1] != '+' && text[star+1] != '-' {
		return one, fault.Unreadable("adjust_form", field, fault.Values{"value": text})
	}
	quantity, err := qty.Parse(text[star+2:])
	if err != nil {
		return one, at(err, field+".qty")
	}
	if one.qty = quantity; text[star+1] == '-' {
		one.qty = -quantity
	}
	return one.named(text[:star])
}

func (p *program) stockMove() *cobra.Command {
	var from, to string
	c := p.command("move CODE*QTY … --from LOC --to LOC", 1, -1, func(args []string) (*answer, error) {
		if err := required("from", from != ""); err != nil {
			return nil, err
		}
		if err := required("to", to != ""); err != nil {
			return nil, err
		}
		read := func(text, field string) (item, error) { return readItem(text, field, "") }
		return p.stockWork(args, read, func(s *shop.Shop, items []stock.Item) error {
			out, err := s.PlaceNamed(p.ctx, from, "from")
			if err != nil {
				return err
			}
			in, err := s.PlaceNamed(p.ctx, to, "to")
			if err != nil {
				return err
			}
			return p.postStock(s, stock.Request{Type: ledger.TypeMoved, Items: items, Place: out.ID, To: in.ID})
		})
	})
	c.Flags().StringVar(&from, "from", "", "LOC")
	c.Flags().StringVar(&to, "to", "", "LOC")
	return c
}

func (p *program) stockPlace() *cobra.Command {
	var kind, rename string
	var shut, reopen bool
	c := p.command("place [NAME] [--kind shop|store|stall] [--rename NEW] [--close|--reopen]", 0, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			var err error
			switch {
			case len(args) == 0:
			case rename == "" && !shut && !reopen:
				_, err = s.AddPlace(p.ctx, args[0], kind)
			default:
				err = p.changePlace(s, args[0], rename, shut, reopen)
			}
			if err != nil {
				return nil, err
			}
			places, err := s.Places(p.ctx)
			if err != nil {
				return nil, err
			}
			type placeDoc struct {
				Name   string  `json:"name"`
				Kind   *string `json:"kind"`
				Closed bool    `json:"closed"`
			}
			docs := make([]placeDoc, len(places))
			for n, place := range places {
				docs[n] = placeDoc{place.Name, text(place.Kind), place.Closed}
			}
			return &answer{doc: document{"places": docs}, text: func(out *page) {
				for _, place := range places {
					out.line(place.Name)
				}
			}}, nil
		})
	})
	c.Flags().StringVar(&kind, "kind", "store", "shop|store|stall")
	c.Flags().StringVar(&rename, "rename", "", "NEW")
	c.Flags().BoolVar(&shut, "close", false, "")
	c.Flags().BoolVar(&reopen, "reopen", false, "")
	return c
}

// changePlace renames, closes or opens a place again: the one of that name that is open, else one that is closed.
func (p *program) changePlace(s *shop.Shop, name, rename string, shut, reopen bool) error {
	all, err := s.Places(p.ctx)
	if err != nil {
		return err
	}
	var found *shop.Place
	for n := range all {
		if all[n].Name == name && (found == nil || found.Closed) {
			found = &all[n]
		}
	}
	if found == nil {
		return fault.New("place_unknown", "place", fault.Values{"value": name})
	}
	if rename != "" {
		found.Name = rename
	}
	if found.Kind == "" { // of a shop made before places had kinds
		found.Kind = shop.PlaceKinds[1]
	}
	found.Closed = (found.Closed || shut) && !reopen
	_, err = s.SavePlace(p.ctx, *found)
	return err
}
