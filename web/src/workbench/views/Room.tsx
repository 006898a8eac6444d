// A room: what was said in it, oldest first.
import { api, ask } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { PageHead, Said, Waiting } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import type { ViewProps } from "../views";
import { useWorkbench } from "../workbench";

export default function Room({ params }: ViewProps) {
  const room = params.room ?? "";
  const { name } = useWorkbench();
  const { data, failure } = useLoad(
    () => ask(api.GET("/api/rooms/{room}", { params: { path: { room } } })),
    [room],
    [room],
  );
  return (
    <>
      <PageHead title={name(room)}>
        <WhoReads place={placeOf(room)} name={name} />
      </PageHead>
      {!data ? (
        <Waiting failure={failure} lines={12} />
      ) : (
        <ol class="stack">
          {data.items.map(({ id, text, author, time }) => (
            <li key={id}>
              <p>
                <bdi>{author.name}</bdi>, <bdi>{name(author.organisation)}</bdi> <Time at={time} />
              </p>
              <Said>{text}</Said>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
