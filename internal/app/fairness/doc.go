// Package fairness puts the statistics of fairness at work: figures as JSON lines, and outcomes that
// are counted as they stream by.
//
// The promise: they are the same functions as the audits use, and what is undefined is written as
// "NaN", what there is none of as null. The refusal: what it reports of a line that cannot be used holds no words
// of that line.
package fairness
