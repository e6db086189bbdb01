"""Databases in which one letter of each kind stands in a crowd of older ones, made by SQL alone: nothing opens."""

from __future__ import annotations

import sqlite3
from pathlib import Path

SCHEMA = Path(__file__).parents[2] / "bot" / "store" / "schema.sql"
FEW, MANY = 1_000, 20_000
NOW, DAY = 1_767_225_600, 86_400
GUILDS = 50
#: A published letter in server 1, with something of everything.
LETTER = 5
#: Older letters, most of them published and known, all over, in all servers; `:n` of them.
CROWD = f"""
CREATE TEMP TABLE i AS
WITH RECURSIVE c (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM c WHERE i < 99 + :n) SELECT i FROM c;
INSERT INTO letter (id, state, letterbox_id, guild_id, number, turn, submitted_at, published_at, channel_id, message_id,
    thread_id, desk_message_id, sealed_author, since, related_id)
SELECT i * 1000003, CASE i % 10 WHEN 1 THEN 'rejected' WHEN 2 THEN 'withdrawn' ELSE 'published' END,
    i % {GUILDS} + 1, i % {GUILDS} + 1, i, i, {NOW // DAY * DAY} - i % 60 * {DAY} - 10 * {DAY},
    CASE WHEN i % 10 > 2 THEN {NOW} - i % 60 * {DAY} - 9 * {DAY} END, 2000 + i % {GUILDS}, i * 10, i * 10, i * 10 + 1,
    CASE WHEN i % 10 > 3 THEN RANDOMBLOB(60) END,
    CASE WHEN i % 10 > 3 THEN {NOW} - i % 60 * {DAY} - 9 * {DAY} END,
    CASE WHEN i % 10 > 2 THEN i / 10 * 10000030 END FROM i;
INSERT INTO part (letter_id, position, sealed_text, source_tag)
SELECT i * 1000003, 0, RANDOMBLOB(60), CASE WHEN i % 10 > 3 THEN RANDOMBLOB(32) END FROM i;
INSERT INTO picture (letter_id, position, name, sealed_data, source_tag)
SELECT i * 1000003, 0, 'a', RANDOMBLOB(60), RANDOMBLOB(32) FROM i WHERE i % 10 = 4;
INSERT INTO page (letter_id, position, message_id) SELECT i * 1000003, 1, i * 10 + 2 FROM i WHERE i % 10 = 4;
INSERT INTO notice (id, letter_id, kind, sealed_text, sealed_message, message_tag, sent_at)
SELECT i * 1000003, i * 1000003, 'relay', RANDOMBLOB(60), RANDOMBLOB(30), RANDOMBLOB(32), {NOW} - 9 * {DAY} FROM i;
INSERT INTO response (id, letter_id, number, kind, sealed_name, sealed_text, message_id, notice_id,
    at, sealed_mark, state)
SELECT i * 10 + n, i * 1000003, n, 'pen', RANDOMBLOB(30), RANDOMBLOB(60), i * 10 + n, i * 1000003, {NOW} - 9 * {DAY},
    RANDOMBLOB(60), 'stands' FROM i, (SELECT 3 AS n UNION SELECT 4 UNION SELECT 5) WHERE i % 10 > 2;
INSERT INTO pen_name SELECT i * 1000003, RANDOMBLOB(32), RANDOMBLOB(30), {NOW}, RANDOMBLOB(60) FROM i WHERE i % 10 > 2;
INSERT INTO decision (letter_id, verb, at, letterbox_id)
SELECT i * 1000003, 'approve', {NOW} - 9 * {DAY}, i % {GUILDS} + 1 FROM i;
INSERT INTO report (id, letter_id, sealed_reporter, at, guild_id)
SELECT i * 1000003, i * 1000003, RANDOMBLOB(60), {NOW} - 9 * {DAY}, i % {GUILDS} + 1 FROM i WHERE i % 10 = 5;
INSERT INTO delivery (lane, kind, letter_id, nonce, created_at, not_before, rate_limit_key)
SELECT 'letter:' || i, 'publish', i * 1000003, 'n', {NOW} - 60, {NOW} - 60, 'channel:' || (i % {GUILDS}) FROM i
WHERE i % 10 > 5;
INSERT INTO delivery (lane, kind, letter_id, nonce, created_at, not_before, rate_limit_key)
SELECT 'later:' || i, 'count', i * 1000003, 'n', {NOW} - 60, {NOW} + 60, CASE i % 10 WHEN 3 THEN '' ELSE 'channel:1' END
FROM i WHERE i % 10 IN (3, 4);
INSERT INTO block (guild_id, letter_id, response, sealed_mark, until, sealed_moderator)
SELECT 2 + i % 40, i * 1000003, 0, RANDOMBLOB(60), CASE WHEN i % 20 = 7 THEN {NOW} + {DAY} END, RANDOMBLOB(30) FROM i
WHERE i % 10 = 7;
INSERT INTO inbox
SELECT i * 1000003, RANDOMBLOB(32), RANDOMBLOB(60), CASE WHEN i % 10 = 7 THEN {NOW} + {DAY} END FROM i;
DROP TABLE temp.i;
"""
#: Letters that wait, for the desk, for their collection, for their author or to be published, in all servers but the
#: first; as many again. Waiting leaves them the second at which they were sent.
WAITING = f"""
CREATE TEMP TABLE i AS
WITH RECURSIVE c (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM c WHERE i < 99 + :n) SELECT i FROM c;
INSERT INTO letter (id, state, letterbox_id, guild_id, number, turn, submitted_at, kept_until, reminded,
    desk_message_id, sealed_author)
SELECT i * 1000003 + 1, state, i % {GUILDS - 1} + 2, i % {GUILDS - 1} + 2,
    CASE WHEN state NOT IN ('draft', 'posted') THEN 5000000 + i END, 2000000 + i,
    CASE state WHEN 'posted' THEN {NOW} + {DAY} WHEN 'draft' THEN NULL ELSE {NOW} - 9 * {DAY} + i END,
    CASE WHEN state IN ('draft', 'returned') THEN {NOW} + 9 * {DAY} END, 0,
    CASE WHEN state NOT IN ('draft', 'posted') THEN i * 10 + 5 END, RANDOMBLOB(60)
FROM (SELECT i, CASE i % 5 WHEN 0 THEN 'draft' WHEN 1 THEN 'posted' WHEN 2 THEN 'held' WHEN 3 THEN 'returned'
    ELSE 'approved' END AS state FROM i);
UPDATE letter SET submitted_at = submitted_at / {DAY} * {DAY} WHERE state IN ('returned', 'approved');
DROP TABLE temp.i;
"""
#: One of each, to be found among them.
FOUND = f"""
INSERT INTO letter (id, state, letterbox_id, guild_id, number, turn, submitted_at, kept_until, published_at, channel_id,
    message_id, thread_id, desk_message_id, report_message_id, sealed_author, sealed_title, sealed_card, since, trouble)
VALUES
    (1, 'draft', 1, 1, NULL, 1000001, NULL, {NOW}, NULL, NULL, NULL, NULL, NULL, NULL, X'01', NULL, X'01', NULL, NULL),
    (2, 'posted', 1, 1, NULL, 1000002, {NOW}, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'01', NULL, X'01', NULL, NULL),
    (3, 'held', 1, 1, 3, 1000003, {NOW}, NULL, NULL, NULL, NULL, NULL, 31, NULL, X'01', NULL, X'01', NULL, NULL),
    (4, 'returned', 1, 1, 4, 1000004, 60, {NOW}, NULL, NULL, NULL, NULL, 41, NULL, X'01', NULL, X'01', NULL, NULL),
    ({LETTER}, 'published', 1, 1, 5, 1000005, {NOW}, NULL, {NOW}, 77, 51, 52, 53, 54, X'01', X'01', X'01', {NOW}, 'x'),
    (6, 'published', 1, 1, 6, 1000006, 60, NULL, 60, 78, 61, 62, 63, NULL, X'01', X'01', X'01', 60, NULL),
    (7, 'rejected', 1, 1, 7, 1000007, 60, NULL, NULL, NULL, NULL, NULL, 73, NULL, X'01', X'01', X'01', 60, NULL);
UPDATE letter SET desk_behind = 1, sealed_seen = X'01' WHERE id = {LETTER};
INSERT INTO letter (id, state, turn, kept_until, discarded, sealed_author)
VALUES (8, 'draft', 1000008, {NOW}, 1, X'01');
INSERT INTO letter (id, state, letterbox_id, guild_id, turn, kept_until, sealed_author, revises)
VALUES (9, 'draft', 1, 1, 1000009, {NOW} + 9 * {DAY}, X'01', 5);
INSERT INTO part VALUES ({LETTER}, 0, X'01', X'05', 1);
INSERT INTO picture VALUES ({LETTER}, 0, 'a', X'01', X'05', X'05', X'05', 1);
INSERT INTO page VALUES ({LETTER}, 1, 55);
INSERT INTO notice VALUES
    (1, {LETTER}, 'relay', X'01', NULL, NULL, NULL), (2, {LETTER}, 'relay', X'01', X'01', X'07', {NOW}),
    (3, {LETTER}, 'relay', X'01', X'01', NULL, {NOW});
INSERT INTO response (id, letter_id, number, kind, sealed_name, sealed_text, message_id, notice_id,
    at, sealed_mark, state)
VALUES (1, {LETTER}, 1, 'pen', X'01', X'01', 56, 2, {NOW}, X'01', 'stands'),
    (2, {LETTER}, 2, 'pen', X'01', X'01', NULL, 1, {NOW}, X'01', 'waiting'),
    (3, {LETTER}, 3, 'open', X'01', X'01', 57, NULL, {NOW}, X'01', 'stands'),
    (4, {LETTER}, 6, 'pen', X'01', X'01', 59, NULL, {NOW}, X'01', 'gone');
UPDATE response SET removed_at = {NOW} WHERE id = 4;
INSERT INTO pen_name VALUES ({LETTER}, X'05', X'01', {NOW}, X'01');
INSERT INTO decision (letter_id, verb, at) VALUES ({LETTER}, 'dismiss', {NOW}), ({LETTER}, 'approve', {NOW});
INSERT INTO decision (letter_id, verb, at, sealed_reason) VALUES ({LETTER}, 'note', {NOW}, X'01');
INSERT INTO report VALUES (1, {LETTER}, X'01', X'01', {NOW}, 1, 0, X'01');
INSERT INTO delivery (lane, kind, letter_id, subject_id, sealed_payload, nonce, created_at, not_before, rate_limit_key)
VALUES
    ('found', 'notice', {LETTER}, 1, NULL, 'n', {NOW}, {NOW}, 'a'),
    ('other', 'note', NULL, NULL, X'01', 'n', {NOW}, {NOW}, '');
INSERT INTO delivery (id, lane, kind, nonce, created_at, not_before, worker, lease_until)
VALUES (1000000000, 'claimed', 'card', 'n', {NOW}, {NOW}, 'me', {NOW} + 60);
INSERT INTO delivery (id, lane, kind, letter_id, nonce, created_at, not_before, parked)
VALUES (999999999, 'parked', 'take-down', {LETTER}, 'n', {NOW}, {NOW} + 60, 'why');
UPDATE response SET thread_id = 52 WHERE letter_id = {LETTER} AND message_id IS NOT NULL;
INSERT INTO block VALUES (1, {LETTER}, 0, X'01', {NOW}, NULL, X'01'), (1, {LETTER}, 1, X'01', NULL, NULL, X'01');
UPDATE report SET sealed_reporter = NULL WHERE letter_id = 105 * 1000003;
UPDATE letter SET archive = 'told' WHERE id = {LETTER};
UPDATE letter SET related_id = {LETTER} WHERE id = 6;
INSERT INTO archive_name VALUES (1, 1, X'01');
INSERT INTO listener VALUES (1, {LETTER}, X'01', 0);
INSERT INTO question VALUES (1, X'01', {NOW}), (2, X'01', 60);
INSERT INTO answer VALUES (1, 1, X'01');
INSERT INTO answer_part VALUES (1, 0, X'01', X'05');
INSERT INTO inbox VALUES (1, X'05', X'01', {NOW});
INSERT INTO remark VALUES ('found', X'01');
"""
#: What a statement takes, by the name of the value.
TAKES: dict[str, object] = {
    "letter_id": LETTER, "id": LETTER, "guild_id": 1, "letterbox_id": 1, "number": 5, "now": NOW, "until": NOW,
    "since": NOW - 60, "before": NOW, "after": 0, "limit": 50, "offset": 0, "thread_id": 52, "message_id": 51,
    "channel_id": 77, "source": b"\x05", "name_tag": b"\x05", "person_tag": b"\x05", "message_tag": b"\x07",
    "notice_id": 2, "response_id": 1, "response": 0, "inbox_id": 1, "delivery_id": 1_000_000_000, "worker": "me",
    "lane": "found", "kind": "notice", "name": "found", "published_at": NOW + 1, "at_once": 9, "position": 0,
    "midnight": NOW, "lease_until": NOW + 60, "not_before": NOW, "state": "published", "rating": "sfw",
    "first": 0, "last": 9, "soon": NOW, "listener_id": 1, "week": 7 * DAY, "replies": "pen",
    "archive": "told", "name_id": 1,
}  # fmt: skip
#: Where that would not do.
APART: dict[str, dict[str, object]] = {
    "add_question": {"question_id": 3},
    "add_answer": {"shard": 2},
    "drop_old_questions": {"until": 60},
    "process_left": {"id": "1"},
    "move": {"after": "removed", "before": "published"},
    "add_letter": {"letter_id": 99},
    "discard": {"letter_id": 1},
    "lay_aside": {"letter_id": 1},
    "add_response": {"response_id": 99, "number": 99, "kind": "pen", "message_id": 99},
    "add_notice": {"notice_id": 99},
    "add_pen_name": {"name_tag": b"\x09"},
    "add_part": {"position": 9},
    "add_answer_part": {"position": 9},
    "set_public_message": {"thread_id": 98},
    "set_response_message": {"message_id": 98},
    "waiting": {"subject_id": 1},
    "supersede": {"subject_id": 1},
    "response_in": {"message_id": 56},
    "letter_continued_in": {"message_id": 55},
    "response_numbered": {"number": 1},
    "set_notice_message": {"message_tag": b"\x09"},
    "mark_notice": {"message_tag": b"\x09"},
    "change_message": {"message_tag": b"\x09"},
    "set_number": {"number": 98},
    "payloads": {"kind": "note"},
    "report": {"report_id": 99},
    "add_archive_name": {"name_id": 99},
    "add_listener": {"listener_id": 99},
    "responses_after": {"number": 1},
    "change_part_source": {"before": b"\x05"},
    "change_picture_source": {"before": b"\x05"},
    "enqueue": {"once": 1, "lane": "new"},
    "newest_letters": {"limit": 9},
    "newest_in": {"limit": 9},
    "newest_authors": {"limit": 9},
    "letters_below": {"below": 2**62, "limit": 9, "at_desk": True},
    "public_between": {"first": 1, "last": 9},
    "save_draft": {"id": 1},
    "label": {"id": 3},
    "begin_revision": {"letter_id": 1, "number": 6},
    "hand_in": {"id": 1, "number": 98},
    "keep_draft": {"letter_id": 1, "until": NOW + DAY},
    "address": {"letter_id": 1},
    "save_settings": {"settings": '{"categories": [], "limits": {}}'},
    "lead_again": {"letter_id": 103 * 1_000_003},
    "drop_settled": {"letter_id": 105 * 1_000_003},
    "know_guild": {"guild_id": 99},
    "refuse_response": {"response_id": 2},
    "restore_response": {"response_id": 4},
    "say_through": {"message_id": 97},
    "responses_between": {"after": 56, "before": 58},
    "log_of": {"before": 2**62, "limit": 10},
    "log_about": {"before": 2**62},
    "free_number": {"number": 0},
    "unsent": {"kind": "relay"},
    "begin_setup": {"name": "new"},
    "rest": {"rate_limit_key": "a", "until": NOW + 60},
    "rests_until": {"rate_limit_key": "a"},
}  # fmt: skip


def crowded(letters: int) -> sqlite3.Connection:
    """A database in memory with so many older letters, and one of each kind that a statement finds."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA.read_text("utf-8"))
    connection.execute("PRAGMA foreign_keys = ON")
    for guild in range(1, GUILDS + 1):
        connection.execute("INSERT INTO guild (id, last_number) VALUES (?, 10000000)", (guild,))
        connection.execute(
            "INSERT INTO letterbox (id, guild_id, letters_id, desk_id, settings) VALUES (?, ?, 1, 2, ?)",
            (guild, guild, '{"categories": [], "limits": {}}'),
        )
    for setup in range(1, letters + 1):  # of other servers; one was begun long ago
        begun_at, of = (NOW + setup if setup > 1 else 1), (1 if setup == 1 else 1000 + setup)
        connection.execute("INSERT INTO setup VALUES (?, ?, 'found', ?, '{}')", (setup, of, begun_at))
    connection.execute("INSERT INTO process VALUES ('1', '', '1', 0, ?, 0, 0), ('2', '', '1', 0, 1, 0, 0)", (2 * NOW,))
    connection.executescript(f"BEGIN; {(CROWD + WAITING).replace(':n', str(letters))} {FOUND} COMMIT;")
    return connection


def values(name: str, takes: list[str]) -> dict[str, object]:
    """What a statement of this name is asked with."""
    return {each: {**TAKES, **APART.get(name, {})}.get(each, 1) for each in takes}
