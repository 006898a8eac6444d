// Commitments by keyboard: one made of a signed clause, and said to be kept.
import { expect } from "vitest";
import { button, goTo, type Player, partyName, typeTime } from "./story";
import { choose, pick, press, type Seat, settled, type } from "./workbench";

export const owed = ({ page }: Seat) => page.locator(".commitment").first();

export async function proposeCommitment(lead: Player, due: Date): Promise<void> {
  const { page } = lead;
  await goTo(lead, "Agreement");
  const clause = page.getByRole("article", { name: "2. The toll" });
  await press(page, clause.getByRole("link", { name: "Make a commitment of this clause" }));
  await settled(page);
  const obligation = page.getByLabel("The obligation");
  await obligation.waitFor();
  await page.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>("textarea[name=obligation]")?.value,
  );
  expect(await obligation.inputValue()).toBe("A crossing costs one coin.");
  await pick(page, page.getByLabel("Who owes it"), partyName.lower);
  for (const name of Object.values(partyName))
    expect(await page.getByRole("checkbox", { name }).isChecked()).toBe(true);
  await type(page, page.getByLabel("How much (a number)"), "1");
  await type(page, page.getByLabel("Unit", { exact: true }), "coin");
  await typeTime(lead, page.getByLabel(/^Due/), due);
  await type(page, page.getByLabel("What counts as evidence"), "The sign at the bridge");
  await press(page, button(lead, "Ask the parties to confirm"));
  await owed(lead).getByText("Not confirmed by all").waitFor();
}

export async function fulfil(lead: Player, evidence: string): Promise<void> {
  const { page } = lead;
  await press(page, owed(lead).getByRole("button", { name: "Say how far it is" }));
  await choose(page, page.getByRole("radio", { name: "Full", exact: true }));
  await type(page, page.getByLabel("On what evidence"), evidence);
  await press(page, button(lead, "Set the status"));
}
