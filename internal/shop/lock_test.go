package shop

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
)

// TestTheDoorReadsNoEndlessLine: whoever sends more than a secret is shown out at once.
func TestTheDoorReadsNoEndlessLine(t *testing.T) {
	dir := t.TempDir()
	lock, held, err := LockWindow(dir, func() { t.Error("a stranger raises the window") })
	if err != nil || !held {
		t.Fatal(held, err)
	}
	defer lock.Release()
	door, err := os.ReadFile(filepath.Join(dir, "window.door"))
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", strings.SplitN(string(door), "\n", 2)[0])
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(strings.Repeat("x", 500))); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(clock.Soon(time.Second)) // the door's own patience is two
	if _, err := conn.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("the door still listens")
	}
}
