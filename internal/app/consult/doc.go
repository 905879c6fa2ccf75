// Package consult asks articles what a customer would ask, without a desk around them: for
// candor ask, candor knowledge test, and for measuring on files of questions.
//
// The promise: the same retrieval, the same answers and the same rules for when a person must
// handle it as in the running desk. The refusal: it never answers from what is not public, and
// below the calibrated bar it abstains, whatever the caller asks for.
package consult
