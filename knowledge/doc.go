// Package knowledge holds what the assistant may quote: articles, the passages they are cut
// into, and the ways in which they come in from files.
//
// The promise: a citation always points at something that stands still. An article keeps its
// id through every re-import, a paragraph keeps its id while its words stay the same, and a
// changed article gets a new version number.
//
// The refusals: what is marked internal is never public, a passage that talks to the assistant
// instead of the reader is never quoted, and a file name never becomes a title. A bad file is
// reported with what to do about it and does not stop the others.
//
// The package reads only what it is handed (readers, file systems) and writes nothing.
package knowledge
