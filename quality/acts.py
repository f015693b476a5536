"""Hands at a browser that count what they do: clicks, keys, drags, and letters typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

#: Finds words in an element, white space free, and gives where a mouse would take hold of them.
_PLACES = """([selector, words, share]) => {
  const root = document.querySelector(selector);
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let flat = ""; const at = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest("[hidden],.vh,sup")) continue;
    for (let i = 0; i < node.data.length; i++) {
      if (/\\s/.test(node.data[i])) continue;
      flat += node.data[i]; at.push([node, i]);
    }
  }
  const wanted = words.replace(/\\s+/g, "");
  let best = -1;
  for (let i = flat.indexOf(wanted); i >= 0; i = flat.indexOf(wanted, i + 1)) {
    const off = (j) => Math.abs(j / flat.length - share);
    if (best < 0 || off(i) < off(best)) best = i;
  }
  if (best < 0) return null;
  const [first, a] = at[best], [last, b] = at[best + wanted.length - 1];
  first.parentElement.scrollIntoView({block: "center", behavior: "instant"});
  const box = (node, i) => {
    const range = document.createRange();
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    return range.getBoundingClientRect();
  };
  const from = box(first, a), to = box(last, b);
  return [from.left + 0.5, from.top + from.height / 2, to.right - 0.5, to.top + to.height / 2];
}"""


@dataclass
class Counts:
    """How often each kind of act was done."""

    clicks: int = 0
    keys: int = 0
    drags: int = 0
    #: Letters of what was typed into fields or at a command line.
    letters: int = 0

    @property
    def acts(self) -> int:
        """Clicks, keys and drags; a word typed is one act and its letters are counted beside."""
        return self.clicks + self.keys + self.drags


@dataclass
class Hands:
    """Does what a person does, in a real browser, and counts it by step."""

    page: Any
    steps: dict[str, Counts] = field(default_factory=dict)
    _step: str = ""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what follows under this name."""
        before, self._step = self._step, name
        self.steps.setdefault(name, Counts())
        yield
        self._step = before

    @property
    def now(self) -> Counts:
        """The counts of the step in hand."""
        return self.steps[self._step]

    def click(self, what: str) -> None:
        """Click on the first visible thing that a selector finds."""
        self.page.locator(what).locator("visible=true").first.click()
        self.now.clicks += 1

    def key(self, name: str) -> None:
        """Press one key."""
        self.page.keyboard.press(name)
        self.now.keys += 1

    def type(self, words: str) -> None:
        """Type words into the field that has the focus: one act, and its letters."""
        self.page.keyboard.type(words)
        self.now.keys += 1
        self.now.letters += len(words)

    def command(self, line: str) -> None:
        """Count a line typed at a terminal, with its Enter."""
        self.now.keys += 2
        self.now.letters += len(line)

    def choose_file(self, what: str, path: str) -> None:
        """Choose a file: a click on the field, and one in the dialogue."""
        self.page.set_input_files(what, path)
        self.now.clicks += 2

    def pick(self, what: str, value: str) -> None:
        """Choose from a list: a click on the list, and one on the value."""
        self.page.locator(what).locator("visible=true").first.select_option(value)
        self.now.clicks += 2

    def select(self, where: str, words: str, *, share: float) -> None:
        """Drag the mouse over words of an element, those nearest to this share of its text."""
        found = self.page.evaluate(_PLACES, [where, words, share])
        if found is None:
            raise LookupError(f"these words are not on the page: {words[:60]!r}")
        x, y, to_x, to_y = found
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move((x + to_x) / 2, (y + to_y) / 2)
        self.page.mouse.move(to_x, to_y)
        self.page.mouse.up()
        self.now.drags += 1
