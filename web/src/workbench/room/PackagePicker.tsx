// Choosing a package: one list of options an issue, in the order of the case. A divisible issue has no options to choose
// among, and is left out.
import type { Schemas } from "../../api/client";
import { Select } from "../parts/Form";
import { useWorkbench } from "../workbench";

interface PickerProps {
  value: Schemas["Package"];
  onValue: (value: Schemas["Package"]) => void;
  name?: string; // of the field in the request
}

type Issue = Schemas["Talks"]["issues"][number];

export const withOptions = (issues: readonly Issue[]): Issue[] =>
  issues.filter(({ options }) => options.length > 0);

export function PackagePicker({ value, onValue, name = "package" }: PickerProps) {
  const { talks } = useWorkbench();
  const issues = withOptions(talks.issues);
  const left = issues.filter(({ id }) => !value[id]).length;
  const divided = talks.issues.filter(({ options }) => options.length === 0);
  return (
    <fieldset class="picker">
      <legend>
        The package{" "}
        <span class="soft">{left === 0 ? "complete" : `${left} of ${issues.length} issues open`}</span>
      </legend>
      <div class="picker-issues">
        {issues.map(({ id, title, options }) => (
          <Select
            key={id}
            name={`${name}/${id}`}
            label={<bdi>{title}</bdi>}
            value={value[id] ?? ""}
            onValue={(option) => {
              const { [id]: _, ...rest } = value;
              onValue(option ? { ...rest, [id]: option } : rest);
            }}
            choices={[["", "choose"], ...options.map((one): [string, string] => [one.id, one.title])]}
          />
        ))}
      </div>
      {divided.length > 0 && (
        <p class="hint">
          Shares of what is divided cannot be chosen here:{" "}
          <bdi>{divided.map(({ title }) => title).join(", ")}</bdi>.
        </p>
      )}
    </fieldset>
  );
}
