package recent

import "testing"

func TestCacheIsBoundedAndKeepsWhatIsUsed(t *testing.T) {
	cache := New[int, string](10)
	for n := range 1000 {
		cache.Put(n, "value")
		cache.Put(-1, "kept")
		if value, ok := cache.Get(-1); !ok || value != "kept" {
			t.Fatalf("after %d values the one in use is gone", n)
		}
		if cache.Len() > 20 {
			t.Fatalf("%d values are held, at most 20 may be", cache.Len())
		}
	}
	if _, ok := cache.Get(0); ok {
		t.Fatal("a value not used for 999 others is still held")
	}
}

func TestCacheCarriesAnOldValueOver(t *testing.T) {
	cache := New[string, int](1)
	cache.Put("a", 1)
	cache.Put("b", 2)
	if value, ok := cache.Get("a"); !ok || value != 1 {
		t.Fatalf("the older generation is not read: %d %v", value, ok)
	}
	if _, ok := cache.Get("c"); ok {
		t.Fatal("a value never put was found")
	}
}
