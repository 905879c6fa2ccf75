// Package keyring keeps the keys: one for each customer, under which their words are sealed,
// and the desk's own.
//
// The promise: what a customer wrote can be read only with that customer's key, in the very row
// it was written for. Destroying the key destroys the words everywhere at once, in backups of
// the data too, because keys are kept in a file of their own. Keys rest wrapped under one
// key-encryption key, which is in no database.
//
// Indexes over sealed data name a customer by an alias, which follows from the key and goes with
// it: afterwards nothing in them, old backups included, tells whom they spoke of.
//
// The refusal: with a missing, malformed, wrong or carelessly kept key-encryption key nothing
// opens, and nothing is changed. A new key is never made where data already exists: that would
// turn a lost key into lost data.
//
// Sealing is AES-256-GCM with random nonces (NIST SP 800-38D); subkeys come from HKDF-SHA-256
// (RFC 5869). (GDPR Art. 17, 25, 32.)
package keyring
