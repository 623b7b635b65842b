package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// One account of a platform is connected once: by two connections every order would come in twice.
func TestOneAccountIsConnectedOnce(t *testing.T) {
	w := newStall(t)
	w.publish(w.goods("BASKET", 250_00, qty.Pieces(12)))
	w.sync()
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}})
	second := w.connect("อีกครั้ง", w.double)
	if _, err := w.TestChannel(t.Context(), &second); !fault.Is(err, "connection_same") {
		t.Errorf("tested: %v", err)
	}
	w.sync()
	channels, err := w.Channels(t.Context())
	if err != nil || len(w.orders()) != 1 || channels[0].State.Paused || !channels[1].State.Paused || channels[1].Problem.Code != "connection_same" {
		t.Errorf("%d orders, %+v, %v", len(w.orders()), channels, err)
	}
	if err := w.CloseChannel(t.Context(), &channels[0].Connection); err != nil {
		t.Fatal(err)
	}
	if _, err := w.TestChannel(t.Context(), &second); err != nil {
		t.Errorf("once the other is closed: %v", err)
	}
}
