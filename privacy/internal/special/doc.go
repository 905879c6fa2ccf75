// Package special finds the words of a message that tell of a special category of personal data
// about a person: health, religion, trade union, sexual life, ethnic origin, political opinion,
// genetics, biometrics and crime.
//
// The promise: words count by what they say of a person and not by themselves. "My depression" and
// "I am black" are found; "depression glass" and "a black sofa" are not. Everything that decides
// stands in words/, one file per language, for people to read and change, and testdata/ holds the
// examples for and against. One pass, linear in the length of the text.
//
// The refusal: nothing is inferred. That somebody orders a wheelchair, or has a certain name, says
// nothing here; only what is said in words counts. A finding is for policy, which decides who may
// handle the message; it is never kept as a trait of a person.
//
// (GDPR Art. 9(1) and 10.)
package special
