"""Every sentence that a person reads, by who reads it. Placeholders are named; whatever counts has plural forms.

Nothing here knows how Discord is used to show them.
"""

# pyright: reportUnusedImport=false

from bot.words import (
    archive,
    archive_page,
    author,
    blocks,
    command_names,
    commands,
    control,
    data,
    dated,
    desk,
    draft_end,
    forms,
    host,
    labels,
    left_out,
    letterbox,
    log,
    menus,
    mine,
    notable,
    notes,
    numbers,
    panel,
    queue,
    quorum,
    reader,
    received,
    responses,
    reviewing,
    revising,
    searching,
    server,
    settings,
    setup,
    site,
    trouble,
    waiting,
    welcome,
    writing,
)
