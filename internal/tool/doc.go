// Package tool does acts over HTTP: it turns a checked call into one request to an address that the
// owner wrote down, and the reply into a checked result.
//
// The promise: the other side is told who asks by a token that the desk signs, which names the customer
// by what they proved, lives a minute and is good for this one request; so it can answer for that customer alone. No
// model sees the token or the key, and none can choose an address: arguments are percent-encoded into the place that the
// owner left for them.
//
// The refusal: whoever has not proved who they are is not asked about. A redirect is not followed, a reply that
// is too long, not JSON or not what its schema says is not used, and what changes something is not sent without the
// key of an accepted proposal. Nothing of a reply gets into an error.
package tool
