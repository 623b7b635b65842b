package window

import (
	"context"
	"slices"
	"testing"
)

func TestWhatTheLoopLeftIsStillDone(t *testing.T) {
	var lost []func()
	h := newHop(func(f func()) { lost = append(lost, f) }) // a loop that takes functions and has ended
	var did []int
	done := make(chan struct{})
	h.to(func() {
		did = append(did, 1)
		h.to(func() { did = append(did, 2); close(done) })
	})
	h.drain(context.Background(), done)
	if !slices.Equal(did, []int{1, 2}) {
		t.Errorf("done was %v", did)
	}
	for _, f := range lost { // the loop comes late all the same: nothing is done twice
		f()
	}
	if len(did) != 2 {
		t.Errorf("done twice: %v", did)
	}
}

func TestDrainEndsInTime(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	newHop(func(func()) {}).drain(ctx, make(chan struct{}))
}
