// The case itself: who takes part, which rules and red lines hold, and where the numbers come from.
import type { Analysis, Party, Rule } from "../contract";
import type { Names } from "../model/names";
import { exact } from "../model/numbers";
import { capital } from "../model/words";
import { Section } from "./Section";
import { ShareLine } from "./ShareLine";
import { Text } from "./Text";
import "./case-facts.css";

export function CaseFacts({ analysis, names }: { analysis: Analysis; names: Names }) {
  return (
    <>
      <Section id="parties" title="Parties">
        <ul class="parties">
          {analysis.parties.map((party) => (
            <PartyFacts key={party.id} party={party} />
          ))}
        </ul>
      </Section>
      {analysis.rules.length + analysis.red_lines.length > 0 && (
        <Section
          id="rules"
          title="Rules and red lines"
          lead="Rules bind every package; a red line is one party’s own condition. Firm rules are never offered as a concession."
        >
          <Statements analysis={analysis} title="Rules" rules={analysis.rules.map((rule) => ({ rule }))} />
          <Statements
            analysis={analysis}
            title="Red lines"
            rules={analysis.red_lines.map((rule) => ({ rule, party: names.party(rule.party) }))}
          />
        </Section>
      )}
      <Section
        id="sources"
        title="Sources"
        lead="Every number in the case file names its source or is marked as assumed."
      >
        {analysis.assumed_numbers + analysis.sourced_numbers > 0 && (
          <ShareLine
            parts={[
              { title: "numbers from a source", value: analysis.sourced_numbers, tone: "strong" },
              { title: "assumed", value: analysis.assumed_numbers, tone: "weak" },
            ]}
          />
        )}
        <ol class="sources">
          {analysis.sources.map(({ id, title, url }) => (
            <li key={id} id={`source-${id}`}>
              <span class="sources-id small soft">{id}</span>
              <span>
                <Text>{title}</Text> {url && <Address url={url} />}
              </span>
            </li>
          ))}
        </ol>
        {analysis.sources.length === 0 && <p class="soft">The case names no source.</p>}
      </Section>
    </>
  );
}

function PartyFacts({ party }: { party: Party }) {
  return (
    <li>
      <h3>
        <Text>{party.name}</Text>
      </h3>
      <p class="small soft">
        {capital(party.role)}
        {!party.objective && ", scores not compared"}
      </p>
      {party.delegates.length > 0 && (
        <ul class="small">
          {party.delegates.map((delegate) => (
            <li key={delegate} dir="auto">
              {delegate}
            </li>
          ))}
        </ul>
      )}
      {party.reservation !== null && <p class="small">Accepts from {exact(party.reservation)} points</p>}
    </li>
  );
}

interface Stated {
  rule: Rule;
  party?: string;
}

function Statements({
  analysis,
  title,
  rules,
}: {
  analysis: Analysis;
  title: string;
  rules: readonly Stated[];
}) {
  if (rules.length === 0) return null;
  return (
    <div class="statements">
      <h3>{title}</h3>
      <ul>
        {rules.map(({ rule, party }) => (
          <li key={`${party ?? ""}/${rule.id}`}>
            <p>
              {party !== undefined && (
                <>
                  <strong>
                    <Text>{party}</Text>
                  </strong>
                  {": "}
                </>
              )}
              <Text>{rule.title || rule.id}</Text>
              {rule.firm && <span class="rule-tag">firm</span>}
              {rule.assumed && <span class="rule-tag">assumed</span>}
            </p>
            <code dir="auto">{rule.text}</code>
            {rule.source !== null && rule.source !== "" && (
              <span class="statement-source small soft">
                Source:{" "}
                <Text>{analysis.sources.find(({ id }) => id === rule.source)?.title ?? rule.source}</Text>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

// Only a web address becomes a link: a case may say anything here, and some schemes run script.
function Address({ url }: { url: string }) {
  if (!/^https?:\/\//i.test(url)) return <span class="small soft">{url}</span>;
  return (
    <a class="small" href={url} rel="noreferrer noopener" target="_blank">
      {url}
    </a>
  );
}
