// Package store keeps everything the desk must not lose, in one database. All SQL is here, one
// file for each noun.
//
// The promise: what a call confirms is on the disk, whole, exactly once, and stays there when the
// machine stops the next moment. A message, the decision behind it, its ledger entries, events
// and jobs are one transaction. Events are published in the order of their commits, after them.
//
// The refusal: nothing is stored as said unless a pipeline made it (nil and empty ones are turned
// away, and message.verdict_id is a foreign key that cannot be null); no assistant message is
// stored unless the conversation, as it stands in the database, is the assistant's. A change that
// was decided on an older version of a conversation changes nothing. Where the disk is full, the
// file locked, damaged or of a newer program, the store says so and leaves it as it was.
//
// One goroutine writes; calls that wait at the same time share one transaction and one write to
// the disk. Readers have connections of their own. Other processes may use the same file: each
// transaction begins by looking how far the ledger and the outbox have come.
//
// What people wrote is sealed under their own key through the Keys port before it gets here. Who is
// erased is gone from every table at once, then from the keys, then from the bytes of the files; a
// table that nobody said how to empty fails the build. A copy from before is emptied again when it is
// opened. Reports keep their sums. A legal hold keeps what it names from erasure and from time.
package store
