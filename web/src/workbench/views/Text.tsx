// The single text: for the mediator team the text itself, for everybody else the drafts that were shared.
import { api, ask } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { PageHead, Waiting } from "../parts/Page";
import { ReadText } from "../text/ReadText";
import { TableText } from "../text/TableText";
import "../text/text.css";

export default function Text() {
  const { data, failure, reload } = useLoad(() => ask(api.GET("/api/text")), []);
  if (!data)
    return (
      <>
        <PageHead title="The single text" />
        <Waiting failure={failure} lines={12} />
      </>
    );
  return data.working ? (
    <TableText data={data} working={data.working} reload={reload} />
  ) : (
    <ReadText data={data} reload={reload} />
  );
}
