/* The desk works without this: it saves clicks, keeps what is typed, and tells of others' acts. */
"use strict";
(() => {
  /** @param {string} name @returns {string} */
  const meta = (name) => document.querySelector(`meta[name="servanda-${name}"]`)?.content ?? "";
  const shown = Number(meta("count"));

  /* Others' acts: a short question once a second, only while the page is looked at. */
  const watch = () => {
    const notice = document.querySelector("[data-fresh]");
    if (!notice) return;
    const ask = async () => {
      if (document.visibilityState === "visible" && notice.hidden) {
        try {
          const answer = await fetch("/api/head");
          if (answer.ok && (await answer.json()).count > shown) notice.hidden = false;
        } catch { /* the desk was stopped: whoever sends a form is told */ }
      }
      setTimeout(ask, 900);
    };
    setTimeout(ask, 900);
  };

  /* What is typed stays in this tab until it was recorded. */
  const fieldsOf = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
  const keep = (form) => {
    const key = `servanda ${form.dataset.keep}`;
    const say = (one) => one.type === "checkbox" ? one.checked : one.value;
    const refused = document.querySelector("[data-refused]");
    const kept = sessionStorage.getItem(key);
    if (kept && !refused) {
      const values = JSON.parse(kept);
      fieldsOf(form).forEach((one, at) => {
        if (values[at] === undefined) return;
        if (one.type === "checkbox") one.checked = values[at]; else one.value = values[at];
      });
    }
    form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(fieldsOf(form).map(say))));
    return () => sessionStorage.removeItem(key);
  };

  /* A form is sent by script, so that a lost connection leaves the page and all that is in it. */
  const send = (form, forget) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.dataset.busy) return;
      form.dataset.busy = "yes";
      const body = new URLSearchParams(new FormData(form, event.submitter));
      form.querySelector(".lost")?.remove();
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
        if (answer.ok) {
          forget();
          location.assign((await answer.json()).next);
          return;
        }
        if (answer.status === 409) {
          /* Refused: the page that shows both versions comes from the form itself. */
          for (const [name, value] of body) {
            if (name === event.submitter?.name && !form.querySelector(`input[type=hidden][name="${name}"]`)) {
              const hidden = Object.assign(document.createElement("input"), { type: "hidden", name, value });
              form.append(hidden);
            }
          }
          form.submit();
          return;
        }
        lost(form, (await answer.json()).error);
      } catch {
        lost(form, "The desk does not answer. Nothing was recorded as far as this page knows, and what you typed is still here: start the desk again and send once more.");
      }
      delete form.dataset.busy;
    });
  };
  const lost = (form, words) => {
    const told = Object.assign(document.createElement("p"), { className: "lost", textContent: words });
    told.setAttribute("role", "alert");
    form.append(told);
  };

  /* Words selected in the text: where they stand, counted in code points as the record counts. */
  const selected = () => {
    const selection = getSelection();
    const form = document.querySelector("[data-write]");
    if (!form || !selection || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const node = range.startContainer;
    const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    const words = selection.toString().trim();
    if (!block || !words) return null;
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEnd(range.startContainer, range.startOffset);
    return { form, range, words, near: Number(block.dataset.start) + [...before.toString()].length };
  };
  const write = () => {
    const found = selected();
    if (!found) return false;
    found.form.elements.words.value = found.words;
    found.form.elements.near.value = String(found.near);
    found.form.requestSubmit();
    return true;
  };
  const offerToWrite = () => {
    if (!document.querySelector("[data-write]")) return;
    const spot = Object.assign(document.createElement("button"), { type: "button", className: "spot", hidden: true });
    spot.innerHTML = "Write a statement <kbd>w</kbd>";
    spot.addEventListener("mousedown", (event) => event.preventDefault());
    spot.addEventListener("click", write);
    document.body.append(spot);
    document.addEventListener("selectionchange", () => {
      const found = selected();
      spot.hidden = !found;
      if (!found) return;
      const box = found.range.getBoundingClientRect();
      spot.style.insetBlockStart = `${box.bottom + scrollY + 6}px`;
      spot.style.insetInlineStart = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - 220))}px`;
    });
  };

  /* Keys. They do what a visible button does, and nothing while somebody types. */
  const press = (selector) => { const found = document.querySelector(selector); found?.click(); return Boolean(found); };
  const openPen = (name) => {
    const pen = document.querySelector(`[data-pen="${name}"]`);
    if (!pen) return false;
    document.querySelectorAll("[data-pen][open]").forEach((one) => { if (one !== pen) one.open = false; });
    pen.open = true;
    pen.querySelector("form :is(input,select,textarea):not([type=hidden])")?.focus();
    return true;
  };
  const KEYS = {
    a: () => press('[data-act="accept"] button'),
    r: () => openPen("reject"),
    e: () => openPen("amend"),
    s: () => press('[data-key="s"]'),
    j: () => press('[data-key="s"]'),
    k: () => press('[data-key="k"]'),
    w: () => write() || openPen("write"),
    u: () => press("[data-undo] button"),
    "/": () => { location.assign("/search"); return true; },
    "?": () => { location.assign("/desk/help"); return true; },
  };
  const listen = () => document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape") {
      document.querySelectorAll("[data-pen][open]").forEach((one) => { one.open = false; one.querySelector("summary").focus(); });
      return;
    }
    if (event.target.closest("input,select,textarea,[contenteditable]") && event.target.type !== "checkbox") return;
    if (KEYS[event.key]?.()) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    watch();
    listen();
    offerToWrite();
    document.querySelectorAll("form[data-keep],form[data-act],form[data-undo]").forEach((form) => {
      send(form, form.dataset.keep ? keep(form) : () => {});
    });
    document.querySelector("[data-refused]")?.focus();
    document.querySelector("[data-again]")?.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
    for (const select of document.querySelectorAll(".filters select")) {
      select.addEventListener("change", () => select.form.requestSubmit());
    }
  });
})();
