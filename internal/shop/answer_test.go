package shop

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// What paying answers is put together from what was written, without reading it: it must be the same bill.
func TestPayAnswersTheBillThatIsKept(t *testing.T) {
	ctx := t.Context()
	s, err := Demo(ctx, t.TempDir(), DemoOptions{Seed: 1}, clock.System, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.OpenShift(ctx, money.Baht(500), "", "มานี"); err != nil {
		t.Fatal(err)
	}
	customers, err := s.Customers(ctx)
	if err != nil || len(customers) == 0 {
		t.Fatalf("%d customers, %v", len(customers), err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	goods := slices.DeleteFunc(s.index.All(), func(p *catalog.Product) bool { return p.HasVariants })
	for n := range 40 {
		cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: customers[n%len(customers)].ID}
		for range 1 + random.IntN(6) {
			cart.Add(goods[random.IntN(len(goods))].ID, qty.Pieces(1+random.IntN(300))) // some from several lots, some below zero
		}
		tender := selling.Tender{Method: selling.Cash}
		switch n % 4 {
		case 1:
			cart.Note, cart.Guide = "ห่อของขวัญ", selling.Guide{Name: "ไกด์เอ", Percent: 10_00}
		case 2:
			tender.Method = selling.Credit
		case 3:
			cart.CustomerID = id.Party{}
			much := money.Baht(10_000_000)
			tender.Amount = &much // there is change
		}
		answered, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{tender}})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := s.Bill(ctx, cart.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(answered, kept) {
			t.Fatalf("answered\n%+v\nkept\n%+v", answered, kept)
		}
	}
}
