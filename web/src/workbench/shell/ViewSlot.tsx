// The place of the view: loads its code when it is first shown, then moves the focus to its heading and says its title, so
// that a change of view is noticed without seeing it.
import type { ComponentType } from "preact";
import { Component, type ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fault, type Session } from "../../api/client";
import { PageHead, Waiting } from "../parts/Page";
import type { Params } from "../router";
import type { View, ViewProps } from "../views";

class Guard extends Component<{ children: ComponentChildren; path: string }, { broken: boolean }> {
  override state = { broken: false };
  static override getDerivedStateFromError() {
    return { broken: true };
  }
  override componentDidUpdate(before: { path: string }) {
    if (this.state.broken && before.path !== this.props.path) this.setState({ broken: false });
  }
  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Waiting
        failure={fault("page", "This page could not be drawn.", "Load it again; nothing was changed by it.")}
      />
    );
  }
}

interface SlotProps {
  view: View | null;
  params: Params;
  session: Session;
  take: (session: Session) => void;
}

export function ViewSlot({ view, params, session, take }: SlotProps) {
  const [loaded, setLoaded] = useState<{ path: string; Show: ComponentType<ViewProps> } | null>(null);
  const [missing, setMissing] = useState(false);
  const slot = useRef<HTMLDivElement>(null);
  const first = useRef(true);

  useEffect(() => {
    if (!view) return;
    let current = true;
    setMissing(false);
    view.load().then(
      ({ default: Show }) => {
        if (current) setLoaded({ path: view.path, Show });
      },
      () => {
        if (current) setMissing(true);
      },
    );
    return () => {
      current = false;
    };
  }, [view]);

  const ready = loaded !== null && loaded.path === view?.path;
  const at = JSON.stringify([view?.path, params]);
  useEffect(() => {
    if (view && !ready) return;
    const heading = slot.current?.querySelector("h1");
    document.title = [heading?.textContent || view?.title || "Not found", "Parley"].join(" · ");
    if (!first.current) {
      window.scrollTo(0, 0);
      heading?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [at, ready]);

  const body = () => {
    if (!view)
      return (
        <PageHead title="Nothing here">
          <p>
            There is no such page, or it is not yours to see. <a href="/">Go home</a>.
          </p>
        </PageHead>
      );
    if (missing)
      return (
        <Waiting
          failure={fault(
            "unreachable",
            "This page could not be loaded.",
            "Check the connection and load it again.",
          )}
        />
      );
    if (!loaded || !ready) return <Waiting lines={12} />;
    return (
      <Guard path={at}>
        <loaded.Show key={at} params={params} session={session} take={take} />
      </Guard>
    );
  };
  return (
    <div class={view?.wide ? "view view-wide" : "view"} ref={slot}>
      {body()}
    </div>
  );
}
