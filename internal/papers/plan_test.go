package papers_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

var (
	silk, tea, box   = id.New[id.Product](), id.New[id.Product](), id.New[id.Product]()
	weavers, growers = id.New[id.Party](), id.New[id.Party]()
)

func planGoods() map[id.Product]papers.Goods {
	return map[id.Product]papers.Goods{
		silk: {Name: "ผ้าพันคอ", Unit: "ผืน", Whole: true, ProducerID: weavers, Producer: "กลุ่มทอผ้า", Lead: 10, Free: qty.Pieces(15)},
		tea:  {Name: "ชา", Unit: "กก.", ProducerID: growers, Producer: "ลุงดี", Lead: 3},
		box:  {Name: "กล่อง", Unit: "ใบ", Whole: true, ProducerID: weavers, Producer: "กลุ่มทอผ้า", Lead: 2, Free: qty.Pieces(500)},
	}
}

// Sixty sets for an office, worked out backwards from its day.
func TestPlanBackFromTheDay(t *testing.T) {
	wanted := []papers.Wanted{{Name: "ชุดของขวัญ", Qty: qty.Pieces(60), Parts: []papers.SetPart{{ProductID: silk, Qty: qty.One}, {ProductID: tea, Qty: 250}, {ProductID: box, Qty: qty.One}}}}
	plan, err := papers.PlanBack(today, "2026-12-25", wanted, planGoods(), papers.Pace{PackDays: 2, ShipDays: 3})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Ship != "2026-12-22" || plan.Pack != "2026-12-20" || plan.Late || len(plan.Jobs) != 2 || len(plan.Ready) != 1 || plan.Ready[0].Name != "กล่อง" {
		t.Fatalf("%+v", plan)
	}
	weave := plan.Jobs[0]
	if b := weave.Brings[0]; weave.Producer != "กลุ่มทอผ้า" || len(weave.Brings) != 1 || b.Need != qty.Pieces(60) || b.Stock != qty.Pieces(15) || b.Qty != qty.Pieces(45) ||
		b.By != "2026-12-20" || b.Tell != "2026-12-10" || weave.Tell != "2026-12-10" {
		t.Errorf("%+v", weave)
	}
	if b := plan.Jobs[1].Brings[0]; b.Qty != qty.Pieces(15) || b.Tell != "2026-12-17" {
		t.Errorf("tea %+v", b)
	}
	message := weave.Message(i18n.Thai, "ร้านบ้านทอผ้า", "อบต.สันกลาง")
	for _, want := range []string{"กลุ่มทอผ้า", "ร้านบ้านทอผ้า", "อบต.สันกลาง", "ผ้าพันคอ 45 ผืน", "20 ธ.ค. 2569"} {
		if !strings.Contains(message, want) {
			t.Errorf("%q is not in %q", want, message)
		}
	}
	if strings.Contains(message, "ชา ") || strings.Contains(weave.Message(i18n.English, "shop", ""), "order for") {
		t.Errorf("%q", message)
	}
}

func TestPlanThatComesTooLate(t *testing.T) {
	wanted := []papers.Wanted{{Qty: qty.Pieces(60), Parts: []papers.SetPart{{ProductID: silk, Qty: qty.One}, {ProductID: tea, Qty: 250}}}}
	plan, err := papers.PlanBack(today, today.Add(9), wanted, planGoods(), papers.Pace{PackDays: 1})
	if err != nil || !plan.Late || !plan.Jobs[0].Late || plan.Jobs[1].Late || !strings.Contains(plan.Jobs[0].Message(i18n.Thai, "ร้าน", ""), "เร่ง") {
		t.Errorf("%+v, %v", plan, err)
	}
	plan, err = papers.PlanBack(today, today, []papers.Wanted{{Qty: qty.One, Parts: []papers.SetPart{{ProductID: box, Qty: qty.One}}}}, planGoods(), papers.Pace{ShipDays: 1})
	if err != nil || !plan.Late || len(plan.Jobs) != 0 {
		t.Errorf("all there, no time to send: %+v, %v", plan, err)
	}
}

func TestPlansAtFault(t *testing.T) {
	one := []papers.Wanted{{Qty: qty.One, Parts: []papers.SetPart{{ProductID: silk, Qty: qty.One}}}}
	for code, call := range map[string]func() error{
		"date_missing": func() error { _, err := papers.PlanBack(today, "", one, planGoods(), papers.Pace{}); return err },
		"due_past": func() error {
			_, err := papers.PlanBack(today, today.Add(-1), one, planGoods(), papers.Pace{})
			return err
		},
		"days_invalid": func() error {
			_, err := papers.PlanBack(today, today, one, planGoods(), papers.Pace{PackDays: -1})
			return err
		},
		"lines_missing": func() error { _, err := papers.PlanBack(today, today, nil, planGoods(), papers.Pace{}); return err },
		"product_unknown": func() error {
			_, err := papers.PlanBack(today, today, []papers.Wanted{{Qty: qty.One, Parts: []papers.SetPart{{ProductID: id.New[id.Product](), Qty: 1}}}}, planGoods(), papers.Pace{})
			return err
		},
		"qty_not_positive": func() error {
			_, err := papers.PlanBack(today, today, []papers.Wanted{{Qty: -1, Parts: one[0].Parts}}, planGoods(), papers.Pace{})
			return err
		},
	} {
		if err := call(); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// Whatever is wanted, shelf and bringing cover it, and what is brought by the piece is whole.
func TestPlansCoverWhatIsWanted(t *testing.T) {
	draw := rand.New(rand.NewPCG(13, 2569))
	for range 2000 {
		goods := planGoods()
		for product, g := range goods {
			g.Free, g.Lead = qty.Qty(draw.IntN(100_000)), draw.IntN(30)
			goods[product] = g
		}
		var wanted []papers.Wanted
		for range 1 + draw.IntN(3) {
			set := papers.Wanted{Qty: qty.Pieces(1 + draw.IntN(200))}
			for _, product := range []id.Product{silk, tea, box} {
				if draw.IntN(2) == 0 {
					set.Parts = append(set.Parts, papers.SetPart{ProductID: product, Qty: qty.Qty(1 + draw.IntN(3000))})
				}
			}
			wanted = append(wanted, set)
		}
		plan, err := papers.PlanBack(today, today.Add(draw.IntN(60)), wanted, goods, papers.Pace{PackDays: draw.IntN(5), ShipDays: draw.IntN(5)})
		if err != nil {
			t.Fatal(err)
		}
		for _, job := range plan.Jobs {
			for _, b := range job.Brings {
				if b.Stock+b.Qty < b.Need || b.Stock > goods[b.ProductID].Free || goods[b.ProductID].Whole && !b.Qty.Whole() || b.Tell > b.By || b.Late != (b.Tell < today) {
					t.Fatalf("%+v", b)
				}
			}
		}
	}
}

// An order that is late is planned from today: as soon as the slowest part that is missing allows.
func TestPlanOfALateOrder(t *testing.T) {
	wanted := []papers.Wanted{{Qty: qty.Pieces(60), Parts: []papers.SetPart{{ProductID: silk, Qty: qty.One}, {ProductID: tea, Qty: 250}, {ProductID: box, Qty: qty.One}}}}
	plan, err := papers.PlanSoonest(today, today.Add(-5), wanted, planGoods(), papers.Pace{PackDays: 2, ShipDays: 3})
	if err != nil || plan.Missed != today.Add(-5) || plan.Due != today.Add(15) || plan.Pack != today.Add(10) || plan.Late || plan.Jobs[0].Tell != today {
		t.Errorf("%+v, %v", plan, err)
	}
	ready := []papers.Wanted{{Qty: qty.One, Parts: []papers.SetPart{{ProductID: box, Qty: qty.One}}}}
	plan, err = papers.PlanSoonest(today, today.Add(-5), ready, planGoods(), papers.Pace{PackDays: 1})
	if err != nil || plan.Due != today.Add(1) || plan.Late || len(plan.Jobs) != 0 {
		t.Errorf("%+v, %v", plan, err)
	}
	if _, err := papers.PlanSoonest(today, today.Add(-5), nil, planGoods(), papers.Pace{}); !fault.Is(err, "lines_missing") {
		t.Error(err)
	}
}
