/** Blind coding: digits choose, Enter goes on, so that a unit is coded without leaving the keyboard. */
import { onKey, press } from "./keys";
import { all, first } from "./page";

const WAIT_MS = 600;

export const startCoding = (): void => {
  const form = first<HTMLFormElement>("form[data-code]");
  if (!form) return;
  const asked = all<HTMLFieldSetElement>("[data-question]", form);
  let at = Math.max(0, asked.findIndex((one) => !answered(one)));
  let typed = "";
  let timer = 0;

  const show = (): void => {
    asked.forEach((one, index) => one.classList.toggle("now", index === at));
    const now = asked[at];
    if (now?.dataset.typed !== undefined) first<HTMLInputElement>("input", now)?.focus();
    else if (now === undefined) first("[data-record]", form)?.focus();
    now?.scrollIntoView({ block: "nearest" });
  };
  const goOn = (): void => {
    // Where a passage is no statement, nothing else is asked of it.
    const none = first<HTMLInputElement>('[name="code-statement"]:checked', form)?.value === "no";
    const open = none ? -1 : asked.findIndex((one, index) => index > at && !answered(one));
    const missed = none ? -1 : asked.findIndex((one) => !answered(one));
    at = open >= 0 ? open : missed >= 0 ? missed : asked.length;
    show();
  };
  const choose = (key: string): boolean => {
    const now = asked[at] ?? asked.at(-1);
    if (!now) return false;
    const keys = all<HTMLInputElement>("[data-choice]", now);
    const take = (one: HTMLInputElement): void => {
      typed = "";
      one.checked = true;
      form.dispatchEvent(new Event("input", { bubbles: true }));
      goOn();
    };
    clearTimeout(timer);
    typed += key;
    const exact = keys.find((one) => one.dataset.choice === typed);
    const longer = keys.some((one) => one.dataset.choice !== typed && one.dataset.choice?.startsWith(typed));
    if (exact && !longer) take(exact);
    else if (exact ?? longer) timer = window.setTimeout(() => (exact ? take(exact) : (typed = "")), WAIT_MS);
    else {
      const whole = typed;
      typed = "";
      return whole.length > 1 && choose(key);
    }
    return true;
  };

  for (const key of "0123456789-vmfad") onKey(key, () => choose(key));
  onKey("s", () => press('[data-key="s"]'));
  onKey("k", () => press('[data-key="k"]'));
  onKey("g", () => press("[data-guide] > summary"));
  onKey("n", () => {
    const note = first<HTMLTextAreaElement>("#note", form);
    note?.closest("details")?.setAttribute("open", "");
    note?.focus();
    return note !== null;
  });
  onKey("Enter", () => {
    if (document.activeElement?.closest("a,button,summary")) return false;
    if (asked.some((one) => !answered(one)) && !complete(form)) goOn();
    else form.requestSubmit();
    return true;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    // In a field Enter goes on to the next question, and records after the last one.
    event.preventDefault();
    event.target.blur();
    if (asked.every(answered) || complete(form)) form.requestSubmit();
    else goOn();
  });
  asked.forEach((one, index) => {
    one.addEventListener("focusin", () => {
      at = index;
      asked.forEach((other, place) => other.classList.toggle("now", place === at));
    });
  });
  show();
};

const answered = (one: HTMLFieldSetElement): boolean =>
  first<HTMLInputElement>("input:checked", one) !== null ||
  (first<HTMLInputElement>("input:not([type=radio])", one)?.value.trim() ?? "") !== "";

const complete = (form: HTMLFormElement): boolean =>
  first<HTMLInputElement>('[name="code-statement"]:checked', form)?.value === "no";
