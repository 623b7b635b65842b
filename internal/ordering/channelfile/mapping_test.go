package channelfile_test

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/ordering/sheet"
)

// A mapping that is kept reads the next file, also where nobody else would know its headings.
func TestAMappingIsKept(t *testing.T) {
	own := channelfile.Mapping{Channel: "web", Columns: map[channelfile.Field][]string{"no": {"ที่"}, "product": {"ของ"}, "qty": {"กี่อัน"}, "price": {"อันละ"}, "at": {"เมื่อ"}, "state": {"ถึงไหน"}, "discount": {"ลด", "คูปอง"}},
		DateForm: sheet.MonthFirst, States: map[string]channelfile.State{"ส่งไปแล้วจ้า": channelfile.Shipped}}
	kept, err := own.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	back, err := channelfile.ParseMapping(kept)
	if err != nil || !reflect.DeepEqual(back, own) {
		t.Fatalf("%+v %v", back, err)
	}
	file, err := channelfile.ReadRows(context.Background(), listed("ลด|ของ| กี่อัน |อันละ|ที่|เมื่อ|ถึงไหน|คูปอง|ไม่ใช้", "5|ชา|2|50|A-1|3/11/2569|ส่งไปแล้วจ้า|10|x"), channelfile.Options{Mapping: &back})
	if err != nil {
		t.Fatal(err)
	}
	order := only(t, file)
	if order.State != channelfile.Shipped || order.Discount != 1500 || order.Total != 8500 || !order.At.Equal(bangkok("2026-03-11 00:00:00")) {
		t.Errorf("%+v", order)
	}
	// Headings that are gone are told, not guessed.
	if _, err := channelfile.ReadRows(context.Background(), listed("ของ|กี่อัน|อันละ|เลขที่คำสั่งซื้อ", "ชา|2|50|A-1"), channelfile.Options{Mapping: &back}); !fault.Is(err, "order_columns") {
		t.Error(err)
	}
}

// A heading stands for one field, and one heading for most fields; what it was before is left alone.
func TestAPersonNamesAHeading(t *testing.T) {
	m := channelfile.Mapping{Channel: "web", Columns: map[channelfile.Field][]string{"no": {"a"}, "name": {"b"}, "discount": {"c"}}}
	for _, c := range []struct {
		heading string
		field   channelfile.Field
		want    string
	}{
		{"d", "phone", "a=no b=name c=discount d=phone"},
		{" B ", "phone", "a=no  B =phone c=discount"},
		{"d", "name", "a=no c=discount d=name"},
		{"d", "discount", "a=no b=name c=discount d=discount"},
		{"a", "", "b=name c=discount"},
		{"-", "name", "a=no c=discount"},
	} {
		now := m.Assign(c.heading, c.field)
		var got []string
		for _, heading := range []string{"a", "b", " B ", "c", "d"} {
			field := now.FieldOf(heading)
			if field != "" && strings.Contains(strings.Join(now.Columns[field], "|"), heading) {
				got = append(got, heading+"="+string(field))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q as %q: %q, want %q", c.heading, c.field, strings.Join(got, " "), c.want)
		}
	}
	if len(m.Columns) != 3 || m.FieldOf("b") != "name" {
		t.Errorf("the mapping before has changed: %+v", m)
	}
}

func TestMappingsThatAreNone(t *testing.T) {
	good := func() channelfile.Mapping {
		return channelfile.Mapping{Channel: "web", Columns: map[channelfile.Field][]string{"no": {"a"}, "sku": {"b"}, "qty": {"c"}, "price": {"d"}}}
	}
	if m := good(); m.Validate() != nil {
		t.Fatal(m.Validate())
	}
	for field, spoil := range map[string]func(m *channelfile.Mapping){
		"channel":     func(m *channelfile.Mapping) { m.Channel = "ebay" },
		"date_form":   func(m *channelfile.Mapping) { m.DateForm = "ymd" },
		"columns":     func(m *channelfile.Mapping) { m.Columns["colour"] = []string{"e"} },
		"columns.sku": func(m *channelfile.Mapping) { m.Columns["sku"] = []string{"A "} },
		"columns.at":  func(m *channelfile.Mapping) { m.Columns["at"] = []string{" - "} },
		"states":      func(m *channelfile.Mapping) { m.States = map[string]channelfile.State{"x": "lost"} },
		"file":        func(m *channelfile.Mapping) { delete(m.Columns, "qty") },
	} {
		m := good()
		spoil(&m)
		if err := m.Validate(); err == nil || fault.Of(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := channelfile.ParseMapping([]byte("{")); !fault.Is(err, "mapping_invalid") {
		t.Error(err)
	}
}

func TestDetect(t *testing.T) {
	for want, headings := range map[string]string{"shopee": shopeeHeadings, "lazada": lazadaHeadings, "tiktok": tiktokHeadings, "other": plain,
		"lineshop": "orderNumber|checkoutAt|shipmentStatus|remarkBuyer"} {
		if got := channelfile.Detect(strings.Split(headings, "|")); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	english := "Order ID|Order Status|Return / Refund Status|Tracking Number*|Shipping Option|Estimated Ship Out Date|Order Creation Date|Parent SKU Reference No.|Product Name|SKU Reference No.|Variation Name|Original Price|Deal Price|Quantity|Seller Voucher(THB)|Grand Total|Username (Buyer)|Receiver Name"
	m := channelfile.Suggest(strings.Split(english, "|"))
	if m.Channel != "shopee" || m.Validate() != nil || m.Columns["price"][0] != "Deal Price" || m.Columns["discount"][0] != "Seller Voucher(THB)" || m.Columns["sku"][0] != "SKU Reference No." {
		t.Errorf("%+v", m)
	}
}

// A text too long to be a heading is none, also where it begins like one.
func TestABookIsNoHeading(t *testing.T) {
	m := channelfile.Suggest([]string{"order no", "product", "qty", "price", "ส่วนลด (" + strings.Repeat("ก", 300) + ")"})
	if m.Validate() != nil || len(m.Columns["discount"]) != 0 {
		t.Errorf("%+v", m)
	}
}

// A person may say whose file it is.
func TestTheChannelMayBeNamed(t *testing.T) {
	file, err := channelfile.ReadRows(context.Background(), listed("Order ID|Order Status|Seller SKU|Quantity|Price", "57712|To ship|P-1|1|50"), channelfile.Options{Channel: "tiktok"})
	if err != nil || only(t, file).Channel != "tiktok" || file.Orders[0].State != channelfile.Paid {
		t.Errorf("%+v %v", file, err)
	}
}

// In a file of American dates some days show it; they all go by it then.
func TestMonthsThatComeFirst(t *testing.T) {
	file := read(t, "order no|product|qty|price|date", "A|ชา|1|50|11/03/2025", "B|ชา|1|50|11/22/2025")
	if len(file.Orders) != 2 || !file.Orders[0].At.Equal(bangkok("2025-11-03 00:00:00")) || file.Mapping.DateForm != sheet.MonthFirst {
		t.Errorf("%+v", file)
	}
}

// The data of the layouts: every field and state is one, every heading means one thing in its channel, and
// every column has its name in both languages.
func TestTheLayouts(t *testing.T) {
	type layout struct {
		Code    string
		Source  string
		Columns map[channelfile.Field][]string
		States  map[channelfile.State][]string
		Ignore  []string
	}
	var data struct {
		layout
		Channels []layout
	}
	if err := json.Unmarshal(assets.Read("rules/orderfiles.json"), &data); err != nil {
		t.Fatal(err)
	}
	known := map[channelfile.Field]bool{}
	for _, field := range channelfile.Fields() {
		known[field] = true
		for _, lang := range i18n.Langs {
			if !i18n.Has(lang, "orderfile.column."+string(field)) {
				t.Errorf("%s has no name", field)
			}
		}
	}
	for _, channel := range channelfile.Channels() {
		if !i18n.Has(i18n.Thai, "orderfile.channel."+channel) {
			t.Errorf("%s has no name", channel)
		}
	}
	for _, one := range append(data.Channels, data.layout) {
		used := map[string]string{}
		say := func(what, word string) {
			key := sheet.Key(word)
			if before, ok := used[key]; ok && before != what || key == "" {
				t.Errorf("%s: %q is %s and %s", one.Code, word, before, what)
			}
			used[key] = what
		}
		for field, headings := range one.Columns {
			if !known[field] {
				t.Errorf("%s: no field %q", one.Code, field)
			}
			for _, heading := range headings {
				say("column "+string(field), heading)
			}
		}
		for _, heading := range one.Ignore {
			say("ignored", heading)
		}
		used = map[string]string{}
		for state, list := range one.States {
			for _, word := range list {
				say("state "+string(state), word)
			}
		}
		if one.Code != "" && (one.Source == "" || len(one.Columns["no"]) == 0) {
			t.Errorf("%s says too little", one.Code)
		}
	}
}
