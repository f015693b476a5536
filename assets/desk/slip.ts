/** The small form beside the words: it opens at them, takes up more, and is never lost. */
import { onKey } from "./keys";
import { all, first, make, meta, say, tell } from "./page";
import { rangeIn as rangeOf, type Selected } from "./selection";
import { startPlaces } from "./places";

type Entries = [string, string][];

let slip: HTMLElement | null = null;
/** What is done with each form that comes into the slip: places, dates. */
const onShown: ((within: HTMLElement) => void)[] = [startPlaces];

const sourceHere = (): string => first<HTMLInputElement>("[data-write] [name=source]")?.value ?? "";
const keyHere = (): string => `servanda slip ${sourceHere()}`;

const formOf = (): HTMLFormElement | null => (slip ? first<HTMLFormElement>("form[data-slip]", slip) : null);

const entriesOf = (form: HTMLFormElement, submitter?: HTMLElement | null): Entries =>
  [...new FormData(form, submitter ?? null)].map(([name, value]) => [name, String(value)]);

/** What is typed stays in this tab until it was recorded or thrown away. */
const keepDraft = (): void => {
  const form = formOf();
  if (form) sessionStorage.setItem(keyHere(), JSON.stringify(entriesOf(form).filter(([name]) => name !== "token")));
};
export const forgetDraft = (): void => sessionStorage.removeItem(keyHere());
const keptDraft = (): Entries | null => {
  const kept = sessionStorage.getItem(keyHere());
  return kept ? (JSON.parse(kept) as Entries) : null;
};

const open = (): HTMLElement => {
  if (slip) return slip;
  slip = make("div", { className: "slip" });
  slip.setAttribute("role", "dialog");
  slip.setAttribute("aria-labelledby", "slip-title");
  document.body.append(slip);
  document.body.classList.add("has-slip");
  return slip;
};

const close = (): void => {
  slip?.remove();
  slip = null;
  document.body.classList.remove("has-slip");
  paint([]);
};

export const isOpen = (): boolean => slip !== null;

/** Show in the text which words the form quotes. */
const paint = (quotes: string[]): void => {
  if (!("highlights" in CSS)) return;
  const ranges: Range[] = [];
  for (const quote of quotes) {
    const [start, end] = quote.split("-").map(Number);
    if (start === undefined || end === undefined) continue;
    for (const block of all(".text .t[data-start]")) {
      const points = [...(block.textContent ?? "")];
      const from = start - Number(block.dataset.start);
      const to = end - Number(block.dataset.start);
      if (to <= 0 || from >= points.length) continue;
      const before = points.slice(0, Math.max(0, from)).join("").length;
      const length = points.slice(Math.max(0, from), to).join("").length;
      ranges.push(rangeOf(block, before, before + length));
    }
  }
  CSS.highlights.set("servanda-quoted", new Highlight(...ranges));
  uncover(ranges.at(-1));
};

/** Keep the words in sight above the sheet that covers the lower part of a phone. */
const uncover = (range: Range | undefined): void => {
  const box = range?.getBoundingClientRect();
  const top = slip?.getBoundingClientRect();
  if (!box || !top || top.width < innerWidth * 0.9 || box.bottom < top.top) return;
  scrollBy({ top: box.top - 24, behavior: "auto" });
};

const show = (html: string): void => {
  const panel = open();
  const active = document.activeElement?.id;
  const at = panel.scrollTop;
  const shown = new DOMParser().parseFromString(html, "text/html");
  panel.replaceChildren(...shown.body.childNodes);
  const form = formOf();
  paint(all<HTMLInputElement>("[name=quote]", panel).map((one) => one.value));
  for (const act of onShown) act(panel);
  const again = active ? first(`#${CSS.escape(active)}`, panel) : null;
  const wrong = first("[data-refused]", panel);
  (again ?? wrong ?? first("[name=stance],textarea", panel))?.focus({ preventScroll: again !== null });
  panel.scrollTop = again ? at : 0;
  if (!form) return;
  form.addEventListener("input", keepDraft);
  form.addEventListener("change", keepDraft);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form, event.submitter);
  });
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.ctrlKey || !(field instanceof HTMLInputElement)) return;
    if (!field.dataset.enter) return;
    event.preventDefault();
    first<HTMLButtonElement>(`button[value="${field.dataset.enter}"]`, field.closest("p") ?? form)?.click();
  });
  first("[data-slip-close]", panel)?.addEventListener("click", putAside);
  first("[data-slip-drop]", panel)?.addEventListener("click", () => {
    forgetDraft();
    close();
  });
};

const lost = (words: string): void => {
  const panel = open();
  first(".lost", panel)?.remove();
  const told = make("p", { className: "lost", textContent: words });
  told.setAttribute("role", "alert");
  (formOf() ?? panel).append(told);
  told.scrollIntoView({ block: "nearest" });
};

const HEADERS = { "x-servanda-part": "yes", accept: "text/html" };

/** Ask for the form: what comes back takes the place of what is shown. */
const ask = async (asked: () => Promise<Response>): Promise<boolean> => {
  try {
    const answer = await asked();
    const words = await answer.text();
    if (answer.ok) show(words);
    else lost(words);
    return answer.ok;
  } catch {
    lost(say("lost"));
    return false;
  }
};

const step = (entries: Entries): Promise<boolean> =>
  ask(() => {
    const body = new URLSearchParams(entries.filter(([name]) => name !== "token"));
    body.set("token", meta("form"));
    return fetch("/write", { method: "POST", body, headers: HEADERS });
  });

const submit = async (form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> => {
  keepDraft();
  const entries = entriesOf(form, submitter);
  const more = entries.some(([name, value]) => (name === "words" || name === "place-words") && value.trim());
  if (more || entries.some(([name]) => name === "step")) {
    if (await step(entries)) keepDraft();
    return;
  }
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  try {
    const body = new URLSearchParams(entries);
    body.set("token", meta("form"));
    const answer = await fetch("/write", { method: "POST", body, headers: { accept: "application/json" } });
    const told = (await answer.json()) as { next?: string; error?: string };
    if (answer.ok && told.next) {
      forgetDraft();
      location.assign(told.next);
      return;
    }
    lost(told.error ?? say("lost"));
  } catch {
    lost(say("lost"));
  }
  delete form.dataset.busy;
};

/** Begin a statement on words, or add them to the one that is open. */
export const take = async (found: Selected): Promise<void> => {
  const form = formOf();
  if (form) {
    const entries = entriesOf(form).filter(([name]) => name !== "words" && name !== "near");
    if (await step([...entries, ["words", found.words], ["near", String(found.near)], ["step", "add"]])) keepDraft();
    return;
  }
  const asked = new URLSearchParams({ source: sourceHere(), words: found.words, near: String(found.near) });
  await ask(() => fetch(`/write?${asked}`, { headers: HEADERS }));
};

/** Open what was put aside; tells whether there was anything. */
export const resume = (): boolean => {
  const kept = keptDraft();
  if (!kept) return false;
  void step([...kept.filter(([name]) => name !== "step"), ["step", "show"]]);
  return true;
};

const putAside = (): void => {
  keepDraft();
  close();
  tell(say("aside"));
};

export const startSlip = (): void => {
  if (!first("[data-write]")) return;
  onKey("Escape", () => {
    if (!slip) return false;
    // From a field back to the text, where more words can be chosen; from there it is put aside.
    if (slip.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
    else putAside();
    return true;
  });
  onKey("f", () => {
    const field = slip ? first("[name=stance],textarea", slip) : null;
    field?.focus();
    return field !== null;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && slip?.contains(event.target as Node)) {
      event.preventDefault();
      first<HTMLButtonElement>("[data-record]", slip)?.click();
    }
  });
  // A draft of this text outlives a page that was left, a desk that was stopped, a line that was cut.
  if (keptDraft()) resume();
};
