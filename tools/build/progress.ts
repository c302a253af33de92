import type { Compiled } from "./go.ts";
import { duration, roughly } from "./words.ts";

/** What a build tells whoever waits for it. */
export interface Progress {
  start(tool: string, version: string): void;
  compiled(tool: string, compiled: Compiled): void;
  /** The last word on a tool. */
  end(tool: string, outcome: string): void;
  /** Stops; nothing is printed afterwards. */
  close(): void;
}

interface State {
  readonly version: string;
  readonly since: number;
  compiled: Compiled | undefined;
}

/** The largest packages come last, and linking follows: measured, a fifth of the time before. */
const AFTERWARDS = 0.2;

/** Where a build stands and how long it still takes. */
export function describeState(compiled: Compiled | undefined, elapsed: number): string {
  if (!compiled) {
    return "reading its modules, the first time fetching them";
  }
  const { done, total } = compiled;
  if (done >= total) {
    return "linking";
  }
  // The first packages say little about the rest.
  const left = (elapsed / done) * (total - done) + elapsed * AFTERWARDS;
  const rest = done >= 20 && elapsed > 5000 ? ` · ${roughly(left)} left` : "";
  return `compiling ${done} of ${total} packages${rest}`;
}

/** Lines that are drawn anew in place. */
export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  const states = new Map<string, State>();
  let drawn = 0;
  const draw = () => {
    const now = Date.now();
    // Terminals that do not know their width say 0.
    const width = stream.columns || 80;
    const lines = [...states].map(([tool, { version, since, compiled }]) => {
      const elapsed = now - since;
      const line = `${label(tool, version)}${describeState(compiled, elapsed)}`;
      const timed = `${line} · ${duration(elapsed)}`;
      return timed.length < width ? timed : line.slice(0, width - 1);
    });
    clear();
    stream.write(lines.map((line) => `${line}\n`).join(""));
    drawn = lines.length;
  };
  const clear = () => {
    if (drawn > 0) {
      stream.moveCursor(0, -drawn);
      stream.clearScreenDown();
      drawn = 0;
    }
  };
  const timer = setInterval(draw, 200);
  return {
    start: (tool, version) => {
      states.set(tool, { version, since: Date.now(), compiled: undefined });
    },
    compiled: (tool, compiled) => update(states, tool, compiled),
    end: (tool, outcome) => {
      clear();
      stream.write(`${label(tool, states.get(tool)?.version ?? "")}${outcome}\n`);
      states.delete(tool);
      draw();
    },
    close: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** Plain lines for logs: each tool's start and end, and every half minute where it stands. */
export function plainProgress(write: (line: string) => void, everyMilliseconds = 30_000): Progress {
  const states = new Map<string, State>();
  const timer = setInterval(() => {
    for (const [tool, { version, since, compiled }] of states) {
      write(`${label(tool, version)}${describeState(compiled, Date.now() - since)}`);
    }
  }, everyMilliseconds);
  return {
    start: (tool, version) => {
      states.set(tool, { version, since: Date.now(), compiled: undefined });
      write(`${label(tool, version)}building`);
    },
    compiled: (tool, compiled) => update(states, tool, compiled),
    end: (tool, outcome) => {
      write(`${label(tool, states.get(tool)?.version ?? "")}${outcome}`);
      states.delete(tool);
    },
    close: () => clearInterval(timer),
  };
}

function update(states: Map<string, State>, tool: string, compiled: Compiled): void {
  const state = states.get(tool);
  if (state) {
    state.compiled = compiled;
  }
}

function label(tool: string, version: string): string {
  return `${tool.padEnd(24)}${version.padEnd(10)}`;
}
