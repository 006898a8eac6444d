// What is said about a clause, beside it: comments and proposed wordings, each in its place and with its author's tag.
import { useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { useDraft } from "../model/draft";
import { allows, type Tag, tagMeaning, tagWords } from "../model/tags";
import { Area, Field, Form, Radios, Select } from "../parts/Form";
import { Said } from "../parts/Page";
import { PlaceMark, WhoReads } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeName, placeOf } from "../places";
import { useWorkbench } from "../workbench";
import { type Clause, type Comment, type DraftText, languageName } from "./model";
import { Runs } from "./Runs";

interface CommentsProps {
  comments: readonly Comment[];
  onDone: () => Promise<void>;
  onUse?: (comment: Comment) => void; // the mediator takes the proposed words into the editor
}

export function Comments({ comments, onDone, onUse }: CommentsProps) {
  if (comments.length === 0) return null;
  return (
    <ul class="comments" aria-label="Comments">
      {comments.map((comment) => (
        <li key={comment.id}>
          <One comment={comment} onDone={onDone} onUse={onUse} />
        </li>
      ))}
    </ul>
  );
}

function One({
  comment,
  onDone,
  onUse,
}: {
  comment: Comment;
  onDone: () => Promise<void>;
  onUse: CommentsProps["onUse"];
}) {
  const { who, name } = useWorkbench();
  const [sending, setSending] = useState(false);
  const { author, room, time, tag, words, wording, runs, sent } = comment;
  const place = placeOf(room);
  return (
    <article class="comment">
      <p class="comment-facts">
        <PlaceMark kind={place.kind} />
        <bdi>
          {author.name}
          {author.organisation ? `, ${name(author.organisation)}` : ", the mediator"}
        </bdi>
        <Time at={time} />
        {author.organisation && <span class="soft">{tagWords[tag]}</span>}
        {sent && (
          <span class="soft">
            sent <Time at={sent} bare />
          </span>
        )}
      </p>
      {words && <Said>{words}</Said>}
      {wording && (
        <div class="stack-small">
          <p class="small soft">Proposes, in {languageName(wording.language)}:</p>
          <div class="runs" lang={wording.language} dir="auto">
            <p class="clause-heading">{runs ? <Runs runs={runs.heading} /> : wording.heading}</p>
            <div class="clause-body">{runs ? <Runs runs={runs.body} /> : wording.body}</div>
          </div>
          {onUse &&
            author.organisation &&
            (!allows(tag, "conveyed") ? (
              <p class="small soft">
                The tag keeps these words out of the text: write your own, or ask for a wider tag.
              </p>
            ) : (
              <p>
                <button type="button" onClick={() => onUse(comment)}>
                  Take these words into the editor
                </button>
              </p>
            ))}
        </div>
      )}
      {place.kind === "room" && !sent && who.may("send") && (
        <p>
          <button type="button" aria-expanded={sending} onClick={() => setSending(!sending)}>
            Send to the mediator
          </button>
        </p>
      )}
      {sending && !sent && <Send comment={comment} onDone={onDone} onClose={() => setSending(false)} />}
    </article>
  );
}

function Send({
  comment,
  onDone,
  onClose,
}: {
  comment: Comment;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const { name, say, who } = useWorkbench();
  const send = async () => {
    const { failure } = await ask(
      api.POST("/api/comments/{comment}/sending", { params: { path: { comment: comment.id } } }),
    );
    if (failure) return failure;
    say("Sent to the mediator.");
    onClose();
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={send} submit="Send it" label="Send to the mediator" onClose={onClose}>
      <p>It leaves your own room, and cannot be called back.</p>
      <WhoReads place={placeOf(`caucus:${who.party}`)} name={name} />
    </Form>
  );
}

interface WriteProps {
  draft: string; // its name in the contract
  text: DraftText;
  clause: Clause | null; // null: the text as a whole
  places: string[];
  onDone: () => Promise<void>;
  onClose: () => void;
}

export function WriteComment({ draft, text, clause, places, onDone, onClose }: WriteProps) {
  const { who, name, say } = useWorkbench();
  const first = text.languages[0]?.tag ?? "";
  const of = (tag: string) => clause?.versions.find(({ language }) => language === tag);
  const [state, setState, clear] = useDraft(`comment ${draft} ${clause?.id ?? ""}`, {
    room: places[0] ?? "",
    words: "",
    tag: "mediator_only" as Tag,
    language: "",
    heading: "",
    body: "",
  });
  const change = (part: Partial<typeof state>) => setState({ ...state, ...part });
  const propose = (language: string) =>
    change({ language, heading: of(language)?.heading ?? "", body: of(language)?.body ?? "" });
  const place = placeOf(state.room);
  const post = async () => {
    const { room, words, tag, language, heading, body } = state;
    const { failure } = await ask(
      api.POST("/api/drafts/{draft}/comments", {
        params: { path: { draft } },
        body: {
          room,
          words,
          ...(clause && { clause: clause.id }),
          ...(language && { wording: { language, heading, body } }),
          ...(!who.mediates && { tag }),
        },
      }),
    );
    if (failure) return failure;
    clear();
    say("Your comment is there.");
    onClose();
    await onDone();
    return null;
  };
  return (
    <Form
      onSubmit={post}
      submit={place.kind === "room" ? "Keep it in our room" : "Post the comment"}
      label="Comment"
      onClose={onClose}
    >
      {places.length > 1 && (
        <Radios
          name="room"
          label="Where it stands"
          value={state.room}
          onValue={(room) => change({ room })}
          choices={places.map((one) => [one, placeName(placeOf(one), name)])}
        />
      )}
      <WhoReads place={place} name={name} />
      <Area name="words" label="Your words" value={state.words} onValue={(words) => change({ words })} />
      {clause && (
        <Select
          name="wording/language"
          label="Propose other wording"
          value={state.language}
          onValue={propose}
          choices={[
            ["", "no"],
            ...text.languages.map(({ tag }): [string, string] => [tag, `in ${languageName(tag)}`]),
          ]}
        />
      )}
      {clause && state.language && (
        <>
          <Field
            name="wording/heading"
            label="Heading"
            value={state.heading}
            onValue={(heading) => change({ heading })}
          />
          <Area
            name="wording/body"
            label="Text"
            rows={8}
            maxLength={32_768}
            value={state.body}
            onValue={(body) => change({ body })}
          />
        </>
      )}
      {!who.mediates && who.may("tag") && first && (
        <Radios
          name="tag"
          label="What the mediator may do with it"
          value={state.tag}
          onValue={(tag) => change({ tag: tag as Tag })}
          choices={[
            ["mediator_only", tagWords.mediator_only, tagMeaning.mediator_only],
            ["unattributed", tagWords.unattributed, tagMeaning.unattributed],
            [
              "conveyed",
              tagWords.conveyed,
              "The mediator may put these words into the text as they are, and say that they are yours.",
            ],
          ]}
        />
      )}
    </Form>
  );
}
