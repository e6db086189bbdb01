"""What every sealed value is sealed as: its associated data, so that a value moved elsewhere does not open.

A sealed column is added here and in the schema; sealing it anew when the key changes, and erasing it with its letter,
follow from that.
"""

from __future__ import annotations

#: Table, column, and what its value is sealed as, for every sealed column; a test compares this with the schema.
SEALED: dict[str, dict[str, str]] = {
    "letter": {
        "sealed_author": "author:{id}",
        "sealed_title": "title:{id}",
        "sealed_card": "card:{id}",
        "sealed_seen": "seen:{id}",
        "sealed_warning": "warning:{id}",
        "sealed_asked": "asked:{id}",
    },
    "part": {"sealed_text": "text:{letter_id}"},
    "picture": {
        "sealed_data": "picture:{letter_id}",
        "sealed_attachment": "attachment:{letter_id}",
        "sealed_about": "about-picture:{letter_id}",
    },
    "notice": {"sealed_text": "notice:{letter_id}", "sealed_message": "notice:{id}"},
    "response": {
        "sealed_name": "name:{letter_id}",
        "sealed_text": "response:{letter_id}",
        "sealed_mark": "responder:{letter_id}:{number}",
        "sealed_writer": "writer:{letter_id}:{number}",
        "sealed_change": "change:{letter_id}",
    },
    "answer_part": {"sealed_text": "answer:{response_id}"},
    "pen_name": {"sealed_name": "pen-name:{letter_id}", "sealed_owner": "owner:{letter_id}:{name_tag}"},
    "decision": {"sealed_moderator": "moderator:{letter_id}", "sealed_reason": "reason:{letter_id}"},
    "report": {
        "sealed_reason": "report:{letter_id}",
        "sealed_reporter": "reporter:{id}",
        "sealed_hearer": "hearer:{id}",
    },
    "block": {
        "sealed_mark": "blocked:{letter_id}:{response}",
        "sealed_reason": "block:{letter_id}",
        "sealed_moderator": "moderator:{letter_id}",
    },
    "archive_name": {"sealed_mark": "archive-name:{id}"},
    "listener": {"sealed_person": "listener:{id}"},
    "delivery": {"sealed_payload": "delivery:{nonce}"},
    "inbox": {"sealed_position": "inbox:{id}"},
    "question": {"sealed_about": "question:{id}"},
    "answer": {"sealed_found": "answer:{question_id}:{shard}"},
}


def author_of(letter_id: int) -> str:
    """Return what a letter's author is sealed as."""
    return SEALED["letter"]["sealed_author"].format(id=letter_id)


def card_of(letter_id: int) -> str:
    """Return what the message id of a letter's draft card is sealed as."""
    return SEALED["letter"]["sealed_card"].format(id=letter_id)


def notice_message_of(notice_id: int) -> str:
    """Return what the message id of a notice is sealed as."""
    return SEALED["notice"]["sealed_message"].format(id=notice_id)


def writer_of(letter_id: int, number: int) -> str:
    """Return what the writer of a response that waits is sealed as."""
    return SEALED["response"]["sealed_writer"].format(letter_id=letter_id, number=number)


def answer_part_of(response_id: int) -> str:
    """Return what a part of an answer is sealed as."""
    return SEALED["answer_part"]["sealed_text"].format(response_id=response_id)


def listener_of(listener_id: int) -> str:
    """Return what somebody who hears of a thread is sealed as."""
    return SEALED["listener"]["sealed_person"].format(id=listener_id)


def moderator_of(letter_id: int) -> str:
    """Return what the moderator who decided about a letter, or set a block on it, is sealed as."""
    return SEALED["decision"]["sealed_moderator"].format(letter_id=letter_id)


def hearer_of(report_id: int) -> str:
    """Return what a reporter who wants to hear the outcome is sealed as."""
    return SEALED["report"]["sealed_hearer"].format(id=report_id)


def inbox_of(inbox_id: int) -> str:
    """Return what the position in somebody's direct messages is sealed as."""
    return SEALED["inbox"]["sealed_position"].format(id=inbox_id)


def payload_of(nonce: str) -> str:
    """Return what a delivery's payload is sealed as."""
    return SEALED["delivery"]["sealed_payload"].format(nonce=nonce)


def question_of(question_id: int) -> str:
    """Return what a question from process to process is sealed as."""
    return SEALED["question"]["sealed_about"].format(id=question_id)


def found_of(question_id: int, shard: int) -> str:
    """Return what the answer of the process whose first shard this is is sealed as."""
    return SEALED["answer"]["sealed_found"].format(question_id=question_id, shard=shard)
