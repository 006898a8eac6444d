// Merges the pieces of the contract, ../api/*.yaml, into one OpenAPI document and writes what this folder needs of it:
// src/api/openapi.json and the types of every operation, src/api/schema.d.ts. Both are made, never kept in git, and
// written only when they changed, so that nothing is built anew for nothing.
//
//   node tools/contract.mjs          merge, check that every reference leads somewhere, write
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";

const api = fileURLToPath(new URL("../../api/", import.meta.url));
const target = fileURLToPath(new URL("../src/api/", import.meta.url));

/** @typedef {{ name: string, document: Record<string, any> }} Piece */

/** @param {Record<string, any>} of @param {string} name @returns {Record<string, any>} */
function part(of, name) {
  if (!(name in of)) of[name] = {};
  return of[name];
}

/** What two pieces both say, they must say with the same words: a name is given once. */
/** @param {Record<string, any>} into @param {Record<string, any>} from @param {string} where */
function joinMaps(into, from, where) {
  for (const [name, value] of Object.entries(from)) {
    if (!(name in into)) into[name] = value;
    else if (JSON.stringify(into[name]) !== JSON.stringify(value))
      throw new Error(`${where}: ${name} is said twice`);
  }
}

/** @param {Piece[]} pieces @returns {Record<string, any>} */
export function merge(pieces) {
  /** @type {Record<string, any>} */
  const whole = { openapi: "3.1.0", info: { title: "Parley", version: "1" }, paths: {}, components: {} };
  for (const { name, document } of pieces) {
    Object.assign(whole.info, document.info);
    for (const [path, methods] of Object.entries(document.paths ?? {}))
      joinMaps(part(whole.paths, path), methods, `${name} ${path}`);
    for (const [kind, entries] of Object.entries(document.components ?? {}))
      joinMaps(part(whole.components, kind), entries ?? {}, `${name} components.${kind}`);
  }
  // Whatever goes wrong answers in one shape; said once, in common.yaml.
  for (const methods of Object.values(whole.paths))
    for (const operation of Object.values(methods))
      operation.responses.default = { $ref: "#/components/responses/Failure" };
  for (const reference of references(whole))
    if (!found(whole, reference)) throw new Error(`${reference} leads nowhere`);
  return whole;
}

/** @param {any} node @returns {string[]} */
function references(node) {
  if (Array.isArray(node)) return node.flatMap(references);
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === "$ref" && typeof value === "string" ? [value] : references(value),
  );
}

/** @param {any} whole @param {string} reference */
function found(whole, reference) {
  const steps = reference.replace(/^#\//, "").split("/");
  return (
    steps.reduce((node, step) => node?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], whole) !==
    undefined
  );
}

/** @returns {Piece[]} */
export function pieces() {
  const files = existsSync(api) ? readdirSync(api).filter((file) => file.endsWith(".yaml")) : [];
  return files.sort().map((file) => ({
    name: basename(file, ".yaml"),
    document: parse(readFileSync(join(api, file), "utf8")) ?? {},
  }));
}

/** @param {string} name @param {string} text */
function keep(name, text) {
  const file = join(target, name);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(target, { recursive: true });
  writeFileSync(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const whole = merge(pieces());
  keep("openapi.json", `${JSON.stringify(whole, null, 1)}\n`);
  keep("schema.d.ts", astToString(await openapiTS(/** @type {any} */ (structuredClone(whole)))));
}
