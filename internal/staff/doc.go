// Package staff knows who works at the desk: agents and their roles, how they sign in, and what
// each may do.
//
// The promise: a password is kept only as an argon2id hash (RFC 9106, with the parameters of the
// OWASP Password Storage Cheat Sheet); a session ends when the agent signs out, is disabled, gets
// another password, is idle for twelve hours or after seven days; every sign-in, refused sign-in
// and sign-out is a ledger entry.
//
// The refusal: signing in gives the same answer in the same time whether or not the e-mail address
// is known, slows down after a few failures and stops for a while after more. A permission that no
// role holds is refused, and so is the zero Permission. No password, token or address is ever logged.
package staff
