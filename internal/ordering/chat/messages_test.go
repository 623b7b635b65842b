package chat

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/money"
)

// messagesOf reads a file of messages: "=== name", the message, "---", one line for each order with
// name|phones|subdistrict|district|province|postcode|items|payment|cod|total.
func messagesOf(t testing.TB, file string) []message {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var list []message
	for _, block := range strings.Split("\n"+string(data), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(block, "\n")
		text, want, ok := strings.Cut(rest+"\n", "\n---\n")
		if !ok {
			t.Fatalf("%s: %q has no answer", file, name)
		}
		one := message{name: name, text: text}
		for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
			if line = strings.TrimSpace(line); line != "" {
				one.want = append(one.want, strings.Split(line, "|"))
			}
		}
		list = append(list, one)
	}
	return list
}

type message struct {
	name, text string
	want       [][]string
}

var fields = []string{"name", "phone", "subdistrict", "district", "province", "postcode", "items", "payment", "cod", "total"}

// answer gives what was read in the shape of the files, and how sure each field is.
func answer(o Order) (values []string, sure []int) {
	var phones, items []string
	phoneSure, itemSure := 100, 100
	for _, each := range o.Phones {
		phones = append(phones, each.Digits)
		phoneSure = min(phoneSure, each.Confidence)
	}
	for _, each := range o.Items {
		sku := each.SKU.Value
		if sku == "" {
			sku = "?"
		}
		items = append(items, sku+"*"+each.Qty.String())
		itemSure = min(itemSure, each.SKU.Confidence, each.QtySure)
	}
	sum := func(a Amount) string {
		if a.Confidence == 0 {
			return ""
		}
		return fmt.Sprint(int64(a.Value))
	}
	values = []string{o.Name.Value, strings.Join(phones, ","), o.Subdistrict.Value, o.District.Value, o.Province.Value, o.Postcode.Value,
		strings.Join(items, ","), o.Payment.Value, sum(o.COD), sum(o.Total)}
	sure = []int{o.Name.Confidence, phoneSure, o.Subdistrict.Confidence, o.District.Confidence, o.Province.Confidence, o.Postcode.Confidence,
		itemSure, o.Payment.Confidence, o.COD.Confidence, o.Total.Confidence}
	return values, sure
}

func sampleGoods(t testing.TB) *Catalogue {
	t.Helper()
	data, err := os.ReadFile("../../../assets/sample/goods.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		SKU, Name, Unit, Price string
		Aliases                []string
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	var goods []Good
	for _, row := range rows {
		price, err := money.Parse(row.Price)
		if err != nil {
			t.Fatal(err)
		}
		goods = append(goods, Good{row.SKU, row.Name, row.Aliases, row.Unit, price})
	}
	return NewCatalogue(goods)
}

func TestMessages(t *testing.T) {
	goods := sampleGoods(t)
	for _, file := range []string{"heldout.txt", "second.txt"} {
		right, all, wrongSure := map[string]int{}, map[string]int{}, 0
		whole := 0
		list := messagesOf(t, file)
		for _, one := range list {
			orders := Parse(one.text, goods, Options{})
			good := len(orders) == len(one.want)
			if !good {
				t.Errorf("%s: %d orders, want %d", one.name, len(orders), len(one.want))
			}
			for n := range min(len(orders), len(one.want)) {
				got, sure := answer(orders[n])
				for f, field := range fields {
					want := one.want[n][f]
					all[field]++
					if got[f] == want {
						right[field]++
						continue
					}
					good = false
					mark := ""
					if sure[f] >= Sure && got[f] != "" {
						wrongSure++
						mark = " AND SURE"
					}
					t.Errorf("%s: %s is %q, want %q (%d)%s", one.name, field, got[f], want, sure[f], mark)
				}
			}
			if good {
				whole++
			}
		}
		t.Logf("%s: %d of %d messages whole, %d wrong and sure; %v of %v", file, whole, len(list), wrongSure, right, all["name"])
	}
}
