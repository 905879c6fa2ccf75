package main

// reading says how the figures are to be read.
const reading = `In brackets: where the share lies with 95 % confidence (Wilson). A goal is met when the measured value itself
meets it. Precision and recall count a span when its type agrees and it shares at least half of what the two
cover; "exact" wants both ends too. A character leaks when no span of any type covers it. Structured is all but
names, addresses, places, dates that are no birthdays, and what describes a person. Own messages are made by
bench/privacy/corpus, which does not know the detector; in them ID_NUMBER is the national number of a country
that has no type of its own (Austria, Belgium, Egypt, Ireland, Mexico). The time of a message is from sending a
line to having its answer; throughput is by processor time, without the start.
`
