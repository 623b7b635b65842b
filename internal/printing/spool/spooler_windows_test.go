package spool

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
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

// A page goes through the driver. TALAT_PRINTER must be a printer whose paper can be thrown away.
func TestADriverOfWindowsDrawsThePages(t *testing.T) {
	to := Target{Spooler, os.Getenv("TALAT_PRINTER")}
	if to.Name == "" {
		t.Skip("TALAT_PRINTER names no printer")
	}
	picture := image.NewPaletted(image.Rect(0, 0, 2480, 3508), color.Palette{color.White, color.Black})
	for n := range picture.Pix {
		if x, y := n%2480, n/2480; x < 300 || y < 300 {
			picture.Pix[n] = 1
		}
	}
	var pages bytes.Buffer
	for range 2 {
		if err := png.Encode(&pages, picture); err != nil {
			t.Fatal(err)
		}
	}
	for _, size := range [][2]printing.Unit{{210, 297}, {100, 150}, {0, 0}} {
		pages := Job{Name: "pages", Format: PNG, Data: pages.Bytes(), Width: size[0] * printing.MM, Height: size[1] * printing.MM, Copies: 1}
		if result, err := Send(t.Context(), to, pages); err != nil || result.Fate != Taken {
			t.Errorf("%v: %+v, %v", size, result, err)
		}
	}
	broken := Job{Name: "broken", Format: PNG, Data: []byte("no picture")}
	if result, err := Send(t.Context(), to, broken); err == nil || result.Fate == Taken {
		t.Errorf("no picture is %+v", result)
	}
}
