// The names by which a condition speaks of issues and options, beside their titles.
import { named } from "../model/conditions";
import { useWorkbench } from "../workbench";

export function ConditionNames() {
  const { talks } = useWorkbench();
  return (
    <details>
      <summary>Names of issues and options in conditions</summary>
      <div class="stack-small">
        <p class="small soft">
          Say <code>is</code> and <code>is not</code> of an option, <code>&lt;=</code>, <code>=</code> and{" "}
          <code>&gt;=</code> of an amount, and join with <code>and</code>, <code>or</code>, <code>not</code>{" "}
          and <code>implies</code>.
        </p>
        <table class="folds condition-names">
          <thead>
            <tr>
              <th scope="col">Issue</th>
              <th scope="col">Options</th>
            </tr>
          </thead>
          <tbody>
            {talks.issues.map(({ id, title, kind, options }) => (
              <tr key={id}>
                <th scope="row">
                  <Named name={id} title={title} />
                </th>
                <td>
                  {kind === "amount" ? (
                    <span>
                      from <Named name={options[0]?.id ?? ""} plain /> to{" "}
                      <Named name={options.at(-1)?.id ?? ""} plain />
                    </span>
                  ) : (
                    <ul>
                      {options.map((option) => (
                        <li key={option.id}>
                          <Named name={option.id} title={option.title} />
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Named({ name, title = "", plain }: { name: string; title?: string; plain?: boolean }) {
  return (
    <>
      <code dir="ltr">{plain ? name : named(name)}</code>
      {title !== "" && title !== name && (
        <>
          {" "}
          <bdi>{title}</bdi>
        </>
      )}
    </>
  );
}
