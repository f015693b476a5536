/** A form is sent by script, so that a lost connection leaves the page and all that is in it. */
import { first, make, say } from "./page";

type Recorded = { next: string };
type Wrong = { error: string };

export const send = (form: HTMLFormElement, forget: () => void): void => {
  form.addEventListener("submit", async (event) => {
    // A step within the form is an answer of its own: the server gives the form back.
    if (event.submitter instanceof HTMLButtonElement && event.submitter.name === "step") return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    first(".lost", form)?.remove();
    const data = new FormData(form, event.submitter);
    const body = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]));
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
      if (answer.ok) {
        forget();
        go(((await answer.json()) as Recorded).next);
        return;
      }
      if (answer.status === 409) {
        sendPlainly(form, event.submitter);
        return;
      }
      tellLost(form, ((await answer.json()) as Wrong).error);
    } catch {
      tellLost(form, say("lost"));
    }
    delete form.dataset.busy;
  });
};

/** Go to an address; where it differs from this page's in its fragment only, load it all the same. */
const go = (next: string): void => {
  const target = new URL(next, location.href);
  const same = target.pathname === location.pathname && target.search === location.search;
  location.assign(target);
  if (same) location.reload();
};

/** Refused: the page that shows both versions comes from the form itself. */
export const sendPlainly = (form: HTMLFormElement, submitter: HTMLElement | null): void => {
  if (submitter instanceof HTMLButtonElement && submitter.name) {
    form.append(make("input", { type: "hidden", name: submitter.name, value: submitter.value }));
  }
  form.submit();
};

export const tellLost = (form: HTMLFormElement, words: string): void => {
  const told = make("p", { className: "lost", textContent: words });
  told.setAttribute("role", "alert");
  form.append(told);
};
