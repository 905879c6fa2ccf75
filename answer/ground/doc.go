// Package ground decides which of a model's sentences may be said.
//
// The promise: what a model wrote reaches a customer only when a passage it was given says the same. A sentence that keeps to
// the words of a passage is said. One that comes near is replaced by the passage's own words. One that stands nowhere is
// dropped, and every decision leaves a Ruling with the rule that made it. A sentence that comes as a stream is held back until
// it is complete and checked.
//
// The refusal: the model is treated as if somebody else had taken it over. Nothing it says about itself counts: not the kind it
// gives a sentence, not the citation, not its language. A sentence is compared with one unit of one passage, word by word,
// and every word must be accounted for: numbers with their units, names, links, words that deny, allow, oblige, limit, compare
// or count must stand on both sides and belong to the same words; what is left must be covered by the passage, as one
// calibrated score says (weights.go). Promises, advice, claims to be a person, other people's data and mark-up are never said
// unless the very sentence of the article has them. A second model may take a sentence out, never put one in.
//
// English, German, Spanish and French are known (lists/). In other languages only the passage's own words are said.
//
// Close checking of each sentence against cited text follows the idea of attributed answers (Rashkin et al., Measuring
// Attribution in Natural Language Generation Models, 2023); minimal pairs to test it follow Gardner et al., Evaluating Models'
// Local Decision Boundaries via Contrast Sets, 2020.
package ground
