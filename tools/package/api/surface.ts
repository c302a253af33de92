import type { PublicModule } from "../public.ts";
import { type Declaration, type Declarations, declarationsOf, type Reference } from "./declarations.ts";

/** What others can import, and what they would need besides. */
export interface Surface {
  /** Declarations of each public module, sorted by name; what it hands on is among them. */
  readonly modules: ReadonlyMap<PublicModule, readonly Declaration[]>;
  /** Types that public signatures name, at whatever depth, and no public module exports. */
  readonly missing: readonly Reference[];
}

/** Reads the surface of the package from its declarations. */
export function readSurface(modules: readonly PublicModule[]): Surface {
  const read = reader();
  const importable = new Set<string>();
  const shown = new Map<PublicModule, readonly Declaration[]>();
  for (const module of modules) {
    const references = exportedBy(module.file, read);
    for (const reference of references) {
      importable.add(keyOf(reference));
    }
    shown.set(module, references.flatMap((reference) => resolve(reference, read)).sort(byName));
  }
  const missing = [...named([...shown.values()].flat(), read).values()].filter((reference) => {
    const declared = resolve(reference, read);
    // What its module keeps to itself is part of what names it; what is marked internal is not declared at all.
    return (
      !importable.has(keyOf(reference)) && (declared.length === 0 || declared.some((each) => each.exported))
    );
  });
  return { modules: shown, missing };
}

type Read = (file: string) => Declarations;

function reader(): Read {
  const known = new Map<string, Declarations>();
  return (file) => {
    const declarations = known.get(file) ?? declarationsOf(file);
    known.set(file, declarations);
    return declarations;
  };
}

/** A module's own declarations and those that it hands on, each by where it is declared. */
function exportedBy(file: string, read: Read): Reference[] {
  const { own, reexported } = read(file);
  const names = new Set(own.map(({ name }) => name));
  return [...[...names].map((name) => ({ file, name })), ...reexported.map((each) => origin(each, read))];
}

function resolve({ file, name }: Reference, read: Read): readonly Declaration[] {
  return read(file).own.filter((each) => each.name === name);
}

/** Where a name is declared that other modules hand on. */
function origin(reference: Reference, read: Read): Reference {
  const { own, reexported } = read(reference.file);
  const next = reexported.find(({ name }) => name === reference.name);
  return next && !own.some(({ name }) => name === reference.name) ? origin(next, read) : reference;
}

/** Every type that declarations name, and those that these name. */
function named(declarations: readonly Declaration[], read: Read): Map<string, Reference> {
  const found = new Map<string, Reference>();
  const queue = declarations.flatMap(({ types }) => types);
  for (let next = queue.shift(); next; next = queue.shift()) {
    const reference = origin(next, read);
    const key = keyOf(reference);
    if (!found.has(key)) {
      found.set(key, reference);
      queue.push(...resolve(reference, read).flatMap(({ types }) => types));
    }
  }
  return found;
}

const keyOf = ({ file, name }: Reference) => `${file}#${name}`;

function byName(a: Declaration, b: Declaration): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
