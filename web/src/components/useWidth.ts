// How wide an element is, so that a drawing keeps its type size on a phone and on a desk.
import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

export function useWidth(element: RefObject<HTMLElement | null>, initial: number): number {
  const [width, setWidth] = useState(initial);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const measured = Math.round(target.getBoundingClientRect().width);
      // Hidden and printed pages report nothing useful; a drawing then scales as it is.
      if (measured > 0 && !matchMedia("print").matches) setWidth(Math.max(160, measured));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
