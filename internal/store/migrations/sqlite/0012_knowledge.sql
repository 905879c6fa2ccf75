-- +goose Up

-- What staff know of an article, who wrote and who approved each version, and which one answers: the
-- newest that was approved, while newer ones wait.
ALTER TABLE article ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN tier TEXT NOT NULL DEFAULT '' CHECK (tier IN ('', 'information', 'account', 'money-legal-health'));
ALTER TABLE article ADD COLUMN valid_from INTEGER NOT NULL DEFAULT 0;  -- 0: at once
ALTER TABLE article ADD COLUMN valid_until INTEGER NOT NULL DEFAULT 0; -- 0: for good
ALTER TABLE article ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN approver TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN approved INTEGER NOT NULL DEFAULT 0; -- 0: nobody yet
ALTER TABLE article ADD COLUMN imported TEXT NOT NULL DEFAULT '';   -- digest of what the last import brought
ALTER TABLE article ADD COLUMN answers INTEGER NOT NULL DEFAULT 0 CHECK (answers IN (0, 1));

-- What was there before approval existed goes on answering, and says so.
UPDATE article SET author = 'import', approver = 'before approval existed', approved = saved, answers = is_current;

CREATE UNIQUE INDEX article_answers ON article (id) WHERE answers = 1;
CREATE INDEX article_answers_slug ON article (slug, language) WHERE answers = 1;
CREATE INDEX article_approved ON article (approved);
CREATE INDEX article_from ON article (valid_from) WHERE answers = 1 AND valid_from > 0;
CREATE INDEX article_until ON article (valid_until) WHERE answers = 1 AND valid_until > 0;

-- What pages said of themselves when they were last read, so that what has not changed is not sent again.
CREATE TABLE fetched (
	url      TEXT    PRIMARY KEY CHECK (url <> ''),
	etag     TEXT    NOT NULL,
	modified TEXT    NOT NULL,
	article  TEXT    NOT NULL, -- that came of it; empty: none
	at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the assistant found no answer: few rows among many.
CREATE INDEX message_unanswered ON message (at) WHERE text_key IN ('assistant.abstain', 'assistant.abstain_closed');
