package cli

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// poolDoc is a run of tracking numbers.
type poolDoc struct {
	ID      string `json:"id"`
	Service string `json:"service"`
	COD     bool   `json:"cod"`
	First   string `json:"first"`
	Last    string `json:"last"`
	Count   int    `json:"count"`
	Left    int    `json:"left"`
	Closed  bool   `json:"closed"`
	Next    string `json:"next"` // the first that was not given yet, "" = none
}

func poolDocOf(pool *shop.Pool) poolDoc {
	return poolDoc{pool.ID.String(), pool.Service, pool.COD, pool.First, pool.Last, pool.Count, pool.Left, pool.Closed, pool.Next}
}

func (p *program) trackingPool() *cobra.Command {
	return p.group("pool", p.poolAdd(), p.poolList(), p.poolClose(), p.poolOpen(), p.poolDestroyed())
}

// poolAdd writes a run of numbers that the post gave the shop.
func (p *program) poolAdd() *cobra.Command {
	var count, service string
	var cod bool
	c := p.command("add FIRST --count N [--service ems] [--cod]", 1, 1, func(args []string) (*answer, error) {
		if err := required("count", count != ""); err != nil {
			return nil, err
		}
		numbers, err := readCount(count, "count", shipping.MaxRange)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			pool, err := s.AddPool(p.ctx, service, cod, args[0], numbers)
			if err != nil {
				return nil, err
			}
			doc := poolDocOf(&pool)
			return &answer{doc: document{"pool": doc}, text: func(out *page) { out.pools([]poolDoc{doc}) }}, nil
		})
	})
	c.Flags().StringVar(&count, "count", "", "N")
	c.Flags().StringVar(&service, "service", shipping.EMS, "ems")
	c.Flags().BoolVar(&cod, "cod", false, "")
	return c
}

// poolList lists the runs, and the numbers that are on no parcel any more.
func (p *program) poolList() *cobra.Command {
	return p.command("list", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			pools, err := s.Pools(p.ctx)
			if err != nil {
				return nil, err
			}
			loose, err := s.LooseNumbers(p.ctx, 1000)
			if err != nil {
				return nil, err
			}
			docs, numbers := make([]poolDoc, len(pools)), make([]string, len(loose))
			for n := range pools {
				docs[n] = poolDocOf(&pools[n])
			}
			for n := range loose {
				numbers[n] = loose[n].Tracking
			}
			return &answer{doc: document{"pools": docs, "loose": numbers}, text: func(out *page) {
				out.pools(docs)
				for _, number := range loose {
					out.say("pool.loose", fault.Values{"tracking": number.Tracking, "number": number.Number})
				}
			}}, nil
		})
	})
}

// poolClose ends the giving of a pool's numbers.
func (p *program) poolClose() *cobra.Command {
	return p.command("close FIRST", 1, 1, func(args []string) (*answer, error) {
		return p.changedPool(args[0], func(s *shop.Shop, pool id.Pool) error { return s.ClosePool(p.ctx, pool) })
	})
}

// poolOpen begins it again, after a restore at the first number that nobody used.
func (p *program) poolOpen() *cobra.Command {
	var next string
	c := p.command("open FIRST [--next TRACKING]", 1, 1, func(args []string) (*answer, error) {
		return p.changedPool(args[0], func(s *shop.Shop, pool id.Pool) error { return s.OpenPool(p.ctx, pool, next) })
	})
	c.Flags().StringVar(&next, "next", "", "TRACKING")
	return c
}

// changedPool changes the pool that begins with a number.
func (p *program) changedPool(first string, change func(*shop.Shop, id.Pool) error) (*answer, error) {
	number, err := shipping.ParseTracking(first)
	if err != nil {
		return nil, at(fault.New(fault.Code(err), "", fault.Of(err).Values), "first")
	}
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		find := func() (*shop.Pool, error) {
			pools, err := s.Pools(p.ctx)
			if err != nil {
				return nil, err
			}
			if n := slices.IndexFunc(pools, func(pool shop.Pool) bool { return pool.First == string(number) }); n >= 0 {
				return &pools[n], nil
			}
			return nil, fault.New("pool_unknown", "first", fault.Values{"value": string(number)})
		}
		pool, err := find()
		if err == nil {
			err = change(s, pool.ID)
		}
		if err != nil {
			return nil, err
		}
		if pool, err = find(); err != nil {
			return nil, err
		}
		doc := poolDocOf(pool)
		return &answer{doc: document{"pool": doc}, text: func(out *page) { out.pools([]poolDoc{doc}) }}, nil
	})
}

// poolDestroyed takes numbers back whose labels the person who calls it has destroyed.
func (p *program) poolDestroyed() *cobra.Command {
	return p.command("destroyed TRACKING …", 1, -1, func(args []string) (*answer, error) {
		numbers := make([]string, len(args))
		for n, arg := range args {
			number, err := shipping.ParseTracking(arg)
			if err != nil {
				return nil, at(fault.New(fault.Code(err), "", fault.Of(err).Values), "number["+strconv.Itoa(n)+"]")
			}
			numbers[n] = string(number)
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			if err := s.LabelDestroyed(p.ctx, numbers); err != nil {
				return nil, err
			}
			return &answer{doc: document{"numbers": numbers}, text: func(out *page) { out.say("pool.back", fault.Values{"count": len(numbers)}) }}, nil
		})
	})
}

func (p *page) pools(docs []poolDoc) {
	var rows [][]string
	for _, d := range docs {
		state := ""
		if d.COD {
			state = "COD"
		}
		if d.Closed {
			state += " " + p.t("pool.closed")
		}
		rows = append(rows, []string{shop.ServiceCodeName(p.lang, d.Service), d.First, d.Last, strconv.Itoa(d.Count), strconv.Itoa(d.Left), state})
	}
	p.table("lllrrl", []string{"col.service", "col.first", "col.last", "col.count", "col.pool_left", "col.state"}, rows)
}
