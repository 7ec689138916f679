/** What a run says of the programs that drive it. */
export interface Notice {
  readonly kind: 'waiting' | 'joined' | 'lost';
  /** A line for people. */
  readonly text: string;
}

/** What to run so that a program of this name is there. */
export function waitingText(name: string, url: string): string {
  return (
    `waiting for agent "${name}": python3 my_agent.py --url ${url}   ` +
    `(any program that joins as "${name}"; see agents/python/examples and agents/protocol/README.md)`
  );
}
