// Package respond writes answers: JSON, pages, and failures in plain words.
//
// The promise: whatever goes wrong, a person reads what happened, what is safe and what to do
// next, in their language. The refusal: the cause of a failure goes to the log alone, once, and
// never to the page.
package respond
