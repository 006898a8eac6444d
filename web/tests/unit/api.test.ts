// The contract in api/ as one document: every body has an example that its schema admits, every operation says how it fails.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { differences } from "../support/answers";

interface Operation {
  operationId: string;
  requestBody?: { content: { "application/json": { schema: object; example?: unknown } } };
  responses: Record<string, object>;
}
const contract = JSON.parse(readFileSync(new URL("../../src/api/openapi.json", import.meta.url), "utf8"));
const operations = Object.values(contract.paths as Record<string, Record<string, Operation>>).flatMap(
  (methods) => Object.values(methods),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: "contract", ...contract });

const absolute = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/'));

test.each(operations.filter((one) => one.requestBody).map((one) => [one.operationId, one]))(
  "%s shows a body that it admits",
  (_id, operation) => {
    const { schema, example } = operation.requestBody?.content["application/json"] ?? { schema: {} };
    expect(example).toBeTypeOf("object");
    const check = ajv.compile(absolute(schema));
    expect(check(example) ? "" : ajv.errorsText(check.errors)).toBe("");
  },
);

test("every operation says how it fails", () => {
  const silent = operations.filter((one) => !one.responses.default).map((one) => one.operationId);
  expect(silent).toEqual([]);
  expect(contract.components.responses.Failure.content["application/json"].schema.$ref).toContain("Failure");
});

test("answers that are not as the contract says are found", () => {
  const about = (status: number, body: object) =>
    differences("get", "/api/home", status, "application/json", JSON.stringify(body));
  expect(about(200, { waiting: [] })).toBe("");
  expect(about(200, { waiting: [], hidden: 1 })).not.toBe("");
  const failure = { code: "session", message: "sign in first", hint: "", at: "" };
  expect(about(401, { errors: [failure] })).toBe("");
  expect(about(401, { errors: [{ ...failure, who: "somebody" }] })).not.toBe("");
  expect(about(401, { waiting: [] })).not.toBe("");
});
