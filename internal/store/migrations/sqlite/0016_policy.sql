-- +goose Up

-- The operator's policy files, each as it was written. Nothing in them is about a person.
CREATE TABLE policy_file (
	digest  TEXT    PRIMARY KEY CHECK (digest <> ''),
	version TEXT    NOT NULL,
	cases   INTEGER NOT NULL CHECK (cases >= 0),
	text    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Which of them was in force since when; the last row is in force now.
CREATE TABLE policy_force (
	number INTEGER PRIMARY KEY,
	at     INTEGER NOT NULL CHECK (at > 0),
	actor  TEXT    NOT NULL CHECK (actor <> ''),
	digest TEXT    NOT NULL REFERENCES policy_file (digest)
) STRICT;

-- Which rules decided, to count them.
CREATE INDEX verdict_rule ON verdict (at, reason, rule) WHERE rule <> '';
