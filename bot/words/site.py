"""What the host reads about the archive as a site of files, and about the export."""

from __future__ import annotations

SITE_NEEDS = "The archive needs a few more packages. Install them with: pip install -e '.[archive]'"
SITE_BUSY = "Another run writes to {path} at the moment. Try again when it is done."
CANNOT = "{path} cannot be written: {why}"
EXPORT_CANNOT = "The export cannot be written: {why}"
HOLDS = "{path} holds {secret}, which nobody may read who reads the archive. Choose a folder of its own."
NOT_OURS = "{path} was not made by the archive. Choose an empty folder, or move that file away. It was left as it is."
OF_ANOTHER = (
    "{path} holds the archive of another server, and was left as it is. Choose a folder of its own for this one; or, "
    "if that archive is to go, delete the folder first."
)
NO_ARCHIVE = (
    "No letterbox of server {server} has an archive, or the bot is not in that server any more. Whoever manages it "
    "turns it on with: /letterbox settings archive"
)
NONE_LET_IN = (
    "Letters stand there whose authors were told of the archive before they sent them. Of earlier ones, only their "
    "authors can say so: /letter mine"
)
SITE_WRITTEN = "{path}: {letters}. Files written or deleted: {changed}."
SERVED = "Only this machine sees it: http://127.0.0.1:{port}/ (Ctrl-C ends it)"
PORT = "Port {port} cannot be used: {why}. Choose another one."
EVERY = "--every takes a number with m, h or d, from 1m to 30d, such as 1h. “{value}” is none."
URL = "--url takes the address at which the folder is published, such as https://letters.example/. “{value}” is none."
SITE_BAR = "Writing pages"
