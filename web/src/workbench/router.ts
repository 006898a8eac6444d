// Paths, without a library: the server answers every path that names no file with the same page, and this decides what
// to show. Links are ordinary <a href>; a click on one of ours changes the path without loading anything.
import { useEffect, useState } from "preact/hooks";

export type Params = Record<string, string>;

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

// Leaving may be held up, when something typed would be lost.
let guard: (() => boolean) | null = null;
export function guardLeaving(ask: (() => boolean) | null): void {
  guard = ask;
}

export function navigate(path: string, how: "push" | "replace" = "push"): void {
  if (guard && !guard()) return;
  guard = null;
  if (how === "push") history.pushState(null, "", path);
  else history.replaceState(null, "", path);
  tell();
}

// "/rooms/:audience" on "/rooms/caucus%3Aukraine" gives { audience: "caucus:ukraine" }; no match gives null.
export function match(pattern: string, path: string): Params | null {
  const wanted = pattern.split("/");
  const given = path.replace(/\/+$/, "").split("/");
  if (wanted.length !== (given.length === 1 && path === "/" ? 2 : given.length)) return null;
  const params: Params = {};
  for (const [at, piece] of wanted.entries()) {
    const value = given[at] ?? "";
    if (!piece.startsWith(":")) {
      if (piece !== value) return null;
      continue;
    }
    try {
      params[piece.slice(1)] = decodeURIComponent(value);
    } catch {
      return null;
    }
    if (value === "") return null;
  }
  return params;
}

export function usePath(): string {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const listener = () => setPath(location.pathname);
    listeners.add(listener);
    window.addEventListener("popstate", listener);
    listener();
    return () => {
      listeners.delete(listener);
      window.removeEventListener("popstate", listener);
    };
  }, []);
  return path;
}

const ours = (link: HTMLAnchorElement) =>
  link.origin === location.origin &&
  !link.target &&
  !link.hasAttribute("download") &&
  !link.pathname.startsWith("/api/") &&
  !/\.[a-z0-9]+$/i.test(link.pathname);

export function catchLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link?.href || !ours(link)) return;
    // A jump inside the page stays the browser's business.
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}
