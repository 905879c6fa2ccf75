// Package rights lets people see, take along, correct, restrict and erase what is kept about them.
//
// The promise: whoever asks is answered within the law's time, and every clock is on the screen. What
// is handed over is whole, readable without us, and signed. What is erased is erased in every store,
// each of which says for itself what it did; the certificate lists them all.
//
// The refusal: nothing is handed over, changed or destroyed before the person proved who they are, and
// no answer tells a stranger whether somebody is known here. A request is refused only for a reason that
// a law names, in words, with the place to complain. An erasure that left anything is never called
// complete: that word is computed from the results and cannot be set.
//
// The package decides and formats; what it needs from the world are ports: Handler for every store,
// Links, Replays, Post, Holds, Conversations, Journal, and for the one door through which all of it is
// asked for, Office, also Requests, People, Objections, Letters and Screen. It knows no SQL and no HTTP.
//
// (GDPR Art. 11, 12, 15 to 22, 77; UK GDPR Art. 12A; Data Protection Act 2018 s. 164A; Cal. Civ. Code
// 1798.100 ff. and 11 CCR 7020 ff.; Regulation (EEC, Euratom) 1182/71.)
package rights
