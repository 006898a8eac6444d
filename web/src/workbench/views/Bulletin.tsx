// The public bulletin, for everybody: the latest six statements, then what is older. Also an Atom feed.
import { useState } from "preact/hooks";
import { api, ask, type Schemas } from "../../api/client";
import { sizeWords } from "../model/files";
import { useLoad } from "../model/useLoad";
import { Download } from "../parts/Download";
import { Empty, PageHead, Said, Waiting } from "../parts/Page";
import { Time } from "../parts/Time";
import { dayWords } from "../time";
import type { ViewProps } from "../views";
import "./bulletin.css";

type PublishedData = Schemas["Published"];

export default function Bulletin({ session }: ViewProps) {
  const { data, failure } = useLoad(() => ask(api.GET("/api/bulletin")), [], ["public"]);
  const [older, setOlder] = useState(false);
  return (
    <>
      <PageHead title="Public bulletin">
        <p class="soft">
          What the mediator has published about these talks. <a href="/bulletin.atom">Follow it as a feed</a>.
        </p>
        {session.person?.role === "lead" && (
          <p>
            <a href="/rooms/public">Publish a statement</a>
          </p>
        )}
      </PageHead>
      {!data ? (
        <Waiting failure={failure} lines={12} />
      ) : data.latest.length === 0 ? (
        <Empty title="Nothing has been published yet.">
          <p>
            Statements appear here when the mediator publishes them. Silence says nothing about the talks.
          </p>
        </Empty>
      ) : (
        <>
          <ol class="published-list">
            {data.latest.map((one) => (
              <Published key={one.id} one={one} />
            ))}
          </ol>
          {data.older.length > 0 && (
            <section class="stack-small" aria-labelledby="older">
              <h2 id="older">Older</h2>
              {older ? (
                <ol class="published-list">
                  {data.older.map((one) => (
                    <Published key={one.id} one={one} />
                  ))}
                </ol>
              ) : (
                <div>
                  <button type="button" onClick={() => setOlder(true)}>
                    Show {data.older.length} older {data.older.length === 1 ? "statement" : "statements"}
                  </button>
                </div>
              )}
            </section>
          )}
        </>
      )}
    </>
  );
}

const kinds = { statement: "Statement", claim: "Claim", incident: "Incident" };

function Published({ one }: { one: PublishedData }) {
  return (
    <li class="published">
      <p class="row small">
        <strong>{kinds[one.kind]}</strong>
        <bdi>{one.organisation || "The mediator"}</bdi>
        <Time at={one.time} />
      </p>
      <Said>{one.words}</Said>
      {one.file && (
        <p class="small">
          <Download link href={`/api/bulletin/${one.id}/file`}>
            <bdi>{one.file.name}</bdi>
          </Download>{" "}
          <span class="soft">{sizeWords(one.file.size)}</span>
        </p>
      )}
      {one.says && (
        <p class="small soft">
          Says so: <bdi>{one.says}</bdi>. Source: <bdi>{one.source}</bdi>
          {one.date && `. Day: ${dayWords(one.date)}`}
        </p>
      )}
      {one.earlier.map(({ words, until }) => (
        <div key={until} class="published-earlier small">
          <p>
            Until <Time at={until} /> this read:
          </p>
          <Said>{words}</Said>
        </div>
      ))}
    </li>
  );
}
