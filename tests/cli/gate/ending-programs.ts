import type { HostileProgram } from "./programs.ts";

const exit = /^(web \(.*\): )?process\.exit\(0?\) would end the process/;

/** Programs that end the process, or try to. */
export const ENDING: readonly HostileProgram[] = [
  { title: "process.exit(0)", body: "process.exit(0);", says: exit },
  { title: "process.exit()", body: "process.exit();", says: exit },
  { title: "process.exit(1)", body: "process.exit(1);", says: /^process\.exit\(1\) would/ },
  { title: "process.exit(0) at import", top: "process.exit(0);", says: exit },
  {
    title: "process.exit(0) in a module that it imports",
    top: 'import { end } from "./helper.mjs";\nend();',
    says: /^process\.exit\(0\) would .*\n {2}at helper\.mjs:2\n/,
  },
  {
    title: "process.exit(0) in a timer",
    body: "setTimeout(() => process.exit(0), 2); await later(50);",
    says: exit,
  },
  {
    title: "process.exit(0) in a timer that nothing awaits",
    body: "setTimeout(() => process.exit(0), 2);",
    says: exit,
  },
  { title: "process.exit(0) in an immediate", body: "setImmediate(() => process.exit(0));", says: exit },
  { title: "process.exit(0) in the next tick", body: "process.nextTick(() => process.exit(0));", says: exit },
  { title: "process.exit(0) in a microtask", body: "queueMicrotask(() => process.exit(0));", says: exit },
  {
    title: "process.exit(0) in an apply",
    body: "pulumi.output(1).apply(() => process.exit(0));",
    says: exit,
  },
  {
    title: "process.exit(0) in an apply that an input needs",
    body: 'new apps.Deployment("two", { spec: pulumi.output(spec).apply(() => process.exit(0)) }, { provider });',
    says: /^(two \(.*\): )?process\.exit\(0\) would/,
  },
  {
    title: "process.exit(0) after a promise",
    body: "Promise.resolve().then(() => process.exit(0));",
    says: exit,
  },
  { title: "process.exit(0) that it catches", body: "try { process.exit(0); } catch {}", says: exit },
  {
    title: "process.exit(0) in a finally",
    body: "try { throw 1; } finally { process.exit(0); }",
    says: exit,
  },
  {
    title: "process.exit(0) in a listener",
    body: 'const bus = new EventEmitter(); bus.on("go", () => process.exit(0)); bus.emit("go");',
    says: exit,
  },
  {
    title: "process.exit(0) in a component's constructor",
    body: 'class Group extends pulumi.ComponentResource { constructor() { super("a:b:Group", "group"); process.exit(0); } }\nnew Group();',
    says: /process\.exit\(0\) would end the process/,
  },
  {
    title: "process.exit(0) in a getter of its inputs",
    body: 'new apps.Deployment("two", { get spec() { return process.exit(0); } }, { provider });',
    says: /process\.exit\(0\) would end the process/,
  },
  {
    title: "process.exit(0) in a transform",
    body: 'new apps.Deployment("two", { spec }, { provider, transforms: [() => process.exit(0)] });',
    says: /process\.exit\(0\) would end the process/,
  },
  {
    title: "process.exit(0) in a generator",
    body: "async function* all() { process.exit(0); yield 1; }\nfor await (const each of all()) {}",
    says: exit,
  },
  {
    title: "exit, imported by name",
    top: 'import { exit } from "node:process";',
    body: "exit(0);",
    says: exit,
  },
  { title: "exit, required", body: 'createRequire(import.meta.url)("process").exit(0);', says: exit },
  { title: "exit in eval", body: '(0, eval)("process.exit(0)");', says: exit },
  { title: "exit in a script", body: 'vm.runInThisContext("process.exit(0)");', says: exit },
  { title: "exit by reflection", body: 'Reflect.apply(process["ex" + "it"], process, [0]);', says: exit },
  { title: "process.reallyExit(0)", body: "process.reallyExit(0);", says: /^process\.reallyExit\(0\) would/ },
  { title: "process.abort()", body: "process.abort();", says: /^process\.abort\(\) would/ },
  {
    title: "a signal to itself",
    body: "process.kill(process.pid);",
    says: /^process\.kill\(process\.pid\) would/,
  },
  {
    title: "SIGKILL to itself",
    body: 'process.kill(process.pid, "SIGKILL");',
    says: /^process\.kill\(process\.pid\) would/,
  },
  { title: "a signal to its group", body: "process.kill(0);", says: /^process\.kill\(process\.pid\) would/ },
  {
    title: "another program in its place",
    body: 'process.execve("/bin/true", ["true"], {});',
    says: /^process\.execve\(\) would/,
  },
  {
    title: "an error and exit code 0",
    body: 'process.exitCode = 0; throw new Error("broken");',
    says: /^broken\n/,
  },
];
