package llm

import (
	"context"
	"encoding/json"

	"candor/privacy"
)

// Format is how a server wants to be spoken to.
type Format string

// The formats. The zero Format is none.
const (
	Chat      Format = "chat"      // OpenAI chat completions, and every server compatible with them
	Responses Format = "responses" // OpenAI Responses; nothing is stored there
	Anthropic Format = "anthropic" // Anthropic messages
	Ollama    Format = "ollama"    // Ollama's own /api/chat
)

// Formats lists them all.
func Formats() []Format { return []Format{Chat, Responses, Anthropic, Ollama} }

// Model is a language model somewhere. Safe for concurrent use.
type Model interface {
	// Complete asks and waits for the whole reply. Every error is an *Error; the Reply with it holds
	// nothing but Usage, as far as it is known, so that what was spent can be settled.
	Complete(ctx context.Context, r Request) (Reply, error)
	// Stream asks and hands on the text as it comes, in order, on the caller's goroutine. The pieces put
	// together are the reply's Text. When on gives an error the stream ends with Kind Cancelled, and
	// errors.Is finds that error. After an error nothing that was handed on may be taken as finished.
	Stream(ctx context.Context, r Request, on func(Chunk) error) (Reply, error)
}

// Role is whose words a message holds.
type Role string

// The roles. Instructions are no role: they stand in Request.System.
const (
	User      Role = "user"
	Assistant Role = "assistant"
	ToolRole  Role = "tool" // what a tool gave back
)

// Request is what a model is asked. Check says what it must be like.
type Request struct {
	Model       string
	System      privacy.Masked // the instructions
	Messages    []Message
	Tools       []Tool
	Schema      json.RawMessage // of the reply's text; every object closed, every property required
	SchemaName  string          // letters, digits, _ and -, at most 64; "reply" when empty
	MaxTokens   int             // most tokens of the reply; 1024 when zero
	Temperature *float64        // 0 to 2; the vendor's own when nil
}

// Message is one step of the dialogue.
type Message struct {
	Role    Role
	Content privacy.Masked
	Calls   []PastCall // of the assistant
	CallID  string     // of a tool's result: the call it answers
}

// PastCall is a call that the assistant made earlier, said to it again.
type PastCall struct {
	ID, Name  string
	Arguments privacy.Masked // one JSON object
}

// Tool is something that a model may ask us to do. The words are ours and hold nobody's data.
type Tool struct {
	Name, Description string
	Schema            json.RawMessage // JSON schema of the arguments: an object
}

// Reply is what a model said. It is a proposal and nothing else.
type Reply struct {
	Text   string // UTF-8; never holds reasoning or the words of a refusal
	Calls  []Call
	Finish Finish
	Usage  Usage
}

// Call is something that a model wants done.
type Call struct {
	ID   string // unique within the reply
	Name string // whatever the model wrote; it may be no tool at all
	// Arguments is what the model wrote: JSON, half of it, or nothing like it. An argument list that came
	// twice over in full stands here once; none at all is {}.
	Arguments string
}

// Valid reports whether the arguments are one JSON object and nothing else.
func (c Call) Valid() bool { return isObject([]byte(c.Arguments)) }

// Finish is why a model stopped. The zero Finish is unknown: take such a reply for unfinished.
type Finish string

// The reasons.
const (
	Stop    Finish = "stop"    // it had said everything
	Length  Finish = "length"  // it ran out of tokens; text and arguments may end anywhere
	Calling Finish = "calls"   // it waits for its calls
	Decline Finish = "decline" // it, or the vendor's filter, would not say it
)

// Usage is what the vendor counted, in tokens.
type Usage struct {
	Known  bool  // false: the vendor did not say, or said something impossible
	Input  int64 // all of the prompt, with what came from a cache
	Cached int64 // the part of Input that was read from a cache
	Output int64
}

// Chunk is a piece of the text. It may end in the middle of a word, but never of a character.
type Chunk struct{ Text string }
