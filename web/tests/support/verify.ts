// Checks an exported agreement from its page alone: the files are taken out of its links, the signatures with the keys beside
// them. The page is opened where there is no server.
import { createHash, createPublicKey, verify } from "node:crypto";
import { copyFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { openFile, violations } from "./browser";

export interface Verified {
  sha256: string;
  signed: string[]; // names of the parties whose signature holds
  text: string;
  faults: string[];
}

export async function verifyPage(browser: Browser, file: string): Promise<Verified> {
  const named = `${file}.html`;
  copyFileSync(file, named);
  const { page, faults } = await openFile(browser, pathToFileURL(named).href);
  const links = await page
    .locator("a[download]")
    .evaluateAll((all) => all.map((one) => [one.getAttribute("download"), one.getAttribute("href")]));
  const text = await page.locator("body").innerText();
  const found = await violations(page);
  await page.context().close();
  const files = new Map(
    links.map(([name, href]) => [name ?? "", Buffer.from((href ?? "").split("base64,")[1] ?? "", "base64")]),
  );
  const bytes = (name: string): Buffer => {
    const one = files.get(name);
    if (!one) throw new Error(`the page carries no ${name}`);
    return one;
  };
  const digest = createHash("sha256").update(bytes("agreement.txt")).digest();
  const document = JSON.parse(bytes("agreement.json").toString());
  const signed = document.signatures
    .map(({ party }: { party: string }, at: number) => [
      document.parties.find(({ id }: { id: string }) => id === party)?.name,
      verify(
        null,
        digest,
        createPublicKey(bytes(`signature-${at + 1}.pem`)),
        bytes(`signature-${at + 1}.sig`),
      ),
    ])
    .filter(([, holds]: [string, boolean]) => holds)
    .map(([name]: [string]) => name);
  return { sha256: digest.toString("hex"), signed, text, faults: [...faults, ...found] };
}
