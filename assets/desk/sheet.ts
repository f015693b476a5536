/** The page beside the text goes with it: to the page that is read, and to the words that are looked at. */
import { all, first } from "./page";

export const startSheet = (): void => {
  const side = first("[data-sheet]");
  if (!side) return;
  const base = side.dataset.sheet ?? "";
  const wide = matchMedia("(min-width: 72rem)");
  let shown = "";
  const show = async (number: string, at: string[]): Promise<void> => {
    const asked = `${base}/${number}?${new URLSearchParams(at.map((one) => ["at", one]))}`;
    if (asked === shown || !wide.matches) return;
    shown = asked;
    try {
      const answer = await fetch(asked, { headers: { "x-servanda-part": "yes", accept: "text/html" } });
      if (!answer.ok || asked !== shown) return;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      side.replaceChildren(...part.body.childNodes);
      const found = first<SVGElement>(".found", side);
      if (found) {
        const box = found.getBoundingClientRect();
        const frame = side.getBoundingClientRect();
        side.scrollTop += box.top - frame.top - frame.height / 3;
      }
    } catch {
      /* The desk was stopped: the page that is shown stays. */
    }
  };
  side.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-turn]") : null;
    if (!link) return;
    event.preventDefault();
    void show(link.dataset.turn ?? "1", []);
  });
  const starts = all(".ln[data-page]");
  const pageOf = (element: Element): string => {
    const before = starts.filter((one) => one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    return before.at(-1)?.dataset.page ?? first<HTMLElement>(".sheet", side)?.dataset.number ?? "1";
  };
  /** The words of a statement as spans of the text, by the marks that are numbered as its card is. */
  const spansOf = (anchor: Element): string[] => {
    const card = first(`#c-${CSS.escape(anchor.id)}`);
    return all(`mark[data-s~="${card?.dataset.s ?? ""}"]`).flatMap((mark) => {
      const block = mark.closest<HTMLElement>("[data-start]");
      if (!block) return [];
      const before = document.createRange();
      before.selectNodeContents(block);
      before.setEndBefore(mark);
      const start = Number(block.dataset.start) + [...before.toString()].length;
      return [`${start}-${start + [...(mark.textContent ?? "")].length}`];
    });
  };
  document.addEventListener("servanda:at", (event) => {
    const anchor = (event as CustomEvent<Element>).detail;
    void show(pageOf(anchor), spansOf(anchor));
  });
  const watched = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((one) => one.isIntersecting)?.target as HTMLElement | undefined;
      const number = seen?.dataset.page;
      // A page on which words are marked stays as it is until another is read.
      if (number && number !== first<HTMLElement>(".sheet", side)?.dataset.number) void show(number, []);
    },
    { rootMargin: "-10% 0px -60% 0px" },
  );
  for (const start of starts) watched.observe(start);
};
