package llm

import (
	"encoding/json"
	"strconv"
)

// anthropicFold puts a stream of messages together. It ends with message_stop. Usage comes in two
// parts: the input at the start, the output, which is a running sum, towards the end. Before that it is
// unknown: a stream that breaks off has cost more than its start says.
type anthropicFold struct {
	heard
	counts  anthropicUsage
	blocks  map[int]*anthropicOpen
	stopped bool // a reason to stop came, known or not
}

// anthropicOpen is a block that began.
type anthropicOpen struct {
	call   *started
	text   bool
	closed bool
}

func (anthropic) fold() fold { return &anthropicFold{blocks: map[int]*anthropicOpen{}} }

type anthropicEvent struct {
	Type    string `json:"type"`
	Index   int    `json:"index"`
	Message struct {
		Usage json.RawMessage `json:"usage"`
	} `json:"message"`
	Block anthropicSaid `json:"content_block"`
	Delta struct {
		Type    string `json:"type"`
		Text    string `json:"text"`
		Partial string `json:"partial_json"`
		Stop    string `json:"stop_reason"`
	} `json:"delta"`
	Usage json.RawMessage `json:"usage"`
}

func (f *anthropicFold) whole() bool { return f.stopped }

func (f *anthropicFold) take(e event) (string, bool, error) {
	var said anthropicEvent
	if err := decode(e.data, &said); err != nil {
		if e.name != "" && !e.last && !anthropicKnows(e.name) {
			return "", false, nil // an event of some other kind
		}
		return "", false, err
	}
	if said.Type == "" {
		said.Type = e.name
	}
	switch said.Type {
	case "message_start":
		f.count(said.Message.Usage)
		f.usage = Usage{} // the output that it counts is only the first of it
	case "content_block_start":
		return f.open(said)
	case "content_block_delta":
		return f.add(said)
	case "content_block_stop":
		if b := f.blocks[said.Index]; b != nil {
			b.closed = true
		}
	case "message_delta":
		f.count(said.Usage)
		if said.Delta.Stop != "" {
			f.finish, f.stopped = anthropicFinish(said.Delta.Stop), true
		}
	case "message_stop":
		if !f.stopped {
			return "", false, fail(CutOff, "the reply ended without a reason")
		}
		return "", true, nil
	case "error":
		return "", false, faultOf(0, e.data)
	default:
		if present(errorIn(e.data)) {
			return "", false, faultOf(0, e.data)
		}
	}
	return "", false, nil
}

func anthropicKnows(name string) bool {
	switch name {
	case "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop", "error":
		return true
	}
	return false
}

// count takes over the counts that an event gives.
func (f *anthropicFold) count(raw json.RawMessage) {
	if !present(raw) {
		return
	}
	next := f.counts
	if json.Unmarshal(raw, &next) != nil {
		next = anthropicUsage{}
	}
	f.counts = next
	f.usage = next.usage()
}

func (f *anthropicFold) open(e anthropicEvent) (string, bool, error) {
	if f.blocks[e.Index] != nil || f.stopped {
		return "", false, fail(Malformed, "two parts stand in one place")
	}
	if len(f.blocks) > mostPieces {
		return "", false, fail(TooLarge, "there are too many parts")
	}
	b := &anthropicOpen{text: e.Block.Type == "text"}
	f.blocks[e.Index] = b
	if b.text {
		return f.say(e.Block.Text), false, nil
	}
	if e.Block.Type != "tool_use" {
		return "", false, nil
	}
	var err error
	b.call, err = f.calls.begin(strconv.Itoa(e.Index), e.Block.ID, e.Block.Name)
	if err == nil && string(e.Block.Input) != "{}" {
		b.call.whole = argumentText(e.Block.Input)
	}
	return "", false, err
}

func (f *anthropicFold) add(e anthropicEvent) (string, bool, error) {
	b := f.blocks[e.Index]
	if b == nil || b.closed || f.stopped {
		return "", false, fail(Malformed, "a piece belongs to no part that is open")
	}
	switch {
	case e.Delta.Type == "text_delta" && b.text:
		return f.say(e.Delta.Text), false, nil
	case e.Delta.Type == "input_json_delta" && b.call != nil:
		b.call.pieces.WriteString(e.Delta.Partial)
	}
	return "", false, nil
}
