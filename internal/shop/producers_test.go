package shop_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// TestErasingAProducerLeavesNoPictureOfThem: neither the last one nor those it took the place of; but what
// somebody else shows too stays. A form that was open meanwhile does not bring them back.
func TestErasingAProducerLeavesNoPictureOfThem(t *testing.T) {
	s := photoShop(t)
	picture := func(width int) string {
		name, err := s.AddPhoto(t.Context(), bytes.NewReader(encoded(t, "jpeg", quarters(width, 200))))
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	save := func(p shop.Party) shop.Party {
		saved, err := s.SaveProducer(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(s.Dir, shop.Images, name))
		return err == nil
	}
	first, second, logo := picture(200), picture(240), picture(280)
	weaver := save(shop.Party{Name: "ป้าแดง", Photo: first})
	group := save(shop.Party{Name: "กลุ่มทอผ้า", Photo: logo})
	weaver.Photo = second
	weaver = save(weaver)
	if there(first) || !there(second) {
		t.Errorf("the picture before is there: %v, the new one: %v", there(first), there(second))
	}
	weaver.Photo = logo
	weaver = save(weaver)
	if err := s.EraseProducer(t.Context(), weaver.ID); err != nil {
		t.Fatal(err)
	}
	if there(second) || !there(logo) {
		t.Errorf("their picture is there: %v, the group's: %v", there(second), there(logo))
	}
	if _, err := s.SaveProducer(t.Context(), weaver); !fault.Is(err, "producer_unknown") {
		t.Errorf("a form that was open meanwhile: %v", err)
	}
	if err := s.EraseProducer(t.Context(), group.ID); err != nil {
		t.Fatal(err)
	}
	if there(logo) {
		t.Error("a picture that nobody shows any more is there")
	}
}
