package shipping

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/thai"
)

// Pool is a run of tracking numbers that the post sold or gave to the shop, for one service, with or without
// collecting money. Each is given out once; one given back, because a person confirmed that its label is destroyed,
// is given again.
type Pool struct {
	Service string
	COD     bool
	First   Tracking
	Count   int
	Next    int        // how many were given from the front
	Back    []Tracking // given back and not given again, in order
}

// NewPool makes a pool of numbers nobody used. Faults: those of Range.
func NewPool(service string, cod bool, first Tracking, count int) (Pool, error) {
	_, err := Range(first, count)
	return Pool{Service: service, COD: cod, First: first, Count: count}, err
}

// Left gives how many numbers it has to give.
func (p *Pool) Left() int { return p.Count - p.Next + len(p.Back) }

// Upcoming gives the first number that was not given yet, "" when all were: also while others were given back.
func (p *Pool) Upcoming() Tracking {
	if p.Next >= p.Count {
		return ""
	}
	return p.First.plus(p.Next)
}

// Last gives its last number.
func (p *Pool) Last() Tracking { return p.First.plus(p.Count - 1) }

// Holds reports whether a number is one of the pool's, given or not.
func (p *Pool) Holds(number Tracking) bool { return p.place(number) >= 0 }

// place gives how far from the first a number stands, -1 when it is none of the pool's.
func (p *Pool) place(number Tracking) int {
	if len(number) != 13 || number.family() != p.First.family() {
		return -1
	}
	if at := number.serial() - p.First.serial(); at >= 0 && at < p.Count {
		return at
	}
	return -1
}

// Free reports whether a number of the pool is not given out.
func (p *Pool) Free(number Tracking) bool {
	return p.place(number) >= p.Next || slices.Contains(p.Back, number)
}

// Give gives the lowest number that is free. It fails with "pool_empty".
func (p *Pool) Give() (Tracking, error) {
	switch {
	case len(p.Back) > 0:
		number := p.Back[0]
		p.Back = slices.Delete(slices.Clone(p.Back), 0, 1)
		return number, nil
	case p.Next < p.Count:
		p.Next++
		return p.First.plus(p.Next - 1), nil
	}
	return "", fault.New("pool_empty", "tracking", fault.Values{"service": p.Service, "last": string(p.Last())})
}

// Take takes a number of the pool out of its turn, because a person put it to a parcel; those before it stay to be
// given. A number that is given already changes nothing.
func (p *Pool) Take(number Tracking) {
	at := p.place(number)
	if at < 0 {
		return
	}
	back := slices.DeleteFunc(slices.Clone(p.Back), func(n Tracking) bool { return n == number })
	for ; p.Next <= at; p.Next++ {
		if p.Next < at {
			back = append(back, p.First.plus(p.Next))
		}
	}
	slices.Sort(back)
	p.Back = back
}

// From lets a number of the pool be the next one given: all before it count as given, also those given back. The
// number is refused as "pool_other" when it is none of the pool's, "pool_given" when it was given already.
func (p *Pool) From(number Tracking) error {
	at := p.place(number)
	switch {
	case at < 0:
		return fault.New("pool_other", "next", fault.Values{"number": string(number)})
	case at < p.Next:
		return fault.New("pool_given", "next", fault.Values{"number": string(number), "next": string(p.Upcoming())})
	}
	p.Next, p.Back = at, nil
	return nil
}

// Skip counts the next numbers, and those given back, as given.
func (p *Pool) Skip(count int) { p.Next, p.Back = min(p.Next+count, p.Count), nil }

// GiveBack takes a number back whose label is destroyed, so that it can be given again. Faults: "pool_other" when it
// is none of the pool's, "pool_not_given" when it is free already.
func (p *Pool) GiveBack(number Tracking) error {
	switch {
	case !p.Holds(number):
		return fault.New("pool_other", "tracking", fault.Values{"number": string(number)})
	case p.Free(number):
		return fault.New("pool_not_given", "tracking", fault.Values{"number": string(number)})
	}
	at, _ := slices.BinarySearch(p.Back, number)
	p.Back = slices.Insert(slices.Clone(p.Back), at, number)
	return nil
}

// Apart fails with "pool_overlap" when a pool has a number that one of some others has too: two people would be
// given it. A pool of theirs with the same first number and count is refused as well.
func (p *Pool) Apart(others []Pool) error {
	for n := range others {
		other := &others[n]
		if p.Holds(other.First) || other.Holds(p.First) {
			return fault.New("pool_overlap", "first", fault.Values{"first": string(other.First), "last": string(other.Last())})
		}
	}
	return nil
}

// maxNumber bounds a number that is none of the post's.
const maxNumber = 40

// ReadNumber reads a tracking number typed or scanned. One of another carrier or of a channel is taken as it is
// when a person says so: letters, digits and hyphens. Faults: those of ParseTracking, "tracking_other".
func ReadNumber(typed string, other bool) (string, error) {
	number, err := ParseTracking(typed)
	if err == nil || !other || fault.Is(err, "tracking_check") { // a slip of the finger is none of another carrier's
		return string(number), err
	}
	text := strings.ToUpper(strings.Join(strings.Fields(thai.ToASCIIDigits(typed)), ""))
	odd := func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' }
	if len(text) < 5 || len(text) > maxNumber || strings.IndexFunc(text, odd) >= 0 {
		return "", fault.New("tracking_other", "tracking", fault.Values{"most": maxNumber})
	}
	return text, nil
}
