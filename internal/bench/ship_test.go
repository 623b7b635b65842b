package bench

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// maxShip is what rating, numbering and laying out 1,000 parcels as one PDF may take, in milliseconds.
const maxShip = 3000

// TestShips takes packed parcels to one file of labels, as a press of the button does.
func TestShips(t *testing.T) {
	ctx, count := t.Context(), 1000
	if wanted().dir == "" {
		count = 20
	}
	s, err := shop.Create(ctx, filepath.Join(t.TempDir(), "shop"), shop.Params{Name: "วิสาหกิจชุมชนบ้านคราม", Address: "12 หมู่ 3 ต.พังขว้าง อ.เมืองสกลนคร จ.สกลนคร 47000", Phone: "0812345678"},
		clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	jar, err := s.SaveProduct(ctx, catalog.Product{SKU: "CHILLI", Name: "น้ำพริกหนุ่ม", Unit: "กระปุก", Price: 100_00, WeightG: 250}, shop.Opening{Qty: qty.Pieces(5 * count)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveDiscount(ctx, shipping.Discount{Name: "EMS ชุมชน", Percent: 20_00, From: "2026-01-01"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddPool(ctx, shipping.EMS, true, "EF582568151TH", count); err != nil {
		t.Fatal(err)
	}
	places := []ordering.Recipient{
		{Subdistrict: "คลองจั่น", District: "บางกะปิ", Province: "กรุงเทพมหานคร", Postcode: "10240"},
		{Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50200"},
		{Subdistrict: "ตลาดใหญ่", District: "เมืองภูเก็ต", Province: "ภูเก็ต", Postcode: "83000"},
	}
	var parcels []id.Parcel
	for n := range count {
		to := places[n%len(places)]
		to.Title, to.Name, to.Phones, to.Line = "คุณ", fmt.Sprintf("อัญชลี ศรีสุข %d", n), []string{"0865551212"}, fmt.Sprintf("%d/7 ซ.ลาดพร้าว 101", n)
		request := ordering.Request{ID: id.New[id.Order](), Channel: ordering.Line, PayBy: ordering.PayCOD, Fee: 50_00, Service: shipping.EMS,
			Lines:  []ledger.OrderLine{{ProductID: jar.ID, Qty: qty.Pieces(1 + n%4), Price: jar.Price}},
			Person: ordering.Person{Name: to.Name, Phone: "0865551212"}, Recipients: []ordering.Recipient{to}}
		if _, err := s.AddOrder(ctx, request); err != nil {
			t.Fatal(err)
		}
		if err := s.ConfirmOrder(ctx, request.ID, false, ""); err != nil {
			t.Fatal(err)
		}
		parcel := id.New[id.Parcel]()
		if err := s.Pack(ctx, ordering.PackRequest{ID: parcel, OrderID: request.ID, Grams: 300 + n%20*100}, ""); err != nil {
			t.Fatal(err)
		}
		parcels = append(parcels, parcel)
	}
	heading(fmt.Sprintf("Labels of %d parcels", count))
	var labels *shop.Labels
	var out bytes.Buffer
	all := 0.0
	stage := func(name string, do func() error) {
		took := millis(func() {
			if err := do(); err != nil {
				t.Fatal(err)
			}
		})
		all += took
		report(t, figure{name, took, "ms", 0, ""})
	}
	stage("rate, number, lay out", func() (err error) {
		labels, err = s.ReadyLabels(ctx, parcels, shop.LabelOptions{Lang: i18n.Thai}, "สมศรี")
		return err
	})
	stage("one PDF", func() error { return s.WritePapers(&out, labels.Papers) })
	stage("note that they are printed", func() error {
		failed, err := s.LabelsOut(ctx, labels, "สมศรี")
		if err == nil && len(failed) > 0 {
			err = failed[0].Why
		}
		return err
	})
	if len(labels.Parcels) != count || len(labels.Failed) > 0 {
		t.Fatalf("%d labels, %v", len(labels.Parcels), labels.Failed)
	}
	report(t, figure{"all together", all, "ms", maxShip, fmt.Sprintf("%d KB", out.Len()>>10)})
	stage("list of what is printed", func() error {
		list, _, err := s.Parcels(ctx, shop.ParcelQuery{List: shop.ParcelsPrinted, Limit: 50})
		if err == nil && (len(list) != min(count, 50) || list[0].Tracking == "") {
			t.Errorf("%d listed", len(list))
		}
		return err
	})
}
