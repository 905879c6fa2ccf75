// Package teamwork decides how agents work together on conversations: for whom one is meant, what a prepared
// reply says, which conversations a list holds, what may be done to many at once, who is spoken to in a note.
//
// The promise: what an agent wrote is never sent over what somebody else said meanwhile, nor with a gap where a
// name should stand; a hand-over carries its reasons to whoever gets it; and what is done to many conversations
// is done to each by the rules of one.
//
// The refusal: nothing here closes a conversation that a person waits in, nor many of any kind; nothing keeps
// the way to help closed: danger to a person, a request about one's own data and a complaint get through
// whatever was limited (GDPR Art. 12(2); ISO 10002:2018, 5.3 accessibility of complaints). Nothing counts,
// compares or ranks the people who work here.
package teamwork
