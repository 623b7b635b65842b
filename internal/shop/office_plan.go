package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// PlanPapers lays the plan out on A4 for the shop's wall.
func (s *Shop) PlanPapers(ctx context.Context, plan *OrderPlan, lang i18n.Lang) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	form := printing.PurchasePlan{Letterhead: s.officeHead(set, paperSeller(set), papers.Style{Lang: lang}), Buyer: plan.Buyer, Sets: setsText(plan.Order),
		Due: plan.Due, Ship: plan.Ship, Pack: plan.Pack, Ready: planRows(plan.Ready)}
	form.Number, form.Day = plan.Order.Order.Number, clock.DayOf(s.Clock())
	for _, job := range plan.Jobs {
		row := printing.PlanJob{Producer: job.Producer, Tell: job.Tell, Late: job.Late, Goods: planRows(job.Brings)}
		if !job.ProducerID.IsZero() {
			who, err := s.producer(ctx, job.ProducerID)
			if err != nil {
				return Papers{}, err
			}
			row.Phone = who.Phone
		}
		form.Jobs = append(form.Jobs, row)
	}
	return s.laid(set, Papers{Form: FormOffice, Title: "plan-" + form.Number}, func(shaper *text.Shaper) ([]printing.Page, error) { return form.Pages(shaper), nil })
}

func planRows(brings []papers.Bring) (rows []printing.PlanGoods) {
	for _, bring := range brings {
		rows = append(rows, printing.PlanGoods{Name: bring.Name, Unit: bring.Unit, Need: bring.Need, Stock: bring.Stock, Bring: bring.Qty, By: bring.By})
	}
	return rows
}

// SetLeadDays keeps how many days before goods are needed a producer must be told, 0 = nobody says. Faults:
// "producer_unknown", "days_invalid".
func (s *Shop) SetLeadDays(ctx context.Context, who id.Party, days int) error {
	maker, err := s.producer(ctx, who)
	if err != nil || maker.LeadDays == days {
		return err
	}
	maker.LeadDays = days
	_, err = s.SaveProducer(ctx, maker)
	return err
}

// ProgressPapers lays out how far an order is, on A4 for the shop's wall.
func (s *Shop) ProgressPapers(ctx context.Context, far *OfficeProgress, lang i18n.Lang) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	form := printing.OrderProgress{Letterhead: s.officeHead(set, paperSeller(set), papers.Style{Lang: lang}), Buyer: far.Buyer, Due: far.Order.Content.Due,
		Served: far.Served, Left: far.Left()}
	form.Number, form.Day = far.Order.Order.Number, clock.DayOf(s.Clock())
	for _, g := range far.Goods {
		form.Goods = append(form.Goods, printing.ProgressGoods{Name: g.Name, Unit: g.Unit, Ordered: g.Ordered, Packed: g.Packed, Sent: g.Sent})
	}
	for _, who := range far.Who {
		form.People = append(form.People, printing.ProgressGoods{Name: who.To.Title + who.To.Name, Note: who.Note, Ordered: who.Ordered, Packed: who.Packed, Sent: who.Sent,
			State: i18n.T(lang, "office.place."+who.State())})
	}
	for _, sum := range []struct {
		key    string
		amount money.Satang
	}{{"total", far.Total}, {"invoiced", far.Invoiced}, {"received", far.Received}, {"withheld", far.Withheld}, {"give_back", far.GiveBack}} {
		if sum.amount != 0 || sum.key != "withheld" && sum.key != "give_back" {
			form.Sums = append(form.Sums, printing.Amount{Label: i18n.T(lang, "office.progress."+sum.key), Sum: sum.amount})
		}
	}
	for _, paper := range far.Papers {
		if paper.Void != nil {
			continue
		}
		number := paper.Number
		if number == "" {
			number = paper.Order.Number
		}
		sum := paper.Sums.Due
		if paper.Kind == papers.CreditNote {
			sum = -sum
		}
		form.Papers = append(form.Papers, printing.OfficeBill{Number: paper.Title(lang) + " " + number, Day: paper.Date, Owed: sum})
	}
	return s.laid(set, Papers{Form: FormOffice, Title: "progress-" + form.Number}, func(shaper *text.Shaper) ([]printing.Page, error) { return form.Pages(shaper), nil })
}
