// Package fetch reads pages that an owner names: articles of a help centre, one address or a sitemap.
//
// The promise: it goes where it was told and no further. It asks what a site wants robots to leave
// alone (RFC 9309) and keeps to it, waits between two requests to one host, sends a page's validators
// back so that what has not changed is not sent again (RFC 9110, 13), and says who it is.
//
// The refusals: no address of a private, loopback, link-local or otherwise special network, whatever
// name leads there, judged on the address that is dialled and not on an answer of the name server
// before (DNS rebinding). An owner may name hosts of their own network, one by one; link-local addresses,
// behind which clouds keep their credentials, stay refused even then. No more than five redirects, none
// from https to http, nothing larger, slower or of another kind than an article, and no packed body
// that unpacks to more. It keeps no cookies and sends no credentials.
package fetch
