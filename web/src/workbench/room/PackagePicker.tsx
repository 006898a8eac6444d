// Choosing a package: one list of options an issue, in the order of the case.
import type { Schemas } from "../../api/client";
import { Select } from "../parts/Form";
import { useWorkbench } from "../workbench";

interface PickerProps {
  value: Schemas["Package"];
  onValue: (value: Schemas["Package"]) => void;
  name?: string; // of the field in the request
}

export function PackagePicker({ value, onValue, name = "package" }: PickerProps) {
  const { talks } = useWorkbench();
  const left = talks.issues.filter(({ id }) => !value[id]).length;
  return (
    <fieldset class="picker">
      <legend>
        The package{" "}
        <span class="soft">{left === 0 ? "complete" : `${left} of ${talks.issues.length} issues open`}</span>
      </legend>
      <div class="picker-issues">
        {talks.issues.map(({ id, title, options }) => (
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
    </fieldset>
  );
}
