// Somebody else saved while this was being written: what is there now, and the choice to write over it all the same.
import type { ComponentChildren } from "preact";

interface MovedOnProps {
  onKeep: () => void;
  children?: ComponentChildren; // what it has become
}

export function MovedOn({ onKeep, children }: MovedOnProps) {
  return (
    <div class="note stack-small" role="status">
      <p>The text has moved on since you began.</p>
      {children}
      <p>
        If somebody changed the same thing, it is saved only once you keep yours.{" "}
        <button type="button" onClick={onKeep}>
          Keep mine
        </button>
      </p>
    </div>
  );
}
