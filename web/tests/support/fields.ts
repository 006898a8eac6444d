// What the contract lets somebody write: every string of every request body that could hold any text.
import { readFileSync } from "node:fs";

// biome-ignore lint/suspicious/noExplicitAny: a schema is whatever it is
type Schema = any;
export const contract: Schema = JSON.parse(
  readFileSync(new URL("../../src/api/openapi.json", import.meta.url), "utf8"),
);

export interface Operation {
  id: string;
  method: string;
  path: string;
  body: Schema | null;
}

const methods = ["get", "put", "post", "delete"];

export const operations: Operation[] = Object.entries<Schema>(contract.paths).flatMap(([path, item]) =>
  methods
    .filter((method) => item[method])
    .map((method) => ({
      id: item[method].operationId,
      method: method.toUpperCase(),
      path,
      body: item[method].requestBody?.content?.["application/json"]?.schema ?? null,
    })),
);

const resolved = (schema: Schema): Schema =>
  schema.$ref
    ? resolved(contract.components.schemas[schema.$ref.replace("#/components/schemas/", "")])
    : schema;

// Pointers into a body, with * for every place of a list and every value of a mapping.
function texts(schema: Schema, at = ""): string[] {
  const s = resolved(schema);
  const kinds = [s.type].flat();
  const free = kinds.includes("string") && !s.enum && !s.const && !s.pattern && !s.format;
  return [
    ...(free ? [at] : []),
    ...Object.entries<Schema>(s.properties ?? {}).flatMap(([name, one]) => texts(one, `${at}/${name}`)),
    ...(s.items ? texts(s.items, `${at}/*`) : []),
    ...(typeof s.additionalProperties === "object" ? texts(s.additionalProperties, `${at}/*`) : []),
    ...[...(s.oneOf ?? []), ...(s.anyOf ?? []), ...(s.allOf ?? [])].flatMap((one: Schema) => texts(one, at)),
  ];
}

// "postItem /file/name", for all of them.
export const textFields = (): string[] => [
  ...new Set(operations.flatMap(({ id, body }) => (body ? texts(body).map((at) => `${id} ${at}`) : []))),
];

// What a body does hold at those pointers.
export function held(schema: Schema, value: unknown, at = ""): [at: string, text: string][] {
  const s = resolved(schema);
  if (typeof value === "string") return [[at, value]];
  if (Array.isArray(value)) return value.flatMap((one) => held(s.items ?? {}, one, `${at}/*`));
  if (!value || typeof value !== "object") return [];
  const choices: Schema[] = [s, ...(s.oneOf ?? [])].map(resolved);
  return Object.entries(value).flatMap(([name, one]) => {
    const known = choices.find((choice) => choice.properties?.[name]);
    if (known) return held(known.properties[name], one, `${at}/${name}`);
    return held(
      choices.find((choice) => choice.additionalProperties)?.additionalProperties ?? {},
      one,
      `${at}/*`,
    );
  });
}
