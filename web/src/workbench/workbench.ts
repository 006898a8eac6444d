// What every view can ask for: who is signed in, the talks, the rooms, and the few acts that concern the whole page.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Failure, Schemas, Session } from "../api/client";
import type { Who } from "./model/who";
import type { NameOf } from "./places";

export interface Workbench {
  session: Session;
  person: Schemas["Person"];
  who: Who;
  talks: Schemas["Talks"];
  rooms: Schemas["Room"][];
  name: NameOf; // a party's id, or a whole room name, in words
  say: (words: string) => void; // to whoever cannot see the page change
  // Asks for a fresh one-time code where that is due; false when it was not given. For operations with x-access.confirm.
  confirm: () => Promise<boolean>;
  refresh: () => Promise<void>; // session, talks and rooms anew
  take: (session: Session) => void; // a session that an operation has answered with
  signOut: () => Promise<Failure | null>;
}

export const WorkbenchContext = createContext<Workbench | null>(null);

export function useWorkbench(): Workbench {
  const found = useContext(WorkbenchContext);
  if (!found) throw new Error("a view outside the workbench");
  return found;
}
