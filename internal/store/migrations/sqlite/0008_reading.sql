-- +goose Up

-- Who opened a conversation's words, for what, and where the ledger says so: the customer sees this.
-- One row for each sitting, and none for the customer's own reading.
CREATE TABLE reading (
	customer     TEXT    NOT NULL REFERENCES customer (id),
	conversation TEXT    NOT NULL,
	at           INTEGER NOT NULL,
	actor        TEXT    NOT NULL CHECK (actor <> ''),
	purpose      TEXT    NOT NULL CHECK (purpose <> ''),
	entry        INTEGER NOT NULL -- in the ledger
) STRICT;

CREATE INDEX reading_customer ON reading (customer, at);

-- Since when the customer's data may only be kept, not used (GDPR Art. 18); 0 when it may be used.
ALTER TABLE customer ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
