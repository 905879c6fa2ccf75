package escalate

import "slices"

// tokenAt gives the token that ends behind a byte of the normalised text.
func (l lexed) tokenAt(at int) int {
	i, _ := slices.BinarySearchFunc(l.tokens, at, func(t token, at int) int { return t.end - at - 1 })
	return i
}

// nearbyDenial is how many words a negation reaches.
const nearbyDenial = 3

// denied reports a negation shortly before a token, within the same part of the sentence: "not angry",
// "no complaint". A verb with "can't" or "never" is often the matter itself, so these do not count.
func (l lexed) denied(at int) bool {
	for i := at - 1; i >= 0 && i >= at-nearbyDenial; i-- {
		if l.tokens[i+1].before >= softEdge {
			return false
		}
		switch l.tokens[i].text {
		case "not", "isnt", "wasnt":
			return i == 0 || l.tokens[i-1].text != "why" && l.tokens[i-1].text != "did" && l.tokens[i-1].text != "do" && l.tokens[i-1].text != "does"
		}
	}
	return false
}

// longestTitle is how far behind "a film about" a word still belongs to the film.
const longestTitle = 8

// inStory reports a token that stands in what a film, book or course is about.
func (l lexed) inStory(at int) bool {
	for i := at - 1; i > 0 && i >= at-longestTitle; i-- {
		if l.tokens[i].before == hardEdge {
			return false
		}
		switch l.tokens[i].text {
		case "about", "called", "titled":
		default:
			continue
		}
		for j := i - 1; j >= 0 && j >= i-3; j-- {
			switch l.tokens[j].text {
			case "film", "movie", "book", "novel", "game", "song", "series", "podcast", "course", "documentary", "show", "article", "play", "episode", "study", "thesis":
				return true
			}
		}
	}
	return false
}
