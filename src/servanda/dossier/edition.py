"""What one site is made of: the public record, its assessment, and names for everything in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from servanda.assessing import Assessment, Fact, provision_name
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import NO_DATE, NO_PLACE, NOBODY, UNMAPPED, WHOLE
from servanda.domain.place import Place
from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.dossier.heard import Heard, HeardWhole
from servanda.dossier.options import SiteOptions
from servanda.dossier.pairs import Pair, Pairs, Row, keys_along
from servanda.dossier.public import Hidden
from servanda.dossier.words import label, listed, say_period
from servanda.saying import N_, _, pgettext, say_number, spoken

WHOLE_NAME = N_("the agreement as a whole")
#: Longer names of voices, in characters, do not fit into a sentence; their cards have them.
MOST_VOICES = 70
UNMAPPED_NAME = N_("speaks of keeping, but of no provision we know")


__all__ = ["Edition", "Pair", "Pairs", "Row", "keys_along"]


@dataclass(frozen=True)
class Edition:
    """The record as it may leave, with its assessment; everything a page asks is answered here."""

    record: Record
    assessment: Assessment
    options: SiteOptions
    hidden: Hidden = field(default_factory=Hidden)

    # Editions are kept and shown to people of several languages: none of their words is kept in
    # them, but made anew or by language.

    @property
    def title(self) -> str:
        """The dossier's title: as given, or the agreements' titles."""
        if self.options.title:
            return self.options.title
        titles = [one.title for one in self.record.agreements]
        if len(titles) > 3:
            return _("{title} and {number} other agreements").format(
                title=titles[0], number=say_number(len(titles) - 1)
            )
        return listed(titles) or _("A dossier without an agreement")

    @cached_property
    def agreements(self) -> Mapping[str, Agreement]:
        """Agreements by key."""
        return {one.key: one for one in self.record.agreements}

    @cached_property
    def provisions(self) -> Mapping[Row, Provision]:
        """Provisions by row."""
        return {
            Row(agreement.key, one.key): one
            for agreement in self.record.agreements
            for one in agreement.walk()
        }

    @cached_property
    def parents(self) -> Mapping[Row, str | None]:
        """The key of each provision's parent, None at the top."""
        found: dict[Row, str | None] = {}
        for agreement in self.record.agreements:
            for one in agreement.provisions:
                found[Row(agreement.key, one.key)] = None
            for one in agreement.walk():
                for child in one.children:
                    found[Row(agreement.key, child.key)] = one.key
        return found

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Facts by statement id: those that nobody rejected."""
        return {one.statement.id: one for one in self.assessment.facts}

    @cached_property
    def facts_by_row(self) -> Mapping[Row, list[Fact]]:
        """What stands in each row; what speaks of no known provision has one row for all."""
        found: dict[Row, list[Fact]] = defaultdict(list)
        for fact in self.assessment.facts:
            for row in self.rows_of(fact):
                found[row].append(fact)
        return found

    def facts_at(self, row: Row) -> list[Fact]:
        """Give what stands in a row and in every row below it, each once, in the record's order."""
        if row.key == UNMAPPED and row.agreement:
            shared = self.facts_by_row.get(Row("", UNMAPPED), ())
            return [one for one in shared if any(own in ("", row.agreement) for own, _ in one.rows)]
        provision = self.provisions.get(row)
        if provision is None or not provision.children:
            return self.facts_by_row.get(row, [])
        found = {
            fact.order: fact
            for one in provision.walk()
            for fact in self.facts_by_row.get(Row(row.agreement, one.key), ())
        }
        return [found[order] for order in sorted(found)]

    @cached_property
    def heard(self) -> Heard:
        """What the statements tell, counted and pictured: here from all of them."""
        return HeardWhole(self)

    def pairs(self, row: Row, columns: str, *, own: bool = False) -> Pairs:
        """Give both pictures of each party judged, by place, period, side, or party.

        With `own`, only what is linked to the row itself counts, and nothing below it.
        """
        return self.heard.pairs(row, columns, own=own)

    @cached_property
    def _row_order(self) -> Mapping[Row, int]:
        rows: list[Row] = []
        for agreement in self.record.agreements:
            rows.append(Row(agreement.key, WHOLE))
            rows += [Row(agreement.key, one.key) for one in agreement.walk()]
        return {row: at for at, row in enumerate(rows)}

    def row_order(self, row: Row) -> int:
        """Give what sorts rows as their agreements' texts do, with the whole first."""
        return self._row_order.get(row, len(self._row_order))

    def party_order(self, row: Row, party: str) -> tuple[int, str]:
        """Give what sorts parties judged: the agreement's own first, nobody named last."""
        own = self.agreements.get(row.agreement)
        keys = [one.key for one in own.parties] if own else []
        if party == NOBODY:
            return len(keys) + 1, party
        return (keys.index(party) if party in keys else len(keys)), party

    def rows_of(self, fact: Fact) -> tuple[Row, ...]:
        """Give the rows on whose pages a statement has its card; there is always one."""
        found = self._rows.get(fact.order)
        if found is None:
            found = self._rows[fact.order] = tuple(self._find_rows(fact))
        return found

    @cached_property
    def _rows(self) -> dict[int, tuple[Row, ...]]:
        return {}

    def _find_rows(self, fact: Fact) -> Iterator[Row]:
        seen: set[Row] = set()
        for owner, key in fact.rows:
            owners = [owner] if owner or key == UNMAPPED else list(self.agreements)
            for one in owners:
                row = Row("", UNMAPPED) if key == UNMAPPED else Row(one, key)
                known = key in (WHOLE, UNMAPPED) or row in self.provisions
                if not known:
                    row = Row("", UNMAPPED)
                if row not in seen:
                    seen.add(row)
                    yield row

    @cached_property
    def statements_by_source(self) -> Mapping[str, list[Statement]]:
        """Statements that nobody rejected, by source, in the order of the text."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for fact in self.assessment.facts:
            found[fact.statement.source].append(fact.statement)
        for statements in found.values():
            statements.sort(key=lambda one: (one.start, one.end, one.id))
        return found

    @cached_property
    def rejected(self) -> list[Statement]:
        """Statements that a person rejected."""
        return [one for one in self.record.statements if one.state == "rejected"]

    def statement(self, id: str) -> Statement | None:
        """Give a statement as it may be shown; None if there is none."""
        return self.record.statement_by_id.get(id)

    def gather(self, ids: Collection[str]) -> None:
        """Make ready the statements of these ids, which are about to be asked for."""

    # Names

    def row_name(self, row: Row) -> str:
        """Give what to print for a row."""
        if row.key == WHOLE:
            return _(WHOLE_NAME)
        if row.key == UNMAPPED:
            return _(UNMAPPED_NAME)
        provision = self.provisions.get(row)
        return provision_name(provision) if provision else row.key

    def party_name(self, agreement: str, key: str) -> str:
        """Give what to print for a party judged."""
        if key == NOBODY:
            return _("no party named")
        known = self._party_names.get((agreement, key))
        if known is None:
            known = self._party_names[(agreement, key)] = self._find_party(agreement, key)
        return known

    @cached_property
    def _party_names(self) -> dict[tuple[str, str], str]:
        return {}

    def _find_party(self, agreement: str, key: str) -> str:
        owners = [self.agreements[agreement]] if agreement in self.agreements else []
        for one in (*owners, *self.record.agreements):
            if party := one.party(key):
                return party.name
        return key

    def names_party(self, words: str) -> bool:
        """Tell whether words are a party's name or part of it ("three districts"), whole words."""
        asked = f" {' '.join(words.casefold().split())} "
        # A bare number ("five") may count anything, whatever a party is called.
        return " " in asked.strip() and any(asked in name for name in self._names_of_parties)

    @cached_property
    def _names_of_parties(self) -> tuple[str, ...]:
        return tuple(
            f" {' '.join(name.casefold().split())} "
            for agreement in self.record.agreements
            for one in agreement.parties
            for name in (one.name, *one.aliases)
        )

    def side_name(self, side: str) -> str:
        """Give what to print for the side that speaks."""
        key = (spoken().tag, side)
        known = self._side_names.get(key)
        if known is None:
            named = self.assessment.side_name(side)
            known = label("sides", side) if named == side else named
            self._side_names[key] = known
        return known

    @cached_property
    def _side_names(self) -> dict[tuple[str, str], str]:
        return {}

    def voices(self, side: str, ids: tuple[str, ...]) -> str:
        """Name who asserts these statements, when the side alone does not tell: "" if it does.

        Where some of them have no name, "and others" follows: one voice never stands for all.
        """
        if side in self._party_keys:
            return ""
        names, all_named = self.heard.asserting(ids)
        others = [] if all_named else [pgettext("other voices", "others")]
        told = listed((*names, *others)) if 0 < len(names) <= 3 else ""
        return told if len(told) <= MOST_VOICES else ""

    @cached_property
    def _party_keys(self) -> frozenset[str]:
        return frozenset(one.key for a in self.record.agreements for one in a.parties)

    def place_name(self, key: str) -> str:
        """Give what to print for a place, or for words that nobody could place."""
        return _("no place named") if key == NO_PLACE else self.assessment.place_name(key)

    def period_name(self, key: str) -> str:
        """Give what to print for a period."""
        return _("no date") if key == NO_DATE else say_period(key)

    def column_order(self, row: Row, columns: str, key: str) -> tuple[int, str]:
        """Give what sorts places by name, periods by time, parties as the agreement does."""
        if columns in ("party", "side"):
            return self.party_order(row, key)
        if key in (NO_PLACE, NO_DATE):
            return 2, key
        if columns == "place":
            return int(key.startswith("~")), self.assessment.place_name(key)
        return 0, key

    @cached_property
    def gazetteer(self) -> Mapping[str, Place]:
        """The agreements' own places, by id."""
        return {
            one.id: one
            for agreement in reversed(self.record.agreements)
            for one in agreement.territory.places
        }

    @cached_property
    def empty_word(self) -> str:
        """What an empty field of no period or side in particular is: `silent`, or `unread`."""
        return self.assessment.empty_word()

    @property
    def not_read(self) -> str:
        """Why an empty field is not silent ("No document was read"); "" where it is silent."""
        if self.empty_word == "silent":
            return ""
        read = any(self.record.readings.get(one.id) for one in self.record.sources)
        return _("No document was read whole") if read else _("No document was read")

    def counts(self) -> tuple[int, int]:
        """Give how many statements people accepted, and how many are only proposed."""
        return self.heard.counts()
