/** Functions of Go's text templates. Source: Go 1.25, text/template. */
const BUILT_IN =
  "and call html index slice js len not or print printf println urlquery eq ge gt le lt ne true false nil break continue";

/** What a program adds to them. Sources: Prometheus 3.5, template/template.go; Alertmanager 0.34, template/template.go. */
const ADDED = {
  prometheus: {
    functions:
      "query first label value strvalue args reReplaceAll safeHtml match title toUpper toLower graphLink tableLink sortByLabel stripPort stripDomain humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration now pathPrefix externalURL parseDuration urlQueryEscape tmpl",
    variables: "$labels $value $externalLabels $externalURL",
  },
  alertmanager: {
    functions:
      "toUpper toLower title trimSpace join match safeHtml safeUrl urlUnescape reReplaceAll stringSlice date tz since humanizeDuration toJson list append dict",
    variables: "",
  },
} as const;

/** The program that renders a template. */
export type TemplateEngine = keyof typeof ADDED;

const OPENING = /^(if|range|with|define|block)\b/;

/**
 * Why a Go template would be refused, as the end of a sentence that begins with "it"; undefined if nothing is wrong:
 * unclosed actions and blocks, functions and variables that the program does not have. Prometheus refuses the whole
 * file of rules for one such annotation.
 */
export function templateProblem(template: string, engine: TemplateEngine): string | undefined {
  const known = new Set(`${BUILT_IN} ${ADDED[engine].functions}`.split(" "));
  const variables = new Set(["$", ...ADDED[engine].variables.split(" ")]);
  const actions = template.matchAll(/\{\{-?\s*((?:"(?:\\.|[^"\\])*"|`[^`]*`|[^"`}]|\}(?!\}))*?)\s*-?\}\}/g);
  let rest = template;
  let open = 0;
  for (const [whole, action = ""] of actions) {
    rest = rest.replace(whole, "");
    if (action.startsWith("/*")) {
      continue;
    }
    const problem = problemIn(action, known, variables);
    if (problem !== undefined) {
      return problem;
    }
    open += OPENING.test(action) ? 1 : action === "end" ? -1 : 0;
    if (open < 0 || (open === 0 && /^else\b/.test(action))) {
      return `has a {{ ${action} }} without a block before it`;
    }
  }
  if (rest.includes("{{")) {
    return "has a {{ without }}";
  }
  return open > 0 ? "has a block without {{ end }}" : undefined;
}

function problemIn(action: string, known: ReadonlySet<string>, variables: Set<string>): string | undefined {
  const code = action.replace(/"(?:\\.|[^"\\])*"|`[^`]*`/g, '""');
  if (code === "") {
    return "has an empty {{ }}";
  }
  for (const [, variable = ""] of code.matchAll(/(\$\w+)\s*(?:,\s*\$\w+\s*)?:?=/g)) {
    variables.add(variable);
  }
  for (const [, variable = ""] of code.matchAll(/,\s*(\$\w+)\s*:=/g)) {
    variables.add(variable);
  }
  const unknown = code.match(/\$\w*/g)?.find((variable) => !variables.has(variable));
  if (unknown !== undefined) {
    return `uses ${unknown}, which is not defined`;
  }
  const words = code
    .replace(/^(else\s+)?(if|range|with|define|block|template|else|end)\b/, "")
    .matchAll(/(?<![.$\w])[A-Za-z_]\w*/g);
  for (const [word] of words) {
    if (!known.has(word)) {
      return `calls ${word}, which is no function there`;
    }
  }
  return undefined;
}
