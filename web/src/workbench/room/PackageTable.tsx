// A package in words: one option for every issue.
import type { Schemas } from "../../api/client";
import { useWorkbench } from "../workbench";
import "./room.css";

export function PackageTable({ chosen }: { chosen: Schemas["Package"] }) {
  const { talks } = useWorkbench();
  return (
    <dl class="package">
      {talks.issues
        .filter(({ id }) => id in chosen)
        .map(({ id, title, options }) => (
          <div key={id}>
            <dt dir="auto">{title}</dt>
            <dd dir="auto">{options.find((one) => one.id === chosen[id])?.title ?? chosen[id]}</dd>
          </div>
        ))}
    </dl>
  );
}
