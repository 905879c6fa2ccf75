// Package mine is where people see and decide about what is kept about them: /privacy.
//
// The promise: whoever shows who they are sees at once what is kept, who looked at it and why, and can
// take it along, correct it, have it left alone, object and erase it, all without JavaScript and without
// asking anybody. What cannot be done at once goes to a person, with a place to see where it stands.
//
// The refusal: nothing is shown without a proof, and no answer tells a stranger whether an address is
// known here. Looking changes nothing. No name, no address and no secret stands in an address or in the
// log: the secret of a link comes behind the #, which browsers send to nobody.
//
// (GDPR Art. 12(2), 12(3), 13, 15 to 22, 77.)
package mine
