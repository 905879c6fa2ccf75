package vendors

// Format is how a vendor is spoken to.
type Format string

// The formats.
const (
	Chat      Format = "chat"      // OpenAI chat completions, and every server that is compatible
	Responses Format = "responses" // OpenAI Responses
	Anthropic Format = "anthropic" // Anthropic messages
	Ollama    Format = "ollama"    // Ollama's own
)

// Formats lists them all.
func Formats() []Format { return []Format{Chat, Responses, Anthropic, Ollama} }

// Header is how a vendor takes its credential.
type Header string

// The ways.
const (
	Bearer  Header = "bearer"    // Authorization: Bearer …
	XAPIKey Header = "x-api-key" // as Anthropic
	APIKey  Header = "api-key"   // as Azure
)

// Headers lists them all.
func Headers() []Header { return []Header{Bearer, XAPIKey, APIKey} }
