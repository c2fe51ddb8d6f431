-- A database of the first schema (m001_threads), as it was written when there was no other: the page
-- cases/text/legacy_flat.txt read and analyzed. Never to be changed, whatever becomes of the schema.
PRAGMA application_id = 1382706788;
PRAGMA journal_mode = WAL;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE "articles" (
   "id" TEXT PRIMARY KEY NOT NULL,
   "url" TEXT,
   "title" TEXT NOT NULL,
   "author" TEXT,
   "outlet" TEXT,
   "dept" TEXT,
   "published_at" TEXT,
   "body" TEXT NOT NULL,
   "tags" TEXT NOT NULL,
   "format" TEXT NOT NULL,
   "claimed_comments" INTEGER,
   "content_hash" TEXT NOT NULL,
   "first_read" TEXT NOT NULL
);
CREATE TABLE "article_keys" (
   "key" TEXT NOT NULL,
   "article_id" TEXT NOT NULL REFERENCES "articles"("id") ON DELETE CASCADE,
   PRIMARY KEY ("key", "article_id")
);
CREATE INDEX "idx_article_keys_article_id"
    ON "article_keys" ("article_id");
CREATE TABLE "snapshots" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "article_id" TEXT NOT NULL REFERENCES "articles"("id") ON DELETE CASCADE,
   "source" TEXT NOT NULL,
   "format" TEXT NOT NULL,
   "sha256" TEXT NOT NULL,
   "read_at" TEXT NOT NULL,
   "comments" INTEGER NOT NULL
);
CREATE INDEX "idx_snapshots_sha256"
    ON "snapshots" ("sha256");
CREATE INDEX "idx_snapshots_article_id"
    ON "snapshots" ("article_id");
CREATE TABLE "comments" (
   "id" TEXT PRIMARY KEY NOT NULL,
   "article_id" TEXT NOT NULL REFERENCES "articles"("id") ON DELETE CASCADE,
   "position" INTEGER NOT NULL,
   "external_id" TEXT,
   "author" TEXT,
   "author_id" TEXT,
   "registered" INTEGER,
   "posted_at" TEXT,
   "subject" TEXT,
   "text" TEXT NOT NULL,
   "own_text" TEXT NOT NULL,
   "votes_insightful" INTEGER,
   "votes_funny" INTEGER,
   "flagged" INTEGER,
   "state" TEXT NOT NULL,
   "subject_lost" INTEGER NOT NULL,
   "quoted" TEXT NOT NULL,
   "placement" TEXT NOT NULL,
   "placed_under" TEXT REFERENCES "comments"("id") ON DELETE CASCADE
);
CREATE INDEX "idx_comments_article_id_position"
    ON "comments" ("article_id", "position");
CREATE INDEX "idx_comments_author_id"
    ON "comments" ("author_id");
CREATE INDEX "idx_comments_placed_under"
    ON "comments" ("placed_under");
CREATE TABLE "replies" (
   "comment_id" TEXT PRIMARY KEY NOT NULL REFERENCES "comments"("id") ON DELETE CASCADE,
   "parent_id" TEXT REFERENCES "comments"("id") ON DELETE CASCADE,
   "depth" INTEGER NOT NULL,
   "method" TEXT NOT NULL,
   "confidence" REAL NOT NULL,
   "evidence" TEXT NOT NULL
);
CREATE INDEX "idx_replies_parent_id"
    ON "replies" ("parent_id");
CREATE TABLE "quotes" (
   "comment_id" TEXT NOT NULL REFERENCES "comments"("id") ON DELETE CASCADE,
   "ordinal" INTEGER NOT NULL,
   "source" TEXT NOT NULL,
   "source_id" TEXT NOT NULL,
   "text" TEXT NOT NULL,
   "similarity" REAL NOT NULL,
   PRIMARY KEY ("comment_id", "ordinal")
);
CREATE INDEX "idx_quotes_source_id"
    ON "quotes" ("source_id");
CREATE TABLE "sentiment" (
   "comment_id" TEXT PRIMARY KEY NOT NULL REFERENCES "comments"("id") ON DELETE CASCADE,
   "compound" REAL NOT NULL,
   "label" TEXT NOT NULL,
   "sentences" INTEGER NOT NULL
);
CREATE TABLE "stance" (
   "comment_id" TEXT PRIMARY KEY NOT NULL REFERENCES "comments"("id") ON DELETE CASCADE,
   "to_parent" TEXT NOT NULL,
   "parent_agree" REAL NOT NULL,
   "parent_neutral" REAL NOT NULL,
   "parent_disagree" REAL NOT NULL,
   "to_article" TEXT NOT NULL,
   "article_support" REAL NOT NULL,
   "article_neutral" REAL NOT NULL,
   "article_oppose" REAL NOT NULL,
   "asks" INTEGER NOT NULL,
   "engine" TEXT NOT NULL,
   "evidence" TEXT NOT NULL
);
CREATE TABLE "chains" (
   "id" TEXT PRIMARY KEY NOT NULL,
   "article_id" TEXT NOT NULL REFERENCES "articles"("id") ON DELETE CASCADE,
   "root_comment_id" TEXT NOT NULL REFERENCES "comments"("id") ON DELETE CASCADE,
   "comments" INTEGER NOT NULL,
   "depth" INTEGER NOT NULL,
   "authors" INTEGER NOT NULL,
   "started_at" TEXT,
   "ended_at" TEXT,
   "agree" INTEGER,
   "neutral" INTEGER,
   "disagree" INTEGER,
   "sentiment" REAL,
   "split" REAL,
   "heat" REAL,
   "flip_comment_id" TEXT REFERENCES "comments"("id") ON DELETE SET NULL
);
CREATE INDEX "idx_chains_article_id"
    ON "chains" ("article_id");
CREATE INDEX "idx_chains_root_comment_id"
    ON "chains" ("root_comment_id");
CREATE INDEX "idx_chains_flip_comment_id"
    ON "chains" ("flip_comment_id");
CREATE TABLE "runs" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "analyzer" TEXT NOT NULL,
   "version" TEXT NOT NULL,
   "parameters" TEXT NOT NULL,
   "model_hash" TEXT,
   "started" TEXT NOT NULL,
   "finished" TEXT,
   "rows" INTEGER NOT NULL
);
CREATE TABLE "freshness" (
   "article_id" TEXT NOT NULL REFERENCES "articles"("id") ON DELETE CASCADE,
   "analyzer" TEXT NOT NULL,
   "fingerprint" TEXT NOT NULL,
   PRIMARY KEY ("article_id", "analyzer")
);
CREATE VIRTUAL TABLE "comments_fts" USING FTS5 (
    "subject", "text", "author",
    tokenize='unicode61 remove_diacritics 2',
    content="comments"
);
CREATE TRIGGER comments_ai AFTER INSERT ON comments BEGIN INSERT INTO comments_fts (rowid, subject, text, author) VALUES (new.rowid, new.subject, new.text, new.author); END;
CREATE TRIGGER comments_ad AFTER DELETE ON comments BEGIN INSERT INTO comments_fts (comments_fts, rowid, subject, text, author) VALUES ('delete', old.rowid, old.subject, old.text, old.author); END;
CREATE TRIGGER comments_au AFTER UPDATE ON comments WHEN (old.subject, old.text, old.author) IS NOT (new.subject, new.text, new.author) BEGIN INSERT INTO comments_fts (comments_fts, rowid, subject, text, author) VALUES ('delete', old.rowid, old.subject, old.text, old.author); INSERT INTO comments_fts (rowid, subject, text, author) VALUES (new.rowid, new.subject, new.text, new.author); END;
INSERT INTO _sqlite_migrations VALUES (1, 'rejoinder', 'm001_threads', '2019-06-11 08:00:00.000000+00:00');
INSERT INTO articles VALUES ('fc86a565c297', NULL, 'City Council Wants Every Lamp Post To Count Pedestrians', 'Ines Hartmann', 'Techdirt', 'counting-sheep', '2015-06-09T07:42', 'The city council voted last night to fit four thousand lamp posts with sensors that count the people who walk past. The vendor promises that no pictures leave the post, and that "only anonymous totals" are ever stored.

Nobody on the council could say who owns the totals once the contract ends.

The contract gives the vendor a perpetual licence to all data derived from the poles.

We have seen this before with parking meters, and it did not end well.', '["privacy","sensors","smart city","lumen works"]', 'techdirt-legacy-text', NULL, '6594eb6dd030a54a5344eccaf5f56775f2f89846a017a8f74cada7e811e55be0', '2019-06-11T08:00:00Z');
INSERT INTO article_keys VALUES ('title:citycouncilwantseverylampposttocountpedestrians|2015-06-09', 'fc86a565c297');
INSERT INTO snapshots VALUES (1, 'fc86a565c297', 'lamp-posts.txt', 'techdirt-legacy-text', 'db4fc0ad2d9eec8641a930ffa36b0eb64b97234851330b798e569892d17657c6', '2019-06-11T08:00:00Z', 7);
INSERT INTO comments VALUES ('fc86a565c297-56zaid3z', 'fc86a565c297', 1, '1', 'Harbour Cat', 'n-a14569368f', 0, '2015-06-09T08:05', 'Count me out', 'My lamp post can have a sensor when my landlord gets one.', 'My lamp post can have a sensor when my landlord gets one.', NULL, NULL, NULL, 'present', 0, '[]', 'listed', NULL);
INSERT INTO comments VALUES ('fc86a565c297-trms66qu', 'fc86a565c297', 2, '2', 'Marta, of the Hill', 'r-f8d9c52e2f', 1, '2015-06-09T08:11', '', 'perpetual licence to all data

That is the whole story right there. Everything else is decoration.', 'That is the whole story right there. Everything else is decoration.', NULL, NULL, NULL, 'present', 0, '[]', 'listed', NULL);
INSERT INTO comments VALUES ('fc86a565c297-ltgbxozu', 'fc86a565c297', 3, '3', 'Anonymous Coward', NULL, 0, '2015-06-09T12:00', 'Re: Count me out', '> when my landlord gets one
> (a sensor)

Your landlord already has one. It is called the neighbour downstairs.', 'Your landlord already has one. It is called the neighbour downstairs.', NULL, NULL, NULL, 'present', 0, '["> when my landlord gets one\n> (a sensor)"]', 'listed', NULL);
INSERT INTO comments VALUES ('fc86a565c297-vf3um2xc', 'fc86a565c297', 4, '4', 'Harbour Cat', 'r-a14569368f', 1, '2015-06-09T12:17', '', 'Fair point, she does see everything.', 'Fair point, she does see everything.', NULL, NULL, NULL, 'present', 1, '[]', 'listed', NULL);
INSERT INTO comments VALUES ('fc86a565c297-5wa2pu2l', 'fc86a565c297', 5, '5', 'Anonymous Coward', NULL, 0, '2015-06-10T00:03', '', 'you people would complain about free ice cream', 'you people would complain about free ice cream', NULL, NULL, 1, 'present', 0, '[]', 'listed', NULL);
INSERT INTO comments VALUES ('fc86a565c297-sztuwacw', 'fc86a565c297', 6, '6', 'old engineer', 'n-205052e36f', 0, '2015-06-10T09:30', '', 'Three things a counter needs:
1. power
2. a network
3. somebody who answers the phone when it breaks

The tender mentions *one* of them.', 'Three things a counter needs:
1. power
2. a network
3. somebody who answers the phone when it breaks

The tender mentions *one* of them.', NULL, NULL, NULL, 'present', 0, '[]', 'listed', NULL);
INSERT INTO comments VALUES ('fc86a565c297-4t2w2qs6', 'fc86a565c297', 7, '7', 'Marta, of the Hill', 'r-f8d9c52e2f', 1, '2015-06-10T09:52', 'Re: Re: Count me out', 'Add your comment to the public hearing on the 14th instead of here, please.', 'Add your comment to the public hearing on the 14th instead of here, please.', NULL, NULL, NULL, 'present', 0, '[]', 'listed', NULL);
INSERT INTO replies VALUES ('fc86a565c297-56zaid3z', NULL, 1, 'order', 0.98, '{"layout":"nothing earlier to answer"}');
INSERT INTO replies VALUES ('fc86a565c297-trms66qu', NULL, 1, 'subject', 0.98, '{"layout":"no subject, where a reply has Re:","quote":"perpetual licence to all data"}');
INSERT INTO replies VALUES ('fc86a565c297-ltgbxozu', 'fc86a565c297-56zaid3z', 2, 'subject', 0.98, '{"fitting":1,"quote":"> when my landlord gets one","subject":"Re: Count me out","words":["landlord"]}');
INSERT INTO replies VALUES ('fc86a565c297-vf3um2xc', 'fc86a565c297-trms66qu', 2, 'subject', 0.98, '{"fitting":1,"subject":"Re: (lost)","words":["everything"]}');
INSERT INTO replies VALUES ('fc86a565c297-5wa2pu2l', NULL, 1, 'subject', 0.98, '{"layout":"no subject, where a reply has Re:"}');
INSERT INTO replies VALUES ('fc86a565c297-sztuwacw', NULL, 1, 'subject', 0.98, '{"layout":"no subject, where a reply has Re:"}');
INSERT INTO replies VALUES ('fc86a565c297-4t2w2qs6', 'fc86a565c297-ltgbxozu', 3, 'subject', 0.98, '{"fitting":1,"subject":"Re: Re: Count me out"}');
INSERT INTO quotes VALUES ('fc86a565c297-trms66qu', 1, 'article', 'fc86a565c297', 'perpetual licence to all data', 1.0);
INSERT INTO quotes VALUES ('fc86a565c297-ltgbxozu', 1, 'comment', 'fc86a565c297-56zaid3z', '> when my landlord gets one', 1.0);
INSERT INTO sentiment VALUES ('fc86a565c297-56zaid3z', 0.0, 'neutral', 1);
INSERT INTO sentiment VALUES ('fc86a565c297-trms66qu', 0.0, 'neutral', 2);
INSERT INTO sentiment VALUES ('fc86a565c297-ltgbxozu', 0.0, 'neutral', 2);
INSERT INTO sentiment VALUES ('fc86a565c297-vf3um2xc', 0.3182, 'positive', 1);
INSERT INTO sentiment VALUES ('fc86a565c297-5wa2pu2l', 0.2023, 'positive', 1);
INSERT INTO sentiment VALUES ('fc86a565c297-sztuwacw', 0.0, 'neutral', 5);
INSERT INTO sentiment VALUES ('fc86a565c297-4t2w2qs6', 0.3182, 'positive', 1);
INSERT INTO stance VALUES ('fc86a565c297-56zaid3z', 'agree', 0.5031, 0.3265, 0.1704, 'support', 0.5031, 0.3265, 0.1704, 0, 'provisional', '{"because":[{"feature":"opens by going on","weight":0.43,"words":["my"]},{"feature":"says I","weight":0.31,"words":["my"]}],"through":null}');
INSERT INTO stance VALUES ('fc86a565c297-trms66qu', 'agree', 0.3794, 0.2692, 0.3514, 'support', 0.3794, 0.2692, 0.3514, 0, 'provisional', '{"because":[],"through":null}');
INSERT INTO stance VALUES ('fc86a565c297-ltgbxozu', 'disagree', 0.2904, 0.2083, 0.5013, 'neutral', 0.2315, 0.4668, 0.3017, 0, 'provisional', '{"because":[{"feature":"quotes the parent, then speaks","weight":0.32,"words":[]},{"feature":"says you","weight":0.23,"words":["your"]}],"through":"fc86a565c297-56zaid3z"}');
INSERT INTO stance VALUES ('fc86a565c297-vf3um2xc', 'agree', 0.9396, 0.0377, 0.0227, 'support', 0.3645, 0.2967, 0.3388, 0, 'provisional', '{"because":[{"feature":"opens by agreeing","weight":2.37,"words":["fair point"]},{"feature":"opens by going on","weight":0.43,"words":["she"]},{"feature":"sounds positive","weight":0.11,"words":[]}],"through":"fc86a565c297-trms66qu"}');
INSERT INTO stance VALUES ('fc86a565c297-5wa2pu2l', 'agree', 0.3541, 0.2979, 0.348, 'support', 0.3541, 0.2979, 0.348, 0, 'provisional', '{"because":[],"through":null}');
INSERT INTO stance VALUES ('fc86a565c297-sztuwacw', 'neutral', 0.368, 0.3913, 0.2407, 'neutral', 0.368, 0.3913, 0.2407, 0, 'provisional', '{"because":[],"through":null}');
INSERT INTO stance VALUES ('fc86a565c297-4t2w2qs6', 'disagree', 0.3097, 0.2994, 0.3909, 'neutral', 0.1896, 0.6265, 0.1839, 0, 'provisional', '{"because":[{"feature":"says you","weight":0.23,"words":["your"]},{"feature":"parent says you","weight":0.15,"words":[]}],"through":"fc86a565c297-ltgbxozu"}');
INSERT INTO chains VALUES ('fc86a565c297-56zaid3z', 'fc86a565c297', 'fc86a565c297-56zaid3z', 3, 3, 3, '2015-06-09T08:05', '2015-06-10T09:52', 0, 0, 2, 0.1061, 0.4373, 0.1115, NULL);
INSERT INTO chains VALUES ('fc86a565c297-trms66qu', 'fc86a565c297', 'fc86a565c297-trms66qu', 2, 2, 2, '2015-06-09T08:11', '2015-06-09T12:17', 1, 0, 0, 0.1591, 0.6902, 0.0038, NULL);
INSERT INTO chains VALUES ('fc86a565c297-5wa2pu2l', 'fc86a565c297', 'fc86a565c297-5wa2pu2l', 1, 1, 1, '2015-06-10T00:03', '2015-06-10T00:03', 0, 0, 0, 0.2023, 0.0, 0.0, NULL);
INSERT INTO chains VALUES ('fc86a565c297-sztuwacw', 'fc86a565c297', 'fc86a565c297-sztuwacw', 1, 1, 1, '2015-06-10T09:30', '2015-06-10T09:30', 0, 0, 0, 0.0, 0.0, 0.0, NULL);
INSERT INTO runs VALUES (1, 'sentiment', '1', '{"engine":"vaderSentiment 3.3.2","threshold":0.05,"unit":"sentence"}', 'a64593a7c9ea511d1da88e0d2da2ee585498049ac301813231273f55bdd717cf', '2019-06-11T08:00:00Z', '2019-06-11T08:00:00Z', 7);
INSERT INTO runs VALUES (2, 'stance', '1', '{"engine":"provisional","lead_words":60}', '7af1e6f7b4983aee32903643289481f8d22114cdd5e20e00ffebc7e51e728a0b', '2019-06-11T08:00:00Z', '2019-06-11T08:00:00Z', 7);
INSERT INTO runs VALUES (3, 'chains', '1', '{"calm_replies":2,"flip_margin":0.05,"flip_stays":2}', NULL, '2019-06-11T08:00:00Z', '2019-06-11T08:00:00Z', 4);
INSERT INTO freshness VALUES ('fc86a565c297', 'sentiment', '8b3fa9db3483e86dff6377b213631457398eb578bb08bad12ec1500333f3963c');
INSERT INTO freshness VALUES ('fc86a565c297', 'stance', 'c42aa01172704b9a7f84a2a6c9fe0c082b96bd0f098f4a8c8239041e75f4ffa9');
INSERT INTO freshness VALUES ('fc86a565c297', 'chains', '344300d5b615c5a2546ecc1fc792d565c474b28384f7fe5e9c8042da95c4071f');
