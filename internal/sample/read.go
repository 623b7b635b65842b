package sample

import (
	"errors"
	"fmt"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// The files write money in baht, quantities in units and percents as people do; a missing one is
// zero. Each reader decodes those as text beside the plain fields and parses them.

func amount(text string) (money.Satang, error) { return parsed(text, money.Parse) }
func count(text string) (qty.Qty, error)       { return parsed(text, qty.Parse) }
func rate(text string) (money.Basis, error)    { return parsed(text, money.ParseBasis) }

func parsed[T any](text string, parse func(string) (T, error)) (T, error) {
	if text == "" {
		var zero T
		return zero, nil
	}
	return parse(text)
}

func (s *Set) readGoods(data []byte) error {
	var rows []struct {
		Good
		Price   string `json:"price"`
		Cost    string `json:"cost"`
		Stock   string `json:"stock"`
		Reorder string `json:"reorder"`
		Packs   []struct {
			Pack
			Price string `json:"price"`
		} `json:"packs"`
		Components []struct {
			SKU string `json:"sku"`
			Qty string `json:"qty"`
		} `json:"components"`
	}
	if err := decode(data, &rows); err != nil {
		return err
	}
	drawn := map[string]int{}
	for _, row := range rows {
		good := row.Good
		var errs [4]error
		good.Price, errs[0] = amount(row.Price)
		good.Cost, errs[1] = amount(row.Cost)
		good.Stock, errs[2] = count(row.Stock)
		good.Reorder, errs[3] = count(row.Reorder)
		for _, wanted := range row.Packs {
			pack, err := wanted.Pack, error(nil)
			pack.Price, err = amount(wanted.Price)
			errs[0] = errors.Join(errs[0], err)
			good.Packs = append(good.Packs, pack)
		}
		for _, wanted := range row.Components {
			quantity, err := count(wanted.Qty)
			errs[2] = errors.Join(errs[2], err)
			good.Components = append(good.Components, Component{wanted.SKU, quantity})
		}
		if err := errors.Join(errs[:]...); err != nil {
			return fmt.Errorf("%s: %w", good.SKU, err)
		}
		good.Variant = drawn[good.Drawing]
		drawn[good.Drawing]++
		s.Goods = append(s.Goods, good)
	}
	return nil
}

func (s *Set) readProducers(data []byte) error {
	var rows []struct {
		Producer
		GP string `json:"percent"`
	}
	if err := decode(data, &rows); err != nil {
		return err
	}
	for _, row := range rows {
		gp, err := rate(row.GP)
		if err != nil {
			return fmt.Errorf("%s: %w", row.Key, err)
		}
		row.Producer.GP = gp
		s.Producers = append(s.Producers, row.Producer)
	}
	return nil
}

func (s *Set) readCustomers(data []byte) error {
	var rows []struct {
		Customer
		CreditLimit string `json:"credit_limit"`
	}
	if err := decode(data, &rows); err != nil {
		return err
	}
	for _, row := range rows {
		limit, err := amount(row.CreditLimit)
		if err != nil {
			return fmt.Errorf("%s: %w", row.Key, err)
		}
		row.Customer.CreditLimit = limit
		s.Customers = append(s.Customers, row.Customer)
	}
	return nil
}

func (s *Set) readPromotions(data []byte) error {
	var rows []struct {
		Promotion
		Every    string `json:"every"`
		Amount   string `json:"amount"`
		Percent  string `json:"percent"`
		MinTotal string `json:"min_total"`
	}
	if err := decode(data, &rows); err != nil {
		return err
	}
	for _, row := range rows {
		offer := row.Promotion
		var errs [4]error
		offer.Every, errs[0] = count(row.Every)
		offer.Amount, errs[1] = amount(row.Amount)
		offer.Percent, errs[2] = rate(row.Percent)
		offer.MinTotal, errs[3] = amount(row.MinTotal)
		if err := errors.Join(errs[:]...); err != nil {
			return fmt.Errorf("%s: %w", offer.Key, err)
		}
		s.Promotions = append(s.Promotions, offer)
	}
	return nil
}
