// Package port declares what the pages and the API need from the rest of the desk: small
// interfaces that internal/store, internal/bus and the wiring implement.
//
// It lives beside the areas that use it (api, chat, trust, console), so that none of them
// imports another.
package port
