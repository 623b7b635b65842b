package cli

import (
	"math"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) demoCommand() *cobra.Command {
	var products, bills, orders, seed string
	c := p.command("demo [--products N] [--bills N] [--orders N] [--seed S]", 0, 0, func([]string) (*answer, error) {
		var numbers [4]int
		for n, flag := range []struct {
			text, name string
			most       int
		}{{products, "products", shop.MaxDemo}, {bills, "bills", shop.MaxDemo}, {orders, "orders", shop.MaxDemoOrders}, {seed, "seed", math.MaxInt64}} {
			var err error
			if numbers[n], err = readCount(flag.text, flag.name, flag.most); err != nil {
				return nil, err
			}
		}
		dir, err := p.folder()
		if err != nil {
			return nil, err
		}
		s, err := shop.Demo(p.ctx, dir, shop.DemoOptions{Products: numbers[0], Bills: numbers[1], Orders: numbers[2], Seed: uint64(numbers[3])}, p.now, nil)
		if err != nil {
			return nil, err
		}
		defer s.Close()
		return p.demoAnswer(s, numbers[1], numbers[2])
	})
	c.Flags().StringVar(&products, "products", "0", "N")
	c.Flags().StringVar(&bills, "bills", "300", "N")
	c.Flags().StringVar(&orders, "orders", "0", "N")
	c.Flags().StringVar(&seed, "seed", "1", "S")
	return c
}

func (p *program) demoAnswer(s *shop.Shop, bills, orders int) (*answer, error) {
	given, err := p.shopAnswer(s)
	if err != nil {
		return nil, err
	}
	index, err := s.Catalogue(p.ctx)
	if err != nil {
		return nil, err
	}
	given.doc["products"], given.doc["bills"], given.doc["orders"] = index.Len(), bills, orders
	about := given.text
	given.text = func(out *page) {
		about(out)
		out.pairs(pair{"label.products", i18n.Value(out.lang, index.Len())}, pair{"label.bills", i18n.Value(out.lang, bills)})
		out.say("demo.practice")
	}
	return given, nil
}

func (p *program) backupCommand() *cobra.Command {
	var recipient string
	c := p.command("backup FILE [--recipient KEY]", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			if err := s.Backup(p.ctx, args[0], recipient); err != nil {
				return nil, err
			}
			checked := recipient == "" // only the key's owner can open the others
			if checked {
				if err := p.mustVerify(args[0]); err != nil {
					return nil, err
				}
			}
			return fileAnswer(args[0], document{"checked": checked}), nil
		})
	})
	c.Flags().StringVar(&recipient, "recipient", "", "KEY")
	return c
}

// mustVerify opens a backup just made. It fails with "backup_damaged".
func (p *program) mustVerify(file string) error {
	checks, err := shop.Verify(p.ctx, file)
	if err != nil {
		return err
	}
	for _, check := range checks {
		if !check.OK {
			return fault.New("backup_damaged", "file", fault.Values{"name": check.Name})
		}
	}
	return nil
}

func (p *program) verifyCommand() *cobra.Command {
	return p.command("verify FILE", 1, 1, func(args []string) (*answer, error) {
		checks, err := shop.Verify(p.ctx, args[0])
		if err != nil {
			return nil, err
		}
		return checkAnswer(checks), nil
	})
}

func (p *program) restoreCommand() *cobra.Command {
	var same bool
	var next, erased string
	var last, yes []string
	c := p.command("restore FILE --shop NEWDIR [--same-till [--next-bill N] [--last-paper NUMBER|KIND …] [--yes CODE]] [--erased OLDDIR]", 1, 1, func(args []string) (*answer, error) {
		if err := required("shop", p.dir != ""); err != nil {
			return nil, err
		}
		options := shop.RestoreOptions{SameTill: same, LastPapers: lastSaid(last, yes), Erased: erased}
		if next != "" {
			var err error
			if options.NextBill, err = readCount(next, "next_bill", math.MaxInt32); err != nil {
				return nil, err
			}
		}
		s, err := shop.Restore(p.ctx, args[0], p.dir, options, p.now)
		if err != nil {
			return nil, err
		}
		defer s.Close()
		given, err := p.shopAnswer(s)
		if err == nil {
			given.warnings, err = s.RestoreWarnings(p.ctx, options)
		}
		return given, err
	})
	c.Flags().BoolVar(&same, "same-till", false, "")
	c.Flags().StringVar(&next, "next-bill", "", "N")
	c.Flags().StringArrayVar(&last, "last-paper", nil, "NUMBER|KIND")
	c.Flags().StringArrayVar(&yes, "yes", nil, "CODE")
	c.Flags().StringVar(&erased, "erased", "", "OLDDIR")
	return c
}
