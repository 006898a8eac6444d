// How long backups may hold the keys of the rooms: what was said is gone for good only once they are gone too.
import type { Schemas } from "../../api/client";
import { Time } from "./Time";

export function BackupWords({ talks: { backups } }: { talks: Pick<Schemas["Talks"], "backups"> }) {
  const { kept_days: days, until } = backups;
  return (
    <>
      {days > 0 ? (
        <>
          This server makes backups and keeps each for {days} {days === 1 ? "day" : "days"}, so that the keys
          may be read from one as long after their day.
        </>
      ) : (
        "This server makes no backups by itself; whoever runs it may make some, and they hold the keys too."
      )}{" "}
      {until && (
        <>
          The last one made so far expires on <Time at={until} />.{" "}
        </>
      )}
      What was said is gone for good once the last backup is gone.
    </>
  );
}
