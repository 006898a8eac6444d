// What stands around every view: who I am and for whom, where I can go, and where changes are said aloud.
import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import { actsFor } from "../model/who";
import { PlaceShape } from "../parts/PlaceMark";
import { placeOf } from "../places";
import { navigationGroups, type View, views } from "../views";
import type { Workbench } from "../workbench";
import { found } from "./find";
import "./frame.css";

interface FrameProps {
  workbench: Workbench;
  path: string;
  said: string;
  children: ComponentChildren;
}

type Known = Workbench["rooms"][number];

const addressOf = (room: string) => `/rooms/${encodeURIComponent(room)}`;

interface Entry {
  href: string;
  title: string;
  room?: string;
}

function entriesOf(workbench: Workbench): [string, Entry[]][] {
  const fits = (view: View) => view.open || (view.for?.(workbench.who) ?? true);
  return navigationGroups
    .map(([group, title]): [string, Entry[]] => {
      const listed = views
        .filter((view) => view.group === group && fits(view))
        .map((view) => ({ href: view.path, title: view.title }));
      if (group !== "rooms") return [title, listed];
      // A mediator's caucuses and desks stand in a list of their own, one line a party.
      const apart = workbench.who.mediates ? ["public", "caucus", "desk"] : ["public"];
      const rooms = workbench.rooms
        .filter(({ kind }) => !apart.includes(kind))
        .map(({ room }) => ({ href: addressOf(room), title: workbench.name(room), room }));
      return [title, [...rooms, ...listed]];
    })
    .filter(([, entries]) => entries.length > 0);
}

// No phone: the navigation stands beside the page. The width is that of frame.css.
function useRoomy(): boolean {
  const [roomy, setRoomy] = useState(() => matchMedia("(width >= 50rem)").matches);
  useEffect(() => {
    const query = matchMedia("(width >= 50rem)");
    const follow = () => setRoomy(query.matches);
    follow();
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return roomy;
}

// One line a party: its caucus, and the desk of those who are assigned to it. Many of them begin closed, and so do all on a
// phone, where they would push the work out of sight.
function Caucuses({
  rooms,
  workbench,
  path,
}: {
  rooms: readonly Known[];
  workbench: Workbench;
  path: string;
}) {
  const caucuses = rooms.filter(({ kind }) => kind === "caucus");
  const here = rooms.some(({ room, kind }) => addressOf(room) === path && ["caucus", "desk"].includes(kind));
  const [chosen, setChosen] = useState<boolean | null>(null);
  const roomy = useRoomy();
  const open = chosen ?? (here || (roomy && caucuses.length <= 12));
  if (caucuses.length === 0) return null;
  const link = (room: string, words: ComponentChildren) => (
    <a
      href={addressOf(room)}
      aria-label={workbench.name(room)}
      aria-current={addressOf(room) === path ? "page" : undefined}
    >
      {words}
    </a>
  );
  return (
    <details
      class="nav-group nav-caucuses"
      open={open}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== open) setChosen(currentTarget.open);
      }}
    >
      <summary>
        Caucuses <span class="soft">{caucuses.length}</span>
      </summary>
      <ul>
        {caucuses.map(({ room }) => {
          const { of } = placeOf(room);
          const desk = `desk:${of}`;
          return (
            <li key={room} class="nav-party">
              {link(
                room,
                <>
                  <PlaceShape kind="caucus" />
                  <bdi>{workbench.name(of)}</bdi>
                </>,
              )}
              {rooms.some((one) => one.room === desk) &&
                link(
                  desk,
                  <>
                    <PlaceShape kind="desk" />
                    desk
                  </>,
                )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

export function Frame({ workbench, path, said, children }: FrameProps) {
  const [open, setOpen] = useState(false);
  const [line, detail] = actsFor(workbench.session, workbench.name);
  useEffect(() => setOpen(false), [path]);
  const here = found(path).view?.path ?? "";
  const current = (href: string) => (href === path ? "page" : href === here ? "true" : undefined);
  return (
    <div class={open ? "frame frame-open" : "frame"}>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="frame-head">
        <a class="brand" href="/">
          Parley
        </a>
        <p class="acts">
          <strong dir="auto">{line}</strong>
          {detail && (
            <>
              <i aria-hidden="true"> · </i>
              <span dir="auto">{detail}</span>
            </>
          )}
        </p>
        <p class="person">
          {workbench.session.demo && <span class="demo">demonstration</span>}
          <bdi>{workbench.person.name}</bdi>
        </p>
      </header>
      <nav class="frame-nav" id="navigation" aria-label="Everything">
        {workbench.talks.title && (
          <p class="talks-title" dir="auto">
            {workbench.talks.title}
          </p>
        )}
        {entriesOf(workbench).map(([title, entries]) => (
          <Fragment key={title}>
            <div class="nav-group">
              {title && <h2>{title}</h2>}
              <ul>
                {entries.map(({ href, title: words, room }) => (
                  <li key={href}>
                    <a href={href} aria-current={current(href)}>
                      {room && <PlaceShape kind={placeOf(room).kind} />}
                      <bdi>{words}</bdi>
                    </a>
                  </li>
                ))}
              </ul>
            </div>
            {title === "Rooms" && workbench.who.mediates && (
              <Caucuses rooms={workbench.rooms} workbench={workbench} path={path} />
            )}
          </Fragment>
        ))}
        <button type="button" class="plain" onClick={() => void workbench.signOut()}>
          Sign out
        </button>
      </nav>
      <main class="frame-main" id="main" tabIndex={-1}>
        {children}
      </main>
      <nav class="frame-bar" aria-label="Most used">
        <a href="/" aria-current={current("/")}>
          Home
        </a>
        <a href="/rooms" aria-current={current("/rooms")}>
          Rooms
        </a>
        <button type="button" aria-expanded={open} aria-controls="navigation" onClick={() => setOpen(!open)}>
          {open ? "Close" : "Everything"}
        </button>
      </nav>
      <p class="unseen" role="status" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
