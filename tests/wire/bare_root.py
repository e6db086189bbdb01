"""Runs a Containerfile without a container engine: each of its lines in a bare root, as `podman build` would.

The base image is stood in for by this machine's own Python and pip with the libraries that they need, a shell, and
`install`; nothing else of this machine is there. `build` knows the instructions that our Containerfile has, and refuses
others, so that no line goes untried. `Image.start` runs the finished root as an engine would: read-only, as the user
that it names, with no capability, with a volume of its own and nothing else to write to but /tmp.

Needs root and Linux's `unshare`. As a script it is what stands between `unshare` and the program: it mounts, gives up
what root may do, and becomes the program.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import re
import shlex
import shutil
import socket
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pip

PROGRAMS = ("sh", "install")
#: Beside what these name, what any base image with a C library has: the rest of it, for names on the network and for
#: wheels, and the two that the compiler's programs count on.
LOADED = (
    "libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2", "libpthread.so.0", "libdl.so.2", "librt.so.1",
    "libutil.so.1", "libstdc++.so.6", "libgcc_s.so.1",
)  # fmt: skip
#: What an engine puts there, so that names are found and packages fetched in the way of this machine.
OF_THE_HOST = ("resolv.conf", "hosts", "nsswitch.conf", "ssl", "pip.conf")
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
#: Where Python's own library is found; it is mounted there, without the packages of this machine.
LIBRARY = f"usr/local/lib/{VERSION}"
PIP = """#!/usr/local/bin/python
import sys
sys.path.insert(0, "/usr/local/share/pip")
from pip._internal.cli.main import main
sys.exit(main())
"""
PASSED_ON = re.compile(r"(?i)(pip_.*|.*_proxy|ssl_cert_.*|.*_ca_bundle)$")
PATH = "/usr/local/bin:/usr/bin:/bin"
DEVICES = ("null", "zero", "random", "urandom")


@dataclass(slots=True)
class Image:
    """A root, and what the Containerfile says of it."""

    root: Path
    env: dict[str, str] = field(default_factory=lambda: {"PATH": PATH})
    user: str = "0:0"
    workdir: str = "/"
    volumes: list[str] = field(default_factory=list[str])
    command: list[str] = field(default_factory=list[str])
    health: list[str] = field(default_factory=list[str])

    async def start(self, volume: Path, *command: str, network: bool = True, **env: str) -> asyncio.subprocess.Process:
        """Run `command`, or the image's own; its volume is that folder. Without `network` it has loopback alone."""
        (there,) = self.volumes
        asked = self._asked([*(command or self.command)], env) | {"read_only": True, "volume": [str(volume), there]}
        return await asyncio.create_subprocess_exec(
            *_unshared(network), json.dumps(asked | {"loopback": not network}),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    def check_health(self, process: asyncio.subprocess.Process) -> subprocess.CompletedProcess[str]:
        """Run the health check beside what was started, where it is."""
        uid, gid = self.user.split(":")
        enter = ["nsenter", "-t", str(process.pid), "-m", "-n", "-r", "-w", "-S", uid, "-G", gid]
        found = ["/bin/sh", "-c", 'exec "$@"', "sh", *self.health]  # by the PATH in there
        return subprocess.run([*enter, *found], env=self.env, capture_output=True, text=True, check=False)

    def run(self, line: str) -> None:
        """One RUN, as it stands there. Raises AssertionError with what it said."""
        more = {name: value for name, value in os.environ.items() if PASSED_ON.match(name)}
        asked = self._asked(["/bin/sh", "-c", line], more)
        done = subprocess.run([*_unshared(True), json.dumps(asked)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stdout, done.stderr)

    def copy(self, sources: list[Path], target: str) -> None:
        """One COPY: files into a folder, or what is in a folder into another."""
        into = self.root / target.lstrip("/")
        for source in sources:
            if source.is_dir():
                shutil.copytree(source, into, symlinks=True, dirs_exist_ok=True)
            else:
                assert target.endswith("/"), target
                into.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, into)

    def _asked(self, command: list[str], env: dict[str, str]) -> dict[str, Any]:
        return {
            "root": str(self.root), "user": self.user, "workdir": self.workdir, "command": command,
            "env": {**env, **self.env} if command[:2] == ["/bin/sh", "-c"] else {**self.env, **env},
        }  # fmt: skip


def build(containerfile: Path, folder: Path) -> Image:
    """Every line of it; the roots of its stages stand in `folder`. Raises AssertionError."""
    context, stages = containerfile.parent, list[tuple[str, Image]]()
    text = re.sub(r"\\\n", " ", containerfile.read_text("utf-8"))
    for line in (each.strip() for each in text.splitlines() if each.strip() and not each.startswith("#")):
        word, _, rest = line.partition(" ")
        if word == "ARG":
            continue  # which base image: here it is this machine's
        if word == "FROM":
            name = rest.partition(" AS ")[2]
            stages.append((name, Image(base(folder / f"stage{len(stages)}"))))
            continue
        _do(stages, context, word, rest)
    return stages[-1][1]


def _do(stages: list[tuple[str, Image]], context: Path, word: str, rest: str) -> None:
    image = stages[-1][1]
    match word:
        case "RUN":
            image.run(rest)
        case "COPY":
            *sources, target = shlex.split(rest)
            where = context
            if sources[0].startswith("--from="):
                where = dict(stages)[sources.pop(0).partition("=")[2]].root
            image.copy([where / source.lstrip("/") for source in sources], target)
        case "ENV":
            image.env |= dict(each.split("=", 1) for each in shlex.split(rest))
        case "USER":
            image.user = rest
        case "WORKDIR":
            image.workdir = rest
            (image.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        case "VOLUME":
            image.volumes.append(rest)
        case "HEALTHCHECK":
            image.health = json.loads(rest.partition("CMD ")[2])
        case "CMD":
            image.command = json.loads(rest)
        case _:
            raise AssertionError(f"{word} is not known here")


def base(root: Path) -> Path:
    """A root with Python and pip in /usr/local/bin, a shell, and no more than they need."""
    for name in ("usr/bin", "usr/sbin", "usr/lib", "usr/lib64", "usr/local/bin", "usr/local/lib", "etc", "root"):
        (root / name).mkdir(parents=True)
    for name in ("proc", "dev", "tmp"):
        (root / name).mkdir()
    for name in ("bin", "sbin", "lib", "lib64"):
        (root / name).symlink_to(f"usr/{name}")
    shutil.copy2(Path(sys.base_prefix, "bin", VERSION), root / "usr/local/bin")
    for name in ("python", "python3"):
        (root / "usr/local/bin" / name).symlink_to(VERSION)
    (root / LIBRARY).mkdir()
    shutil.copytree(Path(pip.__file__).parent, root / "usr/local/share/pip/pip")
    starter = root / "usr/local/bin/pip"
    starter.write_text(PIP)
    starter.chmod(0o755)
    programs = [Path(found) for name in PROGRAMS if (found := shutil.which(name, path=PATH))]
    for program in programs:
        shutil.copy2(program, root / "usr/bin" / program.name)
    extensions = [*Path(sys.base_prefix, "lib", VERSION, "lib-dynload").glob("*.so")]
    _libraries(root, [root / "usr/local/bin" / VERSION, *extensions, *programs])
    for name in OF_THE_HOST:
        _copy(Path("/etc", name), root / "etc" / name)
    _copy(Path.home() / ".config/pip", root / "root/.config/pip")
    return root


def _libraries(root: Path, programs: list[Path]) -> None:
    """Everything that they are linked with, where the loader looks first."""
    told = subprocess.run(["ldd", *map(str, programs)], capture_output=True, text=True, check=False).stdout
    found = {Path(path) for path in re.findall(r"(?:=> |^\t)(/\S+)", told, re.MULTILINE)}
    home = next(path for path in found if path.name == "libc.so.6").resolve().parent
    found |= {home / name for name in LOADED if (home / name).exists()}
    for path in found:
        loader = path.name.startswith("ld-")
        target = root / (str(path).lstrip("/") if loader else f"{home}/{path.name}".lstrip("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copy2(path.resolve(), target)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore_dangling_symlinks=True)
    elif source.exists():
        shutil.copy2(source.resolve(), target)


def _unshared(network: bool) -> list[str]:
    alone = [] if network else ["--net"]
    return ["unshare", "--mount", *alone, sys.executable, __file__]


# Between `unshare` and the program


def become(asked: dict[str, Any]) -> None:
    """Mount what an engine mounts, give up what root may do, and become the program."""
    root = asked["root"]
    if asked.get("loopback"):
        _bring_loopback_up()
    _mount("--bind", root, root)
    _mount("-t", "tmpfs", "tmpfs", f"{root}/tmp", "-o", "mode=1777")
    _mount("-t", "tmpfs", "tmpfs", f"{root}/dev")
    for name in DEVICES:
        Path(root, "dev", name).touch()
        _mount("--bind", f"/dev/{name}", f"{root}/dev/{name}")
    _mount("--rbind", "/proc", f"{root}/proc")
    _mount("--bind", "-o", "ro", f"{sys.base_prefix}/lib/{VERSION}", f"{root}/{LIBRARY}")
    if Path(root, LIBRARY, "site-packages").is_dir():
        _mount("-t", "tmpfs", "tmpfs", f"{root}/{LIBRARY}/site-packages", "-o", "ro")
    for folder in os.environ.get("PIP_FIND_LINKS", "").split():  # wheels of this machine, where it has any
        if Path(folder).is_dir():
            Path(f"{root}{folder}").mkdir(parents=True, exist_ok=True)
            _mount("--bind", folder, f"{root}{folder}")
    if asked.get("read_only"):
        source, there = asked["volume"]
        _mount("--bind", source, f"{root}{there}")
        _mount("-o", "remount,bind,ro", root)
    uid, gid = map(int, asked["user"].split(":"))
    os.chroot(root)
    os.chdir(asked["workdir"])
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    os.execvpe(asked["command"][0], asked["command"], asked["env"])


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _bring_loopback_up() -> None:
    flags, up = 0x8914, 0x1  # SIOCSIFFLAGS, IFF_UP
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, flags, struct.pack("16sH14x", b"lo", up))


if __name__ == "__main__":
    become(json.loads(sys.argv[1]))
