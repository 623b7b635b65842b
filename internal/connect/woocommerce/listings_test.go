package woocommerce

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	"github.com/talat-pos/talat/internal/testkit/woo"
)

func (s *seller) put(listing publishing.Listing, known publishing.Known) publishing.Remote {
	s.t.Helper()
	return must[publishing.Remote](s.t)(s.Put(s.t.Context(), &listing, known))
}

func knownOf(r publishing.Remote) publishing.Known {
	return publishing.Known{ID: r.ID, Version: r.Version}
}

// full has something in every field.
func full(s *seller, sku string) publishing.Listing {
	shown := picture(s.t, 7)
	must[string](s.t)(s.PutPicture(s.t.Context(), shown))
	return publishing.Listing{
		SKU: sku, GTIN: "8851234567893", Title: `น้ำพริก "แม่คำ" <สูตรลับ> & ไข่\เค็ม 🌶`, TitleEN: "Chili & egg", Description: "เผ็ด < เผ็ดมาก\nกินกับผัก & ข้าว\n\nบ้านสันทราย [สั่งได้]",
		DescriptionEN: "Hot", Category: "food", Price: 1_234_56, VATIncluded: true, Pictures: []publishing.ListedPicture{{Hash: shown.Hash, Alt: "น้ำพริก"}},
		Availability: publishing.MadeToOrder, LeadDays: 3, NetG: 100, ShippingG: 125, LengthMM: 121, WidthMM: 80, HeightMM: 65,
		Origin: publishing.Origin{Province: "TH-57", District: "5701", GI: "ไข่เค็มไชยา"}, OTOPStars: 5, OTOPYear: 2025,
		Certifications: []publishing.Certification{{Scheme: "FDA", Number: "57-2-01234-5-6789"}, {Scheme: "TCPS", Number: `มผช. 321/2560 "ก" \ ข`, Until: "2027-01-31"}},
		ShelfDays:      30, Allergens: []string{"ไข่", "กุ้ง"}, Storage: "แช่เย็นหลังเปิด",
	}
}

// What is put is found as it was put, in whatever unit the shop weighs and measures.
func TestAListingThereAndBack(t *testing.T) {
	for weight, size := range map[string]string{"g": "mm", "kg": "cm", "lbs": "in", "oz": "yd"} {
		s := openedWith(t, woo.Options{Settings: map[string]string{"woocommerce_weight_unit": weight, "woocommerce_dimension_unit": size}})
		listing := full(s, "A")
		r := s.put(listing, publishing.Known{})
		found := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
		if differ := publishing.Differences(&listing, found.Listing); len(differ) > 0 || r.Version != found.Version || r.ID != found.ID || found.State != publishing.Live {
			t.Errorf("%s: %+v\n%+v", weight, differ, found)
		}
	}
	s := opened(t)
	s.put(full(s, "A"), publishing.Known{})
	p := s.there.Product("A")
	if p.Price != "1234.56" || p.Weight != "0.125" || p.Length != "12.1" || p.Backorders != "notify" || !p.Counted || p.Quantity != 0 || p.MetaText("talat_otop_stars") != "5" {
		t.Errorf("%+v", p)
	}
	if table := string(must[[]byte](t)(json.Marshal(p.Attributes))); !strings.Contains(table, "เชียงราย") || !strings.Contains(table, "5 ดาว (ปี 2568)") || !strings.Contains(table, "อย. 57-2-01234-5-6789") {
		t.Errorf("%s", table)
	}
}

// To put the same again asks once and writes nothing; what changed is written, and an old version writes nothing.
func TestPutAgain(t *testing.T) {
	s := opened(t)
	listing := mango("A")
	r := s.put(listing, publishing.Known{})
	if same := s.put(listing, knownOf(r)); same.Version != r.Version || s.there.Calls("updateProduct") != 0 {
		t.Errorf("%+v after %d writings", same, s.there.Calls("updateProduct"))
	}
	listing.Price = 160_00
	next := s.put(listing, knownOf(r))
	if next.Version == r.Version || next.Listing.Price != 160_00 || s.there.Product("A").Price != "160.00" {
		t.Errorf("%+v", next)
	}
	for name, known := range map[string]publishing.Known{"an old version": knownOf(r), "as if it were new": {}, "another number": {ID: "9", Version: r.Version}} {
		_, err := s.Put(t.Context(), &listing, known)
		if name == "as if it were new" { // and it is just as wanted: a call whose answer was lost
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if !publishing.Is(err, publishing.Stale) || s.there.Calls("updateProduct") != 1 {
			t.Errorf("%s: %v", name, err)
		}
		told(t, err)
	}
	listing.Price = 170_00
	_, err := s.Put(t.Context(), &listing, publishing.Known{})
	if f := publishing.FailureOf(err); f.Class != publishing.Stale || f.Slug != "product_invalid_sku" || f.Words == "" || s.there.Product("A").Price != "160.00" {
		t.Errorf("one that is there with another price: %+v", f)
	}
	before := s.there.Product("A")
	must[publishing.Level](t)(s.Adjust(t.Context(), publishing.StockChange{SKU: "A", Key: "mark-0001", Set: 9}))
	s.there.Place(woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: 1, Price: 160_00}}})
	if found := must[publishing.Remote](t)(s.Find(t.Context(), "A")); found.Version != next.Version {
		t.Errorf("a count or a sale makes another version: %+v, %+v", before, s.there.Product("A"))
	}
}

// What the shop's own people added to a product stays: attributes, a sale price, their decision to hide it.
func TestWhatIsNotOurs(t *testing.T) {
	s := opened(t)
	r := s.put(full(s, "A"), publishing.Known{})
	s.there.Change("A", func(p *woo.Product) {
		p.SalePrice = "99.00"
		p.Attributes = append(p.Attributes, json.RawMessage(`{"id":3,"name":"สี","options":["แดง"],"visible":true}`))
	})
	listing := full(s, "A")
	listing.OTOPStars = 4
	r = s.put(listing, knownOf(r))
	p := s.there.Product("A")
	table := string(must[[]byte](t)(json.Marshal(p.Attributes)))
	if p.SalePrice != "99.00" || strings.Count(table, "ดาว OTOP") != 1 || !strings.Contains(table, "4 ดาว") || !strings.Contains(table, `"สี"`) {
		t.Errorf("%s, %s", p.SalePrice, table)
	}
	s.there.Change("A", func(p *woo.Product) { p.Status = "pending" })
	found := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
	if found.State != publishing.Pending || found.Version == r.Version {
		t.Errorf("%+v", found)
	}
	listing.OTOPStars = 5
	if r = s.put(listing, knownOf(found)); r.State != publishing.Pending || s.there.Product("A").Status != "pending" {
		t.Errorf("%+v", r)
	}
}

func TestWithdraw(t *testing.T) {
	s := opened(t)
	listing := mango("A")
	r := s.put(listing, publishing.Known{})
	if err := s.Withdraw(t.Context(), "A", publishing.Known{ID: r.ID, Version: "another"}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("%v", err)
	}
	for range 2 {
		if err := s.Withdraw(t.Context(), "A", publishing.Known{ID: r.ID}); err != nil || s.there.Product("A").Status != "draft" || s.there.Calls("updateProduct") != 1 {
			t.Errorf("%v, %s", err, s.there.Product("A").Status)
		}
	}
	if err := s.Withdraw(t.Context(), "Z", publishing.Known{}); err != nil {
		t.Errorf("one that is not there: %v", err)
	}
	found := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
	if found.State != publishing.Withdrawn || found.Said != "draft" {
		t.Errorf("%+v", found)
	}
	if _, err := s.Put(t.Context(), &listing, publishing.Known{}); !publishing.Is(err, publishing.Stale) {
		t.Errorf("one that is there and withdrawn: %v", err)
	}
	if back := s.put(listing, knownOf(found)); back.State != publishing.Live {
		t.Errorf("%+v", back)
	}
	s.there.Change("A", func(p *woo.Product) { p.Status = "trash" })
	if _, err := s.Find(t.Context(), "A"); !publishing.Is(err, publishing.Absent) {
		t.Errorf("one in the bin: %v", err)
	}
	if err := s.Withdraw(t.Context(), "A", knownOf(r)); err != nil {
		t.Errorf("one in the bin: %v", err)
	}
	if _, err := s.Put(t.Context(), &listing, publishing.Known{}); !fault.Is(err, "woo_sku_taken") || !publishing.Is(err, publishing.Refused) {
		t.Errorf("over one in the bin: %v", err)
	}
}

// A SKU that lives in a variation is written there.
func TestAVariation(t *testing.T) {
	s := opened(t)
	parent := s.there.Add(woo.Product{Type: "variable", Name: "มะม่วงอบแห้ง", SKU: "MANGO"})
	s.there.Add(woo.Product{Type: "variation", Parent: parent, Name: "มะม่วงอบแห้ง - 100 กรัม", SKU: "A", Price: "140", Counted: true, Quantity: 4})
	listing, second := full(s, "A"), picture(t, 99)
	must[string](t)(s.PutPicture(t.Context(), second))
	listing.Pictures = append(listing.Pictures, publishing.ListedPicture{Hash: second.Hash})
	if _, err := s.Put(t.Context(), &listing, publishing.Known{}); !publishing.Is(err, publishing.Stale) {
		t.Fatalf("%v", err)
	}
	found := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
	if found.Listing.Title != "มะม่วงอบแห้ง - 100 กรัม" || found.Listing.Price != 140_00 || found.ID != fmt.Sprintf("%d/%d", parent, parent+1) {
		t.Errorf("%+v", found)
	}
	r := s.put(listing, knownOf(found))
	differ := publishing.Differences(&listing, r.Listing) // what it cannot show is none
	if len(differ) != 0 || s.there.Product("A").Price != "1234.56" || s.there.Product("A").Quantity != 4 || s.there.Made("A") != 0 {
		t.Errorf("%+v", differ)
	}
	if again := s.put(listing, knownOf(r)); again.Version != r.Version || s.there.Calls("updateVariation") != 1 {
		t.Errorf("written %d times", s.there.Calls("updateVariation"))
	}
	if level := must[publishing.Level](t)(s.Adjust(t.Context(), publishing.StockChange{SKU: "A", Key: "mark-0001", Set: 9, Expected: 4})); level.OnHand != 9 {
		t.Errorf("%+v", level)
	}
	if err := s.Withdraw(t.Context(), "A", publishing.Known{}); err != nil || s.there.Product("A").Status != "private" {
		t.Errorf("%v, %s", err, s.there.Product("A").Status)
	}
	found = must[publishing.Remote](t)(s.Find(t.Context(), "A"))
	if back := s.put(listing, knownOf(found)); back.State != publishing.Live {
		t.Errorf("%+v", back)
	}
	listing.SKU = "MANGO"
	found = must[publishing.Remote](t)(s.Find(t.Context(), "MANGO"))
	if _, err := s.Put(t.Context(), &listing, knownOf(found)); !fault.Is(err, "woo_kind") {
		t.Errorf("the parent of variations: %v", err)
	}
	if _, err := s.Adjust(t.Context(), publishing.StockChange{SKU: "MANGO", Key: "mark-0001", Set: 9}); !fault.Is(err, "woo_kind") {
		t.Errorf("the parent of variations: %v", err)
	}
}

// SKUs that differ in small and large letters alone are two for us and one for WooCommerce, and an old shop may have
// one twice.
func TestSKUsThatAreNotOne(t *testing.T) {
	s := opened(t)
	s.there.Add(woo.Product{SKU: "abc", Price: "10"})
	if _, err := s.Find(t.Context(), "ABC"); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	listing := mango("ABC")
	_, err := s.Put(t.Context(), &listing, publishing.Known{})
	if !publishing.Is(err, publishing.Refused) || !fault.Is(err, "woo_sku_taken") {
		t.Errorf("%v", err)
	}
	told(t, err)
	for range 2 {
		s.there.Add(woo.Product{SKU: "B", Price: "10"})
	}
	listing = mango("B")
	_, find := s.Find(t.Context(), "B")
	_, level := s.Adjust(t.Context(), publishing.StockChange{SKU: "B", Key: "mark-0001", Set: 1})
	outcomes := must[[]publishing.Outcome](t)(s.PutAll(t.Context(), []publishing.Listing{listing}, "batch-0001"))
	for _, err := range []error{find, level, outcomes[0].Err} {
		if !publishing.Is(err, publishing.Refused) || !fault.Is(err, "woo_sku_twice") {
			t.Errorf("%v", err)
		}
		told(t, err)
	}
}

// A product whose making was not answered is found, and is not made again.
func TestAPutWhoseReplyIsLost(t *testing.T) {
	for name, f := range map[string]faulty.Fault{"lost": faulty.LoseReply(), "half": faulty.HalfBody(), "cut": faulty.CutJSON()} {
		s := opened(t)
		listing := full(s, "A")
		s.there.On("createProduct", f)
		_, err := s.Put(t.Context(), &listing, publishing.Known{})
		if !publishing.FailureOf(err).Class.Done() {
			t.Errorf("%s: %v", name, err)
		}
		r := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
		if again := s.put(listing, publishing.Known{}); again.Version != r.Version || s.there.Made("A") != 1 || s.there.Calls("updateProduct") != 0 {
			t.Errorf("%s: %+v, made %d times", name, again, s.there.Made("A"))
		}
	}
	s := opened(t) // the call arrives twice, and the second answer is given
	listing := mango("A")
	s.there.On("createProduct", faulty.Twice())
	if r := s.put(listing, publishing.Known{}); r.State != publishing.Live || s.there.Made("A") != 1 {
		t.Errorf("%+v, made %d times", r, s.there.Made("A"))
	}
	for name, body := range map[string]string{"another": `{"id":7,"sku":"B"}`, "no number": `{"sku":"C"}`, "nothing": `{}`, "a list": `[]`} {
		s.there.On("createProduct", faulty.Says(201, "application/json", body))
		listing := mango("C")
		if _, err := s.Put(t.Context(), &listing, publishing.Known{}); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestABatch(t *testing.T) {
	s := opened(t)
	parent := s.there.Add(woo.Product{Type: "variable", SKU: "P"})
	s.there.Add(woo.Product{Type: "variation", Parent: parent, SKU: "V", Price: "1", Counted: true})
	s.there.Add(woo.Product{SKU: "OLD", Price: "1"})
	s.put(mango("SAME"), publishing.Known{})
	unsent := mango("X")
	unsent.Pictures = []publishing.ListedPicture{{Hash: strings.Repeat("0", 64)}}
	all := []publishing.Listing{mango("A"), unsent, mango("OLD"), mango("V"), mango("SAME"), mango("P"), full(s, "B")}
	s.there.On("batchProducts", faulty.LoseReply())
	if _, err := s.PutAll(t.Context(), all, "batch-0001"); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	outcomes := must[[]publishing.Outcome](t)(s.PutAll(t.Context(), all, "batch-0001"))
	for n, outcome := range outcomes {
		switch all[n].SKU {
		case "X":
			if !publishing.Is(outcome.Err, publishing.Refused) || !fault.Is(outcome.Err, "woo_picture_first") {
				t.Errorf("%v", outcome.Err)
			}
		case "P":
			if !fault.Is(outcome.Err, "woo_kind") {
				t.Errorf("%v", outcome.Err)
			}
		default:
			if outcome.Err != nil || outcome.Remote.Listing.Price != all[n].Price || outcome.Remote.State != publishing.Live {
				t.Errorf("%s: %+v", all[n].SKU, outcome)
			}
		}
	}
	asked := s.there.Calls("listMedia")
	fresh := pictured{must[*Client](t)(newClient(access(s.there.URL), s.clock, limits))}
	if again := must[[]publishing.Outcome](t)(fresh.PutAll(t.Context(), all[6:], "batch-0002")); again[0].Err != nil || s.there.Calls("listMedia") != asked {
		t.Errorf("%v: the library was asked for a picture that the product has", again[0].Err)
	}
	if s.there.Made("A") != 1 || s.there.Made("B") != 1 || s.there.Made("OLD") != 0 || s.there.Calls("batchProducts") != 1 {
		t.Errorf("made %d times after %d batches", s.there.Made("A"), s.there.Calls("batchProducts"))
	}
	if none, err := s.PutAll(t.Context(), nil, ""); err != nil || none != nil {
		t.Errorf("%v, %v", none, err)
	}
	if _, err := s.PutAll(t.Context(), all, "short"); !publishing.Is(err, publishing.Refused) {
		t.Errorf("%v", err)
	}
	if _, err := s.PutAll(t.Context(), make([]publishing.Listing, 21), "batch-0001"); !publishing.Is(err, publishing.TooLarge) {
		t.Errorf("%v", err)
	}
}

// What goes wrong with one of a batch keeps no other back.
func TestItemsOfABatch(t *testing.T) {
	for name, c := range map[string]struct {
		item string
		want publishing.Class
	}{
		"made meanwhile":     {`{"id":0,"error":{"code":"product_invalid_sku","message":"Invalid or duplicated SKU.","data":{"status":400,"resource_id":5}}}`, publishing.Stale},
		"two calls met":      {`{"id":0,"error":{"code":"woocommerce_rest_product_not_created","message":"The product with SKU (A) you are trying to insert is already present in the lookup table","data":{"status":400}}}`, publishing.Stale},
		"gone meanwhile":     {`{"id":5,"error":{"code":"woocommerce_rest_product_invalid_id","message":"Invalid ID.","data":{"status":400}}}`, publishing.Stale},
		"a code of the post": {`{"id":0,"error":{"code":"product_invalid_global_unique_id","message":"Invalid or duplicated GTIN","data":{"status":400}}}`, publishing.Refused},
		"not allowed":        {`{"id":0,"error":{"code":"woocommerce_rest_cannot_create","message":"Sorry","data":{"status":401}}}`, publishing.KeyRefused},
		"in ruins":           {`{"id":0,"error":{"code":"db_insert_error","message":"Could not insert post","data":{"status":500}}}`, publishing.OutcomeOpen},
		"without a code":     {`{"id":0,"error":"no"}`, publishing.WrongAnswer},
		"another product":    {`{"id":7,"sku":"Z"}`, publishing.WrongAnswer},
		"nothing":            {`null`, publishing.WrongAnswer},
	} {
		s := opened(t)
		s.there.On("batchProducts", faulty.Says(200, "application/json", `{"create":[`+c.item+`,{"id":8,"sku":"B","status":"publish","type":"simple"}]}`))
		outcomes := must[[]publishing.Outcome](t)(s.PutAll(t.Context(), []publishing.Listing{mango("A"), mango("B")}, "batch-0001"))
		if !publishing.Is(outcomes[0].Err, c.want) || outcomes[1].Err != nil {
			t.Errorf("%s: %v, %v", name, outcomes[0].Err, outcomes[1].Err)
		}
		told(t, outcomes[0].Err)
	}
	s := openedWith(t, woo.Options{BatchMost: 1})
	if _, err := s.PutAll(t.Context(), []publishing.Listing{mango("A"), mango("B")}, "batch-0001"); !publishing.Is(err, publishing.TooLarge) {
		t.Errorf("%v", err)
	}
	s.there.On("batchProducts", faulty.Says(200, "application/json", `{"create":[]}`))
	if _, err := s.PutAll(t.Context(), []publishing.Listing{mango("A")}, "batch-0001"); !publishing.Is(err, publishing.WrongAnswer) {
		t.Errorf("%v", err)
	}
}

func TestPictures(t *testing.T) {
	s := opened(t)
	shown := picture(t, 1)
	ref := must[string](t)(s.PutPicture(t.Context(), shown))
	if again := must[string](t)(s.PutPicture(t.Context(), shown)); again != ref || s.there.Calls("createMedia") != 1 {
		t.Errorf("%s, %s", ref, again)
	}
	kept := s.there.Pictures()
	if len(kept) != 1 || kept[0].Slug != "talat-"+shown.Hash || kept[0].File != "talat-"+shown.Hash+".png" || string(kept[0].Data) != string(shown.Data) {
		t.Errorf("%+v", kept)
	}
	other := picture(t, 2)
	s.there.On("createMedia", faulty.LoseReply())
	if _, err := s.PutPicture(t.Context(), other); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	if _, err := s.PutPicture(t.Context(), other); err != nil || len(s.there.Pictures()) != 2 {
		t.Errorf("%v: %d pictures", err, len(s.there.Pictures()))
	}
	listing := mango("A")
	listing.Pictures = []publishing.ListedPicture{{Hash: other.Hash, Alt: `"ข้าง"`}, {Hash: shown.Hash}}
	fresh := pictured{must[*Client](t)(newClient(access(s.there.URL), s.clock, limits))} // it has sent none of them
	r := must[publishing.Remote](t)(fresh.Put(t.Context(), &listing, publishing.Known{}))
	if len(publishing.Differences(&listing, r.Listing)) > 0 || r.Listing.Pictures[0] != listing.Pictures[0] {
		t.Errorf("%+v", r.Listing.Pictures)
	}
	listing.Pictures = nil
	if r := s.put(listing, knownOf(r)); len(r.Listing.Pictures) != 0 || len(s.there.Product("A").Images) != 0 {
		t.Errorf("taken off: %+v", r.Listing.Pictures)
	}
}

// A plug-in that gives pictures names of its own does not make one be sent twice.
func TestPicturesThatAreRenamed(t *testing.T) {
	s := openedWith(t, woo.Options{Renames: true})
	s.there.On("createMedia", faulty.LoseReply())
	if _, err := s.PutPicture(t.Context(), picture(t, 1)); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	if _, err := s.PutPicture(t.Context(), picture(t, 1)); err != nil || len(s.there.Pictures()) != 1 {
		t.Errorf("%v: %d pictures", err, len(s.there.Pictures()))
	}
	if _, err := s.PutPicture(t.Context(), picture(t, 2)); err != nil || len(s.there.Pictures()) != 2 {
		t.Errorf("%v: %d pictures", err, len(s.there.Pictures()))
	}
}

func TestPicturesThatAreNotTaken(t *testing.T) {
	s := opened(t)
	changed := picture(t, 1)
	changed.Data = picture(t, 2).Data
	text := publishing.Picture{Hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Kind: "image/png", Data: []byte("test")}
	odd := picture(t, 3)
	odd.Kind = "image/heic"
	for name, c := range map[string]struct {
		picture publishing.Picture
		want    string
	}{"changed": {changed, "picture_hash_wrong"}, "no picture": {text, "woo_picture"}, "an odd kind": {odd, "woo_picture"}} {
		_, err := s.PutPicture(t.Context(), c.picture)
		if !publishing.Is(err, publishing.Refused) || !fault.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		told(t, err)
	}
	for status, want := range map[int]publishing.Class{413: publishing.TooLarge, 403: publishing.KeyRefused, 500: publishing.OutcomeOpen} {
		s.there.On("createMedia", faulty.Says(status, "text/html", "<h1>nginx</h1>"))
		_, err := s.PutPicture(t.Context(), picture(t, 9))
		if !publishing.Is(err, want) {
			t.Errorf("%d: %v", status, err)
		}
		told(t, err)
	}
	listing := full(s, "A")
	s.there.Forget()
	_, err := s.Put(t.Context(), &listing, publishing.Known{})
	if !publishing.Is(err, publishing.Refused) || !fault.Is(err, "woo_picture") {
		t.Errorf("one that was thrown away there: %v", err)
	}
	told(t, err)
	known := publishing.Known{Pictures: map[string]string{listing.Pictures[0].Hash: "101"}} // what the caller knew is not believed any more
	if _, err := s.Put(t.Context(), &listing, known); !fault.Is(err, "woo_picture_first") {
		t.Errorf("asked again: %v", err)
	}
	if r := s.put(full(s, "A"), known); len(r.Listing.Pictures) != 1 {
		t.Errorf("sent again: %+v", r)
	}
}

// Without an application password nothing is sent of pictures, and those of the shop stay.
func TestWithoutPictures(t *testing.T) {
	s := opened(t)
	a := access(s.there.URL)
	a.User, a.Password = "", connect.Secret{}
	plain := must[*Client](t)(newClient(a, s.clock, limits))
	s.there.Add(woo.Product{SKU: "A", Price: "1"})
	listing := full(opened(t), "A")
	found := must[publishing.Remote](t)(plain.Find(t.Context(), "A"))
	r := must[publishing.Remote](t)(plain.Put(t.Context(), &listing, knownOf(found)))
	if differ := publishing.Differences(&listing, r.Listing); len(differ) != 1 || differ[0].Field != "pictures" || s.there.Calls("listMedia") != 0 {
		t.Errorf("%+v", differ)
	}
	must[publishing.Remote](t)(plain.Put(t.Context(), &listing, knownOf(r)))
	if s.there.Calls("updateProduct") != 1 {
		t.Errorf("written %d times", s.there.Calls("updateProduct"))
	}
}
