"""Each peer gets an environment of its own, with exactly the libraries of its lock."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
#: Beside the project's own environment and as little part of git.
ENVIRONMENTS = HERE.parent.parent / ".tools" / "benchmarks"


def python_of(peer: str) -> Path:
    """The Python of a peer, set up when it is missing or its lock has changed."""
    lock = HERE / f"requirements-{peer}.txt"
    environment = ENVIRONMENTS / peer
    python, stamp = environment / "bin" / "python", environment / "lock"
    digest = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes", "-r", lock]
        subprocess.run(install, check=True)
        stamp.write_text(digest)
    return python
