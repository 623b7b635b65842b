package catalog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/thai"
)

// WarnDays is how many days ahead the end of a certificate is told.
const WarnDays = 60

// columnOf gives the product's own column of a kind of certificate, nil where there is none.
func (p *Product) columnOf(kind string) *string {
	switch kind {
	case CertFDA:
		return &p.FDA
	case CertTCPS:
		return &p.TCPS
	case CertGI:
		return &p.GI
	}
	return nil
}

// Papers gives the product's certificates. Numbers that stand in its own columns count, also where no
// certificate was written for them: a file may have brought them.
func (p *Product) Papers() []Certificate {
	all := slices.Clone(p.Certificates)
	for _, kind := range CertificateKinds {
		column := p.columnOf(kind)
		if column == nil || *column == "" || slices.ContainsFunc(all, func(c Certificate) bool { return c.Kind == kind && c.Number == *column }) {
			continue
		}
		if n := slices.IndexFunc(all, func(c Certificate) bool { return c.Kind == kind }); n >= 0 {
			all[n].Number = *column
			continue
		}
		all = append(all, Certificate{Kind: kind, Number: *column})
	}
	return all
}

// SetPapers keeps certificates, and in the product's own columns the number of the first of each kind.
func (p *Product) SetPapers(all []Certificate) {
	p.Certificates = all
	for _, kind := range CertificateKinds {
		if column := p.columnOf(kind); column != nil {
			*column = ""
			if n := slices.IndexFunc(all, func(c Certificate) bool { return c.Kind == kind }); n >= 0 {
				*column = all[n].Number
			}
		}
	}
}

// State says how the last day of a certificate stands.
type State int

// The states.
const (
	InDate  State = iota // or without an end
	Ending               // within WarnDays
	Expired              // its last day is over
)

// State tells it for a day.
func (c Certificate) State(today clock.Day) State {
	switch {
	case c.Expires == "" || c.Expires > today.Add(WarnDays):
		return InDate
	case c.Expires < today:
		return Expired
	}
	return Ending
}

// PapersEnd reports whether a certificate of the product has expired or soon will.
func (p *Product) PapersEnd(today clock.Day) bool {
	return slices.ContainsFunc(p.Certificates, func(c Certificate) bool { return c.State(today) != InDate })
}

// The number of the food register as labels show it, and the community standard with the Buddhist year.
// Public guides contradict each other about what the groups of digits mean, so only the shape is looked at.
var (
	fdaDigits  = regexp.MustCompile(`^\d{13}$`)
	tcpsNumber = regexp.MustCompile(`^(?:มผช\.?)?\d{1,5}(?:[-/]\d{1,3})?/(25\d\d)$`)
	noDigits   = strings.NewReplacer("-", "", " ", "", "อย.", "", "อย", "")
)

// Tidy writes a number as papers of its kind show it: Thai digits as ASCII ones, the thirteen digits of
// the food register in their groups. What does not fit stays as it was typed.
func (c Certificate) Tidy() string {
	number := strings.TrimSpace(thai.ToASCIIDigits(c.Number))
	if c.Kind == CertFDA {
		if d := noDigits.Replace(number); fdaDigits.MatchString(d) {
			return d[:2] + "-" + d[2:3] + "-" + d[3:8] + "-" + d[8:9] + "-" + d[9:]
		}
	}
	return number
}

// Odd reports whether a number does not look like one of its kind. It is only a warning: papers are
// older and stranger than any rule.
func (c Certificate) Odd() bool {
	switch number := c.Tidy(); c.Kind {
	case CertFDA:
		return !fdaDigits.MatchString(noDigits.Replace(number))
	case CertTCPS:
		found := tcpsNumber.FindStringSubmatch(strings.ReplaceAll(number, " ", ""))
		if found == nil {
			return true
		}
		year, err := strconv.Atoi(found[1])
		return err != nil || year < 2545 // the first standards are of 2546
	}
	return false
}
