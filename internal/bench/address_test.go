package bench

import (
	"context"
	"testing"

	"github.com/talat-pos/talat/internal/shop"
)

// maxPlaces bounds a list of places while a person types, in milliseconds.
const maxPlaces = 5

// benchAddresses types addresses letter by letter, each from another part and one with a slip, and asks for
// the list of places at each letter, as an address form does.
func benchAddresses(t *testing.T, s *shop.Shop) {
	register, err := s.Register(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var typed []string
	for _, query := range []string{"คลองจั่น บางกะปิ", "10240", "อ.เมือง จ.เชียงใหม่ สุเทพ", "โคราช ปากช่อง", "คลองจั่ร บางกะปี", "เขต บางรัก แขวง สีลม",
		"99/12 ม.4 ต.สุเทพ อ.เมืองเชียงใหม่ จ.เชียงใหม่ 50200", "ไม่มีที่นี่ในทะเบียน"} {
		for n := range query {
			if n > 0 {
				typed = append(typed, query[:n])
			}
		}
		typed = append(typed, query)
	}
	spread(t, "places while an address is typed", times(wanted().reads, func(n int) { register.Find(typed[n%len(typed)], 8) }), maxPlaces, "")
}
