/** At the text: words that are selected become a statement, or more words of the one that is open. */
import { leave } from "./choose";
import { onKey, openPen } from "./keys";
import { first, make, say } from "./page";
import { selected } from "./selection";
import { isOpen, resume, take } from "./slip";

export const startSource = (): void => {
  const form = first<HTMLFormElement>("[data-write]");
  if (!form) return;
  const write = (): boolean => {
    const found = selected();
    if (!found) return false;
    spot.hidden = true;
    leave();
    void take(found);
    return true;
  };
  onKey("w", () => write() || (!isOpen() && resume()) || openPen("write"));
  form.addEventListener("keydown", (event) => {
    // No passage needs a new line of its own: spacing is free.
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = form.elements.namedItem("words") as HTMLTextAreaElement;
    const pen = form.closest("details");
    if (pen) pen.open = false;
    void take({ range: document.createRange(), words: words.value, near: 0 });
    words.value = "";
  });
  const name = make("span");
  const spot = make("button", { type: "button", className: "spot", hidden: true }, name, " ", make("kbd", {}, "w"));
  spot.addEventListener("mousedown", (event) => event.preventDefault());
  spot.addEventListener("click", write);
  document.body.append(spot);
  /* A button that comes up under a mouse that still drags would take the selection with it. */
  let dragging = false;
  const place = (): void => {
    const found = dragging ? undefined : selected();
    spot.hidden = !found;
    if (!found) return;
    name.textContent = say(isOpen() ? "add" : "write");
    const box = found.range.getBoundingClientRect();
    spot.style.top = `${box.bottom + scrollY + 6}px`;
    spot.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - 240))}px`;
  };
  document.addEventListener("selectionchange", place);
  const drag = (on: boolean) => (event: PointerEvent): void => {
    if (event.pointerType !== "mouse" || spot.contains(event.target as Node)) return;
    dragging = on;
    place();
  };
  document.addEventListener("pointerdown", drag(true));
  document.addEventListener("pointerup", drag(false));
};
