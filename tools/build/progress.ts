import type { Compiled } from "./go.ts";
import { duration, roughly } from "./words.ts";

/** What a build tells whoever waits for it: of one after the other, each of one tool or several together. */
export interface Progress {
  start(tools: readonly string[]): void;
  compiled(compiled: Compiled): void;
  /** A tool is complete. */
  built(tool: string, version: string, size: string): void;
  /** All tools of the build are complete. */
  end(): void;
  /** Stops; nothing is printed afterwards. */
  close(): void;
}

interface State {
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

/** A line that is drawn anew in place, below those that stay. */
export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  let drawn = false;
  const clear = () => {
    if (drawn) {
      stream.moveCursor(0, -1);
      stream.clearScreenDown();
      drawn = false;
    }
  };
  const { current, events } = follow((line) => {
    clear();
    stream.write(`${line}\n`);
  });
  const draw = () => {
    clear();
    const state = current();
    if (state) {
      // Terminals that do not know their width say 0.
      const width = stream.columns || 80;
      const elapsed = Date.now() - state.since;
      const line = describeState(state.compiled, elapsed);
      const timed = `${line} · ${duration(elapsed)}`;
      stream.write(`${timed.length < width ? timed : line.slice(0, width - 1)}\n`);
      drawn = true;
    }
  };
  const timer = setInterval(draw, 200);
  return {
    ...events,
    close: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** Plain lines for logs: each build's start and end, and every half minute where it stands. */
export function plainProgress(write: (line: string) => void, everyMilliseconds = 30_000): Progress {
  const { current, events } = follow(write);
  const timer = setInterval(() => {
    const state = current();
    if (state) {
      write(describeState(state.compiled, Date.now() - state.since));
    }
  }, everyMilliseconds);
  return { ...events, close: () => clearInterval(timer) };
}

/** Keeps where the build under way stands, and writes the lines that stay. */
function follow(write: (line: string) => void): {
  readonly current: () => State | undefined;
  readonly events: Omit<Progress, "close">;
} {
  let state: State | undefined;
  return {
    current: () => state,
    events: {
      start: (tools) => {
        state = { since: Date.now(), compiled: undefined };
        write(`building ${tools.join(", ")}`);
      },
      compiled: (compiled) => {
        if (state) {
          state.compiled = compiled;
        }
      },
      built: (tool, version, size) => write(`${tool.padEnd(24)}${version.padEnd(10)}${size}`),
      end: () => {
        write(`built in ${duration(Date.now() - (state?.since ?? Date.now()))}`);
        state = undefined;
      },
    },
  };
}
