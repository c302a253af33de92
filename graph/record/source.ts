import { isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition } from "../model.ts";
import { RefusedResource, stackOf, UnloadableProgram } from "./failure.ts";
import { pathOf, sourcePosition } from "./load/positions.ts";

// Enough frames to pass the SDK's constructors, a subclass of a subclass and a helper.
const FRAMES = 12;
const SDK = /[\\/]node_modules[\\/]@pulumi[\\/]/;
const DEPENDENCY = /[\\/]node_modules[\\/]/;
/** The folder `graph/`: its frames are not the program's. */
const GRAPH = fileURLToPath(new URL("..", import.meta.url));

/** Finds the program's lines that cause resources and errors. */
export class Sources {
  readonly #root: string | undefined;
  readonly #files = new Map<string, string>();

  /** @param root files below it are relative to it; default: all are absolute */
  constructor(root: string | undefined) {
    this.#root = root;
  }

  /**
   * The call in the program that constructs a resource: the first frame outside node_modules that is not itself a
   * constructor of the resource; or in a library, where the program is too far out. It reads V8's call sites, a
   * dozen at most; the SDK formats the whole stack as text and parses it again, which is a third of what a resource
   * costs under mocks.
   *
   * @param resource the object under construction
   */
  ofResource(resource: object): SourcePosition | undefined {
    // The base class's constructor runs innermost: the frames go from recording through the class chain to
    // the program.
    const chain = classChain(resource);
    let next = 0;
    let inLibrary: SourcePosition | undefined;
    for (const site of callSites(this.ofResource)) {
      const level = site.isConstructor() ? chain.indexOf(site.getFunctionName() ?? "", next) : -1;
      if (level >= 0) {
        next = level + 1;
        continue;
      }
      const file = site.getFileName();
      if (next === 0 || !file || file.startsWith("node:") || SDK.test(file)) {
        continue;
      }
      const position = this.#positionOf(site, file);
      if (!DEPENDENCY.test(file)) {
        return position;
      }
      inLibrary ??= position;
    }
    return inLibrary;
  }

  #positionOf(site: NodeJS.CallSite, file: string): SourcePosition | undefined {
    const line = site.getLineNumber();
    const column = site.getColumnNumber();
    if (!line || !column) {
      return undefined;
    }
    const position = sourcePosition(file, line, column);
    return { ...position, file: this.#name(position.file) };
  }

  /**
   * The program's line that caused an error: the first frame outside node_modules and outside this folder. An
   * ArgumentError is the caller's mistake, so its line is the call of what refused it, or of the library around that.
   */
  ofError(cause: unknown): SourcePosition | undefined {
    if (cause instanceof RefusedResource) {
      return cause.source;
    }
    if (cause instanceof UnloadableProgram) {
      return cause.source && { ...cause.source, file: this.#name(cause.source.file) };
    }
    return this.#programFrames(cause)[0];
  }

  /** The calls that led to an error, innermost first, without the one that {@link ofError} gives. */
  callsBehind(cause: unknown): SourcePosition[] {
    return this.#programFrames(cause).slice(1);
  }

  /** The class of a generated SDK whose constructor threw an error: the error itself names only what is missing. */
  constructorBehind(cause: unknown): string | undefined {
    const frames = stackOf(cause).split("\n");
    const first = frames.find((line) => /^\s+at /.test(line) && !line.includes("(node:"));
    return first && SDK.test(first) ? /^\s+at new (\w+) /.exec(first)?.[1] : undefined;
  }

  #programFrames(cause: unknown): SourcePosition[] {
    const frames = this.#framesOf(cause);
    const from = isArgumentError(cause) ? callerIndex(frames, cause.component) : 0;
    return frames.slice(from).flatMap(({ inLibrary, position }) => (inLibrary ? [] : [position]));
  }

  /** Frames of the program and of libraries, innermost first. */
  #framesOf(cause: unknown): Frame[] {
    const stack = stackOf(cause);
    const frames: Frame[] = [];
    for (const text of stack.split("\n")) {
      const match = /^\s+at (?:(?<caller>.*) \()?(?<file>.+?):(?<line>\d+):(?<column>\d+)\)?$/.exec(text);
      const { caller = "", file = "", line = "", column = "" } = match?.groups ?? {};
      const path = pathOf(file);
      if (isAbsolute(path) && !SDK.test(path) && !path.startsWith(GRAPH)) {
        frames.push({
          caller,
          inLibrary: DEPENDENCY.test(path),
          position: { file: this.#name(path), line: Number(line), column: Number(column) },
        });
      }
    }
    return frames;
  }

  #name(file: string): string {
    let name = this.#files.get(file);
    if (name === undefined) {
      const path = pathOf(file);
      const inside = this.#root === undefined ? ".." : relative(this.#root, path);
      name = inside.startsWith("..") || isAbsolute(inside) ? path : inside.replaceAll("\\", "/");
      this.#files.set(file, name);
    }
    return name;
  }
}

interface Frame {
  /** The function, such as `new Cache`, `createEdge` or `async main`; empty at the top level of a module. */
  readonly caller: string;
  /** Whether it is in node_modules. */
  readonly inLibrary: boolean;
  readonly position: SourcePosition;
}

/** The stack from a function's caller outward. */
export function callSites(below: (...args: never[]) => unknown): NodeJS.CallSite[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (_error, sites) => sites;
  Error.captureStackTrace(holder, below);
  // The function above formats the stack on first read.
  const sites = holder.stack as NodeJS.CallSite[];
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  return sites;
}

const chains = new WeakMap<object, readonly string[]>();

/** Names of an object's classes, the base class first. */
function classChain(resource: object): readonly string[] {
  const prototype = Object.getPrototypeOf(resource) as object;
  let chain = chains.get(prototype);
  if (!chain) {
    const names: string[] = [];
    for (let level: object | null = prototype; level; level = Object.getPrototypeOf(level)) {
      names.unshift(level.constructor.name);
    }
    chain = names;
    chains.set(prototype, chain);
  }
  return chain;
}

/**
 * The frame that called the constructor or function whose argument was refused; else the innermost constructor's, or
 * the first of another file.
 */
function callerIndex(frames: readonly Frame[], component: string | undefined): number {
  const refused = frames.findIndex(({ caller }) => caller.replace(/^(new|async) /, "") === component);
  const constructed = refused < 0 ? frames.findIndex(({ caller }) => caller.startsWith("new ")) : refused;
  const file = frames[0]?.position.file;
  const index =
    constructed < 0 ? frames.findIndex(({ position }) => position.file !== file) : constructed + 1;
  return Math.max(index, 0);
}

/** By its form, since the class is above this layer, and a program may have a package of its own version. */
function isArgumentError(cause: unknown): cause is Error & { readonly component?: string } {
  return cause instanceof Error && cause.name === "ArgumentError";
}
