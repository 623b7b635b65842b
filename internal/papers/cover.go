package papers

import (
	"slices"

	"github.com/talat-pos/talat/internal/money"
)

// NetOf adds classes up, VAT inside.
func NetOf(classes []ClassSum) (net money.Satang) {
	for _, class := range classes {
		net += class.Net
	}
	return net
}

// AddNets puts classes together by class and rate, VAT inside.
func AddNets(a, b []ClassSum) []ClassSum {
	sum := slices.Clone(a)
	for _, class := range b {
		addNet(&sum, class.Class, class.Rate, class.Net)
	}
	return sum
}

// Take takes from what there is as much of what is wanted as it holds: class by class, then of whichever class, for
// goods shared to several bills may round to another class than on their papers. left is what stays there, short what
// of the wanted it did not hold.
func Take(have, want []ClassSum) (left, short []ClassSum) {
	left, short = TakeClasses(have, want)
	for n := range short {
		for m := range left {
			take := min(short[n].Net, max(left[m].Net, 0))
			short[n].Net, left[m].Net = short[n].Net-take, left[m].Net-take
		}
	}
	return someNets(left), someNets(short)
}

// TakeClasses takes as Take does, each class of its own alone.
func TakeClasses(have, want []ClassSum) (left, short []ClassSum) {
	left = slices.Clone(have)
	for _, class := range want {
		take := min(class.Net, max(find(left, class.Class, class.Rate).Net, 0))
		addNet(&left, class.Class, class.Rate, -take)
		addNet(&short, class.Class, class.Rate, class.Net-take)
	}
	return someNets(left), someNets(short)
}

func someNets(classes []ClassSum) []ClassSum {
	return slices.DeleteFunc(classes, func(class ClassSum) bool { return class.Net == 0 })
}
