// Package vendors says to whom masked words may go, for what, and what that may cost.
//
// The promise: nothing leaves for a vendor that the owner has not named, assessed and approved until a
// date, with the models, the region and the kinds of data that the approval covers. What a call costs is
// worked out in whole millionths of a currency from a price that has a date and a source. Every sending,
// and every refusal to send, has a record without a word of what was said, which the customer can read.
//
// The refusal: silence is a no, as the zero Decision is. What the register does not say is not allowed. An
// unknown price is unknown and never nothing: where the owner set a budget it stops the call. Another
// vendor takes over only if its own entry allows the same data.
//
// The package decides and counts. It dials nobody, holds no credential and knows no SQL.
//
// (GDPR Art. 5(2), 28, 30(1)(d), 44; ISO 4217 for currencies.)
//
// The folder is called vendors because Go keeps the name vendor at the root of a module for itself.
package vendors
