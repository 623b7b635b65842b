//go:build !windows

package shift

import (
	"os/user"
	"path/filepath"
)

// Drives lists the drives that are plugged in: Linux desktops mount them under /media or /run/media in a
// folder of the person. Other systems than Linux and Windows list none.
func Drives() []string {
	who, err := user.Current()
	if err != nil {
		return nil
	}
	return foldersIn(filepath.Join("/media", who.Username), filepath.Join("/run/media", who.Username))
}
