"""What somebody sends as files: bounded in size, number and time, kept apart until taken in.

Forms of files are parsed by python-multipart through Starlette; what it writes while it parses has
no name on the disk. Files that arrived whole lie in a folder of this process's own in the user's
cache, which is gone when they were taken in; what a process that was killed left there is removed
at the next start.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from servanda.intake.take_in import safe_name
from servanda.saying import _
from servanda.web.refused import Refused

#: Of all files that are sent together.
MOST_BYTES = 256 * 1024 * 1024
MOST_FILES = 50
MOST_FIELDS = 40
FIELD_BYTES = 20_000
#: A quarter of a gigabyte over a slow line.
SECONDS = 1800.0
#: Nothing comes for so long: the line is dead, or somebody holds it open.
STILL_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that arrived, in a folder that is theirs alone, and the fields sent with them."""

    folder: Path
    files: tuple[Path, ...]
    fields: dict[str, list[str]]

    def drop(self) -> None:
        """Remove the files."""
        shutil.rmtree(self.folder, ignore_errors=True)


async def take_form(request: Request, *, cache: Path | None) -> Upload:
    """Give the files and fields of a form; nothing of it is left where it is refused.

    Raises:
        Refused: Too much, too many, too slow, or no form of files.
    """
    parser = MultiPartParser(
        request.headers,
        _bounded(request),
        max_files=MOST_FILES,
        max_fields=MOST_FIELDS,
        max_part_size=FIELD_BYTES,
    )
    try:
        async with asyncio.timeout(SECONDS):
            form = await parser.parse()
    except TimeoutError:
        raise Refused(408, _("This was sent too slowly: nothing was recorded.")) from None
    except MultiPartException as error:
        raise Refused(
            400, _("This form cannot be read: {why}").format(why=error.message)
        ) from error
    except (UnicodeError, LookupError, KeyError) as error:
        # A part that names no field, or a charset that nobody knows.
        raise Refused(400, _("This form cannot be read.")) from error
    folder = await asyncio.to_thread(make_folder, cache)
    upload = Upload(folder, (), {})
    try:
        return await _keep(form, folder)
    except BaseException:
        await asyncio.to_thread(upload.drop)
        raise
    finally:
        await form.close()


async def _keep(form: FormData, folder: Path) -> Upload:
    files: list[Path] = []
    fields: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile):
            fields.setdefault(name, []).append(value)
        elif value.filename:
            # A file that was not chosen comes as one without a name.
            path = _free(folder, safe_name(value.filename))
            await asyncio.to_thread(_copy, value, path)
            files.append(path)
    return Upload(folder, tuple(files), fields)


async def take_file(request: Request, name: str, *, cache: Path | None) -> Upload:
    """Give one file that is the whole body of a request.

    Raises:
        Refused: Too much or too slow.
    """
    folder = await asyncio.to_thread(make_folder, cache)
    path = folder / safe_name(name)
    try:
        async with asyncio.timeout(SECONDS):
            with path.open("wb") as file:
                async for part in _bounded(request):
                    file.write(part)
    except TimeoutError:
        shutil.rmtree(folder, ignore_errors=True)
        raise Refused(408, _("This was sent too slowly: nothing was recorded.")) from None
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Upload(folder, (path,), {})


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    total = 0
    stream = aiter(request.stream())
    while True:
        try:
            part = await asyncio.wait_for(anext(stream), STILL_SECONDS)
        except StopAsyncIteration:
            return
        total += len(part)
        if total > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise Refused(
                413, f"At most {most} MB can be sent at once; this is more. Send fewer files."
            )
        yield part


def _copy(value: UploadFile, path: Path) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(value.file, file)


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def make_folder(cache: Path | None) -> Path:
    """Give an empty folder that this user alone can read."""
    root = _root(cache)
    if root is not None:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=root))


def sweep(cache: Path | None) -> None:
    """Remove what processes left that were killed while they took files in."""
    root = _root(cache)
    if root is None or not root.is_dir():
        return
    for folder in root.iterdir():
        number = folder.name.partition("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _root(cache: Path | None) -> Path | None:
    return cache / "uploads" if cache else None


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
