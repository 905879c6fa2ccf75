package search

// Held gives the index as it is at this moment. What is put in its place later does not change what Held gave. It
// shares everything with the index and takes no memory of its own until then.
func (x *Index) Held() *Index {
	h := new(Index)
	h.state.Store(x.state.Load())
	h.vectors.Store(x.vectors.Load())
	return h
}
