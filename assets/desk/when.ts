/** A date is told as EDTF, with its earliest and latest day, while it is typed. */
import { first } from "./page";

const PAUSE_MS = 180;

export const startWhen = (within: ParentNode = document): void => {
  const field = first<HTMLInputElement>("input[data-when]", within);
  const told = first("#when-told", within);
  if (!field || !told) return;
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const asked = new URLSearchParams({ words: field.value, source: field.dataset.when ?? "" });
      try {
        const answer = await fetch(`/desk/when?${asked}`);
        if (answer.ok) told.textContent = ((await answer.json()) as { told: string }).told;
      } catch {
        told.textContent = "";
      }
    }, PAUSE_MS);
  });
};
