// The real server over a fresh demonstration, one for each test file.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
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
  origin: (role: string) => string;
  stop: () => Promise<void>;
}

export async function serve(options: { demo?: string; data?: string } = {}): Promise<Server> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), "parley-web-"));
  const port = await freePort();
  const args = ["serve", "--data", data, "--listen", `127.0.0.1:${port}`];
  args.push("--demo", ...(options.demo ? [options.demo] : []));
  const child: ChildProcess = spawn(command(), args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  let printed = "";
  const links = new Map<string, string>();
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`the server did not come up:\n${printed}`)), 60_000);
    const read = (piece: Buffer) => {
      printed += piece.toString();
      for (const [link, role = ""] of printed.matchAll(/http:\/\/([a-z0-9-]+)\.localhost:\d+\/demo#[\w-]+/g))
        links.set(role, link);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => fail(new Error(`the server ended with ${code}:\n${printed}`)));
    // Up when it answers; the links are printed by then.
    const poll = setInterval(async () => {
      const up = await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      );
      if (!up || links.size === 0) return;
      clearInterval(poll);
      clearTimeout(timer);
      done();
    }, 100);
    child.once("exit", () => clearInterval(poll));
  });
  return {
    port,
    links,
    origin: (role) => `http://${role}.localhost:${port}`,
    stop: async () => {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(late);
      if (!options.data) rmSync(data, { recursive: true, force: true });
    },
  };
}
