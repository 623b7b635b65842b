package cli

import (
	"path/filepath"

	"github.com/talat-pos/talat/internal/shop"
)

// DefaultDir gives the folder of the shop when none is named. It fails with "home_unknown".
func DefaultDir() (string, error) {
	home, err := shop.Home()
	return filepath.Join(home, shop.FirstShop), err
}
