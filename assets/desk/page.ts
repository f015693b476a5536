/** What a page holds for the script: elements, and words that the server has put into it. */

export const all = <E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E[] => [
  ...within.querySelectorAll<E>(selector),
];

export const first = <E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E | null =>
  within.querySelector<E>(selector);

/** What the server says of the page in `<meta name="servanda-…">`; "" if nothing. */
export const meta = (name: string): string =>
  first<HTMLMetaElement>(`meta[name="servanda-${name}"]`)?.content ?? "";

/** A sentence in the language of the page: the script has no words of its own. */
export const say = (name: string): string => meta(`say-${name}`) || name;

/** Make an element with properties and children. */
export const make = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  properties: Partial<HTMLElementTagNameMap[T]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[T] => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/** Tell something to whoever listens instead of looking. */
export const tell = (words: string): void => {
  const live = first("#live");
  if (live) live.textContent = words;
};
