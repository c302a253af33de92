/** Characters of a stack's name at most: it is the prefix of service accounts' ids, which end at 30. */
const MOST_CHARACTERS = 24;

/** Words that cannot name a constant of a module. Source: ECMA-262, reserved words. */
const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield"
  ).split(" "),
);

/** The error in a system's name; undefined if it is valid. */
export function nameProblem(name: string | undefined): string | undefined {
  const expected = 'lower-case letters, digits and single hyphens, beginning with a letter, such as "shop"';
  if (name === undefined) {
    return `missing; expected ${expected}`;
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return `found "${name}", expected ${expected}`;
  }
  return RESERVED.has(name) ? `found "${name}", which is a reserved word of TypeScript` : undefined;
}

/** The error in a stack's future name; undefined if it is valid. */
export function stackProblem(system: string, environment: string): string | undefined {
  const stack = stackName(system, environment);
  return stack.length > MOST_CHARACTERS
    ? `found "${system}", whose stack ${stack} has ${stack.length} characters; allowed are at most ${MOST_CHARACTERS}`
    : undefined;
}

/** `shop-prod`. */
export function stackName(system: string, environment: string): string {
  return `${system}-${environment}`;
}

/** `my-shop` as `myShop`. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase());
}

/** `my-shop` as `MyShop`. */
export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return `${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
}
