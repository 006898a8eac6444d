// The mark of a confidential place: a colour, a shape and a word, so that none of the three is needed to tell places apart.
import { type NameOf, type Place, type PlaceKind, placeWord, whoReads } from "../places";
import "./place-mark.css";

const shapes: Record<PlaceKind, string> = {
  room: "M2 14V7l6-5 6 5v7H2z", // a house
  caucus: "M6 3a5 5 0 1 0 0 10A5 5 0 1 0 6 3zM10 3a5 5 0 1 0 0 10 5 5 0 1 0 0-10z", // two circles that overlap
  desk: "M2 5h12v3H2zM3 8h2v6H3zM11 8h2v6h-2z", // a desk
  table: "M8 2l6 4-2 8H4L2 6z", // five sides
  group: "M8 2l6 11H2z", // three corners
  plenary: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zm0 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6z", // a ring
  public: "M2 6l8-4v12l-8-4zM11 6l3-1v6l-3-1z", // a speaker
  account: "M8 2a3 3 0 1 0 0 6 3 3 0 1 0 0-6zM3 14c0-3 2-5 5-5s5 2 5 5z", // a head
};

export function PlaceShape({ kind }: { kind: PlaceKind }) {
  return (
    <svg class={`place-shape place-${kind}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={shapes[kind]} fill-rule="evenodd" />
    </svg>
  );
}

export function PlaceMark({ kind }: { kind: PlaceKind }) {
  return (
    <span class={`place-mark place-${kind}`}>
      <PlaceShape kind={kind} />
      {placeWord[kind]}
    </span>
  );
}

// Stands on every place where something is written.
export function WhoReads({ place, name }: { place: Place; name: NameOf }) {
  return (
    <p class="who-reads">
      <PlaceMark kind={place.kind} />
      <span>
        Who can read this: <bdi>{whoReads(place, name)}</bdi>.
      </span>
    </p>
  );
}
