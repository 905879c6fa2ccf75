// Package report tells what an audit came to, so that it can be read without statistics.
//
// The promise: every sentence names how many people in a hundred, every figure stands with its interval, every
// chart with a table of the same numbers, and what is not known is called that and never green. The refusal: nothing
// is rounded in the desk's favour, and a report says what was not asked.
//
// The words follow the charter: plain, short, no p-values. The figures are those of fairness/audit.
package report
