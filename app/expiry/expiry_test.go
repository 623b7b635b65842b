package expiry_test

import (
	"testing"
	"time"
	_ "unsafe" // for the toolkit's own variable

	_ "fyne.io/fyne/v2/test"

	_ "github.com/talat-pos/talat/app/expiry"
)

//go:linkname kept fyne.io/fyne/v2/internal/cache.ValidDuration
var kept time.Duration

func TestToolkitStartsAfterTheSetting(t *testing.T) {
	if kept != 15*time.Second {
		t.Errorf("the toolkit keeps what it does not draw for %v", kept)
	}
}
