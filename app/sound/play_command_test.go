//go:build !windows

package sound

import (
	"os"
	"path/filepath"
	"testing"
)

// TestProgramGetsAWholeFile lets a small script stand for the machine's player.
func TestProgramGetsAWholeFile(t *testing.T) {
	dir := t.TempDir()
	script, copied := filepath.Join(dir, "aplay"), filepath.Join(dir, "heard.wav")
	if err := os.WriteFile(script, []byte("#!/bin/sh\n/bin/cp \"$2\" '"+copied+"'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	t.Setenv("TMPDIR", dir)
	play := player()
	if play == nil {
		t.Fatal("the player was not found")
	}
	play(wavs()[Paid])
	heard, err := os.ReadFile(copied)
	if err != nil || len(heard) != len(wavs()[Paid]) {
		t.Errorf("heard %d bytes: %v", len(heard), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "talat-sound-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	t.Setenv("PATH", t.TempDir())
	if player() != nil {
		t.Error("nothing to play with is silence")
	}
}
