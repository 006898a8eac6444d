// The parts that views are put together from: head of a page, a card, an empty state that teaches, user text, waiting.
import type { ComponentChildren } from "preact";
import type { Failure } from "../../api/client";
import { sentence } from "../model/sentence";
import "./page.css";

export function PageHead({ title, children }: { title: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="page-head">
      <h1 tabIndex={-1} dir="auto">
        {title}
      </h1>
      {children}
    </div>
  );
}

export function Card({
  title,
  children,
  level = 2,
}: {
  title?: ComponentChildren;
  children: ComponentChildren;
  level?: 2 | 3;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section class="card">
      {title && <Heading class="card-title">{title}</Heading>}
      {children}
    </section>
  );
}

// Says what will stand here, and what to do so that it does.
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}

// What a person wrote: its own direction, its own line breaks, never markup.
export function Said({ children }: { children: string }) {
  return (
    <div class="said">
      {children.split("\n").map((line, at) => (
        <p key={at} dir="auto">
          {line === "" ? "\u00a0" : line}
        </p>
      ))}
    </div>
  );
}

// Waiting takes the room of what will come. What went wrong is said where it would have stood.
export function Waiting({ failure, lines = 6 }: { failure?: Failure | null; lines?: 3 | 6 | 12 }) {
  if (failure)
    return (
      <div class="faults" role="alert">
        {failure.errors.map(({ code, message, hint }) => (
          <p key={code + message}>
            <strong dir="auto">{sentence(message)}</strong> <span dir="auto">{sentence(hint)}</span>
          </p>
        ))}
      </div>
    );
  return (
    <div class={`waiting waiting-${lines}`} aria-busy="true">
      <span class="unseen">Loading</span>
    </div>
  );
}
