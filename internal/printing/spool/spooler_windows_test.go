package spool

import (
	"os"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

func TestAPrinterThatWindowsDoesNotKnow(t *testing.T) {
	result, err := Send(t.Context(), Target{Spooler, "no such printer"}, job(10))
	if result != (Result{}) || !fault.Is(err, "printer_missing") {
		t.Errorf("%+v, %v", result, err)
	}
	for _, to := range []Target{{Queue, "till"}, {Device, "/dev/usb/lp0"}} {
		if result, err := Send(t.Context(), to, job(10)); result != (Result{}) || !fault.Is(err, "printer_other_system") {
			t.Errorf("%v: %+v, %v", to, result, err)
		}
	}
}

// TALAT_PRINTER names a printer of this machine that may be used up for a test.
func TestAPrinterOfWindowsTakesTheJob(t *testing.T) {
	to := Target{Spooler, os.Getenv("TALAT_PRINTER")}
	if to.Name == "" {
		t.Skip("TALAT_PRINTER names no printer")
	}
	if found := Find(t.Context()); !slices.Contains(found, to) {
		t.Errorf("found %v", found)
	}
	if result, err := Send(t.Context(), to, job(150_000)); err != nil || result.Fate != Taken {
		t.Errorf("%+v, %v", result, err)
	}
}
