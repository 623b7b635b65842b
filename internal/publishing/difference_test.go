package publishing

import (
	"reflect"
	"testing"
)

// full is a listing that says everything.
func full() Listing {
	return Listing{SKU: "A", GTIN: "96385074", Title: "ก", TitleEN: "a", Description: "ข", DescriptionEN: "b", Category: "food", Price: 150_00,
		VATIncluded: true, Pictures: []ListedPicture{{Hash: "1"}, {Hash: "2"}}, Availability: InStock, LeadDays: 1, NetG: 100, ShippingG: 120,
		LengthMM: 10, WidthMM: 20, HeightMM: 30, Origin: Origin{"TH-57", "5701", "สับปะรดภูแล"}, OTOPStars: 5, OTOPYear: 2022,
		Certifications: []Certification{{"FDA", "1", "2027-01-01"}}, ShelfDays: 90, Allergens: []string{"ถั่ว"}, Storage: "ที่แห้ง"}
}

func TestDifferences(t *testing.T) {
	there := full()
	if here := full(); len(Differences(&here, &there)) != 0 {
		t.Errorf("the same differ: %v", Differences(&here, &there))
	}
	here := full()
	here.Price, here.Pictures, here.Certifications = 145_50, []ListedPicture{{Hash: "2"}, {Hash: "1"}}, nil
	want := []Difference{{"price", "145.50", "150.00"}, {"pictures", "2\n1", "1\n2"}, {"certifications", "", "FDA 1 2027-01-01"}}
	if got := Differences(&here, &there); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// No field of a listing can change without being told, but for the SKU and the words for who cannot see.
func TestEveryFieldIsCompared(t *testing.T) {
	there, told := full(), map[string]bool{}
	kind := reflect.TypeFor[Listing]()
	for n := range kind.NumField() {
		here := full()
		reflect.ValueOf(&here).Elem().Field(n).SetZero()
		got := Differences(&here, &there)
		if name := kind.Field(n).Name; len(got) != 1 && name != "SKU" {
			t.Errorf("%s: %v", name, got)
		}
		for _, one := range got {
			told[one.Field] = true
		}
	}
	if len(told) != len(Fields) {
		t.Errorf("%d fields are told of %d", len(told), len(Fields))
	}
}
