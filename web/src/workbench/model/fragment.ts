// The secret of a link stands behind the #, which no browser sends. It is taken from the address bar at once, so that it
// stays in no history and on no screen, and is kept in memory until it is spent.
let held = "";

export function takeSecret(): string {
  if (location.hash.length > 1) {
    held = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }
  return held;
}

export const forgetSecret = (): void => {
  held = "";
};
