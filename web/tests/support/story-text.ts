// The mediator at the single text, by keyboard: clauses in two authentic languages, sharing and freezing.
import { button, goTo, type Player, proved, unfold } from "./story";
import { choose, press, settled, type } from "./workbench";

export const clauseForm = ({ page }: Player, language: RegExp) => page.getByRole("group", { name: language });

export async function writeClause(
  lead: Player,
  opener: RegExp,
  words: [heading: string, body: string][], // in English and in Ukrainian
  settles: string[],
): Promise<void> {
  const { page } = lead;
  await press(page, button(lead, opener).last());
  for (const [at, language] of [/^English/, /^Ukrainian/].entries()) {
    const [heading, body] = words[at] ?? ["", ""];
    await type(page, clauseForm(lead, language).getByLabel("Heading"), heading);
    await type(page, clauseForm(lead, language).getByLabel("Text"), body);
  }
  await unfold(lead, "What this clause settles");
  for (const option of settles) await choose(page, page.getByRole("checkbox", { name: option }));
  await press(page, button(lead, "Add the clause"));
  await page.locator("h2", { hasText: words[0]?.[0] ?? "" }).waitFor();
}

export async function share(
  lead: Player,
  as: RegExp,
  label: string,
  to: RegExp[],
  submit: string,
): Promise<void> {
  const { page } = lead;
  await goTo(lead, "Text");
  await press(page, page.getByRole("link", { name: "Share or freeze" }));
  await settled(page);
  await choose(page, page.getByRole("radio", { name: as }));
  for (const place of to) await choose(page, page.getByRole("checkbox", { name: place }));
  await type(page, page.getByLabel("What its readers call it"), label);
  await press(page, button(lead, submit));
  await proved(lead, page.getByRole("main").locator("li", { hasText: label }));
}
