-- How long a customer had waited when a person last took their conversation, in microseconds: who is handed on keeps it.

-- +goose Up

ALTER TABLE conversation ADD COLUMN waited INTEGER NOT NULL DEFAULT 0 CHECK (waited >= 0);
