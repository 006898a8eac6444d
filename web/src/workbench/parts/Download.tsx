// Takes a file along. It is fetched before it is saved: what the server refuses is said here, and never kept as if it were
// the file.
import type { ComponentChildren } from "preact";
import { useContext, useState } from "preact/hooks";
import { api, ask, type Failure, fault } from "../../api/client";
import { WorkbenchContext } from "../workbench";
import { Faults } from "./Form";

interface DownloadProps {
  href: string;
  children: ComponentChildren;
  proof?: boolean; // an operation with x-access.confirm: asks for a fresh code first
  name?: string; // of the file, where the one that the server gives says too little
  link?: boolean; // looks like a link in a sentence, not like a button
}

// The name that the server gives, RFC 8187.
const nameOf = (disposition: string | null): string => {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1] ?? "";
  try {
    return decodeURIComponent(encoded);
  } catch {
    return "";
  }
};

export async function take(href: string, called?: string): Promise<Failure | null> {
  let name = called ?? "";
  // Any address of the contract that answers with a file; this one stands for them.
  const fetching = api.GET(href as "/api/commitments/calendar.ics", { parseAs: "blob" });
  const { data, failure } = await ask<Blob>(
    fetching.then((answer) => {
      name ||= nameOf(answer.response.headers.get("content-disposition"));
      return answer as Omit<typeof answer, "data"> & { data: Blob };
    }),
  );
  if (failure) return failure;
  const address = URL.createObjectURL(data);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return null;
}

export function Download({ href, children, proof, name, link }: DownloadProps) {
  // On a page for everybody nobody is there to confirm.
  const workbench = useContext(WorkbenchContext);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    setFailure(null);
    if (proof && !(await workbench?.confirm()))
      return setFailure(fault("confirm", "Nothing was downloaded.", "It needs a fresh code."));
    const failed = await take(href, name);
    setFailure(failed);
    if (!failed) workbench?.say("The file is downloaded.");
  };
  return (
    <>
      {link ? (
        <a
          href={href}
          download
          onClick={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          {children}
        </a>
      ) : (
        <button type="button" onClick={() => void save()}>
          {children}
        </button>
      )}
      <Faults failure={failure} />
    </>
  );
}
