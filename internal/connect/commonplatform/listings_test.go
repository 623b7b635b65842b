package commonplatform

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// Whatever a listing says arrives there and is read back as it was.
func TestAListingComesBackAsItWent(t *testing.T) {
	s := opened(t)
	cover, more := picture(t, 1), picture(t, 2)
	for _, each := range []publishing.Picture{cover, more} {
		must[string](t)(s.PutPicture(t.Context(), each))
	}
	full := publishing.Listing{
		SKU: "OTOP-MANGO", GTIN: "8850000000003", Title: `มะม่วง "น้ำดอกไม้" & <แท้>`, TitleEN: "Mango", Description: "บรรทัดหนึ่ง\n\nบรรทัดสอง  เว้นวรรค",
		DescriptionEN: "One\ntwo", Category: "food", Price: 1_234_567_05, VATIncluded: false, Availability: publishing.MadeToOrder, LeadDays: 7,
		Pictures: []publishing.ListedPicture{{Hash: cover.Hash, Alt: "ถุงมะม่วง"}, {Hash: more.Hash}}, NetG: 100, ShippingG: 120, LengthMM: 180, WidthMM: 120,
		HeightMM: 40, Origin: publishing.Origin{Province: "TH-57", District: "5705", GI: "สับปะรดภูแลเชียงราย"}, OTOPStars: 5, OTOPYear: 2022,
		Certifications: []publishing.Certification{{Scheme: "FDA", Number: "57-1-00123-4-0001", Until: "2027-12-31"}, {Scheme: "TCPS", Number: "มผช.293/2547"}},
		ShelfDays:      180, Allergens: []string{"ถั่วลิสง", "งา"}, Storage: "เก็บในที่แห้งและเย็น",
	}
	for _, listing := range []publishing.Listing{full, mango("A")} {
		s.put(listing)
		r := must[publishing.Remote](t)(s.Find(t.Context(), listing.SKU))
		if found := publishing.Differences(&listing, r.Listing); len(found) != 0 || r.State != publishing.Pending || r.Version != `"r1"` || len(r.Raw) == 0 || r.UpdatedAt != noon {
			t.Errorf("%s: %v, %+v", listing.SKU, found, r)
		}
	}
}

func TestVersionsOfAListing(t *testing.T) {
	s := opened(t)
	listing := mango("A")
	first := s.put(listing)
	if _, err := s.Put(t.Context(), &listing, publishing.Known{}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("made twice: %v", err)
	}
	s.platform.Moderate("A", "rejected", "รูปไม่ชัด")
	if r := must[publishing.Remote](t)(s.Find(t.Context(), "A")); r.State != publishing.Rejected || len(r.Words) != 1 || r.Words[0] != "รูปไม่ชัด" || r.Version != first.Version {
		t.Errorf("%+v", r)
	}
	listing.Price = 140_00
	second := must[publishing.Remote](t)(s.Put(t.Context(), &listing, publishing.Known{Version: first.Version}))
	listing.Price = 130_00
	if _, err := s.Put(t.Context(), &listing, publishing.Known{Version: first.Version}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("%v", err)
	}
	if err := s.Withdraw(t.Context(), "A", publishing.Known{Version: first.Version}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("%v", err)
	}
	for range 2 {
		if err := s.Withdraw(t.Context(), "A", publishing.Known{Version: second.Version}); err != nil {
			t.Errorf("%v", err)
		}
	}
	if r := must[publishing.Remote](t)(s.Find(t.Context(), "A")); r.State != publishing.Withdrawn || !r.Deleted {
		t.Errorf("%+v", r)
	}
	if err := s.Withdraw(t.Context(), "never-there", publishing.Known{}); err != nil {
		t.Errorf("%v", err)
	}
	if _, err := s.Find(t.Context(), "never-there"); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
}

// A refusal gives the channel's words and says which field they are about.
func TestARefusedListing(t *testing.T) {
	s := opened(t)
	listing := mango("A")
	listing.Pictures = []publishing.ListedPicture{{Hash: strings.Repeat("0", 64)}}
	_, err := s.Put(t.Context(), &listing, publishing.Known{})
	f := publishing.FailureOf(err)
	if f.Class != publishing.Refused || f.Slug != "validation" || len(f.Fields) != 1 || f.Fields[0] != (publishing.FieldNote{Pointer: "/images/0/sha256", Words: "ยังไม่มีรูปนี้"}) ||
		f.Words != "ข้อมูลไม่ถูกต้อง · ยังไม่มีรูปนี้" {
		t.Errorf("%+v", f)
	}
	told(t, err)
}

func TestABatch(t *testing.T) {
	s := openedWith(t, double.Options{Live: true})
	bad := mango("B")
	bad.Pictures = []publishing.ListedPicture{{Hash: strings.Repeat("0", 64)}}
	all := []publishing.Listing{mango("A"), bad, mango("C")}
	s.platform.On("batchListings", double.LoseReply())
	if _, err := s.PutAll(t.Context(), all, "batch-0001"); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	outcomes := must[[]publishing.Outcome](t)(s.PutAll(t.Context(), all, "batch-0001"))
	if outcomes[0].Err != nil || outcomes[2].Err != nil || outcomes[2].Remote.Version != `"r1"` || outcomes[2].Remote.State != publishing.Live {
		t.Errorf("%+v", outcomes)
	}
	if f := publishing.FailureOf(outcomes[1].Err); f.Class != publishing.Refused || len(f.Fields) != 1 || f.Words == "" {
		t.Errorf("%+v", f)
	}
	if s.platform.Applied("batch-0001") != 1 || s.platform.Applied("A") != 1 {
		t.Errorf("carried out %d times", s.platform.Applied("batch-0001"))
	}
	for name, body := range map[string]string{
		"too few": `{"results":[]}`, "in another order": `{"results":[{"seller_sku":"C","status":200},{"seller_sku":"B","status":200},{"seller_sku":"A","status":200}]}`,
		"of nothing": `{}`,
	} {
		s.platform.On("batchListings", double.Says(200, "application/json", body))
		if _, err := s.PutAll(t.Context(), all, "batch-0002"); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.PutAll(t.Context(), all, "short"); !publishing.Is(err, publishing.Refused) {
		t.Errorf("%v", err)
	}
	if none, err := s.PutAll(t.Context(), nil, ""); err != nil || none != nil {
		t.Errorf("%v, %v", none, err)
	}
}

func TestTheFeedOfListings(t *testing.T) {
	s := opened(t)
	for _, sku := range []string{"A", "B", "C"} {
		s.put(mango(sku))
	}
	page := must[publishing.RemotePage](t)(s.Listings(t.Context(), publishing.From{Limit: 2}))
	if len(page.Remotes) != 2 || !page.More || page.Remotes[0].SKU != "A" {
		t.Fatalf("%+v", page)
	}
	page = must[publishing.RemotePage](t)(s.Listings(t.Context(), publishing.From{Cursor: page.Next}))
	if len(page.Remotes) != 1 || page.More {
		t.Fatalf("%+v", page)
	}
	s.platform.Moderate("A", "live")
	s.platform.Moderate("B", "asleep") // a word that nobody knows
	s.platform.On("listListings", double.Change(func(body []byte) []byte {
		return []byte(strings.Replace(string(body), `"items":[`, `"items":[7,{"seller_sku":"X"},`, 1))
	}))
	page = must[publishing.RemotePage](t)(unchecked(s).Listings(t.Context(), publishing.From{Cursor: page.Next}))
	if len(page.Remotes) != 2 || page.Remotes[0].State != publishing.Live || page.Remotes[1].State != publishing.Unknown || page.Remotes[1].Said != "asleep" {
		t.Errorf("%+v", page)
	}
}

// unchecked says that the platform's true answer is not as the contract has it, on purpose.
func unchecked(s *shop) *shop {
	s.platform.Uncheck()
	return s
}

func TestPictures(t *testing.T) {
	s := opened(t)
	shown := picture(t, 1)
	for range 2 {
		if ref := must[string](t)(s.PutPicture(t.Context(), shown)); ref != shown.Hash {
			t.Errorf("%s", ref)
		}
	}
	if s.platform.Calls("putMedia") != 1 || s.platform.Pictures() != 1 {
		t.Errorf("sent %d times", s.platform.Calls("putMedia"))
	}
	other := picture(t, 2)
	s.platform.On("putMedia", double.LoseReply())
	if _, err := s.PutPicture(t.Context(), other); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	if _, err := s.PutPicture(t.Context(), other); err != nil || s.platform.Calls("putMedia") != 2 {
		t.Errorf("%v after %d calls: it was there already", err, s.platform.Calls("putMedia"))
	}
	changed := shown
	changed.Data = other.Data
	if _, err := s.PutPicture(t.Context(), changed); !publishing.Is(err, publishing.Refused) {
		t.Errorf("%v", err)
	}
	for status, want := range map[int]publishing.Class{413: publishing.TooLarge, 415: publishing.Refused, 422: publishing.Refused} {
		s.platform.On("putMedia", double.Refuse(status, "x"))
		if _, err := s.PutPicture(t.Context(), picture(t, uint8(status-400))); !publishing.Is(err, want) {
			t.Errorf("%d: %v", status, err)
		}
	}
	s.platform.On("getMedia", double.Says(200, "application/json", `{"sha256":"another"}`))
	if _, err := s.PutPicture(t.Context(), picture(t, 9)); !publishing.Is(err, publishing.WrongAnswer) {
		t.Errorf("%v", err)
	}
}
