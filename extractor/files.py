"""Files that are whole or untouched: built beside their place and moved there in one step.

What is being built stands in a hidden folder beside the target, with all that a library puts next to its file, and
is gone when the block ends, however it ends. Only a process that is killed leaves it; the next writer of the same
target removes it, told by the lock that the kernel took back that nobody is at work in there.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractor.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows, where nobody can remove a folder in which a file is open
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Part:
    """A file on its way to a target."""

    path: Path
    """Where to write it; nothing is there at first."""
    target: Path

    def same(self) -> bool:
        """Whether the target already holds exactly these bytes."""
        return self.target.is_file() and filecmp.cmp(self.path, self.target, shallow=False)

    def sync(self) -> None:
        """Makes the file safe on the disk."""
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())

    def commit(self) -> None:
        """Puts the file in the target's place in one step; it gets the rights that the target had.

        Raises OSError, and then the target is what it was.
        """
        if self.target.exists():
            self.path.chmod(stat.S_IMODE(self.target.stat().st_mode))
        os.replace(self.path, self.target)  # noqa: PTH105  (one name for the fault tests to reach)
        _settle(self.target.parent)


def check(output: Path) -> None:
    """Raises OutputError for a place where no file can be written, before anything has been paid for."""
    try:
        _check(output, resolved(output))
    except PermissionError as error:
        raise OutputError(f"{output} can't be reached ({error.strerror}): write elsewhere") from error


def _check(output: Path, target: Path) -> None:
    if target.is_dir():
        raise OutputError(f"{output} is a folder: name a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"{output}: there is no folder {target.parent}: make it, or write elsewhere")
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError(f"{output} is write-protected: write elsewhere")
    if replaceable(target) and not os.access(target.parent, os.W_OK | os.X_OK):
        raise OutputError(f"{output}: the folder {target.parent} is write-protected: write elsewhere")


def resolved(output: Path) -> Path:
    """The file behind every link, which is the one to replace."""
    target = Path(os.path.realpath(output))
    # A pipe under /dev/fd or /proc has a name that leads nowhere.
    return output if output.exists() and not target.exists() else target


def replaceable(target: Path) -> bool:
    """Whether another file may take its place: not so for a device, such as /dev/stdout, or a named pipe."""
    return target.is_file() or not target.exists()


@contextmanager
def reported(output: Path) -> Iterator[None]:
    """An OSError within becomes an OutputError that names the output."""
    try:
        yield
    except OSError as error:
        why = " ".join((error.strerror or str(error)).split())
        raise OutputError(f"{output} can't be written ({why}): make room or write elsewhere") from error


@contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the target's place when everything is in it; what can't be replaced is written to directly."""
    if not replaceable(target):
        with target.open("wb") as device:
            yield device
        return
    with part(target) as building:
        with building.path.open("xb") as file:
            yield file
        building.sync()
        building.commit()


@contextmanager
def part(target: Path) -> Iterator[Part]:
    """A part of that target; what is not committed when the block ends is gone."""
    prefix = f".extractor-{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]}-"
    _clean(target.parent, prefix)
    with ExitStack() as stack:
        held = False
        while not held:
            folder = target.with_name(f"{prefix}{os.urandom(8).hex()}.part")
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            held = _held(folder, stack)
        yield Part(folder / target.name, target)


def _held(folder: Path, stack: ExitStack) -> bool:
    """Whether the new folder is ours until the stack unwinds; False when a cleaner came before the lock."""
    try:
        stack.enter_context(_locked(folder))
    except (BlockingIOError, FileNotFoundError):
        return False
    except OSError:  # no locks on this file system: there no cleaner gets one either
        return True
    return folder.exists()


def _clean(parent: Path, prefix: str) -> None:
    """Removes what killed writers of the same target left; what a living one is building stays."""
    with suppress(OSError):
        for left in [Path(entry.path) for entry in os.scandir(parent) if entry.name.startswith(prefix)]:
            with suppress(OSError), _locked(left):
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The folder, locked as long as the block runs or the process lives; OSError when another holds it."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _settle(folder: Path) -> None:
    """Makes the folder's new entry safe too, where the system can.

    Where it can't, a power cut may bring the old file back: whole, as every file here.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
