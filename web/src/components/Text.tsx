// Text of a case in the middle of ours: it keeps its own direction, whatever script it is in.
export function Text({ children }: { children: string }) {
  return <bdi>{children}</bdi>;
}
