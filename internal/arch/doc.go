// Package arch holds the building rules of the house, as tests that say why.
//
// The promise: what the layout claims is true. Who may import whom, which package may use which
// dependency, how long a file may grow, which calls are never made, that nothing is kept in
// package variables, that every folder and every exported name of a duty is explained, that every
// lesson has its test. Unlisted is forbidden; each failure gives the reason and the way out.
//
// The refusal: there is no comment or flag that exempts a file. Who needs an exception changes the
// table here, with the reason beside it, where a reviewer sees it.
package arch
