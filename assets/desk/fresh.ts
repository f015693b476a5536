/** Others' acts: a short question once a second, only while the page is looked at. */
import { first, meta } from "./page";

const PAUSE_MS = 900;

export const watch = (): void => {
  const notice = first("[data-fresh]");
  if (!notice) return;
  const shown = Number(meta("count"));
  const ask = async (): Promise<void> => {
    if (document.visibilityState === "visible" && notice.hidden) {
      try {
        const answer = await fetch("/api/head");
        if (answer.ok && ((await answer.json()) as { count: number }).count > shown) notice.hidden = false;
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
