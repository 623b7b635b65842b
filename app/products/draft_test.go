package products

import (
	"errors"
	"image"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// everything is a product that says all it can.
func everything() catalog.Product {
	return catalog.Product{ID: id.New[id.Product](), SKU: "HONEY-001", Name: "น้ำผึ้ง", NameEN: "Honey", Category: "อาหาร", ProducerID: id.New[id.Party](),
		Terms: "consign", GP: 2050, Unit: "ขวด", Price: money.Baht(180), Cost: 135_50, VAT: "7", ShortNo: 25,
		Codes:   []catalog.Code{{Code: "885", Pack: qty.One}, {Code: "886", Pack: qty.Pieces(24)}, {Code: "887", Pack: qty.Pieces(12)}},
		Breaks:  []catalog.Break{{List: catalog.Wholesale, From: qty.Pieces(10), Price: money.Baht(150)}},
		Aliases: []string{"ผึ้ง", "น้ำหวาน"}, Reorder: qty.Pieces(6), WeightG: 720, Photo: "a.jpg", OTOPStar: 4, FDA: "50-1-02345-1-0012", GI: "สช 1",
		Favourite: true, Description: "หวาน", DescriptionEN: "Sweet", Story: "เก็บปีละครั้ง", MorePhotos: []string{"b.jpg", "c.png"},
		Certificates: []catalog.Certificate{{Kind: catalog.CertHalal, Number: "12", Expires: "2027-01-31", Picture: "h.jpg"},
			{Kind: catalog.CertFDA, Number: "50-1-02345-1-0012"}, {Kind: catalog.CertGI, Number: "สช 1"}},
		OTOPCategory: "food", OTOPYear: 2567, ShelfDays: 730, LengthMM: 125, WidthMM: 80, HeightMM: 1001,
		Packs:     []catalog.Pack{{Name: "โหล", Qty: qty.Pieces(12), Price: money.Baht(2000)}},
		Allergens: []string{"ถั่วลิสง", "งา"}, Storage: "ในตู้เย็น", ParentID: id.New[id.Product](), Variant: "แก้ว"}
}

func TestADraftReadsBackAsItWasWritten(t *testing.T) {
	set := everything()
	set.Terms, set.GP, set.ParentID, set.Variant = "own", 0, id.Product{}, ""
	set.Components = []catalog.Component{{ProductID: id.New[id.Product](), Qty: qty.Pieces(2)}, {ProductID: id.New[id.Product](), Qty: 500}}
	for name, p := range map[string]catalog.Product{"everything": everything(), "a set": set} {
		got, err := newDraft(i18n.Thai, p).product()
		if err != nil || !reflect.DeepEqual(got, p) {
			t.Errorf("%s: %v\n%+v\n%+v", name, err, got, p)
		}
		if err := got.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNumbersOfTheFormAreReadAsPeopleMeanThem(t *testing.T) {
	for _, c := range []struct {
		field, text string
		get         func(*catalog.Product) any
		want        any
	}{
		{"otop_year", "2024", func(p *catalog.Product) any { return p.OTOPYear }, 2567},
		{"otop_year", "๒๕๖๗", func(p *catalog.Product) any { return p.OTOPYear }, 2567},
		{"length", "12.5", func(p *catalog.Product) any { return p.LengthMM }, 125},
		{"length", "0.05", func(p *catalog.Product) any { return p.LengthMM }, 1},
		{"shelf_days", "๓๐", func(p *catalog.Product) any { return p.ShelfDays }, 30},
		{"lead_days", "21", func(p *catalog.Product) any { return p.LeadDays }, 21},
	} {
		d := newDraft(i18n.Thai, everything())
		d.set(c.field, c.text)
		p, err := d.product()
		if got := c.get(&p); err != nil || got != c.want {
			t.Errorf("%s %q: %v, %v", c.field, c.text, got, err)
		}
	}
}

// What a rule refuses is said where it was typed, whatever else stands between.
func TestFaultsComeToTheirRows(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*draft)
		field  string
	}{
		"a pack without a name":  {func(d *draft) { d.set("packs[0].name", "") }, "packs[0].name"},
		"a pack of one":          {func(d *draft) { d.set("packs[0].qty", "1") }, "packs[0].qty"},
		"a pack dearer than one": {func(d *draft) { d.set("packs[0].price", "9999") }, "packs[0].price"},
		"an empty row above":     {func(d *draft) { d.set("codes[0].code", ""); d.set("codes[1].code", "a;b") }, "codes[1].code"},
		"a code twice":           {func(d *draft) { d.set("packs[0].code", "885") }, "packs[0].code"},
		"the code of a pack":     {func(d *draft) { d.set("packs[0].code", "a;b") }, "packs[0].code"},
		"a paper without number": {func(d *draft) { d.set("certificates[0].number", "") }, "certificates[0].number"},
		"a day that is not":      {func(d *draft) { d.set("certificates[0].expires", "31/2/2569") }, "certificates[0].expires"},
		"an impossible year":     {func(d *draft) { d.set("otop_year", "12") }, "otop_year"},
		"a box of a mile":        {func(d *draft) { d.set("length", "99999999") }, "length"},
		"a strange number": {func(d *draft) {
			d.remove("certificates", 0)
			d.add("certificates", map[string]string{"kind": "gi"})
			d.add("certificates", map[string]string{"kind": "halal", "number": "a;b"})
		}, "certificates[3]"},
		"a long allergen":         {func(d *draft) { d.set("allergens", "งา; "+strings.Repeat("ก", 61)) }, "allergens[1]"},
		"a long way to keep it":   {func(d *draft) { d.set("storage", strings.Repeat("ก", 151)) }, "storage"},
		"no days":                 {func(d *draft) { d.set("shelf_days", "-1") }, "shelf_days"},
		"more than a year":        {func(d *draft) { d.set("lead_days", "366") }, "lead_days"},
		"a variant without words": {func(d *draft) { d.set("variant", "") }, "variant"},
	} {
		d := newDraft(i18n.Thai, everything())
		c.change(d)
		p, err := d.product()
		if err == nil {
			err = p.Validate()
		}
		var known *fault.Error
		if !errors.As(err, &known) || d.field(known.Field) != c.field {
			t.Errorf("%s: %v, want it at %s", name, err, c.field)
		}
	}
}

func TestPhotosAreOrdered(t *testing.T) {
	d := newDraft(i18n.Thai, blank(""))
	for _, name := range []string{"a", "b", "c"} {
		if !d.addPhoto(name) {
			t.Fatal(name, "was not taken")
		}
	}
	if d.addPhoto("b") {
		t.Error("the same picture twice")
	}
	for _, step := range []struct {
		do   func()
		want []string
	}{
		{func() { d.movePhoto(2, -2) }, []string{"c", "a", "b"}},
		{func() { d.movePhoto(0, -1) }, []string{"c", "a", "b"}},
		{func() { d.movePhoto(1, 9) }, []string{"c", "b", "a"}},
		{func() { d.movePhoto(7, 1) }, []string{"c", "b", "a"}},
		{func() { d.replacePhoto("b", "x") }, []string{"c", "x", "a"}},
		{func() { d.replacePhoto("x", "a") }, []string{"c", "x", "a"}},
		{func() { d.removePhoto(0) }, []string{"x", "a"}},
		{func() { d.removePhoto(5) }, []string{"x", "a"}},
		{func() { d.removePhoto(1); d.removePhoto(0) }, nil},
	} {
		step.do()
		if got := d.photos(); !slices.Equal(got, step.want) {
			t.Errorf("%v, want %v", got, step.want)
		}
	}
	for n := range catalog.MaxPhotos {
		d.addPhoto(string(rune('a' + n)))
	}
	if d.addPhoto("zz") {
		t.Error("one picture too many")
	}
}

func TestTheFrameStaysOnThePicture(t *testing.T) {
	c := newCrop(image.Pt(400, 300))
	if c.part() != image.Rect(50, 0, 350, 300) {
		t.Error("begins at", c.part())
	}
	for _, step := range []func(){func() { c.move(-999, 5) }, func() { c.grow(-100) }, func() { c.move(999, 999) }, func() { c.grow(-9999) },
		func() { c.grow(60) }, func() { c.grow(9999) }, func() { c.move(1, 1) }} {
		step()
		part := c.part()
		if !part.In(image.Rect(0, 0, 400, 300)) || part.Dx() != part.Dy() || part.Dx() < leastCrop {
			t.Fatal("the frame is", part)
		}
	}
	small := newCrop(image.Pt(30, 20))
	small.grow(-50)
	if small.part() != image.Rect(5, 0, 25, 20) {
		t.Error("a small picture is kept whole:", small.part())
	}
}

func TestVariantsFollowOrKeepTheirOwn(t *testing.T) {
	parent := everything()
	parent.ParentID, parent.Variant, parent.HasVariants, parent.Packs, parent.Codes = id.Product{}, "", true, nil, nil
	red, blue := parent.NewVariant("แดง"), parent.NewVariant("น้ำเงิน")
	red.ID, blue.ID = id.New[id.Product](), id.New[id.Product]()
	blue.Price, blue.Codes = money.Baht(200), []catalog.Code{{Code: "12", Pack: qty.Pieces(12)}, {Code: "1", Pack: qty.One}}
	d := newDraft(i18n.Thai, parent)
	d.add("variants", map[string]string{"variant": "เขียว", "code": "777", "opening": "5"}) // before the others were read
	d.openFamily([]catalog.Product{red, blue})
	if !d.changed() {
		t.Error("the new row is a change")
	}
	d.set("price", "190")
	d.set(part("variants", 1, "code"), "2")
	d.set(part("variants", 0, "variant"), "แดงสด")
	d.add("variants", nil) // left empty
	now, err := d.product()
	if err != nil {
		t.Fatal(err)
	}
	all, openings, err := d.variants(&now)
	if err != nil || len(all) != 3 || openings[2].Qty != qty.Pieces(5) {
		t.Fatalf("%d variants, %v, %v", len(all), openings, err)
	}
	if all[0].ID != red.ID || all[0].Price != money.Baht(190) || all[0].Variant != "แดงสด" || all[0].FullName() != "น้ำผึ้ง · แดงสด" {
		t.Errorf("red does not follow: %+v", all[0])
	}
	if all[1].Price != money.Baht(200) || !slices.Equal(all[1].Codes, []catalog.Code{{Code: "12", Pack: qty.Pieces(12)}, {Code: "2", Pack: qty.One}}) {
		t.Errorf("blue lost its own: %+v", all[1])
	}
	if all[2].FullName() != "น้ำผึ้ง · เขียว" || all[2].Codes[0].Code != "777" || all[2].ProducerID != parent.ProducerID {
		t.Errorf("green is %+v", all[2])
	}
	bare := newDraft(i18n.Thai, blank(""))
	bare.set("has_variants", yes)
	if _, _, err := bare.variants(&now); fault.Code(err) != "family_empty" {
		t.Errorf("a family of nobody: %v", err)
	}
	d.set(part("variants", 2, "price"), "ฟรี")
	var known *fault.Error
	if _, _, err := d.variants(&now); !errors.As(err, &known) || known.Field != part("variants", 2, "price") {
		t.Errorf("a price that cannot be read: %v", err)
	}
}

func TestASetComesToItsParts(t *testing.T) {
	goods := map[id.Product]*catalog.Product{}
	stock := map[id.Product]qty.Qty{}
	add := func(price, cost money.Satang, have qty.Qty, untracked bool) id.Product {
		p := &catalog.Product{ID: id.New[id.Product](), Price: price, Cost: cost, Untracked: untracked}
		goods[p.ID], stock[p.ID] = p, have
		return p.ID
	}
	honey, rice, card := add(180_00, 135_00, qty.Pieces(7), false), add(65_00, 47_00, 2500, false), add(10_00, 0, 0, true)
	find := func(product id.Product) *catalog.Product { return goods[product] }
	for name, c := range map[string]struct {
		parts []catalog.Component
		want  bundle
	}{
		"nothing":     {nil, bundle{}},
		"two and one": {[]catalog.Component{{ProductID: honey, Qty: qty.Pieces(2)}, {ProductID: card, Qty: qty.One}}, bundle{370_00, 270_00, honey, 3}},
		"by weight":   {[]catalog.Component{{ProductID: honey, Qty: qty.One}, {ProductID: rice, Qty: 500}}, bundle{212_50, 158_50, rice, 5}},
		"not counted": {[]catalog.Component{{ProductID: card, Qty: qty.One}}, bundle{10_00, 0, id.Product{}, 0}},
		"unknown":     {[]catalog.Component{{ProductID: id.New[id.Product](), Qty: qty.One}, {ProductID: honey, Qty: 0}}, bundle{}},
	} {
		if got := sum(c.parts, find, stock); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	stock[honey] = -2000
	if got := sum([]catalog.Component{{ProductID: honey, Qty: qty.One}}, find, stock); got.sets != 0 {
		t.Error("below zero there are no sets:", got.sets)
	}
}
