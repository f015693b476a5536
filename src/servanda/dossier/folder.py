"""A site is written beside its place and put there whole: a kill leaves the old site or none.

Nothing that is not ours is ever replaced: a folder is an earlier site of ours only if it says so
and holds no file that we did not write.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servanda.errors import DossierError

#: The file by which we know a site of ours, and the list of all its files with their digests.
MARKER = "site.json"
LIST = "SHA256SUMS"
KIND = "servanda-site"


class Folder:
    """A site in the making: files go in by their path within it, each once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digests: dict[str, str] = {}

    def write(self, path: str, data: str | bytes) -> None:
        """Put a file in. A path given twice is a mistake in the program, not in the record."""
        if path in self._digests:
            raise ValueError(f"two files of the site want to be {path}")
        content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        target = self._path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self._digests[path] = hashlib.sha256(content).hexdigest()

    def write_list(self) -> int:
        """Put in the list of all files, as `sha256sum -c` reads it; gives their count."""
        lines = [f"{digest}  {path}\n" for path, digest in sorted(self._digests.items())]
        self.write(LIST, "".join(lines))
        return len(self._digests)


@contextmanager
def new_site(out: Path) -> Iterator[Folder]:
    """Open a folder that becomes `out` when the block ends well, and vanishes when it does not.

    Raises:
        DossierError: `out` is something else than an earlier site of ours or an empty folder.
    """
    out = out.absolute()
    _restore(out)
    refuse_strangers(out)
    making = out.with_name(f".{out.name}.servanda-new")
    if making.exists():
        if not (making / MARKER).is_file() and any(making.iterdir()):
            raise DossierError(
                f"{making} is in the way and is not a half-written site of ours. Move it away."
            )
        shutil.rmtree(making)
    try:
        making.mkdir(parents=True)
    except OSError as error:
        raise DossierError(f"The site cannot be written beside {out}: {error.strerror}.") from error
    try:
        folder = Folder(making)
        # First of all, so that what a killed run leaves behind is known as ours.
        (making / MARKER).write_text(json.dumps({"kind": KIND, "finished": False}) + "\n")
        yield folder
        _put_in_place(making, out)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _put_in_place(making: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.servanda-old")
    if old.exists():
        shutil.rmtree(old)
    if out.exists():
        out.rename(old)
    try:
        making.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _restore(out: Path) -> None:
    """Bring back the earlier site of a run that was killed between the two renames."""
    old = out.with_name(f".{out.name}.servanda-old")
    if not out.exists() and _is_ours(old):
        old.rename(out)


def refuse_strangers(out: Path) -> None:
    """Refuse to write where something stands that a report would destroy.

    Raises:
        DossierError: A file, a folder of something else, or a site of ours with files put into it.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise DossierError(f"{out} is a file; a report needs a folder. Choose another one.")
    if not any(out.iterdir()):
        return
    if not _is_ours(out):
        raise DossierError(
            f"{out} holds something that is not a report of ours, and a report would replace it "
            "whole. Choose another folder, or empty this one."
        )
    known = _listed(out)
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and name not in known and name not in (LIST, MARKER):
            raise DossierError(
                f"{out} is a report of ours, but somebody put {name} into it, and a new report "
                "would destroy that. Move it away, or choose another folder."
            )


def _is_ours(folder: Path) -> bool:
    try:
        found = json.loads((folder / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("kind") == KIND


def _listed(folder: Path) -> set[str]:
    try:
        lines = (folder / LIST).read_text("utf-8").splitlines()
    except OSError:
        return set()
    return {line[66:] for line in lines}
