// Forms: a label and a hint for every field, errors beside the field that they are about and the rest on top, one act at a
// time, and what was typed stays until the act succeeded.
import { type ComponentChildren, createContext, type InputHTMLAttributes } from "preact";
import { useContext, useEffect, useId, useRef, useState } from "preact/hooks";
import type { Failure, Fault } from "../../api/client";
import { inWords, sentence } from "../model/sentence";
import "./form.css";

const FormFailure = createContext<{ faults: Fault[]; claim: (name: string) => void }>({
  faults: [],
  claim: () => {},
});

const belongs = (at: string, name: string) => at === `/${name}` || at.startsWith(`/${name}/`);

export function Faults({ failure, except = [] }: { failure: Failure | null; except?: readonly string[] }) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) panel.current?.focus();
  }, [failure]);
  const left = (failure?.errors ?? []).filter(({ at }) => !except.some((name) => belongs(at, name)));
  if (!failure) return null;
  return (
    <div class="faults" role="alert" tabIndex={-1} ref={panel}>
      {left.length === 0 ? (
        <p>Please look at the fields marked below.</p>
      ) : (
        left.map(({ message, hint, at }) => (
          <p key={message + at}>
            <strong dir="auto">{sentence(message)}</strong> {hint && <span dir="auto">{sentence(hint)}</span>}
          </p>
        ))
      )}
    </div>
  );
}

export const NotNow = ({ onClose }: { onClose: () => void }) => (
  <button type="button" onClick={onClose}>
    Not now
  </button>
);

interface FormProps {
  // What to do; a failure is shown, null means done.
  onSubmit: () => Promise<Failure | null>;
  submit: string;
  children: ComponentChildren;
  label?: string; // of the form as a whole, where its heading does not say it
  more?: ComponentChildren; // beside the button
  onClose?: () => void; // beside the button: the form may be put away
  tone?: "grave" | undefined; // what cannot be taken back
  disabled?: boolean;
}

export function Form({ onSubmit, submit, children, label, more, onClose, tone, disabled }: FormProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const names = useRef(new Set<string>());
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  const run = async (event: Event) => {
    event.preventDefault();
    if (busy || disabled) return;
    setBusy(true);
    setFailure(null);
    const found = await onSubmit();
    if (!alive.current) return;
    setBusy(false);
    setFailure(found);
  };
  return (
    <form class="form" onSubmit={run} aria-label={label} aria-busy={busy} noValidate>
      <Faults failure={failure} except={[...names.current]} />
      <FormFailure.Provider
        value={{ faults: failure?.errors ?? [], claim: (name) => void names.current.add(name) }}
      >
        {children}
      </FormFailure.Provider>
      <div class="form-end">
        <button type="submit" class={tone ?? "main"} disabled={disabled} aria-disabled={busy}>
          {submit}
        </button>
        {onClose && <NotNow onClose={onClose} />}
        {more}
      </div>
    </form>
  );
}

interface Described {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
}

function useDescribed({ name, hint }: Described) {
  const id = useId();
  const { faults, claim } = useContext(FormFailure);
  claim(name);
  const wrong = faults.filter(({ at }) => belongs(at, name));
  const described = [hint ? `${id}-hint` : "", wrong.length ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return {
    id,
    wrong,
    aria: {
      id,
      name,
      "aria-describedby": described || undefined,
      "aria-invalid": wrong.length > 0 || undefined,
    },
  };
}

function Surround({
  id,
  label,
  hint,
  wrong,
  children,
}: Omit<Described, "name"> & { id: string; wrong: Fault[]; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <Wrong id={id} wrong={wrong} />
    </div>
  );
}

function Wrong({ id, wrong }: { id: string; wrong: Fault[] }) {
  if (wrong.length === 0) return null;
  return (
    <p class="wrong" id={`${id}-wrong`} dir="auto">
      {wrong.map(inWords).join(" ")}
    </p>
  );
}

type Valued = Described & { value: string; onValue: (value: string) => void; required?: boolean };

type FieldProps = Valued & {
  type?: "text" | "password" | "datetime-local" | "date" | "number" | "search";
  autocomplete?: string;
  numeric?: boolean; // a code: digits on a phone's keyboard
  min?: string | number;
  max?: string | number;
  maxLength?: number;
  autofocus?: boolean;
};

export function Field({
  value,
  onValue,
  type = "text",
  autocomplete = "off",
  numeric,
  autofocus,
  label,
  hint,
  name,
  required,
  min,
  max,
  maxLength,
}: FieldProps) {
  const { id, wrong, aria } = useDescribed({ name, label, hint });
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autofocus) input.current?.focus();
  }, [autofocus]);
  return (
    <Surround id={id} label={label} hint={hint} wrong={wrong}>
      <input
        {...aria}
        ref={input}
        type={type as "text"}
        dir="auto"
        value={value}
        autocomplete={autocomplete}
        autocapitalize="off"
        spellcheck={type === "text" && !numeric && autocomplete === "off"}
        inputMode={numeric ? "numeric" : undefined}
        required={required}
        min={min}
        max={max}
        maxLength={maxLength}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Surround>
  );
}

export function Area({
  value,
  onValue,
  label,
  hint,
  name,
  required,
  rows = 4,
  maxLength = 20_000,
}: Valued & { rows?: number; maxLength?: number }) {
  const { id, wrong, aria } = useDescribed({ name, label, hint });
  return (
    <Surround id={id} label={label} hint={hint} wrong={wrong}>
      <textarea
        {...aria}
        dir="auto"
        rows={rows}
        value={value}
        required={required}
        maxLength={maxLength}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Surround>
  );
}

export type Choice = [value: string, words: string];

export function Select({ value, onValue, label, hint, name, choices }: Valued & { choices: Choice[] }) {
  const { id, wrong, aria } = useDescribed({ name, label, hint });
  return (
    <Surround id={id} label={label} hint={hint} wrong={wrong}>
      <select {...aria} dir="auto" value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {choices.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </Surround>
  );
}

export type Explained = [value: string, words: ComponentChildren, explanation?: ComponentChildren];

// A group of choices under one legend; `columns` says how they stand beside one another where there is room.
function Options({
  label,
  hint,
  name,
  choices,
  columns = "",
  input,
}: Described & {
  choices: Explained[];
  columns?: "beside" | "many" | "";
  input: (key: string, id: string) => InputHTMLAttributes;
}) {
  const { id, wrong, aria } = useDescribed({ name, label, hint });
  return (
    <fieldset
      class={columns ? `field options options-${columns}` : "field options"}
      aria-describedby={aria["aria-describedby"]}
    >
      <legend>{label}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {choices.map(([key, words, explanation]) => (
        <label key={key} class="option">
          <input {...input(key, id)} />
          <span>
            {typeof words === "string" ? <bdi>{words}</bdi> : words}
            {explanation && <small class="soft"> {explanation}</small>}
          </span>
        </label>
      ))}
      <Wrong id={id} wrong={wrong} />
    </fieldset>
  );
}

export function Radios({
  value,
  onValue,
  label,
  hint,
  name,
  choices,
  beside,
}: Omit<Valued, "required"> & { choices: Explained[]; beside?: boolean }) {
  return (
    <Options
      {...{ name, label, hint, choices }}
      columns={beside ? "beside" : ""}
      input={(key, id) => ({
        type: "radio",
        name: `${id}-${name}`,
        value: key,
        checked: key === value,
        onChange: () => onValue(key),
      })}
    />
  );
}

export function Checks({
  values,
  onValues,
  label,
  hint,
  name,
  choices,
}: Described & { values: readonly string[]; onValues: (values: string[]) => void; choices: Explained[] }) {
  const turn = (key: string, on: boolean) =>
    onValues(choices.map(([one]) => one).filter((one) => (one === key ? on : values.includes(one))));
  const short = choices.length > 4 && choices.every(([, , explanation]) => !explanation);
  return (
    <Options
      {...{ name, label, hint, choices }}
      columns={short ? "many" : ""}
      input={(key) => ({
        type: "checkbox",
        checked: values.includes(key),
        onChange: (event) => turn(key, event.currentTarget.checked),
      })}
    />
  );
}
