package cli

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// oversoldDoc is what to do about an order that is short.
type oversoldDoc struct {
	Number  string     `json:"number"`
	Shorts  []shortDoc `json:"shorts"`
	Apology string     `json:"apology"` // to be copied to the buyer
	Ask     []askDoc   `json:"ask"`
}

type askDoc struct {
	Producer *string `json:"producer"`
	Phone    *string `json:"phone"`
	Text     string  `json:"text"`
}

// addOversold adds to a list of orders that are short what to tell their buyers, and what to ask of whom.
func (p *program) addOversold(s *shop.Shop, rows []shop.OrderRow, given *answer) error {
	docs := make([]oversoldDoc, len(rows))
	for n := range rows {
		order, err := s.Order(p.ctx, rows[n].OrderID)
		if err != nil {
			return err
		}
		task, err := s.Oversold(p.ctx, order)
		if err != nil {
			return err
		}
		docs[n] = oversoldDoc{rows[n].Number, shortDocs(order), task.Apology, []askDoc{}}
		for _, ask := range task.Asks {
			docs[n].Ask = append(docs[n].Ask, askDoc{text(ask.Producer.Name), text(ask.Producer.Phone), ask.Text})
		}
	}
	given.doc["oversold"] = docs
	list := given.text
	given.text = func(out *page) {
		list(out)
		for _, doc := range docs {
			out.line("")
			out.say("oversold.order", fault.Values{"number": doc.Number})
			out.line(doc.Apology)
			for _, ask := range doc.Ask {
				out.line("")
				switch {
				case ask.Producer == nil:
					out.say("oversold.ask_anybody")
				case ask.Phone == nil:
					out.say("oversold.ask", fault.Values{"producer": *ask.Producer})
				default:
					out.say("oversold.ask", fault.Values{"producer": *ask.Producer + " " + *ask.Phone})
				}
				out.line(ask.Text)
			}
		}
	}
	return nil
}
