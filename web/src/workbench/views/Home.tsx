// What waits for me, from whom, until when; the most urgent first, as the server orders it.
import { api, ask, type Schemas } from "../../api/client";
import { useLoad } from "../model/useLoad";
import type { Who } from "../model/who";
import { BackupWords } from "../parts/BackupWords";
import { Empty, PageHead, Said, Waiting } from "../parts/Page";
import { PlaceMark } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { useWorkbench } from "../workbench";
import "./home.css";

type Waits = Schemas["Home"]["waiting"][number];

// Where each kind of thing is dealt with; whatever is not named here is dealt with in its room.
const where: Record<string, string> = {
  opening: "/opening",
  withdrawal: "/state",
  preferences: "/preferences",
  readout: "/readouts",
  text: "/text",
  round: "/rounds",
  opt_in: "/rounds",
  suggestion: "/rounds",
  signature: "/agreement",
  commitment: "/commitments",
};

const linkOf = ({ kind, room }: Waits): string | null =>
  where[kind] ?? (room ? `/rooms/${encodeURIComponent(room)}` : null);

function comesHere({ role, mediates }: Who): string {
  if (mediates)
    return "What a party writes in its caucus or says about the text, suggestions to decide about and accepted texts to open for signature come here.";
  return role === "observer"
    ? "Commitments that you verify come here when they are overdue."
    : "Words of the mediator, drafts to read, rounds to answer, readouts to confirm, texts to sign and commitments come here.";
}

export default function Home() {
  const { name, talks, who, session } = useWorkbench();
  const { data, failure } = useLoad(() => ask(api.GET("/api/home")), []);
  // Everything at once, so that nothing moves when what waits arrives.
  const greeting = talks.withdrawn
    ? "Your party has left the talks"
    : session.talks.state === "suspended"
      ? "The talks are suspended"
      : "What waits for you";
  return (
    <>
      <PageHead title={greeting} />
      {!data ? (
        <Waiting failure={failure} />
      ) : data.waiting.length === 0 ? (
        <Empty title="Nothing waits for you.">
          <p>
            What others ask of you appears here by itself, the most urgent first. {comesHere(who)}{" "}
            <a href="/rooms">Your rooms</a> are always open.
          </p>
        </Empty>
      ) : (
        <ol class="waits">
          {data.waiting.map((one) => (
            <Waiter
              key={`${one.kind}${one.room}${one.object}${one.since}`}
              one={one}
              from={one.from === who.party ? "" : name(one.from)}
            />
          ))}
        </ol>
      )}
      {data && talks.announcements.length > 0 && (
        <section class="stack-small" aria-labelledby="announced">
          <h2 id="announced">Announced to everybody at the table</h2>
          {[...talks.announcements].reverse().map(({ time, text }) => (
            <div class="announced" key={time + text}>
              <Time at={time} />
              <Said>{text}</Said>
            </div>
          ))}
        </section>
      )}
      {data && talks.about && (
        <section class="stack-small" aria-labelledby="about">
          <h2 id="about">What these talks are about</h2>
          <p dir="auto">{talks.about}</p>
        </section>
      )}
      {data && talks.keep_until && (
        <p class="soft small">
          The keys of all rooms are destroyed on <Time at={talks.keep_until} />. <BackupWords talks={talks} />
        </p>
      )}
    </>
  );
}

// from: in words; empty for what nobody else asks for.
function Waiter({ one, from }: { one: Waits; from: string }) {
  const link = linkOf(one);
  return (
    <li class="waits-one">
      <p class="waits-text" dir="auto">
        {link ? <a href={link}>{one.text}</a> : one.text}
      </p>
      <p class="waits-facts">
        {one.room && <PlaceMark kind={placeOf(one.room).kind} />}
        {from && (
          <span>
            from <bdi>{from}</bdi>
          </span>
        )}
        {one.until ? (
          <strong>
            until <Time at={one.until} />
          </strong>
        ) : (
          <span class="soft">
            since <Time at={one.since} />
          </span>
        )}
      </p>
    </li>
  );
}
