package cli

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// orderShipping gives the commands about parcels of orders.
func (p *program) orderShipping() []*cobra.Command {
	return []*cobra.Command{p.orderShip(), p.orderDeliver(), p.orderReturn(), p.orderLost(), p.orderLook(), p.orderCollect()}
}

// sentDoc is an order after something was done with its parcels.
type sentDoc struct {
	orderBrief
	Parcels []parcelDoc `json:"parcels"`
	Text    *string     `json:"text,omitempty"` // for the customer
}

// told is what a command says of an order: a text for the customer, and what is to be looked at.
type told struct {
	text     string
	warnings []*fault.Error
}

// parcelsOf is what a command does with the parcels of one order.
type parcelsOf func(s *shop.Shop, order id.Order, list []shop.Parcel, by string) (told, error)

// orderEach makes a command that does something with the parcels of each order that is named, by its number or a
// tracking number, and answers with the orders as they are then: one alone also whole. What is refused for one does
// not stop the others; when all are refused the command is, as the first one was.
func (p *program) orderEach(use string, do parcelsOf) *cobra.Command {
	var by string
	c := p.command(use+" [--by NAME]", 1, -1, func(args []string) (*answer, error) { return p.eachOrder(args, by, do) })
	c.Flags().StringVar(&by, "by", "", "NAME")
	return c
}

func (p *program) eachOrder(numbers []string, by string, do parcelsOf) (*answer, error) {
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		docs, failed := []sentDoc{}, []failedDoc{}
		var warnings []*fault.Error
		var first error
		for _, number := range numbers {
			doc, warned, err := p.oneOrder(s, number, by, do)
			warnings = append(warnings, warned...)
			var why *fault.Error
			switch {
			case errors.As(err, &why) && why.Kind != fault.Internal:
				if failed = append(failed, p.failedDoc(number, err)); first == nil {
					first = err
				}
			case err != nil:
				return nil, err
			default:
				docs = append(docs, doc)
			}
		}
		if len(docs) == 0 {
			return nil, first
		}
		given := &answer{doc: document{"orders": docs, "rejected": failed}, warnings: warnings, status: partialStatus(len(failed), len(docs)), text: func(out *page) {
			for n := range docs {
				out.sent(&docs[n])
			}
			out.failures(failed)
		}}
		if len(numbers) == 1 {
			whole, err := p.orderAll(s, docs[0].Number)
			if err != nil {
				return nil, err
			}
			given.doc["order"] = orderFull(whole)
		}
		return given, nil
	})
}

func (p *program) oneOrder(s *shop.Shop, number, by string, do parcelsOf) (doc sentDoc, warnings []*fault.Error, err error) {
	order, wanted, err := s.ParcelsNamed(p.ctx, number)
	if err != nil {
		return doc, nil, err
	}
	list, err := s.ParcelsOf(p.ctx, wanted)
	if err != nil {
		return doc, nil, err
	}
	said, err := do(s, order, list, by)
	if err != nil {
		return doc, nil, err
	}
	now, err := s.Order(p.ctx, order)
	if err != nil {
		return doc, nil, err
	}
	if list, err = s.ParcelsOf(p.ctx, wanted); err != nil {
		return doc, nil, err
	}
	doc = sentDoc{orderBrief: briefOf(now.Past), Parcels: []parcelDoc{}, Text: text(said.text)}
	for n := range list {
		doc.Parcels = append(doc.Parcels, p.parcelDoc(&list[n]))
	}
	return doc, said.warnings, nil
}

func (p *page) sent(d *sentDoc) {
	p.line(d.Number + " · " + p.word("state", d.State) + " · " + p.word("payment", d.Payment))
	p.parcels(d.Parcels)
	if d.Text != nil {
		p.line("")
		p.line(*d.Text)
	}
}

// in gives the parcels that are in one of some states.
func in(list []shop.Parcel, states ...string) (found []id.Parcel) {
	for n := range list {
		if slices.Contains(states, list[n].State) {
			found = append(found, list[n].ID)
		}
	}
	return found
}

// orderShip hands packed parcels over to the carrier, each order with its bill.
func (p *program) orderShip() *cobra.Command {
	var oldLabel bool
	c := p.orderEach("ship NUMBER … [--old-label]", func(s *shop.Shop, order id.Order, list []shop.Parcel, by string) (told, error) {
		packed := in(list, ledger.ParcelPacked)
		if len(packed) == 0 {
			return told{}, p.stepRefused(s, order, ordering.ActShip)
		}
		hand := s.HandOverParcels
		if oldLabel {
			hand = s.HandOverParcelsAnyway
		}
		handed, failed, err := hand(p.ctx, packed, by)
		switch {
		case err != nil:
			return told{}, err
		case len(failed) > 0:
			return told{}, failed[0].Why
		}
		return told{handed[0].Text, handed[0].Warnings}, nil
	})
	c.Flags().BoolVar(&oldLabel, "old-label", false, "")
	return c
}

// stepRefused says that a step may not be done with an order now, and which may.
func (p *program) stepRefused(s *shop.Shop, order id.Order, act string) error {
	found, err := s.Order(p.ctx, order)
	if err != nil {
		return err
	}
	return found.Refuse(act)
}

// endAll brings all parcels of an order that are in one of some states to their end.
func (p *program) endAll(s *shop.Shop, order id.Order, list []shop.Parcel, act, step, reason, by string, states ...string) error {
	going := in(list, states...)
	if len(going) == 0 {
		return p.stepRefused(s, order, act)
	}
	for _, parcel := range going {
		if err := s.EndParcel(p.ctx, order, parcel, step, reason, by); err != nil {
			return err
		}
	}
	return nil
}

// orderDeliver notes that parcels arrived.
func (p *program) orderDeliver() *cobra.Command {
	return p.orderEach("deliver NUMBER …", func(s *shop.Shop, order id.Order, list []shop.Parcel, by string) (told, error) {
		return told{}, p.endAll(s, order, list, ordering.ActDeliver, ordering.StepDelivered, "", by, ledger.ParcelShipped, ledger.ParcelUndelivered)
	})
}

// orderReturn notes that parcels came back: their goods are nobody's stock until somebody looked.
func (p *program) orderReturn() *cobra.Command {
	var reason string
	c := p.orderEach("return NUMBER … [--reason TEXT]", func(s *shop.Shop, order id.Order, list []shop.Parcel, by string) (told, error) {
		return told{}, p.endAll(s, order, list, ordering.ActReturn, ordering.StepReturned, reason, by,
			ledger.ParcelShipped, ledger.ParcelUndelivered, ledger.ParcelDelivered, ledger.ParcelLost)
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

// orderLost notes that parcels are lost: they wait to be written off with "look", as the shop decides.
func (p *program) orderLost() *cobra.Command {
	var reason string
	c := p.orderEach("lost NUMBER … [--reason TEXT]", func(s *shop.Shop, order id.Order, list []shop.Parcel, by string) (told, error) {
		return told{}, p.endAll(s, order, list, ordering.ActLost, ordering.StepLost, reason, by, ledger.ParcelShipped, ledger.ParcelUndelivered)
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

// orderLook notes that somebody looked into what came back: it is on the shelf again or, with --waste, written off. What
// is lost is written off.
func (p *program) orderLook() *cobra.Command {
	var reason string
	var waste, keepFee bool
	c := p.orderEach("look NUMBER … [--waste] [--keep-postage] [--reason TEXT]", func(s *shop.Shop, order id.Order, list []shop.Parcel, by string) (told, error) {
		waiting := in(list, ledger.ParcelReturned, ledger.ParcelLost)
		if len(waiting) == 0 {
			return told{}, p.stepRefused(s, order, ordering.ActLook)
		}
		for n := range list {
			if !slices.Contains(waiting, list[n].ID) {
				continue
			}
			request := shop.LookRequest{OrderID: order, ParcelID: list[n].ID, KeepFee: keepFee, Reason: reason, By: by}
			if waste {
				request.Waste = list[n].Lines
			}
			if err := s.LookInto(p.ctx, request); err != nil {
				return told{}, err
			}
		}
		return told{}, nil
	})
	c.Flags().BoolVar(&waste, "waste", false, "")
	c.Flags().BoolVar(&keepFee, "keep-postage", false, "")
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}
