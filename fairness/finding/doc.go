// Package finding keeps what an audit or a live alarm found until it is shown to be mended.
//
// The promise: a finding has the test that found it, fixed on the day it is opened, somebody who answers for it, a
// deadline and the change that was made. It closes in one way only: the same test passes. For an audit that is a later
// report, of what answers customers now, over the same questions and the same plan; for an alarm it is a fresh count
// of conversations since the change. What closed it is signed by the desk, so that a row that was written past the
// program closes nothing. What is overdue is public.
//
// The refusal: nobody closes a finding by saying so; there is no function that does. Not enough evidence is no
// pass. A deadline moves to 90 days after the opening at most, and where it stood at first stays visible. When the questions
// themselves change, the test is stated anew with the first audit that asks the new ones, and only an audit after that one can
// close the finding: nobody picks a test that is known to pass.
//
// (Charter, promise 7. Stating the test before the data is pre-registration: Nosek et al., PNAS 2018;115:2600-2606.)
package finding
