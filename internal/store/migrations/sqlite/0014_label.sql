-- +goose Up

-- What people of the desk said of a question: whether the article found was the right one. Only numbers: how
-- the search did, each to a hundredth. Whose question it was stands in label_tie alone and goes with it.
CREATE TABLE label (
	id       TEXT    PRIMARY KEY,
	article  TEXT    NOT NULL,                                                         -- the one found; empty: none
	tier     TEXT    NOT NULL CHECK (tier IN ('information', 'account', 'money-legal-health')),
	verdict  TEXT    NOT NULL CHECK (verdict IN ('right', 'wrong', 'none')),
	drawn    INTEGER NOT NULL CHECK (drawn IN (0, 1)),                                 -- by lot, without regard to what became of it
	features TEXT    NOT NULL,                                                         -- JSON: numbers by name; empty object: nothing was found
	day      INTEGER NOT NULL CHECK (day > 0),
	agent    TEXT    NOT NULL CHECK (agent <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE label_tie (
	conversation TEXT NOT NULL REFERENCES conversation (id),
	message      TEXT NOT NULL, -- what the assistant said, or that it knew nothing
	label        TEXT NOT NULL UNIQUE REFERENCES label (id),
	PRIMARY KEY (conversation, message)
) STRICT, WITHOUT ROWID;

-- The calibration in force: one row at most. Nothing in it is about a person.
CREATE TABLE calibration (
	one       INTEGER PRIMARY KEY CHECK (one = 1),
	at        INTEGER NOT NULL CHECK (at > 0),
	actor     TEXT    NOT NULL CHECK (actor <> ''),
	knowledge TEXT    NOT NULL CHECK (knowledge <> ''), -- digest of the articles that it is for
	target    REAL    NOT NULL CHECK (target > 0 AND target < 1),
	bar       REAL    NOT NULL CHECK (bar >= 0 AND bar <= 1),
	model     TEXT    NOT NULL,
	digest    TEXT    NOT NULL CHECK (digest <> ''),    -- of the model
	watch     TEXT    NOT NULL,
	alarms    TEXT    NOT NULL,                         -- JSON: those that no person has answered
	labels    INTEGER NOT NULL CHECK (labels >= 0)      -- drawn ones that there were
) STRICT;

-- What the assistant was asked and did, to draw from.
CREATE INDEX message_drawn ON message (at) WHERE author = 'assistant' AND (kind = 'said' OR text_key IN ('assistant.abstain', 'assistant.abstain_closed'));
