// Every view of the workbench, one line each: its path, what it is called, where it stands in the navigation and for whom.
// A view is a file of views/ that exports a component by default; it is loaded when it is first shown. README.md says how
// to add one.
import type { ComponentType } from "preact";
import type { Session } from "../api/client";
import type { Who } from "./model/who";
import type { Params } from "./router";

export interface ViewProps {
  params: Params;
  session: Session;
  take: (session: Session) => void; // a session that an operation has answered with
}

export interface View {
  path: string;
  title: string;
  // Left out: reached by links only. Groups stand in the navigation in the order of navigationGroups.
  group?: NavigationGroup;
  // Who finds it in the navigation and may open it; everybody who is signed in, if left out.
  for?: (who: Who) => boolean;
  // Also for who has not signed in; then the component must not call useWorkbench().
  open?: boolean;
  wide?: boolean; // takes the whole width instead of a column that is easy to read
  load: () => Promise<{ default: ComponentType<ViewProps> }>;
}

export type NavigationGroup = "start" | "rooms" | "work" | "people" | "public";
export const navigationGroups: [NavigationGroup, string][] = [
  ["start", ""],
  ["rooms", "Rooms"],
  ["work", "The talks"],
  ["people", "People"],
  ["public", "In public"],
];

export const views: View[] = [
  { path: "/", title: "Home", group: "start", load: () => import("./views/Home") },
  { path: "/rooms", title: "All rooms", group: "rooms", load: () => import("./views/Rooms") },
  { path: "/rooms/:room", title: "Room", load: () => import("./views/Room") },
  {
    path: "/opening",
    title: "Open the talks",
    group: "work",
    for: (who) => who.role === "lead" && who.state === "unopened",
    load: () => import("./views/Opening"),
  },
  {
    path: "/preferences",
    title: "Our preferences",
    group: "work",
    wide: true,
    for: (who) => who.party !== "" && who.role !== "observer" && who.state !== "unopened",
    load: () => import("./views/Preferences"),
  },
  {
    path: "/estimates",
    title: "Preferences",
    group: "work",
    for: (who) => who.mediates && who.state !== "unopened",
    load: () => import("./views/Estimates"),
  },
  {
    path: "/estimates/:party",
    title: "Preferences of a party",
    wide: true,
    for: (who) => who.mediates && who.state !== "unopened",
    load: () => import("./views/Estimates"),
  },
  {
    path: "/table",
    title: "Analysis",
    group: "work",
    for: (who) => who.mediates && who.state !== "unopened",
    wide: true,
    load: () => import("./views/Table"),
  },
  {
    path: "/record",
    title: "Record",
    group: "work",
    for: (who) => who.state !== "unopened",
    load: () => import("./views/Record"),
  },
  {
    path: "/commitments",
    title: "Commitments",
    group: "work",
    for: (who) => who.state !== "unopened",
    load: () => import("./views/Commitments"),
  },
  {
    path: "/readouts",
    title: "Said aloud",
    group: "work",
    for: (who) => who.role !== "observer" && who.state !== "unopened",
    load: () => import("./views/Readouts"),
  },
  {
    path: "/text",
    title: "Text",
    group: "work",
    for: (who) => who.state !== "unopened",
    wide: true,
    load: () => import("./views/Text"),
  },
  {
    path: "/text/share",
    title: "Share or freeze the text",
    for: (who) => who.mediates && who.state !== "unopened",
    load: () => import("./views/TextShare"),
  },
  {
    path: "/text/compare",
    title: "Compare drafts",
    for: (who) => who.state !== "unopened",
    wide: true,
    load: () => import("./views/TextCompare"),
  },
  {
    path: "/rounds",
    title: "Blind rounds",
    group: "work",
    for: (who) => who.role !== "observer" && who.state !== "unopened",
    load: () => import("./views/Rounds"),
  },
  {
    path: "/agreement",
    title: "Agreement",
    group: "work",
    for: (who) => who.state !== "unopened",
    load: () => import("./views/Agreement"),
  },
  {
    path: "/state",
    title: "State of the talks",
    group: "work",
    for: (who) => who.state !== "unopened",
    load: () => import("./views/State"),
  },
  { path: "/people", title: "Delegation and team", group: "people", load: () => import("./views/People") },
  { path: "/account", title: "Your account", group: "people", load: () => import("./views/Account") },
  {
    path: "/bulletin",
    title: "Public bulletin",
    group: "public",
    open: true,
    load: () => import("./views/Bulletin"),
  },
  { path: "/signin", title: "Sign in", open: true, load: () => import("./views/SignIn") },
  { path: "/join", title: "Join", open: true, load: () => import("./views/Join") },
  { path: "/demo", title: "Demonstration", open: true, load: () => import("./views/Demo") },
];
