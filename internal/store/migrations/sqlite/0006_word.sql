-- +goose Up

-- The blind index over sealed messages: a keyed hash of a word beside the alias of a customer in
-- whose conversations it stands. The alias is in the keyring alone and goes with the customer's
-- key. There is no time, no number and no conversation here on purpose, and no order of arrival:
-- a row must not lead to its customer.
CREATE TABLE word (
	tag   BLOB NOT NULL CHECK (length(tag) = 8),
	alias BLOB NOT NULL CHECK (length(alias) = 16),
	PRIMARY KEY (tag, alias)
) STRICT, WITHOUT ROWID;

-- How far that index has come: one row.
CREATE TABLE word_progress (
	id      INTEGER PRIMARY KEY CHECK (id = 1),
	version TEXT    NOT NULL, -- what it was made with; '' while it is being cleared
	seq     INTEGER NOT NULL CHECK (seq >= 0), -- of the outbox
	walked  TEXT    NOT NULL -- the last conversation of a walk over all of them; '' when none is going on
) STRICT;

INSERT INTO word_progress (id, version, seq, walked) VALUES (1, '', 0, '');
