-- +goose Up

-- Which token stands for which value, for each conversation of which masked text left the desk. The
-- whole map is one sealed text: a row tells how often it grew and nothing else.
CREATE TABLE mask_vault (
	conversation TEXT    PRIMARY KEY REFERENCES conversation (id),
	version      INTEGER NOT NULL CHECK (version > 0),
	body         BLOB    NOT NULL -- sealed JSON
) STRICT, WITHOUT ROWID;
