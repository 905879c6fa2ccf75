-- +goose Up

-- Every time that masked words of a conversation were about to leave for a vendor: what, to whom, for
-- what, and what became of it. Never the words. The customer reads their own rows.
CREATE TABLE egress (
	id           TEXT    PRIMARY KEY,
	conversation TEXT    NOT NULL REFERENCES conversation (id),
	message      TEXT    NOT NULL,                            -- that was to be answered
	vendor       TEXT    NOT NULL CHECK (vendor <> ''),       -- as the customer read the name
	model        TEXT    NOT NULL,
	region       TEXT    NOT NULL,
	purpose      TEXT    NOT NULL,
	attempt      INTEGER NOT NULL CHECK (attempt >= 0),       -- 0 when it was refused before the first
	at           INTEGER NOT NULL,
	ended        INTEGER NOT NULL,                            -- 0 while nobody knows how it ended
	classes      TEXT    NOT NULL,                            -- kinds of data in it: a JSON list
	fields       TEXT    NOT NULL,                            -- names of its parts: a JSON list
	masked       TEXT    NOT NULL,                            -- kinds of what tokens stand for: a JSON list
	outcome      TEXT    NOT NULL CHECK (outcome <> ''),
	reason       TEXT    NOT NULL,                            -- of a refusal
	status       INTEGER NOT NULL,                            -- of HTTP; 0 when none came
	bytes_out    INTEGER NOT NULL CHECK (bytes_out >= 0),
	bytes_in     INTEGER NOT NULL CHECK (bytes_in >= 0),
	counted      INTEGER NOT NULL CHECK (counted IN (0, 1)),  -- the vendor said how many tokens
	input        INTEGER NOT NULL CHECK (input >= 0),
	cached       INTEGER NOT NULL CHECK (cached >= 0),        -- of input
	output       INTEGER NOT NULL CHECK (output >= 0),
	currency     TEXT    NOT NULL,                            -- ISO 4217; '' when the cost is not known
	micros       INTEGER NOT NULL CHECK (micros >= 0),        -- millionths of the currency
	settled      INTEGER NOT NULL CHECK (settled IN (0, 1))   -- 0: micros is what it costs at most
) STRICT, WITHOUT ROWID;

CREATE INDEX egress_conversation ON egress (conversation, at);

-- The same in sums by day, vendor and model, with no trace of whose words it was: what a budget of a
-- day has left must not change because somebody is erased.
CREATE TABLE egress_day (
	day      INTEGER NOT NULL, -- since 1970, in UTC
	vendor   TEXT    NOT NULL,
	model    TEXT    NOT NULL,
	currency TEXT    NOT NULL, -- '' for what has no known cost
	sent     INTEGER NOT NULL,
	refused  INTEGER NOT NULL,
	counted  INTEGER NOT NULL, -- of sent: with a number of tokens
	input    INTEGER NOT NULL,
	cached   INTEGER NOT NULL,
	output   INTEGER NOT NULL,
	micros   INTEGER NOT NULL, -- what they cost, at most
	PRIMARY KEY (day, vendor, model, currency)
) STRICT, WITHOUT ROWID;
