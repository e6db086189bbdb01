"""`python -m bot.host.probe`: whether the bot beside it is well, for a container's health check.

Asks `/health` on HEALTH_PORT and prints what fails; exits with 1 where something does. Imports nothing of the bot, so
that asking twice a minute costs next to nothing.
"""

from __future__ import annotations

import json
import os
import sys
from http.client import HTTPConnection, HTTPException

#: Seconds that the answer may take.
PATIENCE = 4


def main() -> int:
    """Returns 0 when the bot is well, else 1; prints what is not, in a line."""
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("HEALTH_PORT") or 0), timeout=PATIENCE)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        failing = json.load(answer)["failing"]
    except (OSError, HTTPException, ValueError) as error:
        print(f"no answer: {error}")
        return 1
    finally:
        connection.close()
    print(" ".join(failing.values()) or "well")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
