// The built page in a headless Chromium that has nothing to talk to.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { fill } from "../../tools/fill";

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--lang=en-US",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

const folder = mkdtempSync(join(tmpdir(), "parley-page-"));

export function pageFile(name: string, analysis: unknown): string {
  const built = readFileSync(new URL("../../dist/report.html", import.meta.url), "utf8");
  const file = join(folder, `${name}.html`);
  writeFileSync(file, fill(built, analysis));
  return pathToFileURL(file).href;
}

export interface Opened {
  page: Page;
  faults: string[]; // whatever the console, a failed script or a request to anywhere had to say
}

export const open = (
  browser: Browser,
  name: string,
  analysis: unknown,
  options: BrowserContextOptions = {},
) => openFile(browser, pageFile(name, analysis), options);

export async function openFile(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:"))
      faults.push(`asked for ${request.url()}`);
  });
  await page.goto(address);
  return { page, faults };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// What axe finds wrong with the page as it stands; of these rules only, if any are named.
export async function violations(page: Page, rules: string[] = []): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (only) => {
    const { violations: found } = await (window as unknown as { axe: typeof import("axe-core") }).axe.run(
      only.length > 0 ? { runOnly: only } : {},
    );
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3)}`);
  }, rules);
}
