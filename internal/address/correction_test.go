package address

import (
	"errors"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

var (
	suthep = Address{Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50209"}
	newly  = Address{Subdistrict: "แขวงคลองตลาดใหม่", District: "เขตบางกะปิ", Province: "กทม.", Postcode: "10240"}
)

func code(err error) string {
	var known *fault.Error
	if errors.As(err, &known) {
		return known.Code + " " + known.Field
	}
	return ""
}

// What a person knows to be right agrees once it is learnt, for Check, Find and FindIn alike, and only there.
func TestLearn(t *testing.T) {
	r := Standard()
	var learnt []Correction
	for _, a := range []Address{suthep, newly} {
		c, err := r.Learn(a)
		if err != nil {
			t.Fatal(err)
		}
		learnt = append(learnt, c)
	}
	own := r.With(learnt)
	for _, a := range []Address{suthep, newly} {
		if got := own.Check(a); !got.OK {
			t.Errorf("%v: %+v", a, got)
		}
		if Check(a).OK {
			t.Errorf("the register that comes with the program learnt %v", a)
		}
		if _, err := own.Learn(a); code(err) != "address_known subdistrict" {
			t.Errorf("learning %v again: %v", a, err)
		}
	}
	if got := own.Find("บางกะปิ ตลาดใหม", 3); len(got) != 1 || got[0].Code != "1006-คลองตลาดใหม" || got[0].Subdistrict != "คลองตลาดใหม่" {
		t.Errorf("found %v", got)
	}
	if len(own.All()) != len(All())+1 || learnt[0].Code != "500108" {
		t.Errorf("%d places, %+v", len(own.All()), learnt[0])
	}
	old := suthep
	old.Postcode = "50200"
	if got := own.Check(old); got.OK || got.Wrong != "postcode" {
		t.Errorf("the old postcode: %+v", got)
	}
}

func TestLearnRefuses(t *testing.T) {
	for _, c := range []struct {
		a    Address
		want string
	}{
		{Address{}, "address_incomplete subdistrict"},
		{Address{Subdistrict: "สุเทพ", District: "เมือง", Province: "เชียงใหม่"}, "address_incomplete postcode"},
		{Address{Subdistrict: "- .", District: "เมือง", Province: "เชียงใหม่", Postcode: "50200"}, "address_incomplete subdistrict"},
		{Address{Subdistrict: "สุเทพ", District: "เมือง", Province: "เชียงใหม่", Postcode: "5020"}, "postcode_digits postcode"},
		{Address{Subdistrict: "สุเทพ", District: "เมือง", Province: "เชียงใหม่", Postcode: "00000"}, "postcode_digits postcode"},
		{Address{Subdistrict: "สุเทพ", District: "เมือง", Province: "เชียงใหม่", Postcode: "50200"}, "address_known subdistrict"},
		{Address{Subdistrict: "ใหม่", District: "ไม่มี", Province: "เชียงใหม่", Postcode: "50200"}, "district_unknown district"},
		{Address{Subdistrict: "😀😀", District: "เมือง", Province: "เชียงใหม่", Postcode: "50200"}, "name_picture subdistrict"},
	} {
		if _, err := Standard().Learn(c.a); code(err) != c.want {
			t.Errorf("%+v: %v, want %s", c.a, err, c.want)
		}
	}
}

func TestCorrectionsLaidOver(t *testing.T) {
	r := Standard()
	place, _ := r.ByCode("500108")
	c := Correction{Code: place.Code, Subdistrict: "สุเทพใหม่", District: place.District, Province: place.Province, Postcode: place.Postcode}
	if got, _ := r.With([]Correction{c}).ByCode(place.Code); got.Subdistrict != "สุเทพใหม่" || got.Postcode != "50200" {
		t.Errorf("renamed: %+v", got)
	}
	c.Gone = true
	if got, found := r.With([]Correction{c}).ByCode(place.Code); found {
		t.Errorf("gone: %+v", got)
	}
	c.Off = true
	if got := r.With([]Correction{c}); got != r {
		t.Error("a correction taken back makes another register")
	}
	c.Code = "100601"
	if err := (&Correction{Code: "500108", Subdistrict: "ก", District: "บางกะปิ", Province: Bangkok, Postcode: "10240"}).Validate(r); err != nil {
		t.Errorf("a known code may move to another district: %v", err)
	}
	if err := (&Correction{Code: "1234-ก", Subdistrict: "ก", District: "บางกะปิ", Province: Bangkok, Postcode: "10240"}).Validate(r); code(err) != "subdistrict_code code" {
		t.Errorf("a code of another district: %v", err)
	}
	// A second postcode stays beside the first it was given with.
	double, _ := r.ByCode("470107")
	keep := Correction{Code: double.Code, Subdistrict: "ท่าแร่ใหม่", District: double.District, Province: double.Province, Postcode: double.Postcode}
	if got, _ := r.With([]Correction{keep}).ByCode(double.Code); got.Also != "47230" {
		t.Errorf("renamed: %+v", got)
	}
	keep.Postcode = "47999"
	if got, _ := r.With([]Correction{keep}).ByCode(double.Code); got.Also != "" {
		t.Errorf("another postcode: %+v", got)
	}
}
