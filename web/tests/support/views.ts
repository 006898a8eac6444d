// Who looks at what: every view for every role that has it. The soundness test and the pictures take all of these; a new
// view adds its lines here.
export const looks: [role: string, path: string][] = [
  ["mediator", "/"],
  ["ukraine", "/"],
  ["mediator", "/rooms"],
  ["ukraine", "/rooms"],
  ["ukraine", "/rooms/room%3Aukraine"],
  ["ukraine", "/rooms/caucus%3Aukraine"],
  ["russia", "/rooms/caucus%3Arussia"],
  ["mediator", "/rooms/caucus%3Aukraine"],
  ["mediator", "/rooms/desk%3Aukraine"],
  ["mediator", "/rooms/table"],
  ["ukraine", "/rooms/plenary"],
  ["mediator", "/rooms/public"],
  ["mediator", "/readouts"],
  ["ukraine", "/readouts"],
  ["mediator", "/state"],
  ["ukraine", "/state"],
  ["mediator", "/people"],
  ["ukraine", "/people"],
  ["ukraine", "/account"],
  ["ukraine", "/nowhere"],
];
