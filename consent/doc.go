// Package consent records what a customer allowed us to do, for one purpose, until withdrawn.
//
// Silence is not consent: a missing record reads as "no", and so does a refusal, and so does a yes
// to what the purpose meant earlier. Each purpose is asked for separately, in plain words, before it
// begins; what exactly was shown is kept by its digest. Withdrawing takes one click and works at once,
// also for an answer that is being drafted. Refusing costs nothing: the way to a person is the same
// size and just as near. Every act can be had as a signed receipt that anyone can check offline.
//
// What rests on the contract or the law is explained and not asked (see Explained): a question whose
// answer changes nothing is no question.
// (GDPR Art. 4(11), 6(1), 7; ISO/IEC TS 27560:2023.)
package consent
