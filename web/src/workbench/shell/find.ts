// Which view a path names.
import { match, type Params } from "../router";
import { type View, views } from "../views";

export function found(path: string): { view: View | null; params: Params } {
  for (const view of views) {
    const params = match(view.path, path);
    if (params) return { view, params };
  }
  return { view: null, params: {} };
}
