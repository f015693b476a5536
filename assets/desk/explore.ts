/** The picture: every choice shows itself at once, a stretch of time and a box on the map are drawn by hand. */
import { degreesAt } from "./degrees";
import { all, first } from "./page";

const WAIT_MS = 250;
const LEAST_PIXELS = 4;

/** What an address need not say. */
const PLAIN = [["rows", "provision"], ["columns", "place"], ["sort", "text"]] as const;

/** The address of what is shown: a fragment alone is no other view. */
const here = (): string => location.pathname + location.search;
let shownAt = here();

let waiting: AbortController | null = null;

const picture = (): HTMLElement | null => first("[data-picture]");
const form = (): HTMLFormElement | null => first<HTMLFormElement>("[data-ask]");

/** Where the picture is: an earlier state has it under an address of its own. */
const path = (): string => form()?.getAttribute("action") ?? "/picture";

/** The address that the form asks for as it is filled in now. */
const asked = (changes: Record<string, string> = {}): string => {
  const fields = form();
  if (!fields) return location.href;
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(fields)) if (typeof value === "string" && value) given.append(name, value);
  for (const [name, value] of Object.entries(changes)) {
    given.delete(name);
    if (value) given.set(name, value);
  }
  for (const [name, value] of PLAIN) if (given.get(name) === value) given.delete(name);
  const told = given.toString();
  return `${path()}${told ? `?${told}` : ""}`;
};

/** Show another view in place: one history entry for each, the way back works as ever. */
const show = async (href: string, { push = true, to = "" } = {}): Promise<void> => {
  const shown = picture();
  if (!shown) return;
  waiting?.abort();
  const mine = (waiting = new AbortController());
  shown.classList.add("waiting");
  const focus = placeOf(document.activeElement);
  try {
    const answer = await fetch(href, { signal: mine.signal, headers: { accept: "text/html" } });
    if (!answer.ok) {
      location.assign(href);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLElement>("[data-picture]");
    if (!fresh || mine.signal.aborted) return;
    keepOpen(shown, fresh);
    const before = first(".facets", shown);
    const left = before?.scrollTop ?? 0;
    const drawer = before?.matches(":target,.drawn-out") ?? false;
    shown.replaceWith(fresh);
    document.title = page.title;
    if (push) history.pushState({}, "", href);
    shownAt = here();
    start();
    const facets = first(".facets", fresh);
    facets?.classList.toggle("drawn-out", drawer);
    if (facets) facets.scrollTop = left;
    const target = to && to !== "filters" ? document.getElementById(to) : null;
    if (target) {
      target.scrollIntoView({ block: "nearest" });
      target.focus({ preventScroll: true });
    } else find(focus)?.focus({ preventScroll: true });
  } catch {
    if (!mine.signal.aborted) location.assign(href);
  }
};

/** Where somebody was: found again in the new page by what it is, not by where it stands. */
const placeOf = (one: Element | null): string => {
  if (!one || !one.closest("[data-picture]")) return "";
  if (one instanceof HTMLElement && one.dataset.handle) return `[data-handle="${one.dataset.handle}"]`;
  const name = one.getAttribute("name");
  if (name) {
    const value = one instanceof HTMLInputElement && /checkbox|radio/.test(one.type) ? one.value : null;
    return `[name="${CSS.escape(name)}"]${value === null ? "" : `[value="${CSS.escape(value)}"]`}`;
  }
  const unfolded = one.getAttribute("data-unfold");
  if (unfolded) return `[data-facet="${CSS.escape(unfolded)}"] summary`;
  const label = one.getAttribute("aria-label");
  if (label) return `[aria-label="${CSS.escape(label)}"]`;
  const href = one.getAttribute("href");
  return href ? `a[href="${CSS.escape(href)}"]` : "";
};
const find = (place: string): HTMLElement | null => (place ? first(place) : null);

/** What was unfolded by hand stays unfolded, and the drawer of a phone stays open. */
const keepOpen = (before: HTMLElement, after: HTMLElement): void => {
  const summary = (one: HTMLDetailsElement): string => one.querySelector("summary")?.firstChild?.textContent?.trim() ?? "";
  const open = new Map(all<HTMLDetailsElement>("details", before).map((one) => [summary(one), one.open]));
  for (const one of all<HTMLDetailsElement>("details", after)) one.open = open.get(summary(one)) ?? one.open;
};

/** The drawer of a phone is open while it is the target of the address, or since then. */
const closeDrawer = (): void => {
  first(".facets")?.classList.remove("drawn-out");
  if (location.hash === "#filters") location.hash = "#main";
};

const listen = (shown: HTMLElement): void => {
  const fields = form();
  if (!fields) return;
  let timer = 0;
  const later = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void show(asked()), WAIT_MS);
  };
  fields.addEventListener("change", (event) => {
    const one = event.target as HTMLInputElement;
    if (one.dataset.handle) return;
    if (/checkbox|radio/.test(one.type) || one.tagName === "SELECT" || one.name === "since" || one.name === "until") later();
  });
  fields.addEventListener("input", (event) => {
    const one = event.target as HTMLInputElement;
    if (one.type === "search") later();
  });
  fields.addEventListener("submit", (event) => {
    event.preventDefault();
    const by = event.submitter as HTMLButtonElement | null;
    void show(asked(by?.name ? { [by.name]: by.value } : {}));
    closeDrawer();
  });
  shown.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement | SVGAElement>("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = link.getAttribute("href") ?? "";
    if (href === "#main") closeDrawer();
    if (href.split(/[?#]/)[0] !== path()) return;
    event.preventDefault();
    const [address = "", to = ""] = href.split("#");
    void show(address, { to });
  });
};

/* Time: months as numbers on the picture's own line. */
const monthOf = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;

const startBrush = (shown: HTMLElement): void => {
  const svg = first<SVGSVGElement>("svg.months", shown);
  const handles = first("[data-handles]", shown);
  if (!svg || !handles) return;
  const low = Number(svg.dataset.first);
  const high = Number(svg.dataset.last);
  const [left = 0, wide = 1, all_ = 1] = (svg.dataset.plot ?? "").split(" ").map(Number);
  const sliders = all<HTMLInputElement>("[data-handle]", handles);
  const [from, to] = sliders;
  if (!from || !to) return;
  handles.hidden = false;
  handles.style.insetInlineStart = `calc(${(left / all_) * 100}% - .75rem)`;
  handles.style.inlineSize = `calc(${(wide / all_) * 100}% + 1.5rem)`;
  handles.style.insetInlineEnd = "auto";
  // A stretch of one month has two ends: the second handle stands behind its last day.
  const put = (one: HTMLInputElement, value: number): void => {
    one.min = String(low);
    one.max = String(high + 1);
    one.value = String(value);
    one.setAttribute("aria-valuetext", monthOf(one === from ? value : value - 1));
  };
  put(from, Number(svg.dataset.from));
  put(to, Number(svg.dataset.to) + 1);
  const chosen = (): void => {
    const since = Math.min(Number(from.value), high);
    const until = Math.max(Number(to.value) - 1, since);
    void show(asked({ since: since > low ? monthOf(since) : "", until: until < high ? monthOf(until) : "" }));
  };
  let timer = 0;
  for (const one of sliders) {
    one.addEventListener("input", () => {
      if (Number(to.value) <= Number(from.value)) {
        if (one === from) one.value = String(Number(to.value) - 1);
        else one.value = String(Number(from.value) + 1);
      }
      put(one, Number(one.value));
      clearTimeout(timer);
      timer = window.setTimeout(chosen, WAIT_MS);
    });
  }
  drag(svg, (begin, end) => {
    const month = (x: number): number =>
      Math.min(high, Math.max(low, low + Math.floor(((x - left) / wide) * (high - low + 1))));
    const since = month(Math.min(begin.x, end.x));
    const until = month(Math.max(begin.x, end.x));
    void show(asked({ since: monthOf(since), until: monthOf(until) }));
  }, true);
};

type Point = { x: number; y: number };

/** Draw a rectangle with the pointer; what it gives is in the picture's own pixels. */
const drag = (svg: SVGSVGElement, done: (begin: Point, end: Point) => void, whole = false): void => {
  let begin: Point | null = null;
  let box: SVGRectElement | null = null;
  const at = (event: PointerEvent): Point => {
    const matrix = svg.getScreenCTM()?.inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix ?? new DOMMatrix());
    return { x: point.x, y: point.y };
  };
  // The link under the pointer is not what was meant.
  let dragged = false;
  svg.addEventListener(
    "click",
    (event) => {
      if (!dragged) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch") return;
    begin = at(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!begin) return;
    const end = at(event);
    if (!box) {
      if (Math.abs(end.x - begin.x) + Math.abs(end.y - begin.y) < LEAST_PIXELS) return;
      box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      box.setAttribute("class", "drawn");
      svg.append(box);
      svg.setPointerCapture(event.pointerId);
    }
    const tall = svg.viewBox.baseVal.height;
    box.setAttribute("x", String(Math.min(begin.x, end.x)));
    box.setAttribute("y", String(whole ? 0 : Math.min(begin.y, end.y)));
    box.setAttribute("width", String(Math.abs(end.x - begin.x)));
    box.setAttribute("height", String(whole ? tall : Math.abs(end.y - begin.y)));
  });
  const stop = (event: PointerEvent): void => {
    const from = begin;
    begin = null;
    if (!box || !from) return;
    box.remove();
    box = null;
    dragged = true;
    setTimeout(() => (dragged = false), 0);
    if (event.type === "pointerup") done(from, at(event));
  };
  svg.addEventListener("pointerup", stop);
  svg.addEventListener("pointercancel", stop);
};

const startMap = (shown: HTMLElement): void => {
  const svg = first<SVGSVGElement>("[data-map] svg", shown);
  if (!svg?.dataset.view) return;
  const view = svg.dataset.view.split(" ").map(Number);
  const centre = view[0] ?? 0;
  drag(svg, (begin, end) => {
    const corners = [begin, end, { x: begin.x, y: end.y }, { x: end.x, y: begin.y }].map((one) => degreesAt(view, one));
    // Longitudes are told from the centre, so that the date line cuts nothing.
    const east = corners.map(([lon]) => ((lon - centre + 540) % 360) - 180);
    const north = corners.map(([, lat]) => lat);
    const whole = (lon: number): number => ((lon + centre + 540) % 360) - 180;
    const box = [whole(Math.min(...east)), Math.min(...north), whole(Math.max(...east)), Math.max(...north)];
    void show(asked({ box: box.map((one) => String(Number(one.toFixed(3)))).join(",") }));
  });
};

const start = (): void => {
  const shown = picture();
  if (!shown) return;
  document.documentElement.classList.add("scripted");
  for (const one of all("[data-only-script]", shown)) one.hidden = false;
  listen(shown);
  startBrush(shown);
  startMap(shown);
};

export const startPicture = (): void => {
  if (!picture()) return;
  start();
  addEventListener("popstate", () => {
    if (here() !== shownAt) void show(location.href, { push: false });
  });
};
