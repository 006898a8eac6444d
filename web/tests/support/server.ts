// The real server over a fresh demonstration, one for each test file.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export function command(): string {
  const found = [process.env.PARLEY, join(root, "build/dev/parley"), join(root, "build/release/parley")].find(
    (path) => path && existsSync(path),
  );
  if (!found) throw new Error("no parley command: build it first, or name it in PARLEY");
  return found;
}

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? done(address.port) : fail(new Error("no port")),
      );
    });
  });

export interface Server {
  port: number;
  links: Map<string, string>; // by role, the first label of its host: mediator, russia, ukraine
  printed: string; // until it was up
  origin: (role: string) => string;
  stop: () => Promise<void>;
}

interface Running {
  port: number;
  printed: string;
  stop: () => Promise<void>;
}

// Starts the command and waits until it answers; `seen` gets everything that it has printed so far.
async function run(args: string[], port: number, seen: (printed: string) => boolean): Promise<Running> {
  const child: ChildProcess = spawn(command(), args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  let printed = "";
  const read = (piece: Buffer) => {
    printed += piece.toString();
  };
  child.stdout?.on("data", read);
  child.stderr?.on("data", read);
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`the server did not come up:\n${printed}`)), 60_000);
    const poll = setInterval(async () => {
      const up = await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      );
      if (!up || !seen(printed)) return;
      clearInterval(poll);
      clearTimeout(timer);
      done();
    }, 100);
    child.once("exit", (code) => {
      clearInterval(poll);
      clearTimeout(timer);
      fail(new Error(`the server ended with ${code}:\n${printed}`));
    });
  });
  return {
    port,
    printed,
    stop: async () => {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}

export const sampleCase = join(root, "cases/talks-2025.yaml");
export const divisibleCase = join(root, "cases/panama-canal.yaml");
const origins = (port: number) => (role: string) => `http://${role}.localhost:${port}`;

export async function serve(caseFile = sampleCase): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), "parley-web-"));
  const port = await freePort();
  const links = new Map<string, string>();
  const args = ["serve", "--demo", "--data", data, "--case", caseFile, "--listen", `127.0.0.1:${port}`];
  const running = await run(args, port, (printed) => {
    for (const [link, role = ""] of printed.matchAll(/http:\/\/([a-z0-9-]+)\.localhost:\d+\/demo#[\w-]+/g))
      links.set(role, link);
    return links.size > 0;
  });
  return {
    port,
    links,
    printed: running.printed,
    origin: origins(port),
    stop: async () => {
      await running.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

// Over a case that stands in the test.
export async function serveText(subject: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "parley-case-"));
  writeFileSync(join(folder, "case.yaml"), subject);
  const server = await serve(join(folder, "case.yaml"));
  rmSync(folder, { recursive: true, force: true });
  return server;
}

// An empty directory under a key file, as it is run for real; links holds the way in of whoever will lead.
export async function serveEmpty(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "parley-web-"));
  const [data, key] = [join(folder, "talks"), join(folder, "talks.key")];
  const port = await freePort();
  execFileSync(command(), ["key-file", key]);
  const sealed = ["serve", "--data", data, "--key-file", key];
  const link = execFileSync(command(), [...sealed, "--invite", `http://lead.localhost:${port}`], {
    encoding: "utf8",
  });
  const running = await run([...sealed, "--listen", `127.0.0.1:${port}`], port, () => true);
  return {
    port,
    links: new Map([["lead", link.trim()]]),
    printed: running.printed,
    origin: origins(port),
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
