-- The tables of the ledger, version 1. The ledger makes them itself on first use. Whoever makes them before: sqlite3 ledger.db < schema.sql
-- Another TablePrefix than "sms_" takes the place of "sms_" in every name.
-- Times are microseconds since 1970 in UTC: those that end in _tw by the clock of Twilio, the others by the clock of this machine.

CREATE TABLE IF NOT EXISTS sms_meta (
    id integer PRIMARY KEY CHECK (id = 1),
    version integer NOT NULL,               -- of these tables
    oldest integer NOT NULL,                -- the oldest version of the ledger that can work with them
    salt blob                               -- made on first use: whoever has it can tell which numbers are in the ledger
) STRICT;

INSERT INTO sms_meta (id, version, oldest) VALUES (1, 1, 1) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS sms_send (
    key_hash blob NOT NULL,                 -- HMAC-SHA256 of the idempotency key
    to_hash blob NOT NULL,                  -- of the recipient
    account text NOT NULL,
    endpoint text NOT NULL,
    state integer NOT NULL,                 -- 0 free, 1 claimed, 2 sent, 3 parked
    token text NOT NULL,
    renewals integer NOT NULL,
    since_tw integer NOT NULL,
    began_tw integer NOT NULL,
    began_db integer NOT NULL,
    sender text NOT NULL,
    content blob NOT NULL,                  -- of what the caller gave
    trace blob NOT NULL,                    -- of the text as Twilio lists it; empty where there is none
    to_number text NOT NULL,                -- masked once it is settled, unless numbers are to be kept
    calling_code text,
    text_kept integer NOT NULL,
    number_kept integer NOT NULL,
    send_at integer,
    sid text,
    status text,
    reason integer,                         -- free: 0 certain, 1 look-up, 2 person; parked: 3 ambiguous, 4 not searchable, 5 too long
    error integer,
    twilio_code integer,
    settled_tw integer,
    keep_until_tw integer,
    look_at integer,
    looks integer NOT NULL DEFAULT 0,
    PRIMARY KEY (key_hash, to_hash, account)
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS sms_send_sid ON sms_send (account, sid) WHERE sid IS NOT NULL;
CREATE INDEX IF NOT EXISTS sms_send_rivals ON sms_send (account, to_hash, sender, trace) WHERE state IN (1, 3);
CREATE INDEX IF NOT EXISTS sms_send_look ON sms_send (account, look_at) WHERE state = 1;
CREATE INDEX IF NOT EXISTS sms_send_keep ON sms_send (account, keep_until_tw) WHERE state = 2;
CREATE INDEX IF NOT EXISTS sms_send_witness ON sms_send (account, calling_code, settled_tw) WHERE state = 2 AND number_kept = 1;
CREATE INDEX IF NOT EXISTS sms_send_age ON sms_send (account, state, began_tw, key_hash, to_hash);

CREATE TABLE IF NOT EXISTS sms_pace (
    account text NOT NULL,
    sender text NOT NULL,
    next_at integer NOT NULL,
    PRIMARY KEY (account, sender)
) STRICT;

CREATE TABLE IF NOT EXISTS sms_answer (
    seq integer PRIMARY KEY AUTOINCREMENT,
    queue text NOT NULL,                    -- whose request it is: the queue of the engine's worker
    request text NOT NULL,                  -- its id
    execution text NOT NULL,                -- that made it: what is made again has another id and the same execution
    key text NOT NULL,                      -- the idempotency key that it is sent under
    finished integer NOT NULL,              -- everybody was sent to
    answer text,                            -- owed to the engine; null once it has it
    written integer NOT NULL,               -- by the clock of the worker
    written_db integer NOT NULL,
    due_at integer NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    UNIQUE (queue, request)
) STRICT;

CREATE INDEX IF NOT EXISTS sms_answer_execution ON sms_answer (queue, execution, seq);
CREATE INDEX IF NOT EXISTS sms_answer_due ON sms_answer (queue, due_at) WHERE answer IS NOT NULL;
CREATE INDEX IF NOT EXISTS sms_answer_age ON sms_answer (queue, written_db) WHERE answer IS NULL;
