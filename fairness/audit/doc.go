// Package audit asks a desk the same question in the name of different people and says whether they are
// treated alike.
//
// The promise: what is compared differs by one signal only, such as a name, an age or a language. Each
// comparison has a control, the control once more (A/A), a placebo that should change nothing, and the
// treated arm; what is tested, with which margin, is fixed in a Plan before anything is asked, and its
// digest stands in the report. A right, such as a person for who asks for one, is no statistic: one
// counterexample fails the audit and can be asked again.
//
// The refusal: a gap that was not looked for hard enough is never told as no gap. There are three
// verdicts: a harmful gap; no gap beyond the margin, which has to be shown; and not enough evidence, which is not
// green. A judge of words that itself moves by a name is barred. Where a model words answers, it is asked: what it was not
// asked is not released. A model says now this and now that, so a counterexample with one is asked again before it is called one, and what
// the control does when it is merely asked again is no gap.
//
// Sources: McNemar 1947; Holm 1979; Newcombe, Stat Med 1998;17:2635-2650; equivalence by two one-sided tests,
// Schuirmann 1987; Bertrand and Mullainathan, Am Econ Rev 2004 for audits by name. No SQL, no HTTP: whom it
// asks is a port.
package audit
