/** The queue: a key for every pen, and lists that are narrowed as soon as something is chosen. */
import { onKey, openPen, press } from "./keys";
import { all } from "./page";

export const startQueue = (): void => {
  onKey("a", () => press('[data-act="accept"] button'));
  onKey("r", () => openPen("reject"));
  onKey("e", () => openPen("amend"));
  onKey("q", () => openPen("ask"));
  onKey("s", () => press('[data-key="s"]'));
  onKey("j", () => press('[data-key="s"]'));
  onKey("k", () => press('[data-key="k"]'));
  for (const field of all<HTMLSelectElement | HTMLInputElement>(".filters :is(select,[type=checkbox])")) {
    field.addEventListener("change", () => field.form?.requestSubmit());
  }
};
