package shop

import (
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shipping"
)

// poolNumbers are those of a pool whose first three were given before a backup, and the next two after it.
func poolNumbers(t *testing.T) (s *Shop, jar catalog.Product, pool Pool, numbers []shipping.Tracking, file string) {
	t.Helper()
	s = newTestShop(t, Params{})
	jar = chilli(t, s)
	pool, err := s.AddPool(t.Context(), "ems", false, "EF582568151TH", 20)
	if err != nil {
		t.Fatal(err)
	}
	if numbers, err = shipping.Range("EF582568151TH", 20); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		labelled(t, s, jar)
	}
	file = filepath.Join(t.TempDir(), "copy.talat")
	if err := s.Backup(t.Context(), file, ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		labelled(t, s, jar)
	}
	return s, jar, pool, numbers, file
}

// labelled packs a jar and gives the number that its parcel got of a pool.
func labelled(t *testing.T, s *Shop, jar catalog.Product) shipping.Tracking {
	t.Helper()
	parcel := boxed(t, s, jar, ordering.PayTransfer, func(_ *ordering.Request, p *ordering.PackRequest) { p.Service = "ems" })
	if failed, err := s.ReadyParcels(t.Context(), []id.Parcel{parcel}, ""); err != nil || len(failed) > 0 {
		t.Fatal(failed, err)
	}
	return shipping.Tracking(parcelOf(t, s, parcel).Tracking)
}

// Another machine may have given numbers since the backup, and may go on: a restored till gives none of its pools until
// a person has said at which number.
func TestARestoredTillGivesNoNumbersTwice(t *testing.T) {
	_, jar, pool, numbers, file := poolNumbers(t)
	back, err := Restore(t.Context(), file, filepath.Join(t.TempDir(), "new"), RestoreOptions{}, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if got := labelled(t, back, jar); got != "" {
		t.Errorf("it gave %s", got)
	}
	for next, code := range map[string]string{string(numbers[1]): "pool_given", "EE000000014TH": "pool_other", "EF582568152TH": "tracking_check"} {
		if err := back.OpenPool(t.Context(), pool.ID, next); !fault.Is(err, code) || fault.Of(err).Field != "next" {
			t.Errorf("opened at %s: %v", next, err)
		}
	}
	if err := back.OpenPool(t.Context(), pool.ID, string(numbers[5])); err != nil {
		t.Fatal(err)
	}
	if got := labelled(t, back, jar); got != numbers[5] {
		t.Errorf("it gives %s, not %s", got, numbers[5])
	}
	checks, err := back.Check(t.Context())
	allOK(t, checks, err)
}

// The same till goes on with its pools, as many numbers further on as bills.
func TestTheSameTillSkipsTrackingNumbers(t *testing.T) {
	for next, want := range map[int]int{0: 3, 1: 3, 9: 11, 900: 20} { // no bill is in the backup
		_, jar, _, numbers, file := poolNumbers(t)
		back, err := Restore(t.Context(), file, filepath.Join(t.TempDir(), "new"), RestoreOptions{SameTill: true, NextBill: next}, clock.Fixed(noon))
		if err != nil {
			t.Fatal(err)
		}
		defer back.Close()
		got := labelled(t, back, jar)
		if want == len(numbers) && got != "" || want < len(numbers) && got != numbers[want] {
			t.Errorf("bills go on at %d: it gives %s", next, got)
		}
		checks, err := back.Check(t.Context())
		allOK(t, checks, err)
	}
}
