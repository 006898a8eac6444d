// The versions of a clause side by side, each in its own language and direction; stale ones say so.
import type { ComponentChildren } from "preact";
import { type Clause, type Issue, type Language, languageName, settled, type Version } from "./model";

interface VersionsProps {
  clause: Clause;
  languages: readonly Language[];
  end?: (version: Version) => ComponentChildren; // under a version
}

export function Versions({ clause, languages, end }: VersionsProps) {
  return (
    <div class="versions">
      {clause.versions.map((version, at) => {
        const language = languages[at];
        if (!language) return null;
        return (
          <div class="version" key={version.language}>
            {(languages.length > 1 || version.stale) && (
              <p class="version-facts">
                <span>{languageName(language.tag)}</span>
                {language.standing === "translation" && <span class="soft">translation</span>}
                {version.stale && (
                  <strong class="stale">{version.body || version.heading ? "stale" : "missing"}</strong>
                )}
              </p>
            )}
            <div lang={language.tag} dir={language.rtl ? "rtl" : "ltr"}>
              {version.heading && <p class="clause-heading">{version.heading}</p>}
              <div class="clause-body">{version.body}</div>
            </div>
            {end?.(version)}
          </div>
        );
      })}
    </div>
  );
}

export function Bindings({ clause, issues }: { clause: Clause; issues: readonly Issue[] }) {
  if (clause.bindings.length === 0) return null;
  return (
    <p class="small soft">
      Settles:{" "}
      {clause.bindings.map((binding, at) => {
        const { title, options } = settled(binding, issues);
        return (
          <span key={binding.issue}>
            {at > 0 && "; "}
            <bdi>{title}</bdi>
            {options.length > 0 && (
              <>
                : <bdi>{options.join(", ")}</bdi>
              </>
            )}
          </span>
        );
      })}
    </p>
  );
}
