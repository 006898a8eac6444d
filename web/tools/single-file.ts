// Folds the built script and style into the page, so that a report is one file that loads nothing.
//
// The page gets a content security policy that names the two by their hashes: text of a case that became markup by
// some mistake could still not run, load or send anything. Script and style keep their bytes from here on; the JSON
// block that the command fills is no script to the browser and needs no hash.
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

export const placeholder = "__PARLEY_ANALYSIS__";

export function policy(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

export function fold(page: string, script: string, style: string): string {
  if (/<\/script|<!--/i.test(script)) throw new Error("the script would end its own element");
  if (/<\/style/i.test(style)) throw new Error("the style would end its own element");
  const bare = page
    .replace(/\s*<script type="module"[^>]*src=[^>]*><\/script>/, "")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, "");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}" />`;
  // Replacement functions, because "$&" in a script would otherwise be read as a pattern.
  const folded = bare
    .replace('<meta charset="utf-8" />', (charset) => `${charset}\n    ${meta}`)
    .replace("</head>", () => `  <style>${style}</style>\n  </head>`)
    .replace("</body>", () => `  <script type="module">${script}</script>\n  </body>`);
  if (folded.split(placeholder).length !== 2)
    throw new Error(`the page must hold ${placeholder} exactly once`);
  return folded;
}

export function singleFile(): Plugin {
  return {
    name: "parley-single-file",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const scripts = files.filter((file) => file.type === "chunk");
      const styles = files.filter((file) => file.type === "asset" && file.fileName.endsWith(".css"));
      const page = files.find((file) => file.type === "asset" && file.fileName.endsWith(".html"));
      const [script] = scripts;
      if (scripts.length !== 1 || styles.length > 1 || script?.type !== "chunk" || page?.type !== "asset")
        throw new Error("expected one page, one script and at most one style");
      const style = styles[0]?.type === "asset" ? String(styles[0].source) : "";
      page.source = fold(String(page.source), script.code.trim(), style.trim());
      for (const file of [...scripts, ...styles]) delete bundle[file.fileName];
    },
  };
}
