-- +goose Up

-- Proof that data went when its time was over: which rule, up to when, how much. No data.
CREATE TABLE retention_log (
	number INTEGER PRIMARY KEY CHECK (number > 0),
	at     INTEGER NOT NULL,
	rule   TEXT    NOT NULL,
	class  TEXT    NOT NULL,
	before INTEGER NOT NULL, -- what was older than this
	gone   INTEGER NOT NULL CHECK (gone >= 0),
	held   INTEGER NOT NULL CHECK (held >= 0), -- kept by a legal hold
	digest TEXT    NOT NULL -- of this row and the one before it; the ledger has it too
) STRICT;
