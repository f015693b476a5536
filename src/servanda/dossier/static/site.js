/* Nothing here is needed to read the dossier: it sorts, filters, copies and dims. */
"use strict";
(() => {
  const root = document.documentElement;
  const store = {
    get: () => { try { return localStorage.getItem("servanda-theme"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("servanda-theme", value); } catch { /* a file may not keep it */ } },
  };
  const chosen = store.get();
  if (chosen) root.dataset.theme = chosen;

  /* What is written here in English, in the language of the page. */
  const words = (text, places = {}) => {
    const known = document.getElementById("script-words");
    const table = known ? JSON.parse(known.textContent) : {};
    return (table[text] || text).replace(/\{(\w+)\}/g, (all, name) => (name in places ? places[name] : all));
  };

  const say = (words) => {
    const live = document.getElementById("live");
    if (live) live.textContent = words;
  };

  const addTheme = () => {
    const place = document.querySelector("[data-tools]");
    if (!place) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tool";
    const dark = () => root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const label = () => { button.textContent = dark() ? words("Light") : words("Dark"); };
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      store.set(root.dataset.theme);
      label();
    });
    label();
    place.append(button);
  };

  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* a page opened from disk may not be allowed to */ }
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const addCopying = () => {
    for (const cite of document.querySelectorAll(".cite")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tool";
      button.textContent = words("Copy citation");
      button.addEventListener("click", async () => {
        const done = await copy(cite.textContent.trim());
        button.textContent = done ? words("Copied") : words("Select and copy");
        say(done ? words("Citation copied.") : words("Could not copy; select the citation and copy it."));
        setTimeout(() => { button.textContent = words("Copy citation"); }, 2000);
      });
      cite.after(button);
    }
  };

  const valueOf = (cell) => {
    if (!cell) return "";
    if (cell.dataset.v !== undefined) return cell.dataset.v;
    const mark = cell.querySelector(".m");
    return mark ? mark.textContent : cell.textContent.trim();
  };
  const compare = (a, b) => {
    if (a === b) return 0;
    if (a === "") return 1;
    if (b === "") return -1;
    const x = Number(a), y = Number(b);
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
  };
  const addSorting = () => {
    for (const table of document.querySelectorAll("table.sortable")) {
      const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
      const groups = table.tBodies.length > 1;
      heads.forEach((head, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sort";
        const name = head.textContent.trim();
        button.setAttribute("aria-label", words("Sort by {name}", { name }));
        head.append(button);
        button.addEventListener("click", () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          heads.forEach((one) => one.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          const from = table.tHead.dataset.lead ? index + Number(table.tHead.dataset.lead) : index;
          const key = (item) => valueOf((groups ? item.rows[0] : item).cells[from]);
          const items = groups ? [...table.tBodies] : [...table.tBodies[0].rows];
          items.sort((a, b) => compare(key(a), key(b)) * (down ? -1 : 1));
          const into = groups ? table : table.tBodies[0];
          items.forEach((item) => into.append(item));
          say(down ? words("Sorted by {name}, descending.", { name }) : words("Sorted by {name}, ascending.", { name }));
        });
      });
    }
  };

  const addFilters = () => {
    for (const list of document.querySelectorAll("[data-filter]")) {
      const items = [...list.querySelectorAll(list.dataset.filter)];
      if (items.length < 8) continue;
      const field = document.createElement("label");
      field.className = "filter";
      field.textContent = `${words("Show only what contains")} `;
      const input = document.createElement("input");
      input.type = "search";
      field.append(input);
      list.before(field);
      const texts = items.map((one) => one.textContent.toLocaleLowerCase());
      input.addEventListener("input", () => {
        const wanted = input.value.toLocaleLowerCase();
        let shown = 0;
        items.forEach((one, index) => {
          one.hidden = !texts[index].includes(wanted);
          shown += one.hidden ? 0 : 1;
        });
        say(words("{number} of {all} shown.", { number: shown, all: items.length }));
      });
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    addTheme();
    addCopying();
    addSorting();
    addFilters();
  });
})();
