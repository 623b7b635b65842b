package papers

import (
	"cmp"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
)

// Wanted is a set that an office ordered, with what one of it holds.
type Wanted struct {
	Name  string
	Qty   qty.Qty
	Parts []SetPart
}

// SetPart is goods in a set, and how many of them one set holds.
type SetPart struct {
	ProductID id.Product
	Qty       qty.Qty
}

// Goods is what a plan must know of a part.
type Goods struct {
	Name       string
	Unit       string
	Whole      bool     // it is brought by the piece
	ProducerID id.Party // none = the shop makes or buys it itself
	Producer   string
	Lead       int     // days from telling the producer until the goods are here
	Free       qty.Qty // on hand and kept for nobody else
}

// Pace is how long the shop itself needs: to put sets together, and until they are with the office.
type Pace struct {
	PackDays int
	ShipDays int
}

// Bring is what a producer must bring, and when.
type Bring struct {
	ProductID id.Product
	Name      string
	Unit      string
	Need      qty.Qty   // in all sets
	Stock     qty.Qty   // of it from the shelf
	Qty       qty.Qty   // to be brought
	By        clock.Day // it must be here
	Tell      clock.Day // the last day to tell the producer
	Late      bool      // that day is past: it cannot come in time
}

// Job is one producer's part of a plan.
type Job struct {
	ProducerID id.Party
	Producer   string
	Brings     []Bring
	Tell       clock.Day // the earliest of its brings
	Late       bool
}

// Plan is what must happen by when so that an order is there on its day, worked out backwards from it.
type Plan struct {
	Due   clock.Day
	Ship  clock.Day // leaves the shop
	Pack  clock.Day // all parts are here, sets are put together from this day on
	Jobs  []Job     // by the day to tell, the earliest first
	Ready []Bring   // parts of which enough lies on the shelf
	Late  bool

	Missed clock.Day // the day that was promised and is past: Due is the soonest that can be; "" = none was missed
}

// PlanSoonest plans an order whose promised day is past: all that is missing is told of today, and Due is the soonest
// day on which it can be there. Faults are those of PlanBack, of which it is the opposite.
func PlanSoonest(today, missed clock.Day, wanted []Wanted, goods map[id.Product]Goods, pace Pace) (Plan, error) {
	plan, err := PlanBack(today, today, wanted, goods, pace)
	if err != nil {
		return Plan{}, err
	}
	longest := 0
	for _, job := range plan.Jobs {
		for _, bring := range job.Brings {
			longest = max(longest, goods[bring.ProductID].Lead)
		}
	}
	plan, err = PlanBack(today, today.Add(longest+pace.PackDays+pace.ShipDays), wanted, goods, pace)
	plan.Missed = missed
	return plan, err
}

// PlanBack works a plan out. It fails with "date_missing", "due_past", "days_invalid",
// "lines_missing", "qty_not_positive" and "product_unknown", each at its field.
func PlanBack(today, due clock.Day, wanted []Wanted, goods map[id.Product]Goods, pace Pace) (Plan, error) {
	switch {
	case due == "" || !due.Valid():
		return Plan{}, fault.New("date_missing", "due", nil)
	case due < today:
		return Plan{}, fault.New("due_past", "due", fault.Values{"date": due})
	case pace.PackDays < 0 || pace.ShipDays < 0 || pace.PackDays > 365 || pace.ShipDays > 365:
		return Plan{}, fault.New("days_invalid", "days", fault.Values{"value": min(pace.PackDays, pace.ShipDays)})
	case len(wanted) == 0:
		return Plan{}, fault.New("lines_missing", "line", nil)
	}
	plan := Plan{Due: due, Ship: due.Add(-pace.ShipDays)}
	plan.Pack = plan.Ship.Add(-pace.PackDays)
	plan.Late = plan.Pack < today
	need, order, err := partsOf(wanted, goods)
	if err != nil {
		return Plan{}, err
	}
	for _, product := range order {
		plan.add(today, product, need[product], goods[product])
	}
	slices.SortStableFunc(plan.Jobs, func(a, b Job) int { return cmp.Compare(a.Tell, b.Tell) })
	return plan, nil
}

// partsOf adds up what all sets hold, in the order parts first come.
func partsOf(wanted []Wanted, goods map[id.Product]Goods) (need map[id.Product]qty.Qty, order []id.Product, err error) {
	need = map[id.Product]qty.Qty{}
	for _, set := range wanted {
		if set.Qty <= 0 || set.Qty > qty.Max {
			return nil, nil, fault.New("qty_not_positive", "line.qty", fault.Values{"value": set.Qty})
		}
		for _, part := range set.Parts {
			if _, known := goods[part.ProductID]; !known {
				return nil, nil, fault.New("product_unknown", "code", fault.Values{"value": part.ProductID.String()})
			}
			if part.Qty <= 0 || part.Qty > qty.Max/1000 || set.Qty > qty.Max/1000 {
				return nil, nil, fault.New("qty_not_positive", "part.qty", fault.Values{"value": part.Qty})
			}
			if _, seen := need[part.ProductID]; !seen {
				order = append(order, part.ProductID)
			}
			need[part.ProductID] += times(set.Qty, part.Qty)
		}
	}
	return need, order, nil
}

// times gives sets × parts in a set, rounded up to the thousandth so that nothing is short.
func times(sets, parts qty.Qty) qty.Qty {
	return (sets/qty.One)*parts + ((sets%qty.One)*parts+qty.One-1)/qty.One
}

func (p *Plan) add(today clock.Day, product id.Product, need qty.Qty, goods Goods) {
	bring := Bring{ProductID: product, Name: goods.Name, Unit: goods.Unit, Need: need, Stock: min(need, max(goods.Free, 0))}
	bring.Qty = need - bring.Stock
	if bring.Qty == 0 {
		p.Ready = append(p.Ready, bring)
		return
	}
	if rest := bring.Qty % qty.One; goods.Whole && rest > 0 {
		bring.Qty += qty.One - rest
	}
	bring.By = p.Pack
	bring.Tell = p.Pack.Add(-max(goods.Lead, 0))
	bring.Late = bring.Tell < today
	at := slices.IndexFunc(p.Jobs, func(job Job) bool { return job.ProducerID == goods.ProducerID })
	if at < 0 {
		at = len(p.Jobs)
		p.Jobs = append(p.Jobs, Job{ProducerID: goods.ProducerID, Producer: goods.Producer, Tell: bring.Tell})
	}
	job := &p.Jobs[at]
	job.Brings = append(job.Brings, bring)
	job.Tell, job.Late = min(job.Tell, bring.Tell), job.Late || bring.Late
	p.Late = p.Late || bring.Late
}

// Message writes a producer's part as a message to send: what, how much, by when.
func (j *Job) Message(lang i18n.Lang, shop, forWhom string) string {
	lines := []string{i18n.T(lang, "papers.plan.hello", fault.Values{"producer": j.Producer, "shop": shop})}
	if forWhom != "" {
		lines = append(lines, i18n.T(lang, "papers.plan.for", fault.Values{"for": forWhom}))
	}
	for _, bring := range j.Brings {
		lines = append(lines, i18n.T(lang, "papers.plan.bring", fault.Values{"name": bring.Name, "qty": bring.Qty, "unit": bring.Unit, "day": bring.By}))
	}
	closing := "papers.plan.answer"
	if j.Late {
		closing = "papers.plan.late"
	}
	return strings.Join(append(lines, i18n.T(lang, closing)), "\n")
}
