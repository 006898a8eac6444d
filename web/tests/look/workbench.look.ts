// npm run look: every view of every role as a picture, light, dark and on a phone. LOOK=mediator,/rooms takes only those.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { furnish } from "../support/acts";
import { launch } from "../support/browser";
import { type Server, serve } from "../support/server";
import { looks } from "../support/views";
import { enter, type Seat, settled, sit } from "../support/workbench";

const folder = fileURLToPath(new URL("../../../build/look/", import.meta.url));
const only = process.env.LOOK?.split(",");
let browser: Browser;
let server: Server;
const seats = new Map<string, Seat>();

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await launch();
  server = await serve();
  for (const role of new Set(["mediator", "ukraine", "russia", ...looks.map(([who]) => who)]))
    seats.set(role, await enter(browser, server, role));
  const [mediator, ukraine, russia] = ["mediator", "ukraine", "russia"].map((role) => seats.get(role));
  if (mediator && ukraine && russia) await furnish({ mediator, ukraine, russia });
}, 120_000);
afterAll(async () => {
  for (const seat of seats.values()) await seat.close();
  await server?.stop();
  await browser?.close();
});

const name = (role: string, path: string) =>
  `workbench-${role}${path === "/" ? "-home" : decodeURIComponent(path).replace(/[^a-z]+/gi, "-")}`;

async function pictures({ page }: Seat, role: string, path: string): Promise<void> {
  for (const variant of ["light", "dark", "phone"] as const) {
    await page.emulateMedia({ colorScheme: variant === "dark" ? "dark" : "light" });
    await page.setViewportSize(
      variant === "phone" ? { width: 320, height: 640 } : { width: 1280, height: 900 },
    );
    await page.goto(new URL(path, page.url()).href);
    await settled(page);
    await page.screenshot({ path: `${folder}${name(role, path)}-${variant}.png`, fullPage: true });
  }
}

for (const [role, path] of looks)
  test.skipIf(only && !only.includes(role) && !only.includes(path))(`${role} ${path}`, async () => {
    const seat = seats.get(role);
    if (seat) await pictures(seat, role, path);
  });

// The navigation of a phone, for who has most in it and for who has least.
for (const role of ["mediator", "ukraine"])
  test.skipIf(only && !only.includes(role) && !only.includes("everything"))(
    `${role} everything`,
    async () => {
      const page = seats.get(role)?.page;
      await page?.setViewportSize({ width: 390, height: 844 });
      await page?.getByRole("button", { name: "Everything" }).click();
      await page?.screenshot({ path: `${folder}workbench-${role}-everything-phone.png` });
    },
  );

for (const path of ["/signin", "/join", "/demo"])
  test.skipIf(only && !only.includes(path))(`nobody ${path}`, async () => {
    const stranger = await sit(browser, server.origin("mediator") + path);
    await pictures(stranger, "nobody", path);
    await stranger.close();
  });
