package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
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

// GoodsProgress is how far goods of an order are.
type GoodsProgress struct {
	Name, Unit                       string
	Ordered, Packed, Sent, Delivered qty.Qty // sent has left the shop; delivered has arrived or was fetched
}

// OfficeProgress is one order of an office on one page: what was ordered, packed, delivered, invoiced and paid.
type OfficeProgress struct {
	Order    *Order
	Papers   []*OfficePaper // of the order, void ones too, the oldest first
	Goods    []GoodsProgress
	Places   int          // recipients
	Served   int          // of them got everything
	Total    money.Satang // of the order
	Invoiced money.Satang // by what asks for money, less credits
	Received money.Satang // by receipts, deposits too
	Withheld money.Satang // of that, as tax
}

// Left is what is still to come of the order.
func (p *OfficeProgress) Left() money.Satang { return p.Total - p.Received }

// OfficeProgress gives how far an order is. It fails with "order_unknown".
func (s *Shop) OfficeProgress(ctx context.Context, number string) (*OfficeProgress, error) {
	order, err := s.OrderNumbered(ctx, number)
	if err != nil {
		return nil, err
	}
	p := &OfficeProgress{Order: order, Places: len(order.Recipients), Total: order.Total()}
	if p.Papers, err = s.db.PapersMadeFrom(ctx, order.Order.Number); err != nil {
		return nil, err
	}
	p.goods()
	p.served()
	p.money()
	return p, nil
}

func (p *OfficeProgress) goods() {
	far := map[int]*GoodsProgress{}
	for _, line := range p.Order.Content.Lines {
		name := line.Name
		if name == "" {
			name = line.Text
		}
		at := slices.IndexFunc(p.Goods, func(g GoodsProgress) bool { return g.Name == name && g.Unit == line.Unit })
		if at < 0 {
			at = len(p.Goods)
			p.Goods = append(p.Goods, GoodsProgress{Name: name, Unit: line.Unit})
		}
		p.Goods[at].Ordered += line.Qty
		p.Goods[at].Sent += p.Order.Given[line.N]
		far[line.N] = nil
	}
	for _, line := range p.Order.Content.Lines {
		name := line.Name
		if name == "" {
			name = line.Text
		}
		far[line.N] = &p.Goods[slices.IndexFunc(p.Goods, func(g GoodsProgress) bool { return g.Name == name && g.Unit == line.Unit })]
	}
	for n := range p.Order.Parcels {
		parcel := &p.Order.Parcels[n]
		for _, line := range parcel.Lines {
			goods := far[line.N]
			switch {
			case goods == nil || !parcel.Live():
			case parcel.State == ledger.ParcelPacked:
				goods.Packed += line.Qty
			case parcel.State == ledger.ParcelDelivered:
				goods.Delivered += line.Qty
			}
		}
	}
}

// served counts the recipients who have everything that is theirs.
func (p *OfficeProgress) served() {
	waits := map[int]bool{}
	for _, line := range p.Order.Content.Lines {
		if p.Order.Given[line.N] < line.Qty {
			waits[line.To] = true
		}
	}
	p.Served = max(p.Places-len(waits), 0)
}

func (p *OfficeProgress) money() {
	taken := map[string]bool{} // invoices that a tax invoice took over
	for _, paper := range p.Papers {
		if paper.Void == nil && paper.Kind == papers.TaxInvoice {
			for _, ref := range paper.Refs {
				taken[ref.Number] = taken[ref.Number] || ref.Role == "" && ref.Source == string(papers.Invoice)
			}
		}
	}
	for _, paper := range p.Papers {
		if paper.Void != nil {
			continue
		}
		if (paper.Kind == papers.Invoice || paper.Kind == papers.TaxInvoice) && !taken[paper.Number] {
			p.Invoiced += paper.Sums.Due - paper.Fate.Credited
		}
		if paper.Is(papers.Receipt) {
			p.Received += paper.Sums.Due
			if w := paper.Withheld; w != nil && w.Certificate != nil {
				p.Withheld += w.Certificate.Amount
			}
		}
	}
}
