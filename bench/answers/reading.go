package main

const reading = `In brackets: where the value lies with 95 % confidence. Shares have Wilson intervals; what ` + "`candor eval`" + `
reckons otherwise has bootstrap intervals over articles. A goal is met when the measured value itself meets
it. Near: the confidence tells a question from the same question whose article was taken away; far: from a
question about something else. The weights of search and confidence are fitted on the demo's questions, on
BANKING77 (CC BY 4.0) with its intents for articles, and on questions out of scope of CLINC150's validation part (CC BY
3.0). On wixqa-expert, techqa-rag, stackfaq, xquad and the far questions here nothing is fitted. Times have
no interval; one that others disturbed on a shared machine is marked so: alone it would be no longer.
`
