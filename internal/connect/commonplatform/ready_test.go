package commonplatform

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
)

// one picks one of several.
func one[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// offer makes a random one from values at and beyond the bounds, for a product that the shop itself would keep.
func offer(r *rand.Rand, n int, shown publishing.Picture) *publishing.Offer {
	thai := func(runes int) string { return strings.Repeat("ก", runes) }
	p := &catalog.Product{
		SKU: fmt.Sprintf("SKU-%d", n), Name: one(r, "มะม่วง", `มะม่วง "แท้" <b>&`, thai(150), thai(200), "มะม่วง 🥭"), NameEN: one(r, "", "Mango", strings.Repeat("x", 200)),
		Category: one(r, "อาหาร", "ผ้าและเครื่องแต่งกาย", "ของเล่น"), Terms: "own", Unit: "ชิ้น", Price: one(r, 0, 1, money.Satang(150_00), catalog.MaxPrice),
		VAT: catalog.VATStandard, WeightG: one(r, 0, 1, 120, 1_000_000), Photo: "a.png", OTOPStar: r.IntN(6), OTOPYear: one(r, 0, 2544, 2569, 2700),
		Description: one(r, "", thai(1), thai(300), thai(4000)), DescriptionEN: one(r, "", "x", strings.Repeat("x", 4000)), Story: one(r, "", "เรื่อง\nสองบรรทัด", thai(4000)),
		FDA: one(r, "", "5010012345678", "แปลก"), TCPS: one(r, "", "มผช.293/2547"), ShelfDays: one(r, 0, 1, 36_500), LengthMM: one(r, 0, 1, 10_000), WidthMM: one(r, 0, 10_000),
		HeightMM: one(r, 0, 1), Alcohol: r.IntN(10) == 0, Archived: r.IntN(10) == 0, HasVariants: r.IntN(10) == 0,
	}
	for _, code := range []string{"8850000000003", "2000000000008", "abc", "96385074"} {
		if r.IntN(2) == 0 {
			p.Codes = append(p.Codes, catalog.Code{Code: code, Pack: one(r, qty.One, 12*qty.One)})
		}
	}
	for range r.IntN(catalog.MaxCertificates + 1) {
		p.Certificates = append(p.Certificates, catalog.Certificate{Kind: one(r, catalog.CertificateKinds...), Number: one(r, "1", thai(60)),
			Expires: one(r, clock.Day(""), "2026-11-22", "2026-11-23", "2030-02-28")})
	}
	if r.IntN(3) == 0 {
		p.Unit, p.Weighed = one(r, "กก.", "ขีด"), true
	}
	o := &publishing.Offer{Product: p, Piece: one(r, 0, qty.One, 500, 12*qty.One), PackingG: one(r, 0, 50), Photos: []publishing.Photo{{Hash: shown.Hash, Kind: shown.Kind, Bytes: len(shown.Data)}}}
	for range one(r, 0, 0, 11) {
		o.Photos = append(o.Photos, o.Photos[0])
	}
	return o
}

// What is ready the platform takes, just as it is, and what is sent passes the contract; the double sees to
// that. What is not ready is told why.
func TestWhatIsReadyIsTaken(t *testing.T) {
	s := opened(t)
	shown := picture(t, 1)
	must[string](t)(s.PutPicture(t.Context(), shown))
	limits, random, ready := s.Limits(), rand.New(rand.NewPCG(1, 2)), 0
	for n := 0; n < 4000 && ready < 60; n++ {
		o := offer(random, n, shown)
		if o.Product.Validate() != nil || !publishing.Ready(publishing.Readiness(o, &limits, "2026-11-23")) {
			continue
		}
		ready++
		listing := o.Listing(&limits)
		r, err := s.Put(t.Context(), &listing, publishing.Known{})
		if err != nil {
			t.Fatalf("%+v: %v", listing, err)
		}
		if found := publishing.Differences(&listing, r.Listing); len(found) > 0 {
			t.Errorf("%+v", found)
		}
	}
	if ready < 60 {
		t.Errorf("only %d were ready", ready)
	}
}
