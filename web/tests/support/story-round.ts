// Blind rounds by keyboard: opened by the mediator, answered by a head.
import { expect } from "vitest";
import { button, goTo, type Player, partyName, typeTime } from "./story";
import { choose, pick, press, type Seat, type } from "./workbench";

export const card = ({ page }: Seat) => page.locator("article.round").first();

// The next whole minute that is at least so many seconds away.
const minuteAfter = (seconds: number): Date =>
  new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000) * 60_000);

// Deadlines are typed in whole minutes, so that the shortest round ends within two of them.
export async function openRound(lead: Player, about: string): Promise<void> {
  const { page } = lead;
  await goTo(lead, "Blind rounds");
  await type(page, page.getByLabel("What the parties know the round by"), "The bridge, finally");
  await pick(page, page.getByLabel("What they are asked about"), about);
  for (const name of Object.values(partyName)) await choose(page, page.getByRole("checkbox", { name }));
  const begin = minuteAfter(20);
  await typeTime(lead, page.getByLabel(/^Opt in until/), begin);
  await typeTime(lead, page.getByLabel(/^Answer until/), new Date(begin.getTime() + 60_000));
  await press(page, button(lead, "Ask these parties"));
  await card(lead).waitFor();
}

// What was chosen is gone from the page as soon as it is in the slot.
export async function answerRound(seat: Seat, words: "Yes, we accept" | "No"): Promise<void> {
  const { page } = seat;
  const answer = page.getByRole("radio", { name: words, exact: true });
  await choose(page, page.getByRole("checkbox", { name: /^I have read/ }));
  await choose(page, answer);
  await press(page, button(seat, "Put the answer into the slot"));
  await card(seat).getByText("An answer has been given from this page").waitFor();
  expect(await answer.isChecked()).toBe(false);
}
