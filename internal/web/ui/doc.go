// Package ui is how Candor looks: design tokens, the base style sheet, the page frame, and the
// two things that every area needs of them, pages by language and static files by digest.
//
// An area (chat, trust, console) keeps its own pages in templates/*.html and its own style sheets
// and modules in static/ beside its handlers, embeds both, and hands them to NewPages and
// NewAssets. A page file defines the blocks "main" and, where it needs them, "header" and
// "footer" of the frame; a file whose name begins with an underscore holds blocks that all pages
// of its area share.
package ui
