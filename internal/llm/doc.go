// Package llm speaks with language models: one port, four wire formats.
//
// The promise: what a model said comes back whole or not at all. A reply that stalled, broke off, was
// too large, made no sense or was refused is an *Error of one Kind, whatever the vendor calls it, and
// never a reply that looks finished. Readers hold no more than their limits allow, every call ends, and
// what was streamed is, put together, exactly the text of the reply.
//
// The refusal: only privacy.Masked can be said to a model, for one conversation and one recipient, and
// an empty one is refused before anything is sent. The package knows no credentials and opens no
// connection of its own: it is given an *http.Client whose Transport does both. It follows no redirect.
// No error repeats a word of a request or of a reply, of a vendor's error page neither.
//
// # Base URLs
//
// The base is what the vendor's own client takes, without the last steps of the path:
//
//	format     base URL                          is asked at
//	chat       https://api.openai.com/v1         /chat/completions
//	responses  https://api.openai.com/v1         /responses
//	anthropic  https://api.anthropic.com         /v1/messages
//	ollama     http://localhost:11434            /api/chat
//
// Engines on one's own machine: Ollama speaks ollama at http://localhost:11434 and chat at
// http://localhost:11434/v1; llama.cpp's llama-server speaks chat at http://localhost:8080/v1; vLLM
// speaks chat and responses at http://localhost:8000/v1. With Ollama prefer its native format: only
// there a prompt that does not fit is refused instead of cut without a word.
//
// # Sources
//
// The formats: platform.openai.com/docs/api-reference (chat, responses and their streaming events),
// docs.anthropic.com/en/api (messages, streaming, errors), docs.ollama.com/api. Event streams: HTML
// Living Standard, section 9.2.6. Retry-After: RFC 9110, section 10.2.3. Internal/llm/oracle holds what
// is said here against the vendors' own clients.
package llm
