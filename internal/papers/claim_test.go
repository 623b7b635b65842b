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
		return papers.Claim{Since: today.Add(since), Rest: rest, Most: rest, Ahead: true}
	}
	own := func(since int, rest money.Satang, bills ...int) papers.Claim {
		return papers.Claim{Since: today.Add(since), Rest: rest, Most: rest, Own: bills}
	}
	type sums = []money.Satang
	paid := func(claim papers.Claim) papers.Claim { // by a receipt
		claim.Rest = 0
		return claim
	}
	for name, c := range map[string]struct {
		claims []papers.Claim
		owed   sums
		before money.Satang
		want   sums
		came   money.Satang
	}{
		"nothing was paid":                         {[]papers.Claim{own(10, 500, 0), own(20, 500, 1)}, sums{500, 500}, 0, sums{500, 500}, money.Max},
		"the oldest first":                         {[]papers.Claim{all(10, 500), all(20, 500)}, sums{700}, 0, sums{200, 500}, money.Max},
		"the oldest due, not the first":            {[]papers.Claim{all(20, 500), all(10, 500)}, sums{700}, 0, sums{500, 200}, money.Max},
		"of one day the first":                     {[]papers.Claim{all(10, 500), all(10, 500)}, sums{700}, 0, sums{200, 500}, money.Max},
		"the books know which delivery was paid":   {[]papers.Claim{own(20, 500, 0), own(10, 500, 1)}, sums{200, 500}, 0, sums{200, 500}, money.Max},
		"a bill without an invoice is nobody's":    {[]papers.Claim{own(10, 500, 0)}, sums{200, 500}, 500, sums{200}, money.Max},
		"a deposit stands on the other's paper":    {[]papers.Claim{own(10, 500, 0), own(20, 200, 1)}, sums{200, 500}, 0, sums{500, 200}, money.Max},
		"goods that have no bill yet":              {[]papers.Claim{own(10, 500, 0), all(20, 500)}, sums{500}, 300, sums{500, 300}, money.Max},
		"more was paid than has no bill":           {[]papers.Claim{own(10, 500, 0), own(20, 500, 1)}, sums{500, 500}, -300, sums{200, 500}, money.Max},
		"the whole order and a part beside it":     {[]papers.Claim{all(10, 1000), own(20, 100, 1)}, sums{500, 500}, 0, sums{900, 100}, money.Max},
		"nothing is owed":                          {[]papers.Claim{all(10, 500)}, nil, -10, sums{0}, money.Max},
		"two claims on the bill of their delivery": {[]papers.Claim{own(10, 300, 0), own(20, 200, 0)}, sums{400}, 0, sums{200, 200}, money.Max},
		"money of a receipt went back":             {[]papers.Claim{paid(all(10, 500)), all(20, 500)}, nil, 700, sums{200, 500}, 300},
		"it went back with goods beside":           {[]papers.Claim{paid(own(10, 500, 0, 1))}, sums{0, 500}, 0, sums{500}, 0},
		"goods that nobody invoiced are owed":      {[]papers.Claim{paid(all(10, 500))}, nil, 500, sums{0}, 500},
		"it paid for the goods of another":         {[]papers.Claim{paid(all(10, 500)), own(20, 500, 0)}, sums{0}, 500, sums{0, 500}, 500},
		"more than the claims come to":             {[]papers.Claim{paid(all(10, 500))}, nil, 900, sums{500}, 0},
	} {
		if got := papers.Claimed(c.claims, c.owed, c.before, c.came); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Claims together never come to more than is owed, nor than what no receipt tells or did not come, none to more than its own
// sum, and all of it is asked where claims know every bill.
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
			claims[n] = papers.Claim{Since: today.Add(random.IntN(5)), Most: money.Satang(random.IntN(1000)), Ahead: random.IntN(2) == 0}
			claims[n].Rest = money.Satang(random.IntN(int(claims[n].Most) + 1))
			for bill := range owed {
				if !claims[n].Ahead && random.IntN(2) == 0 {
					claims[n].Own = append(claims[n].Own, bill)
				}
			}
			wide = wide || claims[n].Ahead && claims[n].Rest >= due
		}
		sum, most, told, came := money.Satang(0), money.Satang(0), money.Satang(0), money.Satang(random.IntN(3000))
		for n := range claims {
			most, told = most+claims[n].Most, told+claims[n].Rest
		}
		for n, asked := range papers.Claimed(claims, owed, before, came) {
			if asked < 0 || asked > claims[n].Most {
				t.Fatalf("%+v of %v and %s: %s", claims, owed, before, asked)
			}
			sum += asked
		}
		if sum > due || wide && sum != due || sum > max(told, most-came) {
			t.Fatalf("%+v of %v and %s: %s of %s", claims, owed, before, sum, due)
		}
	}
}
