// Package access says who may see a conversation: whoever holds its pass.
//
// A pass is "<conversation id>.<mac>", the mac being HMAC-SHA256 under the desk's own secret. It
// is checked without the database and travels in a header or an HttpOnly cookie, never in an
// address. The refusal: a pass that is wrong and a conversation that is unknown get the same
// answer, so that nobody can find out which conversations exist.
package access
