/** At the text: words that are selected become a statement. */
import { onKey, openPen } from "./keys";
import { first, make, say } from "./page";

type Selected = { range: Range; words: string; near: number };

/** Words selected in the text: where they stand, counted in code points as the record counts. */
const selected = (): Selected | null => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const node = range.startContainer;
  const block = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-start]");
  const words = selection.toString().trim();
  if (!block || !words) return null;
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(range.startContainer, range.startOffset);
  return { range, words, near: Number(block.dataset.start) + [...before.toString()].length };
};

export const startSource = (): void => {
  const form = first<HTMLFormElement>("[data-write]");
  if (!form) return;
  const write = (): boolean => {
    const found = selected();
    if (!found) return false;
    (form.elements.namedItem("words") as HTMLTextAreaElement).value = found.words;
    (form.elements.namedItem("near") as HTMLInputElement).value = String(found.near);
    form.requestSubmit();
    return true;
  };
  onKey("w", () => write() || openPen("write"));
  const spot = make("button", { type: "button", className: "spot", hidden: true }, `${say("write")} `);
  spot.append(make("kbd", {}, "w"));
  spot.addEventListener("mousedown", (event) => event.preventDefault());
  spot.addEventListener("click", write);
  document.body.append(spot);
  document.addEventListener("selectionchange", () => {
    const found = selected();
    spot.hidden = !found;
    if (!found) return;
    const box = found.range.getBoundingClientRect();
    spot.style.insetBlockStart = `${box.bottom + scrollY + 6}px`;
    spot.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - 220))}px`;
  });
};
