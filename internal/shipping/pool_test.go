package shipping

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

func TestRange(t *testing.T) {
	numbers, err := Range("EF582568151TH", 3)
	if err != nil || len(numbers) != 3 || numbers[0] != "EF582568151TH" {
		t.Fatalf("%v, %v", numbers, err)
	}
	for n, number := range numbers {
		if again, err := ParseTracking(string(number)); err != nil || again != number || number.serial() != 58256815+n {
			t.Errorf("%d: %s, %v", n, number, err)
		}
	}
	last := Tracking("EF99999999" + string(CheckDigit("99999999")) + "TH")
	if one, err := Range(last, 1); err != nil || one[0] != last {
		t.Errorf("%v, %v", one, err)
	}
	for count, code := range map[int]string{2: "range_end", 0: "range_count", -1: "range_count", MaxRange + 1: "range_count"} {
		if _, err := Range(last, count); !fault.Is(err, code) {
			t.Errorf("%d: %v, want %s", count, err, code)
		}
	}
	if all, err := Range("EF582568151TH", MaxRange); err != nil || len(all) != MaxRange {
		t.Error(len(all), err)
	}
}

func TestHint(t *testing.T) {
	for number, want := range map[Tracking]string{"EF582568151TH": EMS, "RP123456785TH": Registered, "RR287043775IN": "international",
		"TH425765204TH": "", "OA123456785TH": Eco, "PA123456785TH": Ordinary, "CX123456785TH": "international"} {
		if got := Seed().Hint(number, today); got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
}

func TestPool(t *testing.T) {
	pool, err := NewPool(EMS, true, "EF582568151TH", 2)
	if err != nil || pool.Left() != 2 {
		t.Fatal(err)
	}
	first, _ := pool.Give()
	second, err := pool.Give()
	if err != nil || first != "EF582568151TH" || second != pool.Last() || pool.Left() != 0 {
		t.Fatalf("%s, %s, %v", first, second, err)
	}
	if _, err := pool.Give(); !fault.Is(err, "pool_empty") {
		t.Errorf("an empty pool gives: %v", err)
	}
	if err := pool.GiveBack("EF550456825TH"); !fault.Is(err, "pool_other") {
		t.Error(err)
	}
	if err := pool.GiveBack("x"); !fault.Is(err, "pool_other") {
		t.Error(err)
	}
	if err := pool.GiveBack(second); err != nil || pool.Left() != 1 || !pool.Free(second) || pool.Free(first) {
		t.Error(err, pool)
	}
	if err := pool.GiveBack(second); !fault.Is(err, "pool_not_given") {
		t.Errorf("given back twice: %v", err)
	}
	if again, err := pool.Give(); err != nil || again != second {
		t.Errorf("%s, %v", again, err)
	}
	if _, err := NewPool(EMS, false, "EF582568151TH", 0); !fault.Is(err, "range_count") {
		t.Error(err)
	}
}

func TestPoolsDoNotOverlap(t *testing.T) {
	at := func(first Tracking, skip, count int) Pool {
		pool, err := NewPool(EMS, false, first.plus(skip), count)
		if err != nil {
			t.Fatal(err)
		}
		return pool
	}
	const first Tracking = "EF582568151TH"
	old := []Pool{at(first, 100, 50)}
	for _, test := range []struct {
		first       Tracking
		skip, count int
		ok          bool
	}{
		{first, 0, 100, true}, {first, 0, 101, false}, {first, 100, 50, false}, {first, 120, 1, false}, {first, 149, 9, false}, {first, 150, 9, true},
		{first, 0, 500, false}, {"EG582568151TH", 100, 50, true}, {"EF582568151LA", 100, 50, true},
	} {
		pool := at(test.first, test.skip, test.count)
		if err := pool.Apart(old); (err == nil) != test.ok || err != nil && !fault.Is(err, "pool_overlap") {
			t.Errorf("%s +%d, %d numbers: %v", test.first, test.skip, test.count, err)
		}
	}
}

// Whatever is given and given back in whatever order, no number is on two labels at once and none is lost.
func TestPoolNeverGivesTwice(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 10))
	for range 200 {
		count := 1 + random.IntN(30)
		pool, err := NewPool(EMS, false, "EF582568151TH", count)
		if err != nil {
			t.Fatal(err)
		}
		live := map[Tracking]bool{}
		for range 200 {
			if random.IntN(3) > 0 {
				before := pool.Left()
				number, err := pool.Give()
				switch {
				case err != nil && (before != 0 || !fault.Is(err, "pool_empty")):
					t.Fatal(err)
				case err == nil && (live[number] || !pool.Holds(number) || pool.Free(number)):
					t.Fatalf("%s is given twice, or is none of the pool's", number)
				case err == nil:
					live[number] = true
				}
			} else {
				number := pool.First.plus(random.IntN(count))
				if err := pool.GiveBack(number); (err == nil) != live[number] {
					t.Fatalf("giving back %s, given %v: %v", number, live[number], err)
				}
				delete(live, number)
			}
			if pool.Left()+len(live) != count {
				t.Fatalf("%d left and %d given of %d", pool.Left(), len(live), count)
			}
		}
	}
}

// A number taken out of its turn is given no more, and those before it still are.
func TestANumberOutOfItsTurn(t *testing.T) {
	all, err := Range("EF582568151TH", 5)
	if err != nil {
		t.Fatal(err)
	}
	pool, err := NewPool("ems", false, all[0], 5)
	if err != nil {
		t.Fatal(err)
	}
	pool.Take(all[2])
	pool.Take(all[2])
	pool.Take("EE000000014TH") // none of its own
	if pool.Left() != 4 || pool.Free(all[2]) || !pool.Free(all[1]) || !pool.Free(all[3]) {
		t.Errorf("%+v", pool)
	}
	pool.Take(all[0])
	var given []Tracking
	for pool.Left() > 0 {
		number, err := pool.Give()
		if err != nil {
			t.Fatal(err)
		}
		given = append(given, number)
	}
	if want := []Tracking{all[1], all[3], all[4]}; !slices.Equal(given, want) {
		t.Errorf("given %v, want %v", given, want)
	}
	if err := pool.GiveBack(all[2]); err != nil || pool.Left() != 1 {
		t.Errorf("%v, %d left", err, pool.Left())
	}
}
