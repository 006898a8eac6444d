import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static all: Stream[] = [];
  readyState = 1;
  constructor(readonly address: string) {
    super();
    Stream.all.push(this);
  }
  close() {
    this.readyState = Stream.CLOSED;
  }
}

const page = Object.assign(new EventTarget(), { hidden: false });
const show = (shown: boolean) => {
  page.hidden = !shown;
  page.dispatchEvent(new Event("visibilitychange"));
};
const open = () => Stream.all.filter(({ readyState }) => readyState !== Stream.CLOSED);

describe("the stream of changes", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubGlobal("EventSource", Stream);
    vi.stubGlobal("document", page);
    Stream.all = [];
    page.hidden = false;
  });
  afterEach(() => vi.unstubAllGlobals());

  test("keeps no connection of a page that nobody sees, and catches up when it is seen again", async () => {
    const { followChanges, onChange } = await import("../../src/workbench/model/changes");
    const heard: (string | null)[] = [];
    onChange((room) => heard.push(room));
    const stop = followChanges();
    expect(open()).toHaveLength(1);
    open()[0]?.dispatchEvent(new Event("open"));
    expect(heard).toEqual([]);
    show(false);
    expect(open()).toHaveLength(0);
    show(true);
    expect(open()).toHaveLength(1);
    open()[0]?.dispatchEvent(new Event("open"));
    expect(heard, "anything may have changed meanwhile").toEqual([null]);
    stop();
    show(false);
    show(true);
    expect(open()).toHaveLength(0);
  });

  test("of a page that is opened in the background begins once it is seen", async () => {
    const { followChanges } = await import("../../src/workbench/model/changes");
    show(false);
    followChanges();
    expect(Stream.all).toHaveLength(0);
    show(true);
    expect(open()).toHaveLength(1);
  });
});
