/** Places: a candidate is chosen on the small map, or a point set by hand with the mouse or the arrow keys. */
import { degreesAt, pointAt } from "./degrees";
import { all, first, say, tell } from "./page";

const SVG = "http://www.w3.org/2000/svg";

type Row = {
  row: HTMLElement;
  svg: SVGSVGElement;
  view: number[];
  lat: HTMLInputElement;
  lon: HTMLInputElement;
};

const picks = (row: HTMLElement): HTMLInputElement[] => all<HTMLInputElement>('input[type="radio"]', row);

const pick = (row: HTMLElement, choose: (one: HTMLInputElement) => boolean): void => {
  const one = picks(row).find(choose);
  if (!one) return;
  one.checked = true;
  one.dispatchEvent(new Event("change", { bubbles: true }));
};

/** Ring the candidate that is chosen, and draw the cross where a point is set by hand. */
const paint = ({ row, svg, view, lat, lon }: Row): void => {
  const chosen = picks(row).find((one) => one.checked);
  for (const one of all<SVGGElement>("[data-pick]", svg)) {
    one.classList.toggle("chosen", one.dataset.pick === chosen?.dataset.sign);
  }
  first(".cross", svg)?.remove();
  if (chosen?.value !== "hand" || !lat.value || !lon.value) return;
  const [x, y] = pointAt(view, Number(lon.value), Number(lat.value));
  const cross = document.createElementNS(SVG, "path");
  cross.setAttribute("class", "cross");
  cross.setAttribute("d", `M${x - 11} ${y}h22M${x} ${y - 11}v22`);
  svg.append(cross);
};

const setPoint = (one: Row, x: number, y: number): void => {
  const [longitude, latitude] = degreesAt(one.view, { x, y });
  one.lat.value = latitude.toFixed(4);
  one.lon.value = longitude.toFixed(4);
  pick(one.row, (radio) => radio.value === "hand");
  paint(one);
  tell(`${one.lat.value} ${one.lon.value}`);
};

const start = (row: HTMLElement): void => {
  const name = row.dataset.place ?? "";
  const svg = first<SVGSVGElement>("[data-choice-map] svg", row);
  const lat = first<HTMLInputElement>(`[name="${name}-lat"]`, row);
  const lon = first<HTMLInputElement>(`[name="${name}-lon"]`, row);
  if (!svg?.dataset.view || !lat || !lon) return;
  const view = svg.dataset.view.split(" ").map(Number);
  const one: Row = { row, svg, view, lat, lon };
  svg.setAttribute("tabindex", "0");
  svg.setAttribute("role", "application");
  svg.setAttribute("aria-roledescription", say("map-hand"));
  const width = view[5] ?? 1;
  const height = view[6] ?? 1;
  svg.addEventListener("click", (event) => {
    const sign = event.target instanceof Element ? event.target.closest<SVGGElement>("[data-pick]") : null;
    if (sign) {
      pick(row, (radio) => radio.dataset.sign === sign.dataset.pick);
      paint(one);
      return;
    }
    const box = svg.getBoundingClientRect();
    setPoint(one, ((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height);
  });
  svg.addEventListener("keydown", (event) => {
    const far = event.shiftKey ? 1 : 8;
    const [dx, dy] = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key] ?? [];
    if (dx === undefined || dy === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] =
      lat.value && lon.value ? pointAt(view, Number(lon.value), Number(lat.value)) : [width / 2, height / 2];
    setPoint(one, x + dx, y + dy);
  });
  for (const field of [lat, lon]) {
    field.addEventListener("input", () => {
      pick(row, (radio) => radio.value === "hand");
      paint(one);
    });
  }
  row.addEventListener("change", () => paint(one));
  paint(one);
};

export const startPlaces = (within: ParentNode = document): void => {
  for (const row of all("[data-place]", within)) start(row);
};
