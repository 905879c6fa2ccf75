// Package calibrate says how sure the assistant must be before it may answer, and what that
// sureness is worth.
//
// The promise: a stated bound on being wrong. Signals of a search are joined by a logistic curve that
// is fitted on questions with known outcomes; on other questions a threshold is chosen such that the
// upper end of the exact 95 % interval of the share of wrong answers among those given stays under the
// owner's target. Every figure comes with what it was counted over and which labels stand behind it.
//
// The refusals: too few labels, labels of one kind only, another knowledge base, other signals or a damaged
// file give no guarantee, and without a guarantee Decide does not answer. A matter of more weight (an
// account; money, law or health) has a stricter target of its own and never a lower threshold. Once a
// Watch finds that answers go wrong more often than stated, or that questions have changed, nothing is
// answered until someone calibrates again.
//
// What the bound speaks of: questions that come the way the labels came. Real labels must therefore be
// taken without regard to whether the assistant answered. Questions made from the articles themselves
// (ColdQueries) stand in until there are real ones; half of them have no article, and the result
// says that it rests on them. Each calibration is one statement at 95 %; between two of them the Watch
// holds at all times at once.
//
// Sources: Clopper and Pearson 1934 (exact bound); Korn and Graubard 1998 (the same with several questions
// from one article); Bates, Angelopoulos, Lei, Malik and Jordan 2021 and Angelopoulos, Bates, Candès,
// Jordan and Lei 2021, "Learn then Test" (fixed-sequence testing of thresholds; the risk need not fall with
// the threshold); Waudby-Smith and Ramdas 2023 (tests by betting); Vovk et al. 2021 (conformal test martingales).
package calibrate
