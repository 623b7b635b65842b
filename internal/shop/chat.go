package shop

import (
	"context"
	"sync"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/qty"
)

// ReadChat reads the orders of a pasted chat with the shop's goods, and saves nothing. What is sold
// counts: archived goods are left out, and goods with variants are named by those. Preparing the goods
// of a large shop takes a moment, once; after that a message takes a millisecond or two, until goods
// change. Faults: "chat_empty", "chat_not_text".
func (s *Shop) ReadChat(ctx context.Context, text string) ([]chat.Order, error) {
	if err := chat.Check(text); err != nil {
		return nil, err
	}
	goods, err := s.chatGoods(ctx)
	if err != nil {
		return nil, err
	}
	name, err := s.Get(ctx, "shop.name")
	if err != nil {
		return nil, err
	}
	register, err := s.Register(ctx)
	if err != nil {
		return nil, err
	}
	return chat.Parse(text, goods, chat.Options{Shop: []string{name}, Register: register}), nil
}

// spoken are the shop's goods as chats name them, and the newest event that they know.
type spoken struct {
	sync.Mutex
	goods *chat.Catalogue
	seen  int64
}

// chatGoods gives the goods as chats name them, prepared again only after goods were saved, here or by
// another program.
func (s *Shop) chatGoods(ctx context.Context) (*chat.Catalogue, error) {
	s.spoken.Lock()
	defer s.spoken.Unlock()
	if s.spoken.goods != nil {
		changed, last, err := s.db.ChangedSince(ctx, s.spoken.seen)
		if err != nil {
			return nil, err
		}
		if s.spoken.seen = last; len(changed) == 0 {
			return s.spoken.goods, nil
		}
		s.spoken.goods = nil
	}
	seen, err := s.db.DataVersion(ctx)
	if err != nil {
		return nil, err
	}
	var all []catalog.Product
	if err := s.db.Products(ctx, func(p catalog.Product) { all = append(all, p) }); err != nil {
		return nil, err
	}
	s.spoken.goods, s.spoken.seen = chat.NewCatalogue(chatNames(all)), seen
	return s.spoken.goods, nil
}

// chatNames lists the goods that are sold by all that a customer may call them. A variant goes by each
// name of its product, alone and with what tells it from the others: alone it means any of them.
func chatNames(products []catalog.Product) []chat.Good {
	parents := map[id.Product]*catalog.Product{}
	for n := range products {
		if products[n].HasVariants {
			parents[products[n].ID] = &products[n]
		}
	}
	var goods []chat.Good
	for n := range products {
		p := &products[n]
		if p.Archived || p.HasVariants || p.Untracked {
			continue
		}
		good := chat.Good{SKU: p.SKU, Name: p.Name, Aliases: p.Aliases, Unit: p.Unit, Price: p.UnitPrice(catalog.Retail, qty.One)}
		if p.Variant != "" {
			good.Name = p.Name + " " + p.Variant
			good.Aliases = append([]string{p.Name}, p.Aliases...)
			if parent := parents[p.ParentID]; parent != nil {
				good.Aliases = append(good.Aliases, parent.Aliases...)
			}
			for _, alias := range good.Aliases[1:] {
				good.Aliases = append(good.Aliases, alias+" "+p.Variant)
			}
		}
		goods = append(goods, good)
	}
	return goods
}
