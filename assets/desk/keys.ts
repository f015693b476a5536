/** Keys: they do what a visible button does, and nothing while somebody types. */
import { all, first } from "./page";

/** Gives whether it did anything; if not, the browser does what it does by itself. */
type Act = () => boolean;

const acts = new Map<string, Act[]>();

/** Let a key do something on this page; what was added later is asked first. */
export const onKey = (key: string, act: Act): void => {
  acts.set(key, [act, ...(acts.get(key) ?? [])]);
};

export const press = (selector: string): boolean => {
  const found = first(selector);
  found?.click();
  return found !== null;
};

/** Open one of the page's forms, close the others, and go to its first field. */
export const openPen = (name: string): boolean => {
  const pen = first<HTMLDetailsElement>(`[data-pen="${name}"]`);
  if (!pen) return false;
  for (const other of all<HTMLDetailsElement>("[data-pen][open]")) if (other !== pen) other.open = false;
  pen.open = true;
  first("form :is(input,select,textarea):not([type=hidden])", pen)?.focus();
  return true;
};

const closePens = (): void => {
  for (const pen of all<HTMLDetailsElement>("[data-pen][open]")) {
    pen.open = false;
    first("summary", pen)?.focus();
  }
};

/** On a keyboard of another script the key in the same place counts. */
const keyOf = (event: KeyboardEvent): string => {
  if (/^[\x20-\x7e]+$/.test(event.key)) return event.key;
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
};

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("input,select,textarea,[contenteditable]") !== null &&
  !(target instanceof HTMLInputElement && (target.type === "checkbox" || target.type === "radio"));

/** Ctrl and Enter send the form in which somebody types; the form at the words sends itself. */
const sendForm = (target: EventTarget | null): boolean => {
  const form = target instanceof Element ? target.closest("form") : null;
  if (!form || form.dataset.slip !== undefined || !types(target)) return false;
  const button = first<HTMLButtonElement>("button.main", form);
  button?.click();
  return button !== null;
};

export const listen = (): void => {
  onKey("/", () => go("/search"));
  onKey("?", () => go("/desk/help"));
  onKey("u", () => press("[data-undo] button"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && sendForm(event.target)) event.preventDefault();
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") {
      if (!(acts.get("Escape") ?? []).some((act) => act())) closePens();
      return;
    }
    if (types(event.target)) return;
    if ((acts.get(keyOf(event)) ?? []).some((act) => act())) event.preventDefault();
  });
};

const go = (path: string): boolean => {
  location.assign(path);
  return true;
};
