"""Starts Python processes without the second that imports take: `python -m tests.wire.warm FD`.

This process has imported everything and started once (`primed.py`), and only forks. Each message on the socket asks for
a process, as JSON, with the file descriptors of its standard output, its standard error, and of a socket that is told
its id and how it ended. The process is what `python …` would be: a folder, an environment and signals of its own, and
Python's ordinary exit. Between it and us is a process that waits for it, so that it has a parent that learns its exit
code.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import socket
import sys
from typing import Any

import bot.__main__  # and with it everything else
import bot.demo.fidelity  # noqa: F401
import tests.store.people  # noqa: F401
from bot.__main__ import main
from tests.wire.primed import prime


def serve(asking: socket.socket) -> dict[str, Any]:
    """Fork until nobody asks any more, which ends this process; in the child, gives what it should be."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to wait for those that wait
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asks
    prime()
    while True:
        asked, fds, *_ = socket.recv_fds(asking, 1 << 20, 3)
        if not asked:
            sys.exit()
        if not os.fork():
            asking.close()
            _wait_for_child(*fds)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            return json.loads(asked)
        for fd in fds:
            os.close(fd)


def _wait_for_child(out: int, err: int, about: int) -> None:
    """Fork once more: returns in the child, whose output goes there. Its parent says how it ended, and ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(out, 1)
        os.dup2(err, 2)
        for fd in (out, err, about):
            os.close(fd)
        return
    for fd in (out, err, 1, 2):
        os.close(fd)
    os.write(about, b"%d\n" % pid)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.write(about, b"%d\n" % code)
    os._exit(0)


def become(asked: dict[str, Any]) -> None:
    """What the command line would have made of these arguments."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["env"])
    how, what, *arguments = asked["arguments"]
    sys.argv = [what, *arguments]
    if how == "-c":
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
    elif what == "bot":
        sys.exit(main())
    else:
        runpy.run_module(what, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    become(serve(socket.socket(fileno=int(sys.argv[1]))))
