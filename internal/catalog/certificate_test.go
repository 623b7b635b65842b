package catalog

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
)

func TestNumbersOfCertificatesAreOnlyLookedAtAskance(t *testing.T) {
	for _, c := range []struct {
		kind, number, tidy string
		odd                bool
	}{
		{CertFDA, "50-1-02345-1-0012", "50-1-02345-1-0012", false},
		{CertFDA, "อย. 5010234510012", "50-1-02345-1-0012", false},
		{CertFDA, "๕๐-๑-๐๒๓๔๕-๑-๐๐๑๒", "50-1-02345-1-0012", false},
		{CertFDA, "50-1-02345-1-001", "50-1-02345-1-001", true},
		{CertFDA, "รอผล", "รอผล", true},
		{CertTCPS, "มผช.1555/2563", "มผช.1555/2563", false},
		{CertTCPS, "มผช. 297/1-2547", "มผช. 297/1-2547", true},
		{CertTCPS, "๓๐๖/๒๕๔๗", "306/2547", false},
		{CertTCPS, "1555/2020", "1555/2020", true},
		{CertTCPS, "1555/2544", "1555/2544", true},
		{CertGI, "สช 58100068", "สช 58100068", false},
		{CertHalal, "ใด ๆ", "ใด ๆ", false},
	} {
		certificate := Certificate{Kind: c.kind, Number: c.number}
		if tidy, odd := certificate.Tidy(), certificate.Odd(); tidy != c.tidy || odd != c.odd {
			t.Errorf("%s %q: %q, odd %v", c.kind, c.number, tidy, odd)
		}
	}
}

func TestCertificatesEnd(t *testing.T) {
	const today clock.Day = "2026-11-23"
	for day, want := range map[clock.Day]State{"": InDate, "2026-11-22": Expired, today: Ending, "2027-01-22": Ending, "2027-01-23": InDate} {
		p := Product{Certificates: []Certificate{{Kind: CertGI, Number: "1"}, {Kind: CertFDA, Number: "2", Expires: day}}}
		if got := p.Certificates[1].State(today); got != want || p.PapersEnd(today) != (want != InDate) {
			t.Errorf("%q is %v, want %v", day, got, want)
		}
	}
}

// A file imports numbers alone; the form writes certificates. Neither loses what the other wrote.
func TestColumnsAndCertificatesAgree(t *testing.T) {
	p := Product{FDA: "new", GI: "gi", Certificates: []Certificate{{Kind: CertHalal, Number: "h"}, {Kind: CertFDA, Number: "old", Picture: "a.jpg"}}}
	want := []Certificate{{Kind: CertHalal, Number: "h"}, {Kind: CertFDA, Number: "new", Picture: "a.jpg"}, {Kind: CertGI, Number: "gi"}}
	if got := p.Papers(); !slices.Equal(got, want) {
		t.Errorf("papers %+v", got)
	}
	if p.Certificates[1].Number != "old" {
		t.Error("asking changed the product")
	}
	p.SetPapers([]Certificate{{Kind: CertTCPS, Number: "1"}, {Kind: CertTCPS, Number: "2"}})
	if p.FDA != "" || p.GI != "" || p.TCPS != "1" || !slices.Equal(p.Papers(), p.Certificates) {
		t.Errorf("columns %q %q %q", p.FDA, p.TCPS, p.GI)
	}
}
