#!/usr/bin/env python3
"""The door for people: sets itself up on first use, then runs Etalase's command line.

Needs Python 3.11 or newer and nothing else. ``python3 build.py`` builds the site, ``python3 build.py test``
runs the tests. The environment lives in ``.venv``, with every version pinned by the lock files.
"""

from __future__ import annotations  # an old Python must come as far as the sentence that refuses it

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"base": HERE / "requirements.lock", "test": HERE / "requirements-test.lock"}
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then run it."""
    if sys.version_info < OLDEST:
        return _refuse(
            f"Etalase memerlukan Python {OLDEST[0]}.{OLDEST[1]} atau lebih baru; ini Python {sys.version.split()[0]}.",
            f"Etalase needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is Python {sys.version.split()[0]}.",
        )
    testing = arguments[:1] == ["test"]
    status = _set_up("test" if testing else "base")
    if status:
        return status
    command = ["-m", "pytest", *arguments[1:]] if testing else ["-m", "generator", *arguments]
    return _run([str(PYTHON), *command])


def _run(command: list[str]) -> int:
    os.environ["PYTHONUTF8"] = "1"
    if os.name != "nt":
        os.chdir(HERE) if "pytest" in command else None
        os.execv(command[0], command)
    return subprocess.run(command, cwd=HERE if "pytest" in command else None, check=False).returncode


def _set_up(kind: str) -> int:
    wanted = _digest(kind)
    stamp = VENV / f".etalase-{kind}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return 0
    print("Menyiapkan Etalase (sekali saja) … / Setting Etalase up (once) …", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    status = _make_venv(uv) or _install(uv, kind)
    if status:
        return status
    stamp.write_text(wanted)
    if kind == "test":
        # The test lock contains the base lock: one set-up serves both commands.
        (VENV / ".etalase-base").write_text(_digest("base"))
    return 0


def _digest(kind: str) -> str:
    content = LOCKS[kind].read_bytes() + (HERE / "pyproject.toml").read_bytes() + sys.version.encode()
    return hashlib.sha256(content).hexdigest()


def _make_venv(uv: str | None) -> int:
    if PYTHON.exists() and _works(str(PYTHON)):
        return 0
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv:
        return subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)], check=False).returncode
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        return _refuse(
            "Python di komputer ini belum punya modul venv. Di Debian/Ubuntu: sudo apt install python3-venv",
            "Python on this computer lacks the venv module. On Debian/Ubuntu: sudo apt install python3-venv",
        )
    return 0


def _works(python: str) -> bool:
    return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0 or bool(
        shutil.which("uv")
    )


def _install(uv: str | None, kind: str) -> int:
    pip = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)] if uv else _pip()
    lock = [*pip, "--require-hashes", "-r", str(LOCKS[kind])]
    own = [*pip, "--no-deps", "--no-build-isolation", "-e", str(HERE)]
    for command in (lock, own):
        status = subprocess.run(command, check=False).returncode
        if status:
            return _refuse(
                "Pemasangan gagal. Periksa sambungan internet, lalu ulangi perintah yang sama.",
                "Installing failed. Check the internet connection, then run the same command again.",
            )
    return 0


def _pip() -> list[str]:
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def _refuse(indonesian: str, english: str) -> int:
    print(f"{indonesian}\n{english}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
