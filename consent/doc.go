// Package consent records what a customer allowed us to do, for one purpose, until withdrawn.
//
// Silence is not consent: a missing record reads as "no", and so does a refusal. Consent is asked
// in plain words before the assistant reads anything, what exactly was shown is kept, and
// withdrawing takes one click and works at once, also for an answer that is being drafted.
// Refusing costs nothing: the way to a person is the same size and just as near.
// (GDPR Art. 4(11), 6(1)(a), 7(3).)
package consent
