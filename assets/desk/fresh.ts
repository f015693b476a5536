/** Others' acts: a short question once a second, only while the page is looked at. */
import { first, meta } from "./page";

const PAUSE_MS = 900;

type Now = { count: number; news: string[] };

let since = Number(meta("count"));
let own: [number, number][] = [];

/** Tell that this page recorded these entries itself: they are no news to it. */
export const recordedHere = (from: number, to: number): void => {
  own.push([from, to]);
  own.sort((one, other) => one[0] - other[0]);
  while (own[0] && own[0][0] <= since + 1) since = Math.max(since, own.shift()?.[1] ?? 0);
};

export const watch = (): void => {
  const notice = first("[data-fresh]");
  if (!notice) return;
  const words = first("[data-news]", notice);
  const ask = async (): Promise<void> => {
    if (document.visibilityState === "visible") {
      try {
        const told = own.map((one) => one.join("-")).join(",");
        const answer = await fetch(`/api/head?since=${since}${told && `&own=${told}`}`);
        if (answer.ok) {
          const now = (await answer.json()) as Now;
          const said = now.news.join(" ");
          // Said once: a status that is written again is read aloud again.
          if (words && said && words.textContent !== said) words.textContent = said;
          if (said) notice.hidden = false;
        }
      } catch {
        /* The desk was stopped: whoever sends a form is told. */
      }
    }
    setTimeout(ask, PAUSE_MS);
  };
  setTimeout(ask, PAUSE_MS);
  first("[data-again]")?.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
};
