// What stands on each page of a PDF, as pdftotext reads it; without that program, as many empty pages as there are.
import { spawnSync } from "node:child_process";

export function pagesOf(pdf: Buffer): string[] {
  const { stdout, error } = spawnSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  if (error) throw new Error("this test reads PDF with pdftotext, of the package poppler-utils");
  return stdout.split("\f").slice(0, -1);
}
