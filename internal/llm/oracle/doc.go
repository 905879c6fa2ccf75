// Package oracle holds what internal/llm and its conformance server say of the formats against the
// vendors' own clients: the clients must understand the server, and must send, for the same question,
// what internal/llm sends.
//
// It is a module of its own and holds nothing but tests, so that the vendors' clients, which take
// minutes to compile, are no part of a build of the desk: go test in this folder.
package oracle
