// Who is there decides what is drawn: an open page, the way in, or the workbench with everything in it.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  api,
  ask,
  type Failure,
  onSessionEnded,
  type Schemas,
  type Session,
  setCsrf,
} from "../../api/client";
import { anythingChanged, followChanges, onChange } from "../model/changes";
import { forgetDrafts } from "../model/draft";
import { whoOf } from "../model/who";
import { Dialog } from "../parts/Dialog";
import { Waiting } from "../parts/Page";
import { placeName, placeOf } from "../places";
import { navigate, usePath } from "../router";
import type { View } from "../views";
import { type Workbench, WorkbenchContext } from "../workbench";
import { ConfirmDialog } from "./ConfirmDialog";
import { Frame } from "./Frame";
import { found } from "./find";
import { Outside } from "./Outside";
import { SignInForm } from "./SignInForm";
import { Totp } from "./Totp";
import { ViewSlot } from "./ViewSlot";

interface Known {
  talks: Schemas["Talks"];
  rooms: Schemas["Room"][];
}

const nobody: Known = {
  talks: {
    state: "unopened",
    title: "",
    about: "",
    opened: null,
    keep_until: null,
    backups: { kept_days: 0, until: null },
    withdrawn: null,
    rounds: 0,
    parties: [],
    issues: [],
    rules: [],
    announcements: [],
  },
  rooms: [],
};

function useKnown() {
  const [known, setKnown] = useState<Known | null>(null);
  const load = useCallback(async (what: "all" | "rooms" = "all") => {
    const [talks, rooms] = await Promise.all([
      what === "all" ? ask(api.GET("/api/talks")) : null,
      ask(api.GET("/api/rooms")),
    ]);
    setKnown((before) => ({
      talks: talks?.data ?? before?.talks ?? nobody.talks,
      rooms: rooms.data?.rooms ?? before?.rooms ?? nobody.rooms,
    }));
  }, []);
  return { known, load };
}

export function App() {
  const path = usePath();
  const [session, setSession] = useState<Session | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [ended, setEnded] = useState(false);
  const [asking, setAsking] = useState<((given: boolean) => void) | null>(null);
  const [said, say] = useState("");
  const { known, load } = useKnown();
  const me = useRef<string | undefined>(undefined);
  const skew = useRef(0);

  const take = useCallback((next: Session) => {
    // Another person at the same page must not see a trace of the one before.
    if (me.current !== undefined && next.person && me.current !== next.person.id) {
      forgetDrafts();
      location.assign("/");
      return;
    }
    setCsrf(next.csrf);
    if (me.current !== undefined && !next.person) {
      // The page stays as it is, with what was typed into it, until somebody has signed in again.
      setEnded(true);
      return;
    }
    if (next.person) me.current = next.person.id;
    skew.current = new Date(next.now).getTime() - Date.now();
    setSession(next);
    setFailure(null);
  }, []);

  const refresh = useCallback(async () => {
    const { data, failure: wrong } = await ask(api.GET("/api/session"));
    if (wrong) setFailure(wrong);
    else take(data);
    if (data?.person && data.totp !== "required") await load();
  }, [load, take]);

  useEffect(() => {
    onSessionEnded(() => {
      if (me.current !== undefined) setEnded(true);
    });
    void refresh();
  }, [refresh]);

  const inside = session?.person != null && session.totp !== "required";
  useEffect(() => {
    if (!inside) return;
    void load();
    const unfollow = followChanges();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let most: "rooms" | "all" | "session" = "rooms";
    const stop = onChange((room) => {
      // The state of the talks stands in the plenary; mandates in the own room, assigned caucuses at the team's table.
      if (room === null || /^(room:|table$)/.test(room)) most = "session";
      else if (room === "plenary" && most === "rooms") most = "all";
      clearTimeout(timer);
      timer = setTimeout(() => {
        void (most === "session" ? refresh() : load(most));
        most = "rooms";
      }, 200);
    });
    return () => {
      unfollow();
      stop();
      clearTimeout(timer);
    };
  }, [inside, load, refresh]);

  const workbench = useMemo<Workbench | null>(() => {
    const who = session && whoOf(session);
    if (!session?.person || !who || !known) return null;
    const { talks, rooms } = known;
    const party = (id: string) => talks.parties.find((one) => one.id === id)?.name ?? id;
    const name = (id: string): string => {
      if (id === "") return "the mediator team";
      const room = rooms.find((one) => one.room === id);
      if (room?.kind === "group") return room.title;
      return id.includes(":") || ["plenary", "table", "public"].includes(id)
        ? placeName(placeOf(id), (of) => rooms.find((one) => one.room === `group:${of}`)?.title ?? party(of))
        : (rooms.find((one) => one.room === `group:${id}`)?.title ?? party(id));
    };
    const fresh = () => {
      const until = session.confirmed_until;
      // By the server's clock: the one here may be wrong.
      return until !== null && new Date(until).getTime() > Date.now() + skew.current + 10_000;
    };
    return {
      session,
      person: session.person,
      who,
      talks,
      rooms,
      name,
      say,
      take,
      refresh,
      confirm: () =>
        fresh() ? Promise.resolve(true) : new Promise<boolean>((given) => setAsking(() => given)),
      signOut: async () => {
        const { failure: wrong } = await ask(api.DELETE("/api/session"));
        if (wrong) return wrong;
        forgetDrafts();
        location.assign("/signin");
        return null;
      },
    };
  }, [session, known, take, refresh]);

  const { view, params } = found(path);
  const allowed = (one: View) => one.open || (workbench && (one.for?.(workbench.who) ?? true));

  if (!session) return <main class="alone">{<Waiting failure={failure} lines={12} />}</main>;
  if (view?.path === "/signin" && inside) {
    queueMicrotask(() => navigate("/", "replace"));
    return null;
  }
  // An open page does not ask who is there.
  if (view?.open && (!inside || view.path === "/join" || view.path === "/demo"))
    return (
      <Outside session={session}>
        <ViewSlot view={view} params={params} take={take} session={session} />
      </Outside>
    );
  if (!session.person)
    return (
      <Outside session={session}>
        <SignInForm session={session} take={take} />
      </Outside>
    );
  if (session.totp === "required")
    return (
      <Outside session={session}>
        <Totp session={session} take={take} first />
      </Outside>
    );
  if (!workbench) return <main class="alone">{<Waiting lines={12} />}</main>;

  return (
    <WorkbenchContext.Provider value={workbench}>
      <Frame workbench={workbench} path={path} said={said}>
        <ViewSlot view={view && allowed(view) ? view : null} params={params} take={take} session={session} />
      </Frame>
      {ended && (
        <Dialog title="Your session has ended" onClose={() => {}}>
          <p>Nothing that you typed is lost. Sign in again, and go on where you were.</p>
          <SignInForm
            session={session}
            again
            take={async (next) => {
              take(next);
              setEnded(false);
              await refresh();
              anythingChanged();
            }}
          />
        </Dialog>
      )}
      {asking && (
        <ConfirmDialog
          totp={session.totp}
          onDone={(next) => {
            if (next) take(next);
            asking(next !== null);
            setAsking(null);
          }}
        />
      )}
    </WorkbenchContext.Provider>
  );
}
