// Package ledger is the desk's record of what it decided and who did what: append-only,
// checkable by anyone, and free of personal data.
//
// The promise: a byte that changes, a row that goes missing, appears or moves is found by
// Verify, which needs nothing but the rows, the public key and the signed checkpoints.
// Whoever keeps an old checkpoint can prove a rewritten history even against the operator.
//
// The refusal: an entry that could hold personal data is not recorded. Facts have keys from
// a compiled list and short values without spaces; a person or a conversation appears only as
// a commitment made with a salt that lives under the customer's own key. Erasing that key
// leaves the log intact and its entries about no one.
//
// The tree is that of RFC 6962 (Certificate Transparency) and the checkpoints are signed
// notes, both through golang.org/x/mod/sumdb. Sequence numbers count from 0.
package ledger
