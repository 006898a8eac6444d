// In which direction words run where they are shown.
import type { Page } from "playwright-core";

// Every planted text begins with these, after its number: Arabic, which decides the direction, and Cyrillic.
export const abroad = "سلام Привіт";

export interface Directions {
  places: string[]; // element and class of every place where a text of its own begins with these words
  misread: string[]; // those that do not read from the right
}

// Looks at the page as it stands, typed text included.
export const directions = (page: Page): Promise<Directions> =>
  page.evaluate((words) => {
    const begins = new RegExp(`^\\s*〔\\d+〕\\s*${words.split(" ")[0]}`);
    const found = [...document.querySelectorAll<HTMLInputElement>("main input, main textarea")].filter(
      ({ value }) => begins.test(value),
    ) as HTMLElement[];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      // A list of options is drawn by the browser, which looks at each option's own words; a version of a clause runs as
      // the language does that it is said to be in.
      if (element && begins.test(node.textContent ?? "") && !element.closest("option, .unseen, div[lang]"))
        found.push(element);
    }
    const named = (element: HTMLElement) =>
      `${element.tagName.toLowerCase()}${element.className && typeof element.className === "string" ? `.${element.className}` : ""}`;
    const wrong = found.filter((element) => getComputedStyle(element).direction !== "rtl");
    return {
      places: [...new Set(found.map(named))],
      misread: wrong.map(
        (element) => `${named(element.parentElement ?? element)} > ${element.outerHTML.slice(0, 160)}`,
      ),
    };
  }, abroad);
