package cli

import (
	"os"
	"path/filepath"
	"runtime"

	"github.com/talat-pos/talat/internal/fault"
)

// DefaultDir gives the folder of the shop when none is named: talat/shops/default in the user's data
// folder. It fails with "home_unknown".
func DefaultDir() (string, error) {
	data, err := dataFolder()
	if err != nil {
		return "", fault.Wrap(err, "home_unknown")
	}
	return filepath.Join(data, "talat", "shops", "default"), nil
}

// dataFolder is where a program keeps a user's data, by the custom of each system.
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
