/** Words of the text: what is selected and where it stands, counted in code points as the record counts. */

export type Selected = { range: Range; words: string; near: number };

export const selected = (): Selected | null => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
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

/** The range of some characters of a block (UTF-16, as the browser counts). */
export const rangeIn = (block: Node, start: number, end: number): Range => {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let at = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (!begun && start < at + length) {
      range.setStart(node, start - at);
      begun = true;
    }
    if (end <= at + length) {
      range.setEnd(node, end - at);
      break;
    }
    at += length;
  }
  return range;
};

export const select = (range: Range): void => {
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
};
