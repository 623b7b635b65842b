package connect

import (
	"sync"

	"github.com/talat-pos/talat/internal/address"
)

// ProvinceOf gives the Thai name of a province by its code of ISO 3166-2, such as TH-57, "" for a code that is
// none. Its digits are those that codes of the register begin with.
func ProvinceOf(code string) string { return provinces()[code] }

var provinces = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, place := range address.All() {
		if len(place.Code) >= 2 {
			all["TH-"+place.Code[:2]] = place.Province
		}
	}
	return all
})
