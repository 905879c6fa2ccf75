// Package web is the desk's face: one server, one table of routes, and the rules that hold for
// every request before a handler sees it.
//
// The promise: each route names what it takes to use it, and a request without that never reaches
// its handler. The refusal: no inline code runs on our pages, no request changes anything unless it
// comes from our own pages or carries a conversation's pass, no body is read beyond its limit, and
// the log holds no address of a conversation, no query and no word.
package web
