package address

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/thai"
)

var messy = []string{"", "ต.", "99/12 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", "ต.สุเทพอ.เมืองเชียงใหม่จ.เชียงใหม่50200", "แขวง แขวง เขต เขต กทม กทม",
	"1 0 2 4 0", "๑๐๒๔๐ คลองจั่น", "5O2OO", "อ.อ.อ.อ.", "\xff\xfeต.\x00", "😀10240😀", "เมือง เมือง เมือง 50 50 50", "ำำำ ัััั", "จ.\nต.\tอ."}

// Whatever is pasted: no panic, parts that lie in the text, and only places that the register has.
func FuzzFindIn(f *testing.F) {
	for _, text := range messy {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m := thai.Map(text)
		for _, found := range FindIn(m, 0, len(m.Folded), nil) {
			for _, part := range []Part{found.Subdistrict, found.District, found.Province, found.Postcode, {From: found.From, To: found.To}} {
				if part.From < 0 || part.To < part.From || part.To > len(m.Folded) || part.Confidence < 0 || part.Confidence > 100 {
					t.Fatalf("%q: %+v", text, part)
				}
			}
			if _, known := Standard().ByCode(found.Code); found.Code != "" && !known {
				t.Fatalf("%q: no such code: %+v", text, found)
			}
		}
	})
}

// Whatever is typed: no panic, at most as many places as asked for, none twice, and what is found once
// is found by its full form too.
func FuzzFind(f *testing.F) {
	for _, text := range messy {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := Find(text, 5)
		if len(found) > 5 {
			t.Fatalf("%q gives %d", text, len(found))
		}
		for n, place := range found {
			if slices.Contains(found[:n], place) {
				t.Fatalf("%q gives %v twice", text, place)
			}
			a := Address{Subdistrict: place.Subdistrict, District: place.District, Province: place.Province, Postcode: place.Postcode}
			if !Check(a).OK || !slices.Contains(Find(a.Short(), 20), place) {
				t.Fatalf("%q gives %v, which is not found as %q", text, place, a.Short())
			}
		}
	})
}

// Whatever stands in the four fields: no panic, a part at fault that was given or is missing, and a
// correction that is learnt makes the address agree.
func FuzzCheck(f *testing.F) {
	f.Add("สุเทพ", "เมือง", "เชียงใหม่", "50200")
	f.Add("แขวงคลองจั่น", "เขตบางกะปิ", "กทม.", "10250")
	f.Add("ต.", "อ.", "จ.", "99999")
	f.Add("ใหม่จริง", "บางกะปิ", "bkk", "10240")
	f.Fuzz(func(t *testing.T, sub, district, province, postcode string) {
		a := Address{Subdistrict: sub, District: district, Province: province, Postcode: postcode}
		got := Check(a)
		if got.OK && got.Wrong != "" || got.OK && !got.Place.Has(Bare(a).Postcode) {
			t.Fatalf("%+v: %+v", a, got)
		}
		c, err := Standard().Learn(a)
		if err != nil {
			return
		}
		if got := Standard().With([]Correction{c}).Check(a); !got.OK {
			t.Fatalf("%+v learnt as %+v: %+v", a, c, got)
		}
	})
}
