// Package recent remembers values that were costly to make, within a bound.
package recent

// Cache keeps between limit and twice limit of the values used last. It is two maps: when the young
// one is full it becomes the old one and the old one is forgotten, so that no value needs a place in
// a list. It is not safe for concurrent use.
type Cache[K comparable, V any] struct {
	limit      int
	young, old map[K]V
}

// New returns an empty cache. limit must be positive.
func New[K comparable, V any](limit int) *Cache[K, V] {
	return &Cache[K, V]{limit: limit, young: map[K]V{}}
}

// Get gives the value of key and whether it is remembered.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	if value, ok := c.young[key]; ok {
		return value, true
	}
	value, ok := c.old[key]
	if ok {
		c.Put(key, value)
	}
	return value, ok
}

// Put remembers a value.
func (c *Cache[K, V]) Put(key K, value V) {
	if len(c.young) >= c.limit {
		c.old, c.young = c.young, make(map[K]V, c.limit)
	}
	c.young[key] = value
}

// Len gives how many values are held.
func (c *Cache[K, V]) Len() int { return len(c.young) + len(c.old) }
