/**
 * The queue: a key for every pen, and the next statement on screen as soon as a key is pressed.
 *
 * The page of the next statement is fetched while this one is read. A ruling shows it at once and is
 * sent behind it, one after the other; when one is not recorded, its statement comes back with all
 * that was typed, and what was ruled after it was never sent.
 */
import { recordedHere } from "./fresh";
import { keep } from "./keep";
import { onKey, openPen, press } from "./keys";
import { all, first, make, say } from "./page";
import { send, sendPlainly, tellLost } from "./send";

type Told = {
  first: number;
  last: number;
  at: string;
  queue_pace: string;
  queue_done: string;
  queue_place: string;
};
type Ruling = { form: HTMLFormElement; submitter: HTMLElement | null; body: URLSearchParams; item: Element; href: string; forget: () => void };

const ahead = new Map<string, Promise<Document | null>>();
const waiting: Ruling[] = [];
let sending = false;

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
  const item = first("[data-item]");
  if (!item) return;
  wire(item);
  onKey("u", () => {
    // What was ruled is undone once it is recorded.
    if (!sending) return press("[data-undo] button");
    settled().then(() => press("[data-undo] button"));
    return true;
  });
  addEventListener("beforeunload", (event) => {
    if (waiting.length > 1) event.preventDefault();
  });
};

const skip = (item: Element): HTMLAnchorElement | null => first<HTMLAnchorElement>('[data-key="s"]', item);

/** Fetch the page after this one, so that it is there when a key is pressed. */
const look = (item: Element): void => {
  const link = skip(item);
  if (link && !ahead.has(link.href)) ahead.set(link.href, load(link.href));
};

const load = async (href: string): Promise<Document | null> => {
  try {
    const answer = await fetch(href, { headers: { accept: "text/html" } });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
};

/** Give a statement's forms and links their work; those of a refused page are sent plainly. */
const wire = (item: Element): void => {
  look(item);
  const link = skip(item);
  link?.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void goOn(item).then((gone) => gone || location.assign(link.href));
  });
  for (const form of all<HTMLFormElement>("form", item)) {
    const forget = form.dataset.keep ? keep(form) : () => undefined;
    if (form.action.endsWith("/act")) form.addEventListener("submit", (event) => rule(event, form, item, forget));
    else send(form, forget);
  }
};

/** Put the next statement on screen; false where it could not be fetched. */
const goOn = async (item: Element): Promise<boolean> => {
  const href = skip(item)?.href;
  const page = href ? await ahead.get(href) : null;
  const next = page ? first("[data-item]", page) : null;
  if (!next || !href || !item.isConnected) return false;
  ahead.delete(href);
  for (const one of all("[data-refused],.versions", document)) one.remove();
  item.replaceWith(document.adoptNode(next));
  history.replaceState(null, "", href);
  wire(next);
  scrollTo({ top: 0 });
  return true;
};

const rule = (event: SubmitEvent, form: HTMLFormElement, item: Element, forget: () => void): void => {
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  first(".lost", form)?.remove();
  const body = new URLSearchParams(
    [...new FormData(form, event.submitter)].map(([name, value]) => [name, String(value)]),
  );
  const ruling = { form, submitter: event.submitter, body, item, href: location.href, forget };
  void goOn(item).then(() => {
    first("[data-done]")?.replaceChildren(make("p", { className: "recording", textContent: say("recording") }));
    waiting.push(ruling);
    if (!sending) void sendAll();
  });
};

let tellSettled: (() => void)[] = [];
const settled = (): Promise<void> => (sending ? new Promise((done) => tellSettled.push(done)) : Promise.resolve());

const sendAll = async (): Promise<void> => {
  sending = true;
  for (let one = waiting[0]; one; one = waiting[0]) {
    if (!(await record(one))) waiting.length = 1;
    waiting.shift();
  }
  sending = false;
  for (const done of tellSettled) done();
  tellSettled = [];
};

/** Send a ruling; gives whether it was recorded. If not, its statement is on screen again. */
const record = async (one: Ruling): Promise<boolean> => {
  let wrong = say("lost");
  try {
    const answer = await fetch("/act", {
      method: "POST",
      body: one.body,
      // It arrives also when the page is left meanwhile.
      keepalive: true,
      headers: { accept: "application/json", "x-servanda-part": "queue" },
    });
    if (answer.ok) {
      const told = (await answer.json()) as Told;
      one.forget();
      recordedHere(told.first, told.last);
      show("[data-pace]", told.queue_pace);
      show("[data-done]", told.queue_done);
      if (first("[data-item]")?.getAttribute("data-item") === told.at) show("[data-place]", told.queue_place);
      for (const form of all<HTMLFormElement>("[data-done] form")) send(form, () => undefined);
      // The last of a queue has nothing after it: the server says what comes then.
      if (one.item.isConnected) location.assign((told as Told & { next: string }).next);
      return true;
    }
    if (answer.status === 409) {
      bringBack(one);
      sendPlainly(one.form, one.submitter);
      return false;
    }
    wrong = ((await answer.json()) as { error: string }).error;
  } catch {
    /* The desk does not answer: `wrong` says so. */
  }
  bringBack(one);
  tellLost(one.form, wrong);
  return false;
};

const bringBack = (one: Ruling): void => {
  delete one.form.dataset.busy;
  const shown = first("[data-item]");
  if (shown && shown !== one.item) shown.replaceWith(one.item);
  history.replaceState(null, "", one.href);
  first("[data-done]")?.replaceChildren();
  look(one.item);
};

/** Show what our own server rendered. */
const show = (selector: string, html: string): void => {
  const found = first(selector);
  if (found) found.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
};
