// Holds every answer of the server against the contract: the operation must be in it, and the body must be as its schema
// says, for the status that came.
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Response } from "playwright-core";

const contract = JSON.parse(readFileSync(new URL("../../src/api/openapi.json", import.meta.url), "utf8"));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: "contract", ...contract });

interface Operation {
  template: string;
  pattern: RegExp;
}

const templates: Operation[] = Object.keys(contract.paths)
  // What is written out goes before what a parameter would swallow: /api/invitations/look.
  .sort((a, b) => a.split("{").length - b.split("{").length)
  .map((template) => ({
    template,
    pattern: new RegExp(`^${template.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`),
  }));

const step = (name: string) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
const compiled = new Map<string, ValidateFunction>();
function validator(pointer: string): ValidateFunction {
  let made = compiled.get(pointer);
  if (!made) {
    made = ajv.compile({ $ref: `contract#${pointer}` });
    compiled.set(pointer, made);
  }
  return made;
}

// What is wrong with an answer, in words; empty if nothing is.
export function differences(
  method: string,
  path: string,
  status: number,
  type: string,
  body: string,
): string {
  const found = templates.find(
    ({ template, pattern }) => pattern.test(path) && contract.paths[template][method],
  );
  const where = `${method.toUpperCase()} ${path} (${status})`;
  if (!found) return status === 404 || status === 405 ? "" : `${where}: not in the contract`;
  const { responses } = contract.paths[found.template][method];
  if (status >= 300 && !responses[status]) {
    const check = validator(`${responses.default.$ref.slice(1)}/content/${step("application/json")}/schema`);
    return check(JSON.parse(body)) ? "" : `${where}: ${ajv.errorsText(check.errors)}`;
  }
  const content = responses[status]?.content ?? {};
  const [declared] = Object.keys(content);
  if (!declared) return `${where}: a status that the contract does not name`;
  if (!type.startsWith(declared)) return `${where}: ${type} instead of ${declared}`;
  if (declared !== "application/json" || !content[declared].schema) return "";
  const check = validator(
    `/paths/${step(found.template)}/${method}/responses/${status}/content/${step(declared)}/schema`,
  );
  return check(JSON.parse(body)) ? "" : `${where}: ${ajv.errorsText(check.errors)}`;
}

export async function checkAnswer(response: Response): Promise<string> {
  const { pathname } = new URL(response.url());
  if (!pathname.startsWith("/api/") || pathname === "/api/changes") return "";
  const type = response.headers()["content-type"] ?? "";
  // A page that is left takes its answers with it.
  const body = await response.text().catch(() => null);
  // So does what is saved as a file: bytes were sent, and the page has none of them.
  if (body === null || (body === "" && Number(response.headers()["content-length"]) > 0)) return "";
  return differences(response.request().method().toLowerCase(), pathname, response.status(), type, body);
}
