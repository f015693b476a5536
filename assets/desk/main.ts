/** The desk works without this: it saves clicks, keeps what is typed, and tells of others' acts. */
import { startCoding } from "./coding";
import { startPicture } from "./explore";
import { watch } from "./fresh";
import { keep } from "./keep";
import { listen } from "./keys";
import { startMarks } from "./marks";
import { all, first } from "./page";
import { startQueue } from "./queue";
import { send } from "./send";
import { startSource } from "./source";

watch();
listen();
startQueue();
startSource();
startMarks();
startPicture();
for (const form of all<HTMLFormElement>("form[data-keep],form[data-act],form[data-undo]")) {
  send(form, form.dataset.keep ? keep(form) : () => undefined);
}
// After what was typed has come back into the forms: it begins at the first open question.
startCoding();
first("[data-refused]")?.focus();
