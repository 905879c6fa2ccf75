// Package service keeps the human side reachable: hours and holidays, the expected wait and what it rests on, the
// dated promise, who should take what, the clocks that laws set, calls, and closing with an answer to each point.
//
// The promise: whoever asks for a person is told either about how long it takes or a date by
// which somebody will be there. Nobody waits for ever for a skill, a clock warns before its time is over, and what a
// customer asked is answered before it is closed. The refusal: where no person is on duty and no date is known,
// the assistant does not start either, because nobody could take over from it; and the zero Closing closes nothing.
//
// Sources: Ley 10/2025 (Spain) arts. 4, 8, 10-13, 17; the laws that holiday_table.go names.
package service
