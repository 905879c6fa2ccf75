package ground

import (
	"context"
	"encoding/json"

	"candor/knowledge"
)

// Schema is the JSON Schema of what a model is asked to write and Stream reads:
//
//	{"sentences": [{"sentence": "…", "citations": ["psg_…"], "kind": "answer"}]}
func Schema() json.RawMessage {
	return json.RawMessage(`{"type":"object","additionalProperties":false,"required":["sentences"],"properties":{"sentences":{"type":"array","items":` +
		`{"type":"object","additionalProperties":false,"required":["sentence","citations","kind"],"properties":{` +
		`"sentence":{"type":"string"},"citations":{"type":"array","items":{"type":"string"}},"kind":{"type":"string","enum":["answer","ask","courtesy","offer"]}}}}}}`)
}

// Limits of one stream.
const (
	MaxStream = 64 << 10 // bytes in all
	MaxObject = 8 << 10  // bytes of one sentence with its citations
)

// Stream checks a draft while it comes. It holds every sentence back until the object that holds it is complete and ruled on. The
// first thing that is not the agreed form ends it: what was released stands, as it was checked by itself, and nothing more comes.
//
// It is for one goroutine. Make one with Verifier.Stream.
type Stream struct {
	draft  *draft
	scan   scanner
	broken Rule
	closed bool
}

// Stream begins a draft that comes in pieces.
func (v Verifier) Stream(q Question, given []knowledge.Passage) *Stream {
	return &Stream{draft: v.draft(q, given)}
}

// Write takes the next piece, cut anywhere, and gives the rulings on the sentences that it completed. After the form was broken, or
// after something hostile, it gives nothing and takes everything.
//
// Errors are those of ctx and of Verifier.Now; then nothing more may be said.
func (s *Stream) Write(ctx context.Context, piece []byte) ([]Ruling, error) {
	if s.broken != "" || s.closed {
		return nil, nil
	}
	before := len(s.draft.out.Rulings)
	for _, b := range piece {
		object, rule := s.scan.next(b)
		if rule == "" && object != nil {
			var c Claim
			if c, rule = claimOf(object); rule == "" {
				if err := s.draft.take(ctx, c); err != nil {
					s.broken = RuleCutOff
					return nil, err
				}
			}
		}
		if rule != "" {
			s.broken = rule
			break
		}
	}
	return s.draft.out.Rulings[before:len(s.draft.out.Rulings):len(s.draft.out.Rulings)], nil
}

// Close ends the draft and gives the report. A stream that ended in the middle is broken.
func (s *Stream) Close() Report {
	if s.broken == "" && !s.scan.done() {
		s.broken = RuleCutOff
	}
	s.closed = true
	return s.draft.report(s.broken)
}
