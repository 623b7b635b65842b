package shop

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
)

// anchalee lives in Bangkok.
var anchalee = ordering.Recipient{Title: "คุณ", Name: "อัญชลี ศรีสุข", Phones: []string{"0865551212"}, Line: "45/7 ซ.ลาดพร้าว 101",
	Subdistrict: "คลองจั่น", District: "บางกะปิ", Province: "กรุงเทพมหานคร", Postcode: "10240"}

// chilli is goods that can be sent, 100 baht a jar.
func chilli(t *testing.T, s *Shop) catalog.Product {
	t.Helper()
	jar, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "CHILLI", Name: "น้ำพริกหนุ่ม", Unit: "กระปุก", Price: 100_00, WeightG: 250}, Opening{Qty: qty.Pieces(1000)})
	if err != nil {
		t.Fatal(err)
	}
	return jar
}

// boxed makes an order of a jar to somebody and packs it.
func boxed(t *testing.T, s *Shop, jar catalog.Product, payBy string, change func(*ordering.Request, *ordering.PackRequest)) id.Parcel {
	t.Helper()
	request := ordering.Request{ID: id.New[id.Order](), Channel: ordering.Line, PayBy: payBy, Fee: 50_00,
		Lines:      []ledger.OrderLine{{ProductID: jar.ID, Qty: qty.Pieces(1), Price: jar.Price}},
		Person:     ordering.Person{Name: "อัญชลี ศรีสุข", Phone: "0865551212", By: "สมศรี"},
		Recipients: []ordering.Recipient{anchalee}}
	pack := ordering.PackRequest{ID: id.New[id.Parcel](), Grams: 800}
	if change != nil {
		change(&request, &pack)
	}
	if _, err := s.AddOrder(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	pack.OrderID = request.ID
	var err error
	if payBy == ordering.PayTransfer {
		err = s.PayOrder(t.Context(), request.ID, id.New[id.Change](), []selling.Tender{{Method: selling.PromptPay}}, "")
	} else {
		err = s.ConfirmOrder(t.Context(), request.ID, false, "")
	}
	if err == nil {
		err = s.Pack(t.Context(), pack, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return pack.ID
}

func parcelOf(t *testing.T, s *Shop, parcel id.Parcel) Parcel {
	t.Helper()
	list, err := s.ParcelsOf(t.Context(), []id.Parcel{parcel})
	if err != nil || len(list) != 1 {
		t.Fatal(len(list), err)
	}
	return list[0]
}

// printedWords gives the texts of papers.
func printedWords(p Papers) (words []string) {
	for _, page := range p.Pages {
		for _, op := range page.Ops {
			if text, ok := op.(printing.Text); ok {
				words = append(words, text.String)
			}
		}
	}
	return words
}

// TestParcelsAreReckoned: the cheapest service that fits, its discount, and what a person should look at.
func TestParcelsAreReckoned(t *testing.T) {
	s := newTestShop(t, Params{Address: "12 หมู่ 3 ต.พังขว้าง อ.เมืองสกลนคร จ.สกลนคร 47000"})
	jar := chilli(t, s)
	if _, err := s.SaveDiscount(t.Context(), shipping.Discount{Name: "EMS ชุมชน", Percent: 20_00, Services: []string{"ems"}, From: "2026-01-01"}); err != nil {
		t.Fatal(err)
	}
	ems := func(_ *ordering.Request, p *ordering.PackRequest) { p.Service = "ems" }
	a := boxed(t, s, jar, ordering.PayTransfer, ems)
	cod := boxed(t, s, jar, ordering.PayCOD, func(r *ordering.Request, p *ordering.PackRequest) { p.Grams, p.Service = 2600, "eco" })
	open := boxed(t, s, jar, ordering.PayTransfer, nil)
	shopee := boxed(t, s, jar, ordering.PayChannel, func(r *ordering.Request, p *ordering.PackRequest) {
		r.Channel, r.ChannelNo, p.Grams = ordering.Shopee, "2611220K3", 0
	})
	wrong := boxed(t, s, jar, ordering.PayTransfer, func(r *ordering.Request, p *ordering.PackRequest) {
		r.Recipients[0].Postcode, p.Grams, p.Service = "50000", 0, "ems"
		r.Recipients[0].Phones, r.Person.Phone = nil, ""
	})
	if p := parcelOf(t, s, a); p.Cost*5 != p.List*4 || p.List != 67_00 || p.Discount != "EMS ชุมชน" || len(p.Warnings) != 0 {
		t.Errorf("%s of %s by %q, %v", p.Cost, p.List, p.Discount, p.Warnings)
	}
	if p := parcelOf(t, s, cod); p.Cost != 80_00 || p.COD != 150_00 {
		t.Errorf("what is collected costs nothing at the counter: %s, collects %s", p.Cost, p.COD)
	}
	if p := parcelOf(t, s, open); p.Goes == "" || p.Goes == "ems" || p.Cost == 0 {
		t.Errorf("the cheapest: %q for %s", p.Goes, p.Cost)
	}
	if p := parcelOf(t, s, shopee); !p.ByChannel || p.Cost != 0 || len(p.Warnings) != 0 || p.ServiceOf(i18n.Thai) != "Shopee จัดให้" || p.Called() != "2611220K3" {
		t.Errorf("%+v", p)
	}
	var codes []string
	p := parcelOf(t, s, wrong)
	for _, w := range p.Warnings {
		codes = append(codes, w.Code)
	}
	if want := []string{"parcel_to_wrong", "parcel_to_phone", "parcel_unweighed"}; !slices.Equal(codes, want) || p.Wrong == "" {
		t.Errorf("%v at %q", codes, p.Wrong)
	}
	list, sums, err := s.Parcels(t.Context(), ParcelQuery{List: ParcelsToPrint, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	checks := CheckParcels(list)
	if checks.Count != 5 || checks.Addresses != 4 || checks.Weights != 4 || checks.COD != 1 || checks.Numbers != 1 || checks.Collect != 150_00 || checks.Postage != sums.Postage {
		t.Errorf("%+v, %+v", checks, sums)
	}
	offers, err := s.ParcelOffers(t.Context(), ordering.ParcelChange{ParcelID: cod, Grams: 2600, Length: 2000, Width: 100, Height: 100})
	if err != nil || len(offers.Offers) < 2 || len(offers.Offers[0].Warnings) == 0 {
		t.Errorf("offers %+v %v", offers, err)
	}
	change := ordering.ParcelChange{ParcelID: open, Service: "ems", Grams: 1900}
	if err := s.ChangeParcel(t.Context(), change, ""); err != nil || parcelOf(t, s, open).Postage == 0 {
		t.Errorf("postage follows the weight: %v", err)
	}
}

// TestLabelsOfParcels: a number each from its pool, sorted, counted; who lacks something is told of and does not stop
// the others.
func TestLabelsOfParcels(t *testing.T) {
	s := newTestShop(t, Params{Name: "วิสาหกิจชุมชนบ้านคราม", Address: "จ.สกลนคร 47000", Phone: "0812345678"})
	jar := chilli(t, s)
	if _, err := s.AddPool(t.Context(), "ems", true, "ef 5825 6815 1 th", 5); err != nil {
		t.Fatal(err)
	}
	to := func(postcode string) func(*ordering.Request, *ordering.PackRequest) {
		return func(r *ordering.Request, p *ordering.PackRequest) {
			r.Recipients[0].Postcode, p.Service, p.Marks = postcode, "ems", []string{ordering.MarkFragile}
		}
	}
	south, north := boxed(t, s, jar, ordering.PayCOD, to("83000")), boxed(t, s, jar, ordering.PayCOD, to("10240"))
	nowhere := boxed(t, s, jar, ordering.PayCOD, func(r *ordering.Request, p *ordering.PackRequest) { r.Recipients[0].Line, p.Service = "", "ems" })
	labels, err := s.ReadyLabels(t.Context(), []id.Parcel{south, nowhere, north}, LabelOptions{Lang: i18n.Thai, Phone: PhoneMasked}, "สมศรี")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(labels.Parcels, []id.Parcel{north, south}) || len(labels.Pages) != 2 {
		t.Errorf("%d labels", len(labels.Parcels))
	}
	if len(labels.Failed) != 1 || labels.Failed[0].ParcelID != nowhere || labels.Failed[0].Why.Code != "parcel_to_missing" || labels.Failed[0].Why.Field != "to.line" {
		t.Errorf("%+v", labels.Failed)
	}
	for _, part := range []string{"OR-2569-000003", "1 อัญชลี ศรีสุข", "บ้านเลขที่"} {
		if why := i18n.Message(i18n.Thai, labels.Failed[0].Why); !strings.Contains(why, part) {
			t.Errorf("%q does not say %q", why, part)
		}
	}
	said := strings.Join(printedWords(labels.Papers), "\n")
	for _, want := range []string{"EMS", "EF 5825 6815 1 TH", "คุณอัญชลี ศรีสุข", "xxx-xxx-1212", "ระวังแตก", "LA-0002", "081-234-5678", "น้ำพริกหนุ่ม ×1", "COD ฿150", "วิสาหกิจชุมชนบ้านคราม"} {
		if !strings.Contains(said, want) {
			t.Errorf("the labels do not say %q", want)
		}
	}
	if parcelOf(t, s, north).PrintedAt != 0 {
		t.Error("laid out is not printed")
	}
	if failed, err := s.LabelsOut(t.Context(), labels, ""); err != nil || len(failed) != 0 {
		t.Error(failed, err)
	}
	if p := parcelOf(t, s, north); p.PrintedAt == 0 || p.Prints != 1 || p.Postage == 0 || p.Tracking == "" {
		t.Errorf("%+v", p.Parcel)
	}
	set(t, s, LabelPrinter, "tcp:10.0.0.9")
	set(t, s, "printer.label.language", "zpl")
	queued, again, err := s.PrintLabels(t.Context(), []id.Parcel{north, south}, LabelOptions{Lang: i18n.Thai}, "")
	if err != nil || len(queued.Jobs) != 1 || parcelOf(t, s, north).Prints != 2 || len(again.Failed) != 0 {
		t.Errorf("again: %v %v, %d prints", queued, err, parcelOf(t, s, north).Prints)
	}
	_, err = s.ReadyLabels(t.Context(), []id.Parcel{nowhere}, LabelOptions{Lang: i18n.Thai}, "")
	if !fault.Is(err, "parcel_to_missing") {
		t.Errorf("nothing to print: %v", err)
	}
	manifest, err := s.ManifestOf(t.Context(), []id.Parcel{south, north}, i18n.Thai)
	if err != nil || manifest.Parcels != 2 || manifest.Rows[1][1] != "EF 5825 6815 1 TH" || manifest.Rows[3][8] != "300.00" {
		t.Errorf("%+v %v", manifest, err)
	}
}

// TestNumbersAreTyped: from a receipt, in one go, each for itself.
func TestNumbersAreTyped(t *testing.T) {
	s := newTestShop(t, Params{})
	jar := chilli(t, s)
	list := make([]id.Parcel, 4)
	for n := range list {
		list[n] = boxed(t, s, jar, ordering.PayTransfer, nil)
	}
	shopee := boxed(t, s, jar, ordering.PayChannel, func(r *ordering.Request, _ *ordering.PackRequest) { r.Channel = ordering.Shopee })
	failed, err := s.NumberParcels(t.Context(), []TypedNumber{
		{ParcelID: list[0], Text: " ef๕๘๒๕๖๘๑๕๑th ", Postage: new(money.Satang(42_00))},
		{ParcelID: list[1], Text: "EF582568152TH"},
		{ParcelID: list[2], Text: "EF582568151TH"},
		{ParcelID: list[3], Text: "KEX-12345678", Other: true},
		{ParcelID: shopee, Text: "SPXTH01234567"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, f := range failed {
		said = append(said, fmt.Sprintf("%d %s", slices.Index(list, f.ParcelID), f.Why.Code))
	}
	if want := []string{"1 tracking_check", "2 tracking_used"}; !slices.Equal(said, want) {
		t.Errorf("%v", said)
	}
	if p := parcelOf(t, s, list[0]); p.Tracking != "EF582568151TH" {
		t.Errorf("%q", p.Tracking)
	}
	if parcelOf(t, s, list[3]).Tracking != "KEX-12345678" || parcelOf(t, s, shopee).Tracking != "SPXTH01234567" {
		t.Error("numbers of other carriers are lost")
	}
	if _, err := s.AddPool(t.Context(), "rocket", false, "EF582568151TH", 5); !fault.Is(err, "service_unknown") {
		t.Error(err)
	}
	if _, err := s.AddPool(t.Context(), "ems", false, "EF582568152TH", 5); !fault.Is(err, "tracking_check") || fault.Of(err).Field != "first" {
		t.Error(err)
	}
}

// TestATypedNumberIsCleanedWhenPacking, and a slip of the finger is refused there too.
func TestATypedNumberIsCleanedWhenPacking(t *testing.T) {
	s := newTestShop(t, Params{})
	jar := chilli(t, s)
	parcel := boxed(t, s, jar, ordering.PayTransfer, func(_ *ordering.Request, p *ordering.PackRequest) { p.Tracking = " ef 5825 6815 1 th " })
	if p := parcelOf(t, s, parcel); p.Tracking != "EF582568151TH" {
		t.Errorf("%q", p.Tracking)
	}
	order := parcelOf(t, s, parcel).OrderID
	err := s.Pack(t.Context(), ordering.PackRequest{OrderID: order, Tracking: "EF582568152TH"}, "")
	if !fault.Is(err, "tracking_check") || fault.Of(err).Field != "tracking" {
		t.Errorf("%v", err)
	}
}
