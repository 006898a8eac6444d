// The workbench: one page that draws whatever its path names.
import { render } from "preact";
import "../styles/tokens.css";
import "../styles/base.css";
import "./workbench.css";
import { catchLinks } from "./router";
import { App } from "./shell/App";

const root = document.getElementById("workbench");
if (root) {
  catchLinks();
  render(<App />, root);
}
