package printing

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing/text"
)

func named(numbers ...string) (refs []Reference) {
	for _, number := range numbers {
		refs = append(refs, Reference{Kind: "delivery", Number: number, Day: "2026-11-23"})
	}
	return refs
}

// Every paper that another names stands on it: one by one, as a range, or below; what has no room is counted.
func TestPapersThatAreNamed(t *testing.T) {
	var year, odd, crowd []string
	for n := range 12 {
		year = append(year, fmt.Sprintf("A-DN-2569-%06d", n+95))
	}
	for n := range 6 {
		odd = append(odd, fmt.Sprintf("DN%03d/2569", 2*n+1))
	}
	for n := range 400 {
		crowd = append(crowd, fmt.Sprintf("DN%04d", 2*n+1))
	}
	later := named(year...)
	later[3].Day = "2026-12-01"
	for name, c := range map[string]struct {
		refs   []Reference
		beside []string
		below  string
	}{
		"two":              {named("A-DN-1", "A-DN-2"), []string{"A-DN-1\nลงวันที่ 23 พ.ย. 2569", "A-DN-2\nลงวันที่ 23 พ.ย. 2569"}, ""},
		"a range":          {named(year...), []string{"A-DN-2569-000095\nถึง A-DN-2569-000106\nลงวันที่ 23 พ.ย. 2569\n(12 ฉบับ)"}, ""},
		"of several days":  {later, []string{"A-DN-2569-000095\nถึง A-DN-2569-000106\nลงวันที่ 23 พ.ย. 2569 ถึง 1 ธ.ค. 2569\n(12 ฉบับ)"}, ""},
		"with a gap":       {named("DN8/69", "DN9/69", "DN10/69", "DN12/69", "DN13/69"), []string{"5 ฉบับ ตามรายการข้างล่าง"}, "อ้างถึงใบส่งของ 5 ฉบับ: DN8/69, DN9/69, DN10/69, DN12/69, DN13/69 ลงวันที่ 23 พ.ย. 2569"},
		"the year at last": {named("DN008/69", "DN009/69", "DN010/69"), []string{"DN008/69\nถึง DN010/69\nลงวันที่ 23 พ.ย. 2569\n(3 ฉบับ)"}, ""},
		"two years":        {named("DN008/68", "DN009/69", "DN010/69"), []string{"DN008/68\nDN009/69\nDN010/69\nลงวันที่ 23 พ.ย. 2569\n(3 ฉบับ)"}, ""},
		"without order":    {named(odd...), []string{"6 ฉบับ ตามรายการข้างล่าง"}, "อ้างถึงใบส่งของ 6 ฉบับ: " + strings.Join(odd, ", ") + " ลงวันที่ 23 พ.ย. 2569"},
		"too many":         {named(crowd...), []string{"400 ฉบับ ตามรายการข้างล่าง"}, "อ้างถึงใบส่งของ 400 ฉบับ: " + strings.Join(crowd[:300], ", ") + ", และอีก 100 ฉบับ ลงวันที่ 23 พ.ย. 2569"},
		"of two kinds": {append(named(year...), Reference{Kind: "order", Number: "A-OR-2569-000232"}),
			[]string{"A-DN-2569-000095\nถึง A-DN-2569-000106\nลงวันที่ 23 พ.ย. 2569\n(12 ฉบับ)", "A-OR-2569-000232"}, ""},
	} {
		beside, below := OfficePaper{Letterhead: Letterhead{Lang: i18n.Thai}, Kinds: []OfficeKind{OfficeInvoice}, Refs: c.refs}.refs()
		var values []string
		for _, fact := range beside {
			values = append(values, fact.value)
		}
		var lists []string
		for _, list := range below {
			lists = append(lists, list.label+" "+strings.Join(list.numbers, ", ")+" "+list.days)
		}
		if !slices.Equal(values, c.beside) || strings.Join(lists, "|") != c.below {
			t.Errorf("%s: %q, below %q", name, values, below)
		}
	}
}

// A long list is set over the whole width, and no number is broken.
func TestALongListOfPapers(t *testing.T) {
	var numbers []string
	for n := range 300 {
		numbers = append(numbers, fmt.Sprintf("A-DN-2569-%06d", 2*n+1))
	}
	paper := OfficePaper{Letterhead: Letterhead{Lang: i18n.Thai, Shop: Shop{Names: []string{"ร้าน"}}, Number: "A-IV-2569-000001", Day: "2026-11-23"}, Kinds: []OfficeKind{OfficeInvoice},
		Refs: named(numbers...), Lines: []OfficeLine{{Name: "ชุด", Qty: 1000, UnitPrice: 100, Total: 100}}, OfficeSums: OfficeSums{Total: 100}}
	pages, err := paper.Pages(text.NewShaper())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, page := range pages {
		for _, op := range page.Ops {
			if words, ok := op.(Text); ok {
				for _, word := range strings.Fields(words.String) {
					seen[strings.TrimSuffix(word, ",")] = true
				}
			}
		}
	}
	for _, number := range numbers {
		if !seen[number] {
			t.Fatalf("%s is broken or does not stand there", number)
		}
	}
}

// Whatever a paper may be made from has a name on it.
func TestEverySourceHasItsLabel(t *testing.T) {
	sources := []string{papers.FromOrder, papers.FromBill, papers.FromPurchase}
	for _, kind := range papers.Kinds {
		sources = append(sources, string(kind))
	}
	for _, lang := range i18n.Langs {
		for _, source := range sources {
			label := OfficePaper{Letterhead: Letterhead{Lang: lang}}.refLabel(source)
			if label == source || label == "" || strings.Contains(label, ".") {
				t.Errorf("%s has no label in %s: %q", source, lang, label)
			}
		}
	}
}
