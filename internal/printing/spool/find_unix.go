//go:build unix

package spool

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
)

// maxFound bounds the list of printers.
const maxFound = 200

// Find lists the printers the system knows: queues of CUPS and printers on USB, on Windows those of its
// spooler. A system that cannot be asked has none. It may take some seconds.
func Find(ctx context.Context) []Target { return find(ctx, patient) }

func find(ctx context.Context, wait waits) []Target {
	var found []Target
	add := func(kind Kind, name string) {
		if to, err := Parse(string(kind) + ":" + name); err == nil && len(found) < maxFound {
			found = append(found, to)
		}
	}
	if program, err := exec.LookPath("lpstat"); err == nil {
		limited, cancel := context.WithTimeout(ctx, wait.queue)
		defer cancel()
		if said, err := run(limited, nil, program, "-e"); err == nil {
			for name := range strings.Lines(said) {
				add(Queue, strings.TrimSpace(name))
			}
		}
	}
	devices, _ := filepath.Glob("/dev/usb/lp*") // the pattern is sound, so there is no error
	for _, name := range devices {
		add(Device, name)
	}
	return found
}
