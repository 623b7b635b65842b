package catalog

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/thai"
)

// fill gives every field a value of its own, so that none can be forgotten.
func fillAll(of reflect.Value, n *int) {
	*n++
	switch of.Kind() {
	case reflect.String:
		of.SetString(fmt.Sprintf("ข้อความ %d é😀 A", *n))
	case reflect.Int, reflect.Int64:
		of.SetInt(int64(*n) * (1 - 2*int64(*n%2)) * 1_000_000_007)
	case reflect.Bool:
		of.SetBool(true)
	case reflect.Uint8:
		of.SetUint(uint64(*n % 256))
	case reflect.Slice:
		of.Set(reflect.MakeSlice(of.Type(), 3, 3))
		for m := range of.Len() {
			fillAll(of.Index(m), n)
		}
	case reflect.Array:
		for m := range of.Len() {
			fillAll(of.Index(m), n)
		}
	case reflect.Struct:
		for m := range of.NumField() {
			fillAll(of.Field(m), n)
		}
	default:
		panic("a kind of field that is not packed: " + of.Kind().String())
	}
}

func TestAProductIsUnpackedAsItWas(t *testing.T) {
	var whole Product
	n := 0
	fillAll(reflect.ValueOf(&whole).Elem(), &n)
	products := []Product{{}, whole}
	for at := range reflect.TypeFor[Product]().NumField() { // each field alone: none lands in another
		var one Product
		n := at
		fillAll(reflect.ValueOf(&one).Elem().Field(at), &n)
		products = append(products, one)
	}
	w := newWords()
	var items []Item
	for n := range products {
		items = append(items, Item{products[n], "กลุ่มแม่บ้าน"})
	}
	for n, p := range newMaker(w).entries(items) {
		if got := p.product(w.list); !reflect.DeepEqual(*got, products[n]) {
			t.Errorf("%+v, want %+v", *got, products[n])
		}
		if p.name() != products[n].Name || p.sku() != products[n].SKU || p.id() != products[n].ID {
			t.Errorf("%q %q %v of %+v", p.name(), p.sku(), p.id(), products[n])
		}
	}
}

func FuzzSqueeze(f *testing.F) {
	for _, text := range []string{"", "น้ำผึ้ง Café 😀", "\x7f\u0e5b\u0e5c\u0e00", "\x00\x01", strings.Repeat("ก", 300)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := unsqueeze(string(squeeze(nil, text))); utf8.ValidString(text) && got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	})
}

func FuzzATextIsReadFromWhatFoldingLeft(f *testing.F) {
	for _, text := range []string{"", "น้ำผึ้ง Café 😀", "Large Woven BAG", "\x02 ก้ \x01", strings.Repeat("กข้", 200), "!!!", "  a  ", "KRAJOOD-053092", "เเก็ง ๑๒"} {
		f.Add(text, text)
		f.Add(text, thai.Fold(text))
		f.Add("น้ำ", text)
	}
	f.Fuzz(func(t *testing.T, text, beside string) {
		if !utf8.ValidString(text) {
			return
		}
		key := string(squeeze([]byte("\x01 "), beside))
		writer, reader := fields{key}, fields{key}
		steps := packed(writer.append(writer.append(nil, text), "ต่อ"))
		got, rest := reader.read(steps)
		if next, rest := reader.read(rest); got != text || next != "ต่อ" || rest != "" {
			t.Errorf("%q beside %q came back as %q, then %q, %q", text, beside, got, next, rest)
		}
	})
}

func TestFillKeepsWhatWasThereWhenReadingFails(t *testing.T) {
	x := NewIndex()
	x.Replace(samples(300))
	broken := errors.New("the disk")
	if err := x.Fill(func(add func(Item)) error { add(sample(900)); return broken }); !errors.Is(err, broken) || x.Len() != 300 {
		t.Errorf("%v, %d products", err, x.Len())
	}
	if err := x.Fill(func(add func(Item)) error {
		for n := range 2000 {
			add(sample(n % 1500)) // a later one of an id counts
		}
		return nil
	}); err != nil || x.Len() != 1500 || x.Search("ป่า", 5).Total == 0 {
		t.Errorf("%v, %d products", err, x.Len())
	}
}

func TestAShelfOutlivesTheIndexItCameFrom(t *testing.T) {
	x := NewIndex()
	items := samples(200)
	items[3].Product.Untracked = true
	x.Replace(items)
	shelf := x.Shelf("")
	list, _ := x.List("", ByName, 0, 500)
	if shelf.Len() != 199 || len(list) != 200 {
		t.Fatalf("%d on the shelf, %d in the list", shelf.Len(), len(list))
	}
	x.Replace(samples(3))
	at := 0
	for _, p := range list {
		if p.Untracked {
			continue
		}
		if got := shelf.At(at); !reflect.DeepEqual(got, p) {
			t.Fatalf("%+v, want %+v", got, p)
		}
		at++
	}
	if chosen := ShelfOf(list[:50]); chosen.Len() < 49 || chosen.At(0).ID != list[0].ID || (Shelf{}).Len() != 0 {
		t.Errorf("%d of the 50", chosen.Len())
	}
}
