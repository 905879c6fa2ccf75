// Package knowledge holds what the assistant may quote: articles, the passages they are cut
// into, and the ways in which they come in from files.
//
// The promise: a citation always points at something that stands still. An article keeps its
// id through every re-import, a paragraph keeps its id while its words stay the same, and a
// changed article gets a new version number. Article.Answers is the one rule on what customers may be
// told: it is public, somebody else than its author approved this very version, and it is in its time.
//
// The refusals: what is marked internal is never public, nobody approves what they wrote, a tier is
// never lowered by an import or below what the text asks for, a passage that talks to the assistant
// instead of the reader is never quoted, and a file name never becomes a title. A bad file is
// reported with what to do about it and does not stop the others.
//
// Files may be hostile: what unpacks to too much, nests without end or takes too long is refused, and
// words that no reader of a document would see are left out.
//
// The package reads only what it is handed (readers, file systems) and writes nothing. Formats: CommonMark,
// HTML, ISO 32000-1 (PDF, its text layer), ECMA-376 (DOCX), RFC 4180 (CSV), JSON lines, and what the
// interfaces of Zendesk, Intercom and Chatwoot give.
package knowledge
