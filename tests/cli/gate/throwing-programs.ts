import type { HostileProgram } from "./programs.ts";

const late = /^uncaught error: late\n {2}at index\.mjs:\d+\n/;
const never = /waits for a promise or an output that never settles/;

/** Programs that throw where nothing catches it. */
export const UNCAUGHT: readonly HostileProgram[] = [
  { title: "a rejection", body: 'Promise.reject(new Error("late"));', says: late },
  {
    title: "a call that is not awaited",
    body: '(async () => { await 1; throw new Error("late"); })();',
    says: late,
  },
  {
    title: "a rejection in a timer",
    body: 'setTimeout(() => Promise.reject(new Error("late")), 2);',
    says: late,
  },
  {
    title: "a rejection without a reason",
    body: "Promise.reject();",
    says: /^uncaught error: .*undefined\n/,
  },
  { title: "an error in a timer", body: 'setTimeout(() => { throw new Error("late"); }, 2);', says: late },
  {
    title: "an error in a timer of a module",
    top: 'setTimeout(() => { throw new Error("late"); }, 2);',
    says: late,
  },
  {
    title: "an error in an immediate",
    body: 'setImmediate(() => { throw new Error("late"); });',
    says: late,
  },
  {
    title: "an error in the next tick",
    body: 'process.nextTick(() => { throw new Error("late"); });',
    says: late,
  },
  {
    title: "an error in a microtask",
    body: 'queueMicrotask(() => { throw new Error("late"); });',
    says: late,
  },
  {
    title: "an error event without a listener",
    body: 'setTimeout(() => new EventEmitter().emit("error", new Error("late")), 1); await later(20);',
    says: late,
  },
  {
    title: "a file that is not there",
    body: 'fs.createReadStream("/nowhere/at/all"); await later(50);',
    says: /^uncaught error: ENOENT: /,
  },
  {
    title: "a connection that is refused",
    body: 'net.connect(1, "127.0.0.1"); await later(200);',
    says: /^uncaught error: connect ECONNREFUSED/,
  },
  {
    title: "an error that a listener hides",
    body: 'process.once("uncaughtException", () => {}); setTimeout(() => { throw new Error("late"); }, 2);',
    says: late,
  },
  {
    title: "a rejection that a listener hides",
    body: 'process.once("unhandledRejection", () => {}); Promise.reject(new Error("late"));',
    says: late,
  },
  {
    title: "an error that a capture hides",
    body: `process.setUncaughtExceptionCaptureCallback(() => {}); setTimeout(() => process.setUncaughtExceptionCaptureCallback(null), 20);
      setTimeout(() => { throw new Error("late"); }, 2); await later(50);`,
    says: late,
  },
];

/** Programs that throw something odd. */
export const ODD: readonly HostileProgram[] = [
  { title: "a string", body: 'throw "words";', says: /^words\n/ },
  { title: "null", body: "throw null;", says: /^a value that is not an Error was thrown: null\n/ },
  {
    title: "undefined",
    body: "throw undefined;",
    says: /^a value that is not an Error was thrown: undefined\n/,
  },
  { title: "a symbol", body: 'throw Symbol("odd");', says: /Symbol\(odd\)/ },
  {
    title: "an object whose message throws",
    body: "throw { get message() { throw 1; } };",
    says: /not an Error/,
  },
  { title: "an error without a message", body: "throw new TypeError();", says: /^TypeError\n/ },
  {
    title: "an error whose message throws",
    body: 'throw Object.defineProperty(new Error("x"), "message", { get() { throw new Error("inner"); } });',
    says: /\S/,
  },
  {
    title: "an error whose stack throws",
    body: 'throw Object.defineProperty(new Error("broken"), "stack", { get() { throw new Error("inner"); } });',
    says: /^broken\n/,
  },
  {
    title: "an error whose stack is no text",
    body: 'throw Object.assign(new Error("broken"), { stack: 5 });',
    says: /^broken\n/,
  },
  {
    title: "an error whose message is no text",
    body: 'throw Object.assign(new Error("x"), { message: { a: 1 } });',
    says: /\S/,
  },
  { title: "a proxy of an error", body: 'throw new Proxy(new Error("broken"), {});', says: /^broken\n/ },
  {
    title: "a revoked proxy",
    body: "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;",
    says: /\S/,
  },
  { title: "a frozen error", body: 'throw Object.freeze(new Error("broken"));', says: /^broken\n/ },
  {
    title: "an error that is its own cause",
    body: 'const error = new Error("broken"); error.cause = error; throw error;',
    says: /^broken\n/,
  },
  {
    title: "several errors in one",
    body: 'throw new AggregateError([new Error("one"), new Error("two")], "broken");',
    says: /^broken\n/,
  },
  {
    title: "an endless recursion",
    body: "const again = () => again() + 1; again();",
    says: /^Maximum call stack/,
  },
  {
    title: "an error at import",
    top: 'throw new Error("broken");',
    says: /^broken\n {2}at index\.mjs:\d+\n/,
  },
  {
    title: "a class as its program",
    module: "export default class Shop {}\n",
    says: /Class constructor Shop/,
  },
  { title: "a syntax error", module: "const = 3;\n", says: /Unexpected token/ },
  { title: "an import of nothing", module: 'import "./nowhere.mjs";\n', says: /Cannot find module/ },
  { title: "a mistake in CommonJS", module: 'import "./no.cjs";\n', says: /Cannot find module/ },
  {
    title: "an input that refers to itself",
    body: 'const a = {}; a.a = a; new apps.Deployment("two", { spec: a }, { provider });',
    says: /\S/,
  },
  {
    title: "an input that throws",
    body: 'new apps.Deployment("two", { spec: { get replicas() { throw new Error("broken"); } } }, { provider });',
    says: /broken/,
  },
  {
    title: "an input that is rejected",
    body: 'new apps.Deployment("two", { spec: Promise.reject(new Error("broken")) }, { provider });',
    says: /broken/,
  },
  {
    title: "a result that throws when it is awaited",
    body: 'return { then() { throw new Error("broken"); } };',
    says: /^broken\n/,
  },
  {
    title: "the same resource twice",
    body: 'new apps.Deployment("web", { spec }, { provider });',
    says: /web/,
  },
  { title: "an endless wait", body: "await new Promise(() => {});", says: never },
  { title: "an endless wait at import", top: "await new Promise(() => {});", says: never },
  { title: "an endless wait for a result", body: "return new Promise(() => {});", says: never },
  {
    title: "an endless wait for an input",
    body: 'new apps.Deployment("two", { spec: new Promise(() => {}) }, { provider });',
    says: never,
  },
];
