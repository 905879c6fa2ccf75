package llm

import (
	"encoding/json"
	"strconv"
	"strings"
)

const mostCalls = 64

// started is a call whose arguments are still coming.
type started struct {
	key      string // how this format tells calls apart within a reply
	id, name string
	pieces   strings.Builder
	whole    string // said once more in full; counts for more than the pieces
}

// calls gathers them in the order in which they began.
type calls struct{ list []*started }

func (c *calls) find(key string) *started {
	for _, s := range c.list {
		if s.key == key {
			return s
		}
	}
	return nil
}

// begin adds a call. TooLarge when there are more than anybody would make.
func (c *calls) begin(key, id, name string) (*started, error) {
	if len(c.list) >= mostCalls {
		return nil, fail(TooLarge, "there are too many calls")
	}
	s := &started{key: key, id: id, name: name}
	c.list = append(c.list, s)
	return s, nil
}

func (s *started) arguments() string {
	text := s.whole
	if text == "" {
		text = s.pieces.String()
	}
	if strings.TrimSpace(text) == "" {
		return "{}"
	}
	return once(text)
}

// once undoes a fault of several servers: the arguments in pieces, and then all of them again. Only two
// equal halves that are each a JSON object are taken for one; anything else stays as it came.
func once(text string) string {
	half := len(text) / 2
	if len(text)%2 == 0 && text[:half] == text[half:] && isObject([]byte(text[:half])) {
		return text[:half]
	}
	return text
}

// settle gives the calls of a reply that is whole. A call that came twice stands there once. Malformed
// when two calls share an id, or one has no name.
func (c *calls) settle() ([]Call, error) {
	var settled []Call
	byID := map[string]Call{}
	for _, s := range c.list {
		call := Call{ID: s.id, Name: s.name, Arguments: s.arguments()}
		if call.Name == "" {
			return nil, fail(Malformed, "a call names no tool")
		}
		if before, known := byID[call.ID]; known && call.ID != "" {
			if before != call {
				return nil, fail(Malformed, "two calls have the same id")
			}
			continue
		}
		byID[call.ID] = call
		settled = append(settled, call)
	}
	for i := range settled {
		if settled[i].ID == "" {
			settled[i].ID = freeID(byID, i)
		}
	}
	return settled, nil
}

// freeID numbers a call that its server did not name.
func freeID(taken map[string]Call, i int) string {
	for ; ; i++ {
		id := "call_" + strconv.Itoa(i+1)
		if _, is := taken[id]; !is {
			taken[id] = Call{}
			return id
		}
	}
}

// argumentText takes arguments as a string with JSON in it, or as the JSON itself.
func argumentText(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}
