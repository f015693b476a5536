/** A date is told as EDTF, with its earliest and latest day, while it is typed. */
import { first } from "./page";

const PAUSE_MS = 180;

/** One listener for the page: forms come and go in it. */
export const startWhen = (): void => {
  let waiting = 0;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.dataset.when) return;
    const told = field.form ? first("#when-told", field.form) : null;
    clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const asked = new URLSearchParams({ words: field.value, source: field.dataset.when ?? "" });
      try {
        const answer = await fetch(`/desk/when?${asked}`);
        if (answer.ok && told) told.textContent = ((await answer.json()) as { told: string }).told;
      } catch {
        if (told) told.textContent = "";
      }
    }, PAUSE_MS);
  });
};
