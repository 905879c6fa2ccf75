// Package privacy finds personal data, lets only what is needed leave, and gives people power over
// what is kept about them.
//
// The promise: what names or reaches a person is found before a text leaves the desk, replaced by
// tokens that mean nothing elsewhere, and put back only for those who may read it. What must never be
// kept, such as a card's security code, is taken out before it is stored. Everybody can see, correct,
// take along, restrict and erase what is theirs.
//
// The refusal: a text that could not be looked through does not leave. A checksum that holds raises a
// score, and one that fails never removes a mask. A token that this desk did not give for this
// conversation is never turned back, and a damaged one is never shown.
//
// (GDPR Art. 5(1)(c), 12 to 22, 25, 32; PCI DSS 3.3 on security codes.)
package privacy
