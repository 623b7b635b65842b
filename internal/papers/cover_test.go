package papers_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

func net(class string, amount money.Satang) papers.ClassSum {
	return papers.ClassSum{Class: class, Net: amount}
}

// What papers stand for is taken class by class, then of whichever class is there.
func TestTakeByClass(t *testing.T) {
	for name, c := range map[string]struct{ have, want, left, short []papers.ClassSum }{
		"all of it":           {[]papers.ClassSum{net("7", 100)}, []papers.ClassSum{net("7", 100)}, nil, nil},
		"a part":              {[]papers.ClassSum{net("7", 100)}, []papers.ClassSum{net("7", 30)}, []papers.ClassSum{net("7", 70)}, nil},
		"more than there is":  {[]papers.ClassSum{net("7", 100)}, []papers.ClassSum{net("7", 130)}, nil, []papers.ClassSum{net("7", 30)}},
		"each its own class":  {[]papers.ClassSum{net("7", 50), net("exempt", 50)}, []papers.ClassSum{net("exempt", 50), net("7", 20)}, []papers.ClassSum{net("7", 30)}, nil},
		"a satang of another": {[]papers.ClassSum{net("7", 51), net("exempt", 49)}, []papers.ClassSum{net("7", 50), net("exempt", 50)}, nil, nil},
		"nothing there":       {nil, []papers.ClassSum{net("7", 5)}, nil, []papers.ClassSum{net("7", 5)}},
	} {
		if left, short := papers.Take(c.have, c.want); !slices.Equal(left, c.left) || !slices.Equal(short, c.short) {
			t.Errorf("%s: left %+v short %+v", name, left, short)
		}
	}
	draw := rand.New(rand.NewPCG(4, 2))
	for range 500 {
		some := func() (classes []papers.ClassSum) {
			for _, class := range []string{catalog.VATStandard, catalog.VATZero, catalog.VATExempt} {
				if draw.IntN(3) > 0 {
					classes = append(classes, net(class, money.Satang(draw.IntN(200))))
				}
			}
			return classes
		}
		have, want := some(), some()
		left, short := papers.Take(have, want)
		taken := papers.NetOf(have) - papers.NetOf(left)
		if taken != papers.NetOf(want)-papers.NetOf(short) || taken != min(papers.NetOf(have), papers.NetOf(want)) {
			t.Fatalf("of %+v were wanted %+v: left %+v short %+v", have, want, left, short)
		}
	}
}
