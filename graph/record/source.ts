import { fileURLToPath } from "node:url";
import type { SourcePosition } from "../model.ts";

// Enough frames to pass the SDK's constructors, a subclass of a subclass and a helper.
const FRAMES = 12;
const SDK = /[\\/]node_modules[\\/]@pulumi[\\/]/;

/**
 * The call in the program that constructs a resource: the first frame outside the SDK that is not itself a
 * constructor of the resource. It reads V8's call sites, a dozen at most; the SDK formats the whole stack
 * as text and parses it again, which is a third of what a resource costs under mocks.
 *
 * @param resource the object under construction
 */
export function sourcePosition(resource: object): SourcePosition | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (_error, callSites) => callSites;
  Error.captureStackTrace(holder, sourcePosition);
  const callSites = holder.stack as NodeJS.CallSite[];
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;

  // The base class's constructor runs innermost: the frames go from recording through the class chain to
  // the program.
  const chain = classChain(resource);
  let next = 0;
  for (const site of callSites) {
    const level = site.isConstructor() ? chain.indexOf(site.getFunctionName() ?? "", next) : -1;
    if (level >= 0) {
      next = level + 1;
      continue;
    }
    const file = site.getFileName();
    if (next === 0 || !file || SDK.test(file)) {
      continue;
    }
    const line = site.getLineNumber();
    const column = site.getColumnNumber();
    return line && column
      ? { file: file.startsWith("file:") ? fileURLToPath(file) : file, line, column }
      : undefined;
  }
  return undefined;
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
