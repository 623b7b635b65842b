package shop

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sort"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
)

// The folders of the first shop and of the practice shop among a person's shops.
const (
	FirstShop    = "default"
	PracticeShop = "practice"
)

// maxShops bounds how many shops beside each other are looked at.
const maxShops = 50

// Home gives the folder where a person's shops lie beside each other: talat/shops in the user's data
// folder, by the custom of each system. It fails with "home_unknown".
func Home() (string, error) {
	data, err := dataFolder()
	return filepath.Join(data, "talat", "shops"), fault.Wrap(err, "home_unknown")
}

func dataFolder() (string, error) {
	switch runtime.GOOS {
	case "windows":
		return os.UserCacheDir() // %LocalAppData%: a database must not roam between machines
	case "darwin":
		return os.UserConfigDir() // ~/Library/Application Support
	}
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return data, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}

// Known is a shop that lies beside others.
type Known struct {
	Dir      string
	Name     string // "" when its file cannot be read
	Practice bool
}

// Beside lists the shops in a folder by the names of their folders, the first 50; a folder that does not
// exist holds none.
func Beside(ctx context.Context, home string, now clock.Clock) []Known {
	files, _ := filepath.Glob(filepath.Join(home, "*", dbName))
	sort.Strings(files)
	var all []Known
	for _, file := range files[:min(len(files), maxShops)] {
		known := Known{Dir: filepath.Dir(file)}
		if s, err := Open(ctx, known.Dir, now); err == nil {
			if set, err := s.Settings(ctx); err == nil {
				known.Name, known.Practice = set.Get("shop.name"), set.Get("shop.practice") == "yes"
			}
			_ = s.Close()
		}
		all = append(all, known)
	}
	return all
}

// FreeDir gives the folder for one more shop among those in home: the first shop's, or the next with a
// number.
func FreeDir(home string) string {
	dir := filepath.Join(home, FirstShop)
	for n := '2'; Exists(dir) && n <= '9'; n++ {
		dir = filepath.Join(home, "shop-"+string(n))
	}
	return dir
}
