package catalog

import (
	"reflect"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/id"
)

func shirt() Product {
	return Product{ID: id.New[id.Product](), SKU: "SHIRT", Name: "เสื้อม่อฮ่อม", NameEN: "Mo hom shirt", Category: "ผ้า", Unit: "ตัว", Price: 450_00,
		VAT: VATStandard, Codes: []Code{{"885", 1000}}, ShortNo: 7, Photo: "a.jpg", MorePhotos: []string{"b.jpg"}, Aliases: []string{"ม่อฮ่อม"}, HasVariants: true,
		Breaks: []Break{{Wholesale, 10_000, 400_00}}, Certificates: []Certificate{{Kind: CertTCPS, Number: "1"}}, TCPS: "1"}
}

func TestAVariantBeginsAsItsProductButNotAsIt(t *testing.T) {
	parent := shirt()
	child := parent.NewVariant("แดง L")
	if child.FullName() != "เสื้อม่อฮ่อม · แดง L" || child.NameEN != "Mo hom shirt" || child.Variant != "แดง L" || child.ParentID != parent.ID {
		t.Errorf("%+v", child)
	}
	if child.Price != parent.Price || child.Category != "ผ้า" || child.Photo != "a.jpg" || len(child.Breaks) != 1 || child.TCPS != "1" {
		t.Errorf("did not inherit: %+v", child)
	}
	if !child.ID.IsZero() || child.SKU != "" || len(child.Codes) != 0 || child.ShortNo != 0 || child.HasVariants || len(child.Aliases) != 0 {
		t.Errorf("took what belongs to the product alone: %+v", child)
	}
	child.MorePhotos[0] = "x.jpg"
	if parent.MorePhotos[0] != "b.jpg" {
		t.Error("the photos are shared")
	}
}

func TestAVariantFollowsInWhatIsNotItsOwn(t *testing.T) {
	before := shirt()
	now := before
	now.Name, now.Price, now.Photo, now.MorePhotos, now.Category = "เสื้อคราม", 500_00, "c.jpg", nil, "เสื้อ"
	child := before.NewVariant("แดง L")
	own := before.NewVariant("แดง XL")
	own.Price, own.Name, own.Photo = 550_00, "ตัวใหญ่", "own.jpg"
	child.Inherit(&before, &now)
	own.Inherit(&before, &now)
	if child.FullName() != "เสื้อคราม · แดง L" || child.Price != 500_00 || child.Photo != "c.jpg" || child.MorePhotos != nil || child.Category != "เสื้อ" {
		t.Errorf("did not follow: %+v", child)
	}
	if own.Price != 550_00 || own.Name != "ตัวใหญ่" || own.Photo != "own.jpg" || own.Category != "เสื้อ" {
		t.Errorf("lost its own: %+v", own)
	}
}

// Every field is either inherited or the variant's own; a new one must be decided.
func TestWhatIsInherited(t *testing.T) {
	own := []string{"ID", "SKU", "ShortNo", "Codes", "Aliases", "Untracked", "Favourite", "Draft", "Archived", "Packs", "Components", "ParentID", "Variant", "HasVariants"}
	var now Product
	value := reflect.ValueOf(&now).Elem()
	for n := range value.NumField() {
		if slices.Contains(own, value.Type().Field(n).Name) {
			continue
		}
		switch f := value.Field(n); f.Kind() {
		case reflect.String:
			f.SetString("x")
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
		case reflect.Array:
			f.Index(0).SetUint(1)
		default:
			f.SetInt(1)
		}
	}
	var child Product
	child.Inherit(&Product{}, &now)
	if !reflect.DeepEqual(child, now) {
		t.Errorf("not inherited:\n%+v\n%+v", child, now)
	}
}

func TestVariantsOfTwoLists(t *testing.T) {
	for _, c := range []struct {
		first, second, there string
		want                 []string
	}{
		{"แดง, น้ำเงิน", "S / M", "", []string{"แดง S", "แดง M", "น้ำเงิน S", "น้ำเงิน M"}},
		{"แดง น้ำเงิน", "", "แดง", []string{"น้ำเงิน"}},
		{"", "S;S;M", "", []string{"S", "M"}},
		{"ฟ้า อ่อน, ฟ้า  เข้ม", "", "", []string{"ฟ้า อ่อน", "ฟ้า เข้ม"}},
		{" , ", "", "", nil},
	} {
		if got := Variants(Words(c.first), Words(c.second), Words(c.there)); !slices.Equal(got, c.want) {
			t.Errorf("%q × %q: %q", c.first, c.second, got)
		}
	}
}
