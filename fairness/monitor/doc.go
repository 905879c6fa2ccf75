// Package monitor watches whether people are treated alike while the desk works: what became of their matters, by language,
// by channel, by the hour, and by groups that people chose to name.
//
// The promise: every figure stands with how many people it is about, of how many it is not known yet, its interval, the
// smallest gap that so many people can show, and how many more are needed. A rate of nobody is undefined and never 0. Alarms
// hold however often somebody looks: when nothing differs, all of them together raise a false one in at most one desk of
// twenty, ever (e-processes: Turner, Ly, Grünwald 2024; e-BH: Wang, Ramdas 2022).
//
// The refusal: nothing about fewer than ten people is told, and nothing that is told can be subtracted to tell of fewer. What
// happens to people goes into an open batch that nobody is shown; once it is about ten people it is told as a whole. Every
// figure, total and window is a sum of whole batches, so that no total gives away what a row holds back, no second table
// what the first does, and today's table less yesterday's is again a batch or nothing. Nobody is counted twice in ninety days,
// so that ten are ten people. Which group somebody is in stands beside no conversation and no customer.
package monitor
