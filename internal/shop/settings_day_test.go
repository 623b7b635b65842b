package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

// A day is kept as days compare, however a person writes it; what is none is refused and nothing changes.
func TestADayThatIsASetting(t *testing.T) {
	s := newTestShop(t, Params{})
	for _, typed := range []string{"31/10/2569", "2026-10-31", "31/10/69", "๓๑/๑๐/๒๕๖๙"} {
		if kept, _, err := s.Set(t.Context(), "vat.closed", typed); err != nil || kept != "2026-10-31" {
			t.Errorf("%s is kept as %q, %v", typed, kept, err)
		}
	}
	if _, _, err := s.Set(t.Context(), "vat.closed", "31/11/2569"); !fault.Is(err, "date_unreadable") {
		t.Error(err)
	}
	if kept, err := s.Get(t.Context(), "vat.closed"); err != nil || kept != "2026-10-31" {
		t.Errorf("%q, %v", kept, err)
	}
	if kept, err := s.SetTaxClosed(t.Context(), "", "ยังไม่ได้ยื่น"); err != nil || kept != "" {
		t.Errorf("%q, %v", kept, err)
	}
}
