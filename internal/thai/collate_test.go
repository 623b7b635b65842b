package thai

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"testing"
)

// dictionaryOrder is in the order of the Royal Institute's dictionary.
var dictionaryOrder = []string{
	"ก", "กก", "กฎ", "กบ", "กะ", "กา", "ก่า", "กำ", "กิน", "กุ้ง", "เก", "เก่ง", "แก", "แกง", "โก", "ใกล้", "ไก่",
	"ขนม", "ข้าว", "ไข่", "เค็ม", "จาน", "ชา", "ปลา", "ปลาร้า", "มะม่วง", "ไม้", "ลำไย", "หมู", "ไหม", "อาหาร", "ฮาลาล",
}

func TestSort(t *testing.T) {
	names := slices.Clone(dictionaryOrder)
	slices.Reverse(names)
	Sort(names)
	if !slices.Equal(names, dictionaryOrder) {
		t.Errorf("got %q", names)
	}
}

func TestSortByIsStableAndKeepsItems(t *testing.T) {
	type item struct {
		name string
		n    int
	}
	items := []item{{"ไข่", 1}, {"ก", 2}, {"ไข่", 3}, {"b", 4}, {"A", 5}, {"ก", 6}}
	SortBy(items, func(i item) string { return i.name })
	if got := fmt.Sprint(items); got != "[{A 5} {b 4} {ก 2} {ก 6} {ไข่ 1} {ไข่ 3}]" {
		t.Error(got)
	}
}

func TestCompareAndSortKeyAgree(t *testing.T) {
	for i, a := range dictionaryOrder {
		for j, b := range dictionaryOrder {
			want := i - j
			if got := Compare(a, b); got < 0 != (want < 0) || got == 0 != (want == 0) {
				t.Errorf("Compare(%s, %s) = %d", a, b, got)
			}
			if got := bytes.Compare(SortKey(nil, a), SortKey(nil, b)); got < 0 != (want < 0) {
				t.Errorf("SortKey of %s and %s: %d", a, b, got)
			}
		}
	}
	if Compare("A", "a") == 0 || Compare("", "") != 0 {
		t.Error("only equal texts are equal")
	}
	if got := SortKey([]byte("x"), "ก"); got[0] != 'x' || len(got) < 2 {
		t.Errorf("SortKey must append: %v", got)
	}
}

func TestSortConcurrently(t *testing.T) {
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				names := slices.Clone(dictionaryOrder)
				slices.Reverse(names)
				Sort(names)
				if !slices.Equal(names, dictionaryOrder) || Compare("ไก่", "ข้าว") >= 0 {
					t.Error("wrong order under concurrency")
				}
			}
		})
	}
	wait.Wait()
}

func BenchmarkSort(b *testing.B) {
	words := Words("วิสาหกิจชุมชนบ้านครามจำหน่ายผ้าย้อมครามธรรมชาติทอมือโดยกลุ่มแม่บ้าน")
	names := make([]string, 100_000)
	for n := range names {
		names[n] = words[n*7%len(words)] + words[n*13%len(words)] + fmt.Sprint(n*7919%100_003)
	}
	for b.Loop() {
		Sort(slices.Clone(names))
	}
}
