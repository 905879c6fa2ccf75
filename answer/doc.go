// Package answer drafts answers from passages, or abstains.
//
// The promise: the assistant says only what stands in a public article, word for word, with
// the place it stands in, and says nothing when it is not sure enough. A sentence comes with the
// condition that follows it and a list with the line that introduces it, because half
// of a rule is another rule.
//
// A message with two or three questions is answered one by one, and only when every one has a sure answer: half
// an answer would pass for a whole one. A question that leans on what was said before is looked for with it.
// Where two articles are close, neither answers; the customer may be asked once which of them is meant.
//
// Who asks, and how politely, changes nothing: greetings, thanks, names, signatures and what people say in passing
// about themselves are taken out before it is measured how well an article answers.
//
// The refusals: no source, no claim. GroundedGate trusts no draft, not even this package's:
// it reads every passage again and holds what is not a whole, current, public quote. Below Bar there
// is no draft at all, unless people's own labels carry a tested bound on being wrong with another
// threshold (see Sureness); made questions alone never lower it, and no setting does.
//
// How sure it is comes from a few signals that can be explained (see Reason), joined by a
// logistic function whose weights are fitted on questions whose right article is known and on
// the same questions with that article taken away (weights.go).
package answer
