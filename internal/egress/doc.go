// Package egress is the one way out to vendors.
//
// The promise: a Gate holds every vendor's credential, and nothing leaves through it without a Permit that
// names the conversation, the purpose, the kinds of data and the longest answer. What leaves is written
// down before it does: to whom, for what, which kinds of data, how large, what it may cost; and afterwards
// how it ended and what it cost. The record holds no word of it, and the customer can read it.
//
// The refusal: a request without a Permit, to another host, port or path, over http to another machine, with
// words that were not masked for this vendor and this conversation, for another model or a longer answer
// than was asked for, over the budget, or that cannot be written down, does not leave. No redirect is
// followed. A vendor on the Internet is never reached at a private address, whatever its name stands for at
// the moment, and one of the owner's own never at a public one. Proxies of the environment are not used. An
// answer that began is never asked for again. Whatever goes wrong, the caller gets an error and answers
// without the vendor.
//
// Names are masked before they get here (privacy.Masker). The look through the finished request is the
// second lock on that door, not the first: it knows JSON and the texts that were masked, nothing of names.
//
// (GDPR Art. 5(2), 25, 28, 32, 44; RFC 9110 section 10.2.3 on Retry-After; OWASP on request forgery by servers.)
package egress
