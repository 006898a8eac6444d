// Around the pages for who has not signed in: a quiet column, nothing that says who exists.
import type { ComponentChildren } from "preact";
import type { Session } from "../../api/client";
import "./outside.css";

export function Outside({ session, children }: { session: Session; children: ComponentChildren }) {
  return (
    <div class="outside">
      <header>
        <a class="brand" href="/">
          Parley
        </a>
        {session.demo && <span class="demo">demonstration</span>}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
