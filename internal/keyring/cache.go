package keyring

import "sync"

// cache keeps the keys used last, ready to use, up to a limit. Each costs under 300 bytes
// besides its cipher.
type cache struct {
	mu     sync.Mutex
	limit  int
	keys   map[string]*Key
	newest *Key
	oldest *Key
	purges uint64 // counts purge, so that a key read before one is not put back after it
}

func newCache(limit int) *cache {
	return &cache{limit: limit, keys: make(map[string]*Key)}
}

// get returns the key and counts it as used, or nil with the number of purges so far.
func (c *cache) get(customer string) (*Key, uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k := c.keys[customer]
	if k != nil && k != c.newest {
		c.unlink(k)
		c.link(k)
	}
	return k, c.purges
}

// put keeps the key unless a purge happened since purges was read; then it reports false.
// When the customer's key is there already, that one is returned.
func (c *cache) put(k *Key, purges uint64) (*Key, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.purges != purges {
		return nil, false
	}
	if there := c.keys[k.customer]; there != nil {
		return there, true
	}
	c.keys[k.customer] = k
	c.link(k)
	for len(c.keys) > c.limit {
		last := c.oldest
		c.unlink(last)
		delete(c.keys, last.customer)
	}
	return k, true
}

// purge forgets a customer's key and makes it useless to whoever still holds it.
func (c *cache) purge(customer string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.purges++
	if k := c.keys[customer]; k != nil {
		k.shredded.Store(true)
		c.unlink(k)
		delete(c.keys, customer)
	}
}

func (c *cache) link(k *Key) {
	k.older, k.newer = c.newest, nil
	if c.newest != nil {
		c.newest.newer = k
	}
	c.newest = k
	if c.oldest == nil {
		c.oldest = k
	}
}

func (c *cache) unlink(k *Key) {
	if k.newer != nil {
		k.newer.older = k.older
	} else {
		c.newest = k.older
	}
	if k.older != nil {
		k.older.newer = k.newer
	} else {
		c.oldest = k.newer
	}
	k.newer, k.older = nil, nil
}
