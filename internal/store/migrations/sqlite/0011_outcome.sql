-- What became of a conversation, as the customer told or showed: see outcome.go.

-- +goose Up
ALTER TABLE conversation ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
