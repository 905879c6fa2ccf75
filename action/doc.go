// Package action is how the desk does something and how it promises something: by typed acts within
// policy, never by words.
//
// The promise: whoever proposes an act, a model or a rule, can only fill in the fields of a Spec that
// the owner registered. What comes back is typed too and picks a fixed text of the catalogue, so nothing
// that a tool or a model wrote is ever said as it came. A Look reads. A Change is done after the
// customer said yes to it, and a Money act after an agent said yes as well; each is done once, however
// often it is clicked or tried again. What was promised with a date is kept as a Commitment until somebody
// kept it, or said why not.
//
// The refusal: an unknown tool, an unknown field, malformed JSON, a wrong type and a value out of range
// are refused, told back once, and then the assistant abstains (Attempt). No field takes free words. A
// model is told only of acts that what the customer wrote can fill; it chooses one or none, and fills in no
// number that the customer did not write. A call, a result and a step of a proposal can only be made by the
// functions that check them; their zero values do nothing.
//
// Serves promise 5 of the charter. Moffatt v. Air Canada (2024 BCCRT 149) is what happens without:
// a company is held to what its assistant made up.
package action
