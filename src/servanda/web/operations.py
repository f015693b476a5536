"""The API as a table: each line an address, what it asks, what it gives, and who answers.

Routes, checks of what is sent and the OpenAPI description are made from the table, so that none of
them can say something else than the others. To add an operation, write

    class AskedThing(Asks):
        '''What the answer is about.'''
        id: Annotated[str, Meta(description="Its id.", max_length=200)]

    class Thing(msgspec.Struct, frozen=True): ...

    def show_thing(call: Call, asked: AskedThing) -> Thing:
        '''One thing, as it stands.'''

    OPERATIONS: Operations = [Operation("GET", "/api/things/{id}", AskedThing, Thing, show_thing)]

in a file of `routes/api/` and name its `OPERATIONS` in `routes/api/__init__.py`. What a GET asks
stands in its address (path and query), what a POST asks is its JSON body. The first line of the
function's docstring is the summary, the rest its description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from servanda import wire
from servanda.domain.statement import Statement
from servanda.journal import Journal
from servanda.web.desk import Desk
from servanda.web.guard import coder_of, desk_of
from servanda.web.refused import Refused
from servanda.web.upload import Upload

#: At most so many things on a page of an answer.
MOST = 500
#: No list of ours is longer: an offset beyond it is a slip.
FARTHEST = 100_000_000
NUMBER = re.compile(r"-?[0-9]{1,15}", re.ASCII)


class Asks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an operation asks; a name that it does not know is refused."""


class Nothing(Asks, frozen=True):
    """Nothing is asked."""


class Page(Asks, frozen=True, kw_only=True):
    """Which part of a long list."""

    after: Annotated[int, Meta(ge=0, le=FARTHEST, description="Leave out so many.")] = 0
    limit: Annotated[int, Meta(ge=1, le=MOST, description="At most so many.")] = 100


A = TypeVar("A", bound=Asks)
G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks, and where it is answered: the desk, and the journal of the lane."""

    desk: Desk
    journal: Journal
    coder: str
    #: The file that was sent, where the operation takes one.
    upload: Upload | None = None


@dataclass(frozen=True)
class Operation(Generic[A, G]):
    """One line of the table.

    `lane` is `acts` for what is short or records something, `pages` for what may take a while.
    With `takes_file` a POST's body is a file (its path stands in `guard.FILES`), and what it asks
    stands in its address.
    """

    method: Literal["GET", "POST"]
    path: str
    asks: type[A]
    gives: type[G]
    answer: Callable[[Call, A], G]
    lane: Literal["acts", "pages"] = "acts"
    takes_file: bool = False

    @property
    def name(self) -> str:
        """Its name in the description: that of the function."""
        return self.answer.__name__

    @cached_property
    def fields(self) -> dict[str, dict[str, Any]]:
        """The schemas of what it asks, by name."""
        _, parts = msgspec.json.schema_components([self.asks], ref_template="{name}")
        found: dict[str, dict[str, Any]] = parts[self.asks.__name__]["properties"]
        return found

    @cached_property
    def has_statements(self) -> bool:
        """Whether statements may stand in what it gives."""
        _, parts = msgspec.json.schema_components([self.gives], ref_template="{name}")
        return Statement.__name__ in parts

    @property
    def in_address(self) -> bool:
        """Whether what it asks stands in its address, and not in its body."""
        return self.method == "GET" or self.takes_file

    def route(self) -> Route:
        """Give the route that answers it."""

        async def endpoint(request: Request) -> Response:
            upload: Upload | None = getattr(request.state, "upload", None)
            try:
                asked = self._read(request)
            except Refused:
                if upload is not None:
                    upload.drop()
                raise
            desk, coder = desk_of(request), coder_of(request)

            def work(journal: Journal) -> bytes:
                return self._write(self.answer(Call(desk, journal, coder, upload), asked))

            lane = desk.acts if self.lane == "acts" else desk.pages
            return Response(await lane.run(work), media_type="application/json")

        return Route(self.path, endpoint, methods=[self.method], name=self.name)

    def _read(self, request: Request) -> A:
        try:
            if self.in_address:
                return msgspec.convert(self._address(request), self.asks)
            return msgspec.json.decode(request.state.body, type=self.asks)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise Refused(400, f"This cannot be understood: {error}.") from error

    def _address(self, request: Request) -> dict[str, Any]:
        """Give what stands in the address, numbers as numbers; what is no number stays text."""
        found: dict[str, Any] = {
            name: _value(text, self.fields.get(name, {}))
            for name, text in request.path_params.items()
        }
        for name in request.query_params:
            values = request.query_params.getlist(name)
            schema = self.fields.get(name, {})
            if schema.get("type") == "array":
                found[name] = values
            elif name in found or len(values) > 1:
                raise Refused(400, f"`{name[:40]}` is given twice.")
            else:
                found[name] = _value(values[0], schema)
        return found

    def _write(self, given: G) -> bytes:
        if not self.has_statements:
            return wire.encode(given)
        return wire.encode(_published(wire.plain(given)))


#: A table, or a part of it.
Operations = list[Operation[Any, Any]]


def _value(text: str, schema: Mapping[str, Any]) -> Any:
    kinds = {schema.get("type"), *(one.get("type") for one in schema.get("anyOf", ()))}
    if "integer" in kinds and NUMBER.fullmatch(text):
        return int(text)
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    return text


def _published(value: Any) -> Any:
    """Give an answer in which statements are the published object: no confidence not measured."""
    if isinstance(value, list):
        return [_published(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "quotes" in value and value.get("confidence", 0) is None:
        return {name: one for name, one in value.items() if name != "confidence"}
    return {name: _published(one) for name, one in value.items()}
