/** Documents dropped on the page, what was chosen, how much was sent, and how far the reader is. */
import { first, make, say } from "./page";

const chosen = (input: HTMLInputElement): void => {
  const list = first("[data-chosen]");
  if (!list) return;
  const files = [...(input.files ?? [])];
  list.replaceChildren(...files.map((one) => make("li", { textContent: one.name })));
  list.hidden = files.length === 0;
};

const startDrop = (form: HTMLFormElement): void => {
  const input = first<HTMLInputElement>("input[type=file]", form);
  const area = first("[data-drop]", form);
  if (!input || !area) return;
  input.addEventListener("change", () => chosen(input));
  for (const name of ["dragover", "dragleave", "drop"] as const) {
    area.addEventListener(name, (event) => {
      event.preventDefault();
      area.classList.toggle("over", name === "dragover");
      const files = event.dataTransfer?.files;
      if (name !== "drop" || !files?.length) return;
      input.files = files;
      chosen(input);
    });
  }
};

/** Sent by script only to show how much of it has gone: the answer leads on as the form's would. */
const startSending = (form: HTMLFormElement): void => {
  const bar = first<HTMLProgressElement>("[data-sent]", form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    first(".lost", form)?.remove();
    const lost = (words: string): void => {
      const told = make("p", { className: "lost", textContent: words });
      told.setAttribute("role", "alert");
      form.append(told);
      delete form.dataset.busy;
      if (bar) bar.hidden = true;
    };
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      if (!bar) return;
      bar.hidden = false;
      bar.value = total ? (100 * loaded) / total : 0;
    });
    request.addEventListener("error", () => lost(say("lost")));
    request.addEventListener("load", () => {
      try {
        const answer = JSON.parse(request.responseText) as { next?: string; error?: string };
        if (answer.next) location.assign(answer.next);
        else lost(answer.error ?? say("lost"));
      } catch {
        lost(say("lost"));
      }
    });
    request.send(new FormData(form, event.submitter));
  });
};

/** Shows the page anew when a job has come to its next stage; the bar moves in between. */
const startWatching = (job: HTMLElement): void => {
  const bar = first<HTMLProgressElement>("progress", job);
  const look = async (): Promise<void> => {
    try {
      const answer = await fetch(`/api/intakes/${job.dataset.job}`);
      if (answer.ok) {
        const now = (await answer.json()) as { stage: string; read: number; to_read: number };
        if (now.stage !== job.dataset.stage) {
          location.reload();
          return;
        }
        if (bar && now.to_read) {
          bar.max = now.to_read;
          bar.value = now.read;
        }
      }
    } catch {
      /* the desk was stopped: the link beside the bar says so when it is followed */
    }
    setTimeout(() => void look(), 700);
  };
  if (bar) void look();
};

export const startAdd = (): void => {
  const form = first<HTMLFormElement>("form[data-add]");
  if (form) {
    startDrop(form);
    startSending(form);
  }
  const job = first("[data-job]");
  if (job) startWatching(job);
};
