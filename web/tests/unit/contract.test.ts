import { expect, test } from "vitest";
import { everyAnalysis } from "../support/cases";
import { differences } from "../support/shape";

test.each(Object.entries(everyAnalysis))("the document of %s keeps to the contract", (_name, analysis) => {
  expect(differences(analysis())).toEqual([]);
});
