// Package expiry has the toolkit let go sooner of what it no longer draws; it is imported for that alone.
package expiry

import "os"

// The toolkit keeps each drawn text and picture for a minute after it was last seen. At a sale in five
// every second that is 100 MB; drawing one anew takes microseconds. It reads the setting once, while the
// program starts and before main, so it must be there sooner: Go starts packages in the order of their
// paths as soon as all they import has started (specification, "Program initialization"), and this one
// needs os alone, the toolkit much that comes after os. The test sees that it holds.
func init() {
	const setting = "FYNE_CACHE"
	if os.Getenv(setting) == "" {
		_ = os.Setenv(setting, "15s") // where it fails memory is larger, nothing else
	}
}
