-- +goose Up

-- Whose idea a proposal was, and what the customer is told of its end.
ALTER TABLE proposal ADD COLUMN proposer TEXT    NOT NULL DEFAULT ''; -- an agent; empty: the customer's own
ALTER TABLE proposal ADD COLUMN says     BLOB;                        -- sealed JSON: a text of the catalogue with its arguments; NULL: nothing
ALTER TABLE proposal ADD COLUMN told     INTEGER NOT NULL DEFAULT 0;  -- when it is known that the customer was told; 0: not yet
CREATE INDEX proposal_untold ON proposal (ended) WHERE ended > 0 AND told = 0 AND says IS NOT NULL;
