/** Words chosen by keyboard: sentence by sentence, word by word, longer and shorter. */
import { onKey } from "./keys";
import { all, first, say, tell } from "./page";
import { rangeIn, select } from "./selection";

type Piece = { start: number; end: number };
type Chosen = { block: HTMLElement; start: number; end: number };

let chosen: Chosen | null = null;
/** Where words were chosen last: the keys go on from there. */
let last: Chosen | null = null;

const blocks = (): HTMLElement[] => all(".text .t[data-start]").filter((one) => (one.textContent ?? "").trim());

const pieces = (block: HTMLElement, granularity: "word" | "sentence"): Piece[] => {
  const text = block.textContent ?? "";
  const found = [...new Intl.Segmenter(document.documentElement.lang, { granularity }).segment(text)];
  return found
    .filter((one) => (granularity === "word" ? one.isWordLike : one.segment.trim()))
    .map((one) => ({ start: one.index, end: one.index + one.segment.trimEnd().length }));
};

const show = (next: Chosen): void => {
  chosen = next;
  last = next;
  const range = rangeIn(next.block, next.start, next.end);
  select(range);
  const box = range.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight - 80) {
    scrollBy({ top: box.top - innerHeight / 3, behavior: "auto" });
  }
  tell(range.toString());
};

/** Begin at the sentence that is looked at. */
const begin = (): boolean => {
  document.body.classList.add("choosing");
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  tell(say("choosing"));
  if (last?.block.isConnected) {
    show(last);
    return true;
  }
  const list = blocks();
  const lit = first(".t mark.lit")?.closest<HTMLElement>(".t");
  const block = lit ?? list.find((one) => one.getBoundingClientRect().top > 60) ?? list[0];
  if (!block) return false;
  const mark = first("mark.lit", block);
  const all = pieces(block, "sentence");
  const before = document.createRange();
  before.selectNodeContents(block);
  if (mark) before.setEndBefore(mark);
  else before.collapse(true);
  const at = before.toString().length;
  const piece = all.find((one) => one.end > at) ?? all[0];
  if (!piece) return false;
  show({ block, ...piece });
  return true;
};

/** Stop choosing; tells whether anything was being chosen. */
export const leave = (): boolean => {
  if (!chosen) return false;
  chosen = null;
  document.body.classList.remove("choosing");
  getSelection()?.removeAllRanges();
  return true;
};

/** Move to the piece after or before what is chosen; over the end of a paragraph to the next. */
const move = (granularity: "word" | "sentence", by: 1 | -1): void => {
  if (!chosen) return;
  const { block, start, end } = chosen;
  const own = pieces(block, granularity);
  const next = by > 0 ? own.find((one) => one.start >= end) : own.findLast((one) => one.end <= start);
  if (next) {
    show({ block, ...next });
    return;
  }
  const list = blocks();
  const other = list[list.indexOf(block) + by];
  const piece = other ? pieces(other, granularity).at(by > 0 ? 0 : -1) : undefined;
  if (other && piece) show({ block: other, ...piece });
};

/** Make what is chosen longer or shorter at its end. */
const stretch = (granularity: "word" | "sentence", by: 1 | -1): void => {
  if (!chosen) return;
  const { block, start, end } = chosen;
  const own = pieces(block, granularity);
  const to = by > 0 ? own.find((one) => one.end > end)?.end : own.findLast((one) => one.end < end)?.end;
  if (to !== undefined && to > start) show({ block, start, end: to });
};

export const startChoosing = (): void => {
  if (!first("[data-write]")) return;
  onKey("v", begin);
  onKey("Escape", leave);
  for (const button of all('[data-do="v"]')) button.addEventListener("click", begin);
  document.addEventListener("pointerdown", () => {
    chosen = null;
    last = null;
    document.body.classList.remove("choosing");
  });
  const arrow = (key: string, shift: boolean): boolean => {
    if (!chosen) return false;
    const mirrored = getComputedStyle(chosen.block).direction === "rtl";
    const act = shift ? stretch : move;
    if (key === "ArrowDown") act("sentence", 1);
    if (key === "ArrowUp") act("sentence", -1);
    if (key === "ArrowRight") act("word", mirrored ? -1 : 1);
    if (key === "ArrowLeft") act("word", mirrored ? 1 : -1);
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (!chosen || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest("input,select,textarea")) return;
    if (event.key.startsWith("Arrow") && arrow(event.key, event.shiftKey)) event.preventDefault();
  });
};
