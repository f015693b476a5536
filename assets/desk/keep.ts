/** What is typed stays in this tab until it was recorded, also when the desk or the line is gone. */
import { first } from "./page";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Kept = (string | boolean)[];

const isField = (one: Element): one is Field =>
  one instanceof HTMLInputElement || one instanceof HTMLSelectElement || one instanceof HTMLTextAreaElement;

const isTick = (one: Field): one is HTMLInputElement =>
  one instanceof HTMLInputElement && (one.type === "checkbox" || one.type === "radio");

const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(isField).filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");

/** Fill a form with what was typed into it before, keep what is typed from now on; gives how to forget it. */
export const keep = (form: HTMLFormElement): (() => void) => {
  const key = `servanda ${form.dataset.keep ?? ""}`;
  const kept = sessionStorage.getItem(key);
  // A refused form comes back from the server with what was typed, which is later than ours.
  if (kept && !first("[data-refused]")) {
    const values = JSON.parse(kept) as Kept;
    fieldsOf(form).forEach((one, at) => {
      const value = values[at];
      if (value === undefined) return;
      if (isTick(one)) one.checked = value === true;
      else one.value = String(value);
    });
  }
  form.addEventListener("input", () => {
    const typed: Kept = fieldsOf(form).map((one) => (isTick(one) ? one.checked : one.value));
    sessionStorage.setItem(key, JSON.stringify(typed));
  });
  return () => sessionStorage.removeItem(key);
};
