// Package service keeps the human side reachable: hours, the expected wait, the dated promise,
// the place in the queue.
//
// The promise: whoever asks for a person is told either about how long it takes or a date by
// which somebody will be there. The refusal: where no person is on duty and no date is known,
// the assistant does not start either, because nobody could take over from it.
package service
