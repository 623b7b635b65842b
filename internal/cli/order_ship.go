package cli

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// orderShipping gives the commands about parcels of orders.
func (p *program) orderShipping() []*cobra.Command {
	return []*cobra.Command{p.orderShip(), p.orderDeliver(), p.orderReturn(), p.orderLook()}
}

// sentDoc is an order after something was done with its parcels.
type sentDoc struct {
	ID         string       `json:"id"`
	Number     string       `json:"number"`
	State      string       `json:"state"`
	Payment    string       `json:"payment"`
	Fulfilment string       `json:"fulfilment"`
	Total      money.Satang `json:"total_satang"`
	Parcels    []parcelDoc  `json:"parcels"`
	Text       *string      `json:"text,omitempty"` // for the customer
}

// eachOrder does something with the parcels of each order that is named, by its number or a tracking number, and
// answers with the orders as they are then. What is refused for one does not stop the others; when all are refused
// the command is, as the first one was.
func (p *program) eachOrder(numbers []string, do func(ctx context.Context, s *shop.Shop, order id.Order, list []shop.Parcel) (said string, err error)) (*answer, error) {
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		docs, failed := []sentDoc{}, []failedDoc{}
		var first error
		for _, number := range numbers {
			doc, err := p.oneOrder(s, number, do)
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
		return &answer{doc: document{"orders": docs, "rejected": failed}, status: partialStatus(len(failed), len(docs)), text: func(out *page) {
			for n := range docs {
				out.sent(&docs[n])
			}
			out.failures(failed)
		}}, nil
	})
}

func (p *program) oneOrder(s *shop.Shop, number string, do func(context.Context, *shop.Shop, id.Order, []shop.Parcel) (string, error)) (doc sentDoc, err error) {
	order, wanted, err := s.ParcelsNamed(p.ctx, number)
	if err != nil {
		return doc, err
	}
	list, err := s.ParcelsOf(p.ctx, wanted)
	if err != nil {
		return doc, err
	}
	said, err := do(p.ctx, s, order, list)
	if err != nil {
		return doc, err
	}
	now, err := s.Order(p.ctx, order)
	if err != nil {
		return doc, err
	}
	if list, err = s.ParcelsOf(p.ctx, wanted); err != nil {
		return doc, err
	}
	doc = sentDoc{ID: order.String(), Number: now.Order.Number, State: now.State(), Payment: now.Payment(), Fulfilment: now.Fulfilment(), Total: now.Total(),
		Parcels: []parcelDoc{}, Text: text(said)}
	for n := range list {
		doc.Parcels = append(doc.Parcels, p.parcelDoc(&list[n]))
	}
	return doc, nil
}

func (p *page) sent(d *sentDoc) {
	p.line(d.Number + " · " + i18n.T(p.lang, "ordering.state."+d.State) + " · " + i18n.T(p.lang, "ordering.payment."+d.Payment))
	p.parcels(d.Parcels)
	if d.Text != nil {
		p.line("")
		p.line(*d.Text)
	}
}

// in gives the parcels of some states, none named = refused as the order refuses the step.
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
	return p.command("ship NUMBER …", 1, -1, func(args []string) (*answer, error) {
		return p.eachOrder(args, func(ctx context.Context, s *shop.Shop, order id.Order, list []shop.Parcel) (string, error) {
			packed := in(list, ledger.ParcelPacked)
			if len(packed) == 0 {
				return "", stepRefused(ctx, s, order, ordering.ActShip)
			}
			handed, failed, err := s.HandOverParcels(ctx, packed, "")
			switch {
			case err != nil:
				return "", err
			case len(failed) > 0:
				return "", failed[0].Why
			}
			return handed[0].Text, nil
		})
	})
}

// stepRefused says that a step may not be done with an order now, and which may.
func stepRefused(ctx context.Context, s *shop.Shop, order id.Order, act string) error {
	found, err := s.Order(ctx, order)
	if err != nil {
		return err
	}
	return found.Refuse(act)
}

// endAll brings all parcels of an order that are in one of some states to their end.
func endAll(ctx context.Context, s *shop.Shop, order id.Order, list []shop.Parcel, act, step, reason string, states ...string) error {
	going := in(list, states...)
	if len(going) == 0 {
		return stepRefused(ctx, s, order, act)
	}
	for _, parcel := range going {
		if err := s.EndParcel(ctx, order, parcel, step, reason, ""); err != nil {
			return err
		}
	}
	return nil
}

// orderDeliver notes that parcels arrived.
func (p *program) orderDeliver() *cobra.Command {
	return p.command("deliver NUMBER …", 1, -1, func(args []string) (*answer, error) {
		return p.eachOrder(args, func(ctx context.Context, s *shop.Shop, order id.Order, list []shop.Parcel) (string, error) {
			return "", endAll(ctx, s, order, list, ordering.ActDeliver, ordering.StepDelivered, "", ledger.ParcelShipped, ledger.ParcelUndelivered)
		})
	})
}

// orderReturn notes that parcels came back: their goods are nobody's stock until somebody looked.
func (p *program) orderReturn() *cobra.Command {
	var reason string
	c := p.command("return NUMBER … [--reason TEXT]", 1, -1, func(args []string) (*answer, error) {
		return p.eachOrder(args, func(ctx context.Context, s *shop.Shop, order id.Order, list []shop.Parcel) (string, error) {
			return "", endAll(ctx, s, order, list, ordering.ActReturn, ordering.StepReturned, reason, ledger.ParcelShipped, ledger.ParcelUndelivered, ledger.ParcelDelivered, ledger.ParcelLost)
		})
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

// orderLook notes that somebody looked into what came back: it is on the shelf again or, with --waste, written off.
func (p *program) orderLook() *cobra.Command {
	var reason string
	var waste, keepFee bool
	c := p.command("look NUMBER … [--waste] [--keep-postage] [--reason TEXT]", 1, -1, func(args []string) (*answer, error) {
		return p.eachOrder(args, func(ctx context.Context, s *shop.Shop, order id.Order, list []shop.Parcel) (string, error) {
			back := in(list, ledger.ParcelReturned)
			if len(back) == 0 {
				return "", stepRefused(ctx, s, order, ordering.ActLook)
			}
			for _, parcel := range back {
				request := shop.LookRequest{OrderID: order, ParcelID: parcel, KeepFee: keepFee, Reason: reason}
				if at := slices.IndexFunc(list, func(q shop.Parcel) bool { return q.ID == parcel }); waste {
					request.Waste = list[at].Lines
				}
				if err := s.LookInto(ctx, request); err != nil {
					return "", err
				}
			}
			return "", nil
		})
	})
	c.Flags().BoolVar(&waste, "waste", false, "")
	c.Flags().BoolVar(&keepFee, "keep-postage", false, "")
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}
