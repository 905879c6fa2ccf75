package search

import "candor/knowledge"

// Document is an article with the passages that it was cut into.
type Document struct {
	Article  knowledge.Article
	Passages []knowledge.Passage
}

// Documents gives every article of a shelf, ready for Replace.
func Documents(shelf *knowledge.Shelf) []Document {
	docs := make([]Document, shelf.Len())
	for i := range docs {
		docs[i].Article, docs[i].Passages = shelf.At(i)
	}
	return docs
}
