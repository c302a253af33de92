/** A field of a schedule, its values, and the names that stand for some of them. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names of the values from `least` on. */
  readonly names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: readonly Field[] = [
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of month", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, names: MONTHS },
  { name: "day of week", least: 0, most: 6, names: DAYS },
];

/** Days of each month, in the longest year. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const MACROS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/** The values of a field; `all` if it does not restrict anything. */
interface Selection {
  readonly values: ReadonlySet<number>;
  readonly all: boolean;
}

/**
 * What a CronJob allows in place of a schedule; undefined if Kubernetes accepts it and it ever runs. Sunday is 0, not 7;
 * there are no seconds, no `TZ=` and no step of 0. Source: Kubernetes 1.36, validation of CronJobs; robfig/cron v3,
 * ParseStandard. Its intervals (`@every 1h`) are refused: they start anew with the controller.
 */
export function cronSchedule(schedule: string): string | undefined {
  if (MACROS.includes(schedule)) {
    return undefined;
  }
  if (schedule.includes("TZ")) {
    return "five fields without TZ= (the time zone is a separate argument)";
  }
  const texts = schedule.split(/\s+/).filter((text) => text !== "");
  if (texts.length !== FIELDS.length) {
    return 'five fields (minute, hour, day of month, month, day of week), such as "0 3 * * 1-5"';
  }
  const selections: Selection[] = [];
  for (const [index, field] of FIELDS.entries()) {
    const selection = select(texts[index] ?? "", field);
    if (!selection) {
      return allowedIn(field);
    }
    selections.push(selection);
  }
  return everRuns(selections) ? undefined : "days that one of the months has (this schedule never runs)";
}

function allowedIn({ name, least, most, names }: Field): string {
  const named = names ? ` (or ${names[0]} to ${names.at(-1)})` : "";
  return `${least} to ${most}${named} as ${name}: *, a value, a range, or a list of them, with a step such as */2 from 1 up`;
}

function select(text: string, field: Field): Selection | undefined {
  const parts = text.split(",").map((part) => selectPart(part, field));
  const known = parts.flatMap((part) => part ?? []);
  return known.length === parts.length
    ? { values: new Set(known.flatMap(({ values }) => [...values])), all: known.some(({ all }) => all) }
    : undefined;
}

/** One of the parts between commas: `*`, `5`, `mon-fri`, `*` or a range with a step, `5/10` from a value to the end. */
function selectPart(text: string, field: Field): Selection | undefined {
  const [range = "", stepText, ...moreSteps] = text.split("/");
  const [from = "", to, ...moreEnds] = range.split("-");
  const step = stepText === undefined ? 1 : numberOf(stepText);
  const star = range === "*" || range === "?";
  const start = star ? field.least : valueIn(from, field);
  const end = star || (to === undefined && stepText !== undefined) ? field.most : valueIn(to ?? from, field);
  if (moreSteps.length > 0 || moreEnds.length > 0 || !step || start === undefined || end === undefined) {
    return undefined;
  }
  if (start < field.least || end > field.most || start > end) {
    return undefined;
  }
  const values = new Set<number>();
  for (let value = start; value <= end; value += step) {
    values.add(value);
  }
  return { values, all: star && step === 1 };
}

function valueIn(text: string, { least, names = [] }: Field): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? numberOf(text) : least + index;
}

function numberOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A day of the week comes in every month; a day of the month alone has to be in one of them. */
function everRuns([, , days, months, weekdays]: readonly Selection[]): boolean {
  if (!days || !months || !weekdays?.all) {
    return true;
  }
  const longest = Math.max(...[...months.values].map((month) => LENGTHS[month - 1] ?? 0));
  return Math.min(...days.values) <= longest;
}
