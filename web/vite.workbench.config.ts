// The workbench: static files with hashed names for the server, which answers every path without an extension with
// index.html. Views are loaded when they are first shown. Nothing is inline, so that the content security policy can
// refuse inline script and style.
import { defineConfig, type Plugin } from "vite";

function asIndex(): Plugin {
  return {
    name: "parley-index",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const page = bundle["workbench.html"];
      if (page?.type !== "asset") throw new Error("expected one page");
      page.fileName = "index.html";
    },
  };
}

export default defineConfig({
  plugins: [asIndex()],
  base: "/",
  build: {
    target: "es2022",
    outDir: "dist/workbench",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: "workbench.html" },
  },
  server: { proxy: { "/api": process.env.PARLEY ?? "http://127.0.0.1:8700" } },
});
