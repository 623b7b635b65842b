package shop

import (
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
)

// TestParcelsAreHandedOverTogether: each order has its bill and its text, and one that cannot go stops no other.
func TestParcelsAreHandedOverTogether(t *testing.T) {
	s := newTestShop(t, Params{Name: "บ้านคราม"})
	jar := chilli(t, s)
	ems := func(number string) func(*ordering.Request, *ordering.PackRequest) {
		return func(_ *ordering.Request, p *ordering.PackRequest) { p.Service, p.Tracking = "ems", number }
	}
	paid, cod := boxed(t, s, jar, ordering.PayTransfer, ems("EF582568151TH")), boxed(t, s, jar, ordering.PayCOD, ems("EF582568165TH"))
	unweighed := boxed(t, s, jar, ordering.PayTransfer, func(_ *ordering.Request, p *ordering.PackRequest) { p.Grams = 0 })
	gone := boxed(t, s, jar, ordering.PayTransfer, nil)
	if _, failed, err := s.HandOverParcels(t.Context(), []id.Parcel{gone}, ""); err != nil || len(failed) != 0 {
		t.Fatal(failed, err)
	}
	handed, failed, err := s.HandOverParcels(t.Context(), []id.Parcel{paid, gone, cod, unweighed, {1}}, "สมศรี")
	if err != nil {
		t.Fatal(err)
	}
	if len(handed) != 3 || len(failed) != 2 || failed[0].Why.Code != "parcel_unknown" || failed[1].ParcelID != gone || failed[1].Why.Code != "parcel_step" {
		t.Fatalf("%+v\n%+v", handed, failed)
	}
	if text := handed[1].Text; !strings.Contains(text, "EF582568165TH") || !strings.Contains(text, "150") || !strings.Contains(text, "อัญชลี") || !strings.Contains(text, "บ้านคราม") {
		t.Errorf("the text of the COD parcel: %s", text)
	}
	if text := handed[0].Text; strings.Contains(text, "ปลายทาง") {
		t.Errorf("a paid parcel asks for money: %s", text)
	}
	if p := parcelOf(t, s, paid); p.State != "shipped" || p.Postage != 67_00 || p.ShipDay != clock.DayOf(noon) {
		t.Errorf("%+v", p.Parcel)
	}
	days, err := s.DropOffs(t.Context(), "2026-01-01", "", 5)
	if err != nil || len(days) != 1 || days[0].Count != 4 || days[0].COD != 150_00 {
		t.Errorf("%+v %v", days, err)
	}
	manifest, err := s.ManifestOn(t.Context(), clock.DayOf(noon), "th")
	if err != nil || manifest.Parcels != 4 {
		t.Errorf("%+v %v", manifest, err)
	}
	if _, err := s.ManifestOn(t.Context(), "2026-01-01", "th"); !fault.Is(err, "manifest_empty") {
		t.Errorf("a day without parcels: %v", err)
	}
}

func TestTheCountdownToTheCutoff(t *testing.T) {
	s := newTestShop(t, Params{})
	set(t, s, "post.cutoff", "จ.-อา. 23:59")
	next, err := s.Cutoff(t.Context())
	if err != nil || !next.Today || next.Left <= 0 || next.Left > 24*time.Hour {
		t.Errorf("%+v %v", next, err)
	}
	set(t, s, "post.cutoff", "")
	if next, err := s.Cutoff(t.Context()); err != nil || !next.At.IsZero() {
		t.Errorf("none set: %+v %v", next, err)
	}
	if _, _, err := s.Set(t.Context(), "post.cutoff", "บ่ายสาม"); !fault.Is(err, "cutoff_form") || fault.Of(err).Field != "value" {
		t.Errorf("%v", err)
	}
}

// TestAHandOverSaysWhatItWarnsOf: also of many orders together, as the till does of one bill.
func TestAHandOverSaysWhatItWarnsOf(t *testing.T) {
	s := newTestShop(t, Params{})
	jar := chilli(t, s)
	office, err := s.SaveCustomer(t.Context(), Party{Name: "สำนักงาน", CreditLimit: 100_00})
	if err != nil {
		t.Fatal(err)
	}
	var parcels []id.Parcel
	for range 2 {
		parcels = append(parcels, boxed(t, s, jar, ordering.PayCredit, func(r *ordering.Request, p *ordering.PackRequest) {
			r.CustomerID, p.Service = office.ID, "ems"
		}))
	}
	handed, failed, err := s.HandOverParcels(t.Context(), parcels, "")
	if err != nil || len(failed) > 0 || len(handed) != 2 {
		t.Fatal(handed, failed, err)
	}
	for _, one := range handed {
		if len(one.Warnings) != 1 || one.Warnings[0].Code != "credit_limit_passed" {
			t.Errorf("%s warns of %v", one.Number, one.Warnings)
		}
	}
}

// TestALabelOutOfDateIsAPersonsChoice: it stops the hand-over of its order alone.
func TestALabelOutOfDateIsAPersonsChoice(t *testing.T) {
	s := newTestShop(t, Params{})
	jar := chilli(t, s)
	var parcels []id.Parcel
	for range 2 {
		parcels = append(parcels, boxed(t, s, jar, ordering.PayCOD, func(_ *ordering.Request, p *ordering.PackRequest) { p.Service = "ems" }))
	}
	if _, err := s.db.ParcelsPrinted(t.Context(), parcels, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.PayOrder(t.Context(), parcelOf(t, s, parcels[0]).OrderID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer}}, ""); err != nil {
		t.Fatal(err)
	}
	handed, failed, err := s.HandOverParcels(t.Context(), parcels, "")
	if err != nil || len(handed) != 1 || len(failed) != 1 || failed[0].ParcelID != parcels[0] || failed[0].Why.Code != "label_old" {
		t.Fatal(handed, failed, err)
	}
	handed, failed, err = s.HandOverParcelsAnyway(t.Context(), parcels[:1], "")
	if err != nil || len(handed) != 1 || len(failed) != 0 {
		t.Error(handed, failed, err)
	}
}

// A parcel that nobody weighed is named where its label is asked for.
func TestAnUnweighedParcelIsNamed(t *testing.T) {
	s := newTestShop(t, Params{Name: "บ้านคราม"})
	parcel := boxed(t, s, chilli(t, s), ordering.PayTransfer, func(_ *ordering.Request, p *ordering.PackRequest) { p.Grams, p.Service = 0, "" })
	_, err := s.ReadyLabels(t.Context(), []id.Parcel{parcel}, LabelOptions{Lang: i18n.Thai}, "")
	if text := i18n.Message(i18n.Thai, err); !fault.Is(err, "label_unweighed") || !strings.Contains(text, "กล่องที่ 1 ของ A-OR-2569-000001") {
		t.Errorf("it says %q, %v", text, err)
	}
}
