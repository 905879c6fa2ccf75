-- What keeps people reachable: who can take a conversation, whether somebody asked for a person and got
-- one, ways to be reached, calls to be made, and how conversations were closed.

-- +goose Up

-- Between normal and urgent there is now a lane for declared needs.
UPDATE conversation SET priority = 2 WHERE priority = 1;
UPDATE verdict SET priority = 2 WHERE priority = 1;

ALTER TABLE conversation ADD COLUMN needs TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN reached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN complained INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN matter TEXT NOT NULL DEFAULT '' CHECK (matter IN ('', 'complaint', 'billing', 'continuity'));

-- Over all states, not only those who wait: so that the planner steps from one combination of needs to the next
-- instead of reading everybody who waits.
CREATE INDEX conversation_needs ON conversation (state, needs, priority DESC, waiting_since, id);
CREATE INDEX conversation_clock ON conversation (inbox, waiting_since) WHERE state = 'waiting';
CREATE INDEX conversation_complained ON conversation (complained) WHERE complained > 0;

-- Whether the customer had asked for a person, or the desk had sent them to one.
ALTER TABLE finished_wait ADD COLUMN asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1));

-- Calls that customers asked for. The number is sealed and goes as soon as the call is over.
CREATE TABLE callback (
	id           TEXT    PRIMARY KEY,
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	opens        INTEGER NOT NULL,
	closes       INTEGER NOT NULL CHECK (closes > opens),
	made         INTEGER NOT NULL,
	state        TEXT    NOT NULL CHECK (state IN ('open', 'done', 'failed', 'withdrawn')),
	ended        INTEGER NOT NULL CHECK ((ended = 0) = (state = 'open')),
	agent        TEXT    NOT NULL, -- who ended it
	phone        BLOB    CHECK ((phone IS NOT NULL) = (state = 'open'))
) STRICT, WITHOUT ROWID;

CREATE INDEX callback_conversation ON callback (conversation);
CREATE INDEX callback_due ON callback (closes) WHERE state = 'open';

-- Links that open a conversation on another device. Only the digest is kept.
CREATE TABLE way_back (
	digest       BLOB    PRIMARY KEY,
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	made         INTEGER NOT NULL,
	expires      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX way_back_conversation ON way_back (conversation);

-- Conversations whose customer wants an e-mail when a person has written. The address stands in the
-- profile, and only a proven one is written to.
CREATE TABLE tell (
	conversation TEXT    PRIMARY KEY REFERENCES conversation (id),
	made         INTEGER NOT NULL,
	told         INTEGER NOT NULL -- Number of the last message that they were told of
) STRICT, WITHOUT ROWID;

-- Points that agents have to answer before they close, and how conversations were closed. Sealed.
CREATE TABLE closing (
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	number       INTEGER NOT NULL CHECK (number >= 0), -- 0: the list that is worked on; from 1: each closing
	at           INTEGER NOT NULL,
	agent        TEXT    NOT NULL,
	body         BLOB    NOT NULL, -- sealed JSON
	PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID;
