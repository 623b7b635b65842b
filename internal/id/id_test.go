package id_test

import (
	"encoding/json"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
)

func TestNewIdsAreOrdered(t *testing.T) {
	before := id.New[id.Bill]().String()
	for range 1000 {
		next := id.New[id.Bill]().String()
		if next <= before {
			t.Fatalf("%s comes after %s", next, before)
		}
		before = next
	}
	if before[14] != '7' {
		t.Errorf("%s is no UUIDv7", before)
	}
	if till := id.Random[id.Till]().String(); till[14] != '4' {
		t.Errorf("%s is no UUIDv4", till)
	}
}

func TestParseReadsOnlyTheCanonicalForm(t *testing.T) {
	const text = "019ab0c1-2d3e-7f40-8a51-62b373c48d95"
	got, err := id.Parse[id.Bill](text)
	if err != nil || got.String() != text || got.Tag() != "8d95" {
		t.Errorf("Parse = %s, %v, tag %s", got, err, got.Tag())
	}
	for _, bad := range []string{
		"", "x", text[1:], text + "0", "{" + text + "}", "urn:uuid:" + text, "019ab0c12d3e7f408a5162b373c48d95",
		"00000000-0000-0000-0000-000000000000", "019ab0c1-2d3e-7f40-8a51-62b373c48d9g",
	} {
		if _, err := id.Parse[id.Bill](bad); !fault.Is(err, "id_unreadable") {
			t.Errorf("Parse(%q): %v, want id_unreadable", bad, err)
		}
	}
}

func TestNoneIsEmptyEverywhere(t *testing.T) {
	var none id.Lot
	if !none.IsZero() || none.String() != "" || none.Tag() != "" {
		t.Errorf("none is written %q", none)
	}
	if value, err := none.Value(); value != nil || err != nil {
		t.Errorf("none is stored as %v, %v", value, err)
	}
	lot := id.New[id.Lot]()
	if err := lot.Scan(nil); err != nil || !lot.IsZero() {
		t.Errorf("NULL is read as %s, %v", lot, err)
	}
}

func TestIdsSurviveJSONAndSQL(t *testing.T) {
	type row struct{ Bill, None id.Bill }
	want := row{Bill: id.New[id.Bill]()}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got row
	if err := json.Unmarshal(text, &got); err != nil || got != want {
		t.Errorf("%s is read as %v, %v", text, got, err)
	}
	value, err := want.Bill.Value()
	if err != nil {
		t.Fatal(err)
	}
	var stored id.Bill
	if err := stored.Scan(value); err != nil || stored != want.Bill {
		t.Errorf("stored %v, read %v, %v", want.Bill, stored, err)
	}
	for _, bad := range []any{"text", []byte{1, 2}, int64(3)} {
		if err := stored.Scan(bad); err == nil {
			t.Errorf("Scan(%v) was read as %s", bad, stored)
		}
	}
}
