package raster_test

import (
	"bytes"
	"sync"
	"testing"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/text"
)

func TestManyMayPrintAtOnce(t *testing.T) {
	shaper := text.NewShaper()
	renderer := raster.New(shaper)
	draw := func() []byte {
		laid, err := printing.Receipt{Lines: []printing.Line{{Name: "ปั๊มน้ำ ก๊วยเตี๋ยว 😊", Qty: 2000, Total: 100}}}.Page(shaper, printing.Roll58)
		if err != nil {
			t.Error(err)
			return nil
		}
		bitmap, err := renderer.Bitmap(laid, 384)
		if err != nil {
			t.Error(err)
			return nil
		}
		return bitmap.Data
	}
	drawn := make([][]byte, 8)
	var all sync.WaitGroup
	for n := range drawn {
		all.Go(func() { drawn[n] = draw() })
	}
	all.Wait()
	want := draw()
	for n, data := range drawn {
		if !bytes.Equal(data, want) {
			t.Errorf("print %d of 8 at once differs", n)
		}
	}
}
