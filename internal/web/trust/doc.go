// Package trust is what anybody may read without beginning anything: how the AI works at this
// desk, what it promises and cannot do, the wait right now, the head of the public record, and
// the help articles that answers quote.
//
// The promise: every citation leads to its passage as it stands. The refusal: nothing internal is
// shown, looking sets no cookie, and no number is shown without saying what it counts.
package trust
