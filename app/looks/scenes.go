package looks

import (
	"os"
	"testing"
)

// Everywhere holds all scenes of a screen, made anew each time, in every look, size and language against the rules.
func Everywhere[S interface {
	Look(t testing.TB, v Variant, name string)
}](t *testing.T, screen string, scenes map[string]func(Variant) S) {
	t.Helper()
	for _, v := range Variants() {
		for name, scene := range scenes {
			scene(v).Look(t, v, screen+"-"+name)
		}
	}
}

// Screenshots gives the folder for the documents' pictures, which TALAT_SCREENSHOTS names; without it the test is skipped.
func Screenshots(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("TALAT_SCREENSHOTS")
	if folder == "" {
		t.Skip("set TALAT_SCREENSHOTS to a folder")
	}
	return folder
}
