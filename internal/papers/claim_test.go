package papers_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// Money that came without a receipt is taken off the claim that is to be paid first; the bills of a claim's own goods keep
// what is owed for them.
func TestClaimedOfAnOrder(t *testing.T) {
	all := func(since int, rest money.Satang) papers.Claim {
		return papers.Claim{Since: today.Add(since), Rest: rest, Ahead: true}
	}
	own := func(since int, rest money.Satang, bills ...int) papers.Claim {
		return papers.Claim{Since: today.Add(since), Rest: rest, Own: bills}
	}
	type sums = []money.Satang
	for name, c := range map[string]struct {
		claims []papers.Claim
		owed   sums
		before money.Satang
		want   sums
	}{
		"nothing was paid":                         {[]papers.Claim{own(10, 500, 0), own(20, 500, 1)}, sums{500, 500}, 0, sums{500, 500}},
		"the oldest first":                         {[]papers.Claim{all(10, 500), all(20, 500)}, sums{700}, 0, sums{200, 500}},
		"the oldest due, not the first":            {[]papers.Claim{all(20, 500), all(10, 500)}, sums{700}, 0, sums{500, 200}},
		"of one day the first":                     {[]papers.Claim{all(10, 500), all(10, 500)}, sums{700}, 0, sums{200, 500}},
		"the books know which delivery was paid":   {[]papers.Claim{own(20, 500, 0), own(10, 500, 1)}, sums{200, 500}, 0, sums{200, 500}},
		"a bill without an invoice is nobody's":    {[]papers.Claim{own(10, 500, 0)}, sums{200, 500}, 500, sums{200}},
		"a deposit stands on the other's paper":    {[]papers.Claim{own(10, 500, 0), own(20, 200, 1)}, sums{200, 500}, 0, sums{500, 200}},
		"goods that have no bill yet":              {[]papers.Claim{own(10, 500, 0), all(20, 500)}, sums{500}, 300, sums{500, 300}},
		"more was paid than has no bill":           {[]papers.Claim{own(10, 500, 0), own(20, 500, 1)}, sums{500, 500}, -300, sums{200, 500}},
		"the whole order and a part beside it":     {[]papers.Claim{all(10, 1000), own(20, 100, 1)}, sums{500, 500}, 0, sums{900, 100}},
		"nothing is owed":                          {[]papers.Claim{all(10, 500)}, nil, -10, sums{0}},
		"two claims on the bill of their delivery": {[]papers.Claim{own(10, 300, 0), own(20, 200, 0)}, sums{400}, 0, sums{200, 200}},
	} {
		if got := papers.Claimed(c.claims, c.owed, c.before); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Claims together never come to more than is owed, none to more than its own rest, and all of it is asked where claims know
// every bill.
func TestClaimedIsWhatIsOwed(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 26))
	for range 2000 {
		owed, due := make([]money.Satang, random.IntN(4)), money.Satang(0)
		for n := range owed {
			owed[n] = money.Satang(random.IntN(1000))
			due += owed[n]
		}
		before := money.Satang(random.IntN(1200) - 400)
		due = max(due+before, 0)
		claims := make([]papers.Claim, 1+random.IntN(4))
		wide := false
		for n := range claims {
			claims[n] = papers.Claim{Since: today.Add(random.IntN(5)), Rest: money.Satang(random.IntN(1000)), Ahead: random.IntN(2) == 0}
			for bill := range owed {
				if !claims[n].Ahead && random.IntN(2) == 0 {
					claims[n].Own = append(claims[n].Own, bill)
				}
			}
			wide = wide || claims[n].Ahead && claims[n].Rest >= due
		}
		sum := money.Satang(0)
		for n, asked := range papers.Claimed(claims, owed, before) {
			if asked < 0 || asked > claims[n].Rest {
				t.Fatalf("%+v of %v and %s: %s", claims, owed, before, asked)
			}
			sum += asked
		}
		if sum > due || wide && sum != due {
			t.Fatalf("%+v of %v and %s: %s of %s", claims, owed, before, sum, due)
		}
	}
}
