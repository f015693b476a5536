/** The desk works without this: it saves clicks, keeps what is typed, and tells of others' acts. */
import { startCoding } from "./coding";
import { startPicture } from "./explore";
import { startChoosing } from "./choose";
import { startAdd } from "./add";
import { watch } from "./fresh";
import { keep } from "./keep";
import { listen } from "./keys";
import { startMarks } from "./marks";
import { all, first } from "./page";
import { startPlaces } from "./places";
import { startQueue } from "./queue";
import { send } from "./send";
import { startSheet } from "./sheet";
import { startSlip } from "./slip";
import { startSource } from "./source";
import { startWhen } from "./when";

watch();
listen();
startQueue();
startSlip();
startChoosing();
startSource();
startWhen();
startPlaces();
startSheet();
startMarks();
startPicture();
startAdd();
for (const form of all<HTMLFormElement>("form[data-keep],form[data-act],form[data-undo]")) {
  // The queue gives its own forms their work: the next statement is shown before they are sent.
  if (!form.closest("[data-item]")) send(form, form.dataset.keep ? keep(form) : () => undefined);
}
// After what was typed has come back into the forms: it begins at the first open question.
startCoding();
first("[data-refused]")?.focus();
