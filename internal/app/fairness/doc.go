// Package fairness puts the statistics and audits of fairness at work: figures as JSON lines, outcomes that are counted as they stream
// by, and a desk that is audited dry.
//
// The promise: they are the same functions as the audits use, and what is undefined is written as
// "NaN", what there is none of as null. A dry desk goes through every gate, drafts with everything and lets every model say what it
// would say; a double stands in for what tools would do. A model that cannot be reached ends an audit and is never taken for one that
// says nothing.
//
// The refusal: what it reports of a line that cannot be used holds no words of that line. Nothing that a customer sees is
// stored, nothing is done, and no customer's word leaves: what goes to a model is made up, is masked all the same, is paid from
// the same budget and stands in the ledger as part of an audit. A journal that the desk did not write itself is not read.
package fairness
