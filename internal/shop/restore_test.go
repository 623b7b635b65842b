package shop

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

func TestBackupAndRestoreKeepEverythingAndMakeANewTill(t *testing.T) {
	ctx := t.Context()
	s := newTestShop(t, Params{})
	p := addGoods(t, s, "A1", 45_00, qty.Pieces(10))
	bill := sell(t, s, p, qty.Pieces(2), selling.Cash)
	file := filepath.Join(t.TempDir(), "copy.talat")
	if err := s.Backup(ctx, file, ""); err != nil {
		t.Fatal(err)
	}
	checks, err := Verify(ctx, file)
	allOK(t, checks, err)

	for name, o := range map[string]struct {
		RestoreOptions
		letter, next string
	}{
		"another till takes the next letter": {RestoreOptions{}, "B", "B-2569-000001"},
		"the same till goes on":              {RestoreOptions{SameTill: true}, "A", "A-2569-000002"},
		"the lost machine had got further":   {RestoreOptions{SameTill: true, NextBill: 40}, "A", "A-2569-000040"},
	} {
		t.Run(name, func(t *testing.T) {
			back, err := Restore(ctx, file, filepath.Join(t.TempDir(), "new"), o.RestoreOptions, clock.Fixed(noon))
			if err != nil {
				t.Fatal(err)
			}
			defer back.Close()
			letter, till := back.Till()
			if _, old := s.Till(); letter != o.letter || till == old {
				t.Errorf("till %s, same id %v", letter, till == old)
			}
			if again, err := back.Bill(ctx, bill.ID); err != nil || again.Total != bill.Total || again.Number != bill.Number {
				t.Errorf("bill %v, %v", again, err)
			}
			if next := sell(t, back, p, qty.One, selling.Cash); next.Number != o.next {
				t.Errorf("next bill %s, want %s", next.Number, o.next)
			}
			checks, err := back.Check(ctx)
			allOK(t, checks, err)
		})
	}
}

func TestRestoreRefusesANumberThatIsUsed(t *testing.T) {
	s := newTestShop(t, Params{})
	p := addGoods(t, s, "A1", 45_00, 0)
	sell(t, s, p, qty.One, selling.Cash)
	sell(t, s, p, qty.One, selling.Cash)
	file := filepath.Join(t.TempDir(), "copy.talat")
	if err := s.Backup(t.Context(), file, ""); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "new")
	if _, err := Restore(t.Context(), file, dir, RestoreOptions{SameTill: true, NextBill: 2}, clock.Fixed(noon)); !fault.Is(err, "number_used") {
		t.Errorf("got %v", err)
	}
	if exists(dir) {
		t.Error("half a shop was left behind")
	}
	there := t.TempDir()
	if err := os.WriteFile(filepath.Join(there, "note.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), file, there, RestoreOptions{SameTill: true, NextBill: 2}, clock.Fixed(noon)); !fault.Is(err, "number_used") {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(there); err != nil || len(left) != 1 || left[0].Name() != "note.txt" {
		t.Errorf("in a folder that was there %v is left, %v", left, err)
	}
}

// TestARestoredShopDoesNotTrustANewMachinesClock: its first shift is of no day before the last one's.
func TestARestoredShopDoesNotTrustANewMachinesClock(t *testing.T) {
	s := newTestShop(t, Params{})
	p := addGoods(t, s, "A1", 45_00, 0)
	sold := sell(t, s, p, qty.One, selling.Cash)
	file := filepath.Join(t.TempDir(), "copy.talat")
	if err := s.Backup(t.Context(), file, ""); err != nil {
		t.Fatal(err)
	}
	back, err := Restore(t.Context(), file, filepath.Join(t.TempDir(), "new"), RestoreOptions{SameTill: true}, clock.Fixed(noon.AddDate(-3, 0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if last, err := back.ClockBack(t.Context()); err != nil || last.IsZero() {
		t.Errorf("nobody says that the clock is wrong: %s, %v", last, err)
	}
	if day, err := back.Today(t.Context()); err != nil || day != sold.Day {
		t.Errorf("today is %s, %v", day, err)
	}
	if bill := sell(t, back, p, qty.One, selling.Cash); bill.Day != sold.Day || bill.Number != "A-2569-000002" {
		t.Errorf("%s of %s", bill.Number, bill.Day)
	}
}

func TestADamagedBackupIsRefused(t *testing.T) {
	s := newTestShop(t, Params{})
	addGoods(t, s, "A1", 45_00, 0)
	file := filepath.Join(t.TempDir(), "copy.talat")
	if err := s.Backup(t.Context(), file, ""); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{10, len(whole) / 3, len(whole) / 2, len(whole) - 30} {
		bad := append([]byte(nil), whole...)
		for n := range 8 { // of the bits between two packed blocks some mean nothing
			bad[at+n] ^= 0x20
		}
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		checks, err := Verify(t.Context(), file)
		if err != nil && !fault.Is(err, "backup_damaged") {
			t.Errorf("byte %d flipped: %v", at, err)
		}
		if err == nil {
			for _, check := range checks {
				if !check.OK {
					err = fault.New("off", "", nil)
				}
			}
			// Of the archive's own bookkeeping some may leave every file whole.
			if err == nil && at != 10 {
				t.Errorf("byte %d flipped and nothing seen", at)
			}
		}
	}
	if err := os.WriteFile(file, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(t.Context(), file); !fault.Is(err, "backup_damaged") {
		t.Errorf("half a file: %v", err)
	}
	if _, err := Verify(t.Context(), file+".none"); !fault.Is(err, "backup_missing") {
		t.Errorf("no file: %v", err)
	}
}

// TestARestoredTillGoesOnWithItsShift: the machine is another, the drawer is the same, so it is counted once
// with what both sold. A copy under another letter has a drawer of its own.
func TestARestoredTillGoesOnWithItsShift(t *testing.T) {
	ctx := t.Context()
	s := newTestShop(t, Params{})
	p := addGoods(t, s, "A1", 45_00, 0)
	if _, err := s.OpenShift(ctx, 500_00, "", "สมศรี"); err != nil {
		t.Fatal(err)
	}
	sold := sell(t, s, p, qty.One, selling.Cash)
	for range 2 { // lost twice in one shift
		file := filepath.Join(t.TempDir(), "copy.talat")
		if err := s.Backup(ctx, file, ""); err != nil {
			t.Fatal(err)
		}
		other, err := Restore(ctx, file, filepath.Join(t.TempDir(), "new"), RestoreOptions{}, clock.Fixed(noon))
		if err != nil {
			t.Fatal(err)
		}
		if shift, err := other.CurrentShift(ctx); err != nil || shift != nil {
			t.Errorf("till B stands in till A's shift: %+v %v", shift, err)
		}
		_ = other.Close()
		if s, err = Restore(ctx, file, filepath.Join(t.TempDir(), "new"), RestoreOptions{SameTill: true}, clock.Fixed(noon)); err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		sell(t, s, p, qty.One, selling.Cash)
	}
	shift, err := s.CurrentShift(ctx)
	if err != nil || shift == nil || shift.Drawer.Expected() != 635_00 || shift.Bills != 3 || shift.Name != "สมศรี" {
		t.Fatalf("shift %+v %v", shift, err)
	}
	if _, _, err := s.Void(ctx, sold.ID, "ผิดบิล"); err != nil {
		t.Errorf("a bill of the shift cannot be voided: %v", err)
	}
	closed, err := s.CloseShift(ctx, selling.CloseRequest{Counted: 590_00}, true)
	if err != nil || closed.Close.Difference != 0 || closed.Bills != 4 {
		t.Errorf("closed %+v %v", closed, err)
	}
	if shift, err := s.CurrentShift(ctx); err != nil || shift != nil {
		t.Errorf("it is open still: %+v %v", shift, err)
	}
	sell(t, s, p, qty.One, selling.Cash)
	if shift, err := s.CurrentShift(ctx); err != nil || shift.Bills != 1 {
		t.Errorf("the next shift %+v %v", shift, err)
	}
	if again, err := s.shift(ctx, closed.Shift.ID); err != nil || again.Bills != 4 || again.Drawer.Expected() != 590_00 {
		t.Errorf("the closed one changed: %+v %v", again, err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}
