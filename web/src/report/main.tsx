// The report: reads the analysis that the command put into the page and draws it once.
import { render } from "preact";
import { read } from "../model/read";
import "../styles/tokens.css";
import "../styles/base.css";
import { Problem, Report } from "./Report";

const found = read(document.getElementById("analysis")?.textContent ?? "");
const root = document.getElementById("report");
if (root) {
  if ("analysis" in found) {
    document.title = `${found.analysis.title || found.analysis.case} · Parley report · mediator only`;
    render(<Report analysis={found.analysis} />, root);
  } else {
    render(<Problem text={found.problem} />, root);
  }
}
