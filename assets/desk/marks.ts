/** Marks in the text and cards beside it call each other; keys step from mark to mark. */
import { onKey } from "./keys";
import { all, first, say, tell } from "./page";

const numbersOf = (one: Element): string[] => (one as HTMLElement).dataset.s?.split(" ") ?? [];

/** Light a statement's card and all its words, and nothing else. */
const light = (numbers: string[], kind: string): void => {
  for (const one of all(`.${kind}`)) one.classList.remove(kind);
  for (const number of numbers) {
    for (const one of all(`.text [data-s~="${CSS.escape(number)}"]`)) one.classList.add(kind);
  }
};

const markOf = (anchor: Element): Element | null => {
  const card = first(`#c-${CSS.escape(anchor.id)}`);
  return card ? first(`mark[data-s~="${card.dataset.s ?? ""}"]`) : null;
};

/** Go to the words of a statement: lit, in view, and in the address. */
const goTo = (anchor: HTMLElement): void => {
  const card = first(`#c-${CSS.escape(anchor.id)}`);
  if (card) light(numbersOf(card), "lit");
  anchor.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  (markOf(anchor) ?? anchor).scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  history.replaceState(history.state, "", `#${anchor.id}`);
  document.dispatchEvent(new CustomEvent("servanda:at", { detail: anchor }));
};

const anchors = (): HTMLElement[] => all(".text .at");

/** The mark that the keys stand at: the one gone to last, or the first that is in view. */
const standsAt = (list: HTMLElement[]): number => {
  const active = document.activeElement;
  const at = list.findIndex((one) => one === active || one.id === location.hash.slice(1));
  if (at >= 0) return at;
  return list.findIndex((one) => one.getBoundingClientRect().top > 0) - 0.5;
};

const step = (by: 1 | -1): boolean => {
  const list = anchors();
  const at = standsAt(list);
  const to = list[by > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1];
  if (to) {
    goTo(to);
    return true;
  }
  const here = first(".pages a[aria-current]")?.closest("li");
  const beyond = by > 0 ? here?.nextElementSibling : here?.previousElementSibling;
  const link = beyond ? first<HTMLAnchorElement>("a", beyond) : null;
  if (link) location.assign(`${link.href.split("#")[0]}#${by > 0 ? "mark-first" : "mark-last"}`);
  else tell(say(by > 0 ? "last-mark" : "first-mark"));
  return true;
};

const copyLink = async (link: HTMLAnchorElement): Promise<void> => {
  try {
    await navigator.clipboard.writeText(link.href);
    const before = link.textContent ?? "";
    link.textContent = say("copied");
    tell(say("copied"));
    setTimeout(() => {
      link.textContent = before;
    }, 1600);
  } catch {
    location.assign(link.href);
  }
};

export const startMarks = (): void => {
  const text = first(".text");
  if (!text || !first("[data-write]")) return;
  onKey("n", () => step(1));
  onKey("p", () => step(-1));
  const statementAt = (target: EventTarget | null): Element | null =>
    target instanceof Element ? target.closest("[data-s]") : null;
  for (const kind of ["mouseover", "focusin"]) {
    text.addEventListener(kind, (event) => {
      const one = statementAt(event.target);
      light(one ? numbersOf(one) : [], "called");
    });
  }
  text.addEventListener("mouseleave", () => light([], "called"));
  text.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest<HTMLAnchorElement>("[data-copy]");
    if (link) {
      event.preventDefault();
      void copyLink(link);
      return;
    }
    if (target?.closest("a,button,input,summary,form") || !getSelection()?.isCollapsed) return;
    const one = statementAt(target);
    const card = one?.matches("mark") ? first(`.mini[data-s="${numbersOf(one).at(-1) ?? ""}"]`) : one;
    const anchor = card ? first(`#${CSS.escape(card.id.slice(2))}`) : null;
    if (card && anchor) {
      light(numbersOf(card), "lit");
      history.replaceState(history.state, "", `#${anchor.id}`);
      const other = one?.matches("mark") ? card : markOf(anchor) ?? anchor;
      other.scrollIntoView({ block: "nearest", behavior: "smooth" });
      document.dispatchEvent(new CustomEvent("servanda:at", { detail: anchor }));
    }
  });
  const land = (): void => {
    const name = location.hash.slice(1);
    if (name === "these") first("#these")?.scrollIntoView({ block: "center" });
    const list = anchors();
    if (name === "mark-first" && list[0]) goTo(list[0]);
    const last = list.at(-1);
    if (name === "mark-last" && last) goTo(last);
    const card = name ? first(`#${CSS.escape(name.startsWith("c-") ? name : `c-${name}`)}`) : null;
    if (card) light(numbersOf(card), "lit");
    const anchor = card ? first(`#${CSS.escape(card.id.slice(2))}`) : null;
    if (anchor) document.dispatchEvent(new CustomEvent("servanda:at", { detail: anchor }));
  };
  addEventListener("hashchange", land);
  // Once the style has come, so that nothing moves afterwards.
  if (document.readyState === "complete") land();
  else addEventListener("load", land, { once: true });
  for (const button of all("[data-do]")) {
    button.addEventListener("click", () => {
      if (button.dataset.do === "n") step(1);
      if (button.dataset.do === "p") step(-1);
    });
  }
};
