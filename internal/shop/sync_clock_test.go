package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// A clock that was years ahead, and is put right, holds nothing up.
func TestAClockThatWasAheadHoldsNothingUp(t *testing.T) {
	w := newStall(t)
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.publish(basket)
	now := w.at
	w.at = now.AddDate(9, 0, 0)
	w.double.On("putListing", double.Busy(503, "3600"))
	w.sync()
	w.at = now
	channels, err := w.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	watch := &syncer{s: w.Shop, marks: map[id.Connection]int64{}}
	if due, err := watch.due(t.Context(), &channels[0], 0, false); err != nil || !due {
		t.Errorf("the channel rests for years: %v, %v", due, err)
	}
	result := w.sync()
	if word := w.word(basket); word != publishing.WordLive {
		t.Errorf("%s, %+v", word, result)
	}
}
