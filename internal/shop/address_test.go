package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
)

// A shop learns addresses that the register does not have, keeps them over a restart and forgets them when
// told; the register of others never changes.
func TestAShopsOwnAddresses(t *testing.T) {
	s := newTestShop(t, Params{})
	ctx := t.Context()
	right := address.Address{Line: "99", Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50209"}
	agrees := func(s *Shop) bool {
		t.Helper()
		r, err := s.Register(ctx)
		must(t, err)
		return r.Check(right).OK
	}
	if r, err := s.Register(ctx); err != nil || r != address.Standard() {
		t.Errorf("without corrections it is not the register of all (%v)", err)
	}
	must(t, s.LearnAddress(ctx, right))
	if !agrees(s) || address.Check(right).OK {
		t.Error("it is not learnt, or everybody learnt it")
	}
	if fault.Of(s.LearnAddress(ctx, right)).Code != "address_known" {
		t.Error("it is learnt twice")
	}
	first, err := s.Register(ctx)
	must(t, err)
	if again, err := s.Register(ctx); err != nil || again != first {
		t.Errorf("the register is made anew for nothing (%v)", err)
	}
	other, err := Open(ctx, s.Dir, clock.Fixed(noon))
	must(t, err)
	defer other.Close()
	if !agrees(other) {
		t.Error("another program does not know it")
	}
	own, err := s.Corrections(ctx)
	must(t, err)
	if len(own) != 1 || own[0].Code != "500108" || own[0].Postcode != "50209" {
		t.Fatalf("%+v", own)
	}
	own[0].Off = true
	must(t, other.SaveCorrection(ctx, own[0]))
	if own, err := s.Corrections(ctx); err != nil || len(own) != 0 || agrees(s) {
		t.Errorf("%+v is still there (%v)", own, err)
	}
	own[0].Off, own[0].Postcode = false, "5020"
	wantFault(t, s.SaveCorrection(ctx, own[0]), "postcode_digits")
	checks, err := s.Check(ctx)
	must(t, err)
	for _, check := range checks {
		if !check.OK {
			t.Errorf("%s: %s", check.Name, check.Detail)
		}
	}
}
