package medusa

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// full is a listing that says everything.
func full(sku string, pictures ...publishing.Picture) publishing.Listing {
	l := mango(sku)
	l.GTIN, l.TitleEN, l.DescriptionEN, l.Category = "8850999320007", "Dried mango", "Sweet by nature", "food"
	l.Availability, l.LeadDays, l.NetG, l.LengthMM, l.WidthMM, l.HeightMM = publishing.MadeToOrder, 3, 100, 200, 120, 30
	l.Origin = publishing.Origin{Province: "TH-57", District: "5701", GI: "มะม่วงมหาชนก"}
	l.OTOPStars, l.OTOPYear, l.ShelfDays, l.Allergens, l.Storage = 5, 2022, 180, []string{"ถั่ว", "งา"}, "เก็บในที่แห้ง"
	l.Certifications = []publishing.Certification{{Scheme: "FDA", Number: "57-1-00163-2-0001", Until: "2027-03-31"}, {Scheme: "TCPS", Number: "มผช. 136/2558"}}
	for _, shown := range pictures {
		l.Pictures = append(l.Pictures, publishing.ListedPicture{Hash: shown.Hash, Alt: "มะม่วง"})
	}
	return l
}

func TestAListing(t *testing.T) {
	s := opened(t)
	one, two := picture(t, 1), picture(t, 2)
	for _, shown := range []publishing.Picture{one, two, one} {
		must[string](t)(s.PutPicture(t.Context(), shown))
	}
	if s.medusa.Calls("upload") != 2 {
		t.Errorf("%d uploads of two pictures", s.medusa.Calls("upload"))
	}
	listing := full("OTOP-MANGO", two, one)
	first := s.put(listing)
	if first.State != publishing.Live || first.Said != "published" || first.Version == "" || first.ID == "" || first.UpdatedAt.IsZero() || len(first.Raw) == 0 {
		t.Errorf("%+v", first)
	}
	if found := must[publishing.Remote](t)(s.Find(t.Context(), "OTOP-MANGO")); len(publishing.Differences(&listing, found.Listing)) != 0 || found.Version != first.Version || found.Listing.Pictures[0].Alt != "มะม่วง" {
		t.Errorf("%v", publishing.Differences(&listing, found.Listing))
	}
	there := s.medusa.Product("OTOP-MANGO")
	if there["external_id"] != "OTOP-MANGO" || there["handle"] != "otop-mango" || there["thumbnail"] != s.medusa.Files()[1].URL {
		t.Errorf("%v", there)
	}
	if sent := string(s.medusa.Journal()[len(s.medusa.Journal())-2].Body); !strings.Contains(sent, `"amount":150.25`) {
		t.Errorf("the price is no plain number: %s", sent)
	}
	// The same again writes nothing, whatever was known.
	for _, known := range []publishing.Known{{}, {Version: "another"}, {Version: first.Version}} {
		if again := must[publishing.Remote](t)(s.Put(t.Context(), &listing, known)); again.Version != first.Version {
			t.Errorf("%+v", again)
		}
	}
	changed := mango("OTOP-MANGO")
	changed.Price = 99_00
	second := must[publishing.Remote](t)(s.Put(t.Context(), &changed, publishing.Known{Version: first.Version}))
	if diff := publishing.Differences(&changed, second.Listing); len(diff) != 0 || second.Version == first.Version || s.medusa.Calls("updateProduct") != 1 || s.medusa.Products() != 1 {
		t.Errorf("%v after %d changes", diff, s.medusa.Calls("updateProduct"))
	}
	if err := s.Withdraw(t.Context(), "OTOP-MANGO", publishing.Known{Version: first.Version}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("%v", err)
	}
	for range 2 {
		if err := s.Withdraw(t.Context(), "OTOP-MANGO", publishing.Known{Version: second.Version}); err != nil {
			t.Error(err)
		}
	}
	gone := must[publishing.Remote](t)(s.Find(t.Context(), "OTOP-MANGO"))
	if gone.State != publishing.Withdrawn || gone.Said != "draft" || gone.Listing.Price != 99_00 {
		t.Errorf("%+v", gone)
	}
	back := must[publishing.Remote](t)(s.Put(t.Context(), &changed, publishing.Known{Version: gone.Version}))
	if back.State != publishing.Live {
		t.Errorf("%+v", back)
	}
}

func TestNoListing(t *testing.T) {
	s := opened(t)
	_, err := s.Find(t.Context(), "A")
	if !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	told(t, err)
	if err := s.Withdraw(t.Context(), "A", publishing.Known{Version: "x"}); err != nil {
		t.Errorf("one that is not there is withdrawn: %v", err)
	}
	listing := mango("A")
	if _, err := s.Put(t.Context(), &listing, publishing.Known{Version: "x"}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("one that was there is gone: %v", err)
	}
}

// What somebody at the centre changed is seen, also a price, which moves no time there, and is not written over.
func TestSomebodyElseChanges(t *testing.T) {
	for name, change := range map[string]func(s *shop){
		"the title":   func(s *shop) { s.medusa.Edit("A", map[string]any{"title": "อื่น"}) },
		"the price":   func(s *shop) { s.medusa.Price("A", "thb", "120") },
		"the state":   func(s *shop) { s.medusa.Edit("A", map[string]any{"status": "rejected"}) },
		"the channel": func(s *shop) { s.medusa.Edit("A", map[string]any{"sales_channels": []any{}}) },
		"a picture": func(s *shop) {
			s.medusa.Edit("A", map[string]any{"images": []any{map[string]any{"url": "https://x/y.png"}}})
		},
		"what is ours":     func(s *shop) { s.medusa.Edit("A", map[string]any{"metadata": map[string]any{"talat": "x"}}) },
		"a strange weight": func(s *shop) { s.medusa.Edit("A", map[string]any{"weight": 120.5}) },
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			first := s.put(mango("A"))
			change(s)
			listing := mango("A")
			listing.Title = "มะม่วงสองร้อยกรัม"
			_, err := s.Put(t.Context(), &listing, publishing.Known{Version: first.Version})
			if !publishing.Is(err, publishing.Stale) || s.medusa.Calls("updateProduct") != 0 {
				t.Fatalf("%v", err)
			}
			told(t, err)
			found := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
			after := must[publishing.Remote](t)(s.Put(t.Context(), &listing, publishing.Known{Version: found.Version}))
			if len(publishing.Differences(&listing, after.Listing)) != 0 {
				t.Errorf("%v", publishing.Differences(&listing, after.Listing))
			}
			want := publishing.Live
			if name == "the state" {
				want = publishing.Pending // somebody has to look at it again
			}
			if after.State != want {
				t.Errorf("%+v", after)
			}
		})
	}
}

// What else the centre keeps with a product stays: prices in other currencies, channels, metadata.
func TestWhatIsTheCentresStays(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	s.medusa.Price("A", "eur", "4.5")
	s.medusa.Edit("A", map[string]any{"metadata": map[string]any{"shelf": "B2"}, "sales_channels": []any{map[string]any{"id": "sc_other"}}})
	found := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
	if found.State != publishing.Withdrawn {
		t.Errorf("out of our channel it is %s", found.State)
	}
	listing := mango("A")
	listing.Price = 200_00
	after := must[publishing.Remote](t)(s.Put(t.Context(), &listing, publishing.Known{Version: found.Version}))
	text, err := json.Marshal(s.medusa.Product("A"))
	if err != nil || after.State != publishing.Live || after.Listing.Price != 200_00 {
		t.Errorf("%+v, %v", after, err)
	}
	for _, want := range []string{`"shelf":"B2"`, `"currency_code":"eur"`, `"amount":4.5`, `"sc_other"`, `"sc_1"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s is lost: %s", want, text)
		}
	}
}

// A product that has our SKU among others is the centre's: to write it would drop or rename theirs.
func TestAProductOfSeveralVariants(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	variants := s.medusa.Product("A")["variants"].([]any)
	other := maps.Clone(variants[0].(map[string]any))
	other["id"], other["sku"] = "variant_x", "B"
	s.medusa.Edit("A", map[string]any{"variants": append(variants, other)})
	found := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
	listing := mango("A")
	listing.Title = "อื่น"
	_, err := s.Put(t.Context(), &listing, publishing.Known{Version: found.Version})
	if !fault.Is(err, "medusa_variants") {
		t.Errorf("%v", err)
	}
	told(t, err)
	if err := s.Withdraw(t.Context(), "A", publishing.Known{}); !fault.Is(err, "medusa_variants") {
		t.Errorf("%v", err)
	}
}

// Whatever goes wrong with the making of a listing, whoever sends is told what to do next; looked up and put again
// it is there once.
func TestAPutGoesWrong(t *testing.T) {
	for name, f := range map[string]struct {
		fault faulty.Fault
		want  publishing.Class
	}{
		"the reply is lost":    {faulty.LoseReply(), publishing.OutcomeOpen},
		"dropped":              {faulty.Drop(), publishing.OutcomeOpen},
		"half a body":          {faulty.HalfBody(), publishing.OutcomeOpen},
		"cut JSON":             {faulty.CutJSON(), publishing.WrongAnswer},
		"too slow":             {faulty.Slow(5 * time.Second), publishing.OutcomeOpen},
		"in ruins":             {faulty.Says(500, "application/json", `{"code":"unknown_error","type":"unknown_error","message":"An unknown error occurred."}`), publishing.OutcomeOpen},
		"a gateway":            {faulty.Says(502, "text/html", "<html>"), publishing.OutcomeOpen},
		"a page of a hotel":    {faulty.HTML(), publishing.WrongAnswer},
		"wrong JSON":           {faulty.WrongJSON(), publishing.WrongAnswer},
		"an empty object":      {faulty.Says(200, "application/json", "{}"), publishing.WrongAnswer},
		"another product":      {faulty.Says(200, "application/json", `{"product":{"id":"p","variants":[{"sku":"B"}]}}`), publishing.WrongAnswer},
		"far too much":         {faulty.Huge(4 << 20), publishing.WrongAnswer},
		"elsewhere":            {faulty.Redirect("https://elsewhere.example/"), publishing.Elsewhere},
		"not allowed":          {faulty.Says(403, "application/json", `{"type":"forbidden","message":"no"}`), publishing.KeyRefused},
		"the key ended":        {faulty.Says(401, "application/json", `{"message":"Unauthorized"}`), publishing.KeyRefused},
		"two calls at once":    {faulty.Says(409, "application/json", `{"type":"conflict","message":"The request conflicted with another request."}`), publishing.Later},
		"too much at once":     {faulty.Says(429, "text/plain", "slow down"), publishing.Later},
		"not valid":            {faulty.Says(400, "application/json", `{"type":"invalid_data","message":"ราคาไม่ถูก"}`), publishing.Refused},
		"no such channel":      {faulty.Says(404, "application/json", `{"type":"not_found","message":"Sales Channels with ids: sc_1 not found"}`), publishing.Refused},
		"a page of no Medusa":  {faulty.Says(404, "text/html", "<pre>Cannot POST</pre>"), publishing.WrongAnswer},
		"refused without word": {faulty.Says(418, "text/plain", "tea"), publishing.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			listing := mango("A")
			s.medusa.On("createProduct", f.fault)
			_, err := s.Put(t.Context(), &listing, publishing.Known{})
			if !publishing.Is(err, f.want) || s.medusa.Calls("createProduct") != 1 {
				t.Fatalf("%v after %d calls, want %v", err, s.medusa.Calls("createProduct"), f.want)
			}
			told(t, err)
			s.later(2 * time.Minute)
			known := publishing.Known{}
			if found, err := s.Find(t.Context(), "A"); err == nil {
				known.Version = found.Version
			} else if !publishing.Is(err, publishing.Absent) {
				t.Fatal(err)
			}
			r := must[publishing.Remote](t)(s.Put(t.Context(), &listing, known))
			if s.medusa.Products() != 1 || len(publishing.Differences(&listing, r.Listing)) != 0 || r.State != publishing.Live {
				t.Errorf("%d products, %+v", s.medusa.Products(), r)
			}
		})
	}
}

// A call that arrives twice makes one product: the second is refused, and what is there is found.
func TestAPutThatArrivesTwice(t *testing.T) {
	s := opened(t)
	listing := mango("A")
	s.medusa.On("createProduct", faulty.Twice())
	_, err := s.Put(t.Context(), &listing, publishing.Known{})
	if !publishing.Is(err, publishing.Stale) || s.medusa.Products() != 1 {
		t.Fatalf("%v, %d products", err, s.medusa.Products())
	}
	if r := must[publishing.Remote](t)(s.Put(t.Context(), &listing, publishing.Known{})); r.State != publishing.Live || s.medusa.Calls("createProduct") != 1 {
		t.Errorf("%+v", r)
	}
}

// Where the web address belongs to another product, the centre's word for it is told.
func TestATakenHandle(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	s.medusa.Edit("A", map[string]any{"variants": []any{}})
	listing := mango("A")
	_, err := s.Put(t.Context(), &listing, publishing.Known{})
	f := publishing.FailureOf(err)
	if f.Class != publishing.Refused || f.Slug != "invalid_data" || !strings.Contains(i18n.Message(i18n.English, err), "Product with handle: a, already exists.") {
		t.Errorf("%+v", f)
	}
}

func TestHandles(t *testing.T) {
	for sku, want := range map[string]string{"OTOP-MANGO": "otop-mango", "A": "a", "885012": "885012"} {
		if got := handle(sku); got != want {
			t.Errorf("%s: %s, want %s", sku, got, want)
		}
	}
	form, seen := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`), map[string]string{}
	for _, sku := range []string{"A-1", "A.1", "A_1", "A--1", "A-1-", "...", "_", "A.-1", "a..b", "A-B.C"} {
		got := handle(sku)
		if !form.MatchString(got) || seen[got] != "" {
			t.Errorf("%s: %q, as %s", sku, got, seen[got])
		}
		seen[got] = sku
	}
}

func TestPictures(t *testing.T) {
	s := opened(t)
	shown := picture(t, 1)
	s.medusa.On("upload", faulty.LoseReply())
	if _, err := s.PutPicture(t.Context(), shown); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Fatalf("%v", err)
	}
	ref := must[string](t)(s.PutPicture(t.Context(), shown))
	file := s.medusa.Files()[1]
	if ref != file.URL || file.Name != shown.Hash+".png" || file.Kind != "image/png" || string(file.Data) != string(shown.Data) {
		t.Errorf("%s, %s, %s", ref, file.Name, file.Kind)
	}
	// Another client knows the picture by what the caller keeps, a third by the product.
	listing := full("A", shown)
	s.Client = s.with(Access{})
	if _, err := s.Put(t.Context(), &listing, publishing.Known{}); !fault.Is(err, "medusa_picture") {
		t.Errorf("%v", err)
	} else {
		told(t, err)
	}
	first := must[publishing.Remote](t)(s.Put(t.Context(), &listing, publishing.Known{Pictures: map[string]string{shown.Hash: ref}}))
	listing.Title = "อื่น"
	s.Client = s.with(Access{})
	r := must[publishing.Remote](t)(s.Put(t.Context(), &listing, publishing.Known{Version: first.Version}))
	if len(r.Listing.Pictures) != 1 || r.Listing.Pictures[0].Hash != shown.Hash {
		t.Errorf("%+v", r.Listing.Pictures)
	}
	for name, wrong := range map[string]struct {
		picture publishing.Picture
		code    string
	}{
		"another hash": {publishing.Picture{Hash: strings.Repeat("0", 64), Kind: "image/png", Data: shown.Data}, "picture_hash_wrong"},
		"another kind": {publishing.Picture{Hash: shown.Hash, Kind: "image/gif", Data: shown.Data}, "picture_unread"},
	} {
		if _, err := s.PutPicture(t.Context(), wrong.picture); !fault.Is(err, wrong.code) || !publishing.Is(err, publishing.Refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := picture(t, 2)
	for _, body := range []string{`{}`, `{"files":[]}`, `{"files":[{"url":"javascript:alert(1)"}]}`, `{"files":[{"url":"/static/x.png"}]}`, `{"files":[{"url":"https://x/` + strings.Repeat("y", 2000) + `"}]}`} {
		s.medusa.On("upload", faulty.Says(200, "application/json", body))
		if _, err := s.PutPicture(t.Context(), other); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%.50s: %v", body, err)
		}
	}
}

func TestTheFeedOfListings(t *testing.T) {
	s := opened(t)
	for n := range 5 {
		s.put(mango(fmt.Sprintf("A%d", n)))
	}
	s.medusa.Edit("A1", map[string]any{"metadata": map[string]any{"talat": nil}, "external_id": nil}) // not ours
	s.medusa.Edit("A2", map[string]any{"status": "proposed"})
	from, seen := publishing.From{Limit: 2}, map[string]string{}
	for range 20 {
		page := must[publishing.RemotePage](t)(s.Listings(t.Context(), from))
		for _, r := range page.Remotes {
			seen[r.SKU] = r.State
		}
		from.Cursor = page.Next
		if !page.More {
			break
		}
	}
	if keys := slices.Sorted(maps.Keys(seen)); !slices.Equal(keys, []string{"A0", "A2", "A3", "A4"}) || seen["A2"] != publishing.Pending {
		t.Errorf("%v", seen)
	}
}
