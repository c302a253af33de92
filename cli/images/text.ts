import type { Terminal } from "../shared/terminal/terminal.ts";
import { plural } from "../shared/terminal/text.ts";
import type { Images, ImageUser, UsedImage } from "./images.ts";

/** Hexadecimal digits of a digest that are shown. */
const SHOWN_DIGITS = 12;

/** Images by registry, each with who uses it; then what is unknown, and the counts. */
export function renderImages({ images, unknown }: Images, { paint }: Pick<Terminal, "paint">): string {
  const lines: string[] = [];
  for (const [registry, own] of Map.groupBy(images, (image) => image.registry)) {
    lines.push(paint("title", registry));
    for (const image of own) {
      lines.push(
        `  ${image.repository}  ${pin(image)}`,
        ...image.usedBy.map((user) => `    ${userText(user, paint)}`),
      );
    }
    lines.push("");
  }
  if (unknown.length > 0) {
    lines.push(paint("title", "unknown"));
    lines.push(...unknown.map((each) => `  ${userText(each, paint)}  ${each.reason}`), "");
  }
  const loose = images.filter(({ digest }) => digest === undefined).length;
  const registries = new Set(images.map(({ registry }) => registry)).size;
  const counts = [
    plural(images.length, "image"),
    registries === 1 ? "1 registry" : `${registries} registries`,
    `${loose} without a digest`,
    `${unknown.length} unknown`,
  ];
  return `${[...lines, counts.join(" · ")].join("\n")}\n`;
}

function pin({ tag, digest }: UsedImage): string {
  const short = digest?.replace(
    /^(sha256:)?(.*)$/,
    (_all, head = "", hex = "") => head + hex.slice(0, SHOWN_DIGITS),
  );
  return [tag, short].filter((part) => part !== undefined).join(" @ ") || "latest (no tag)";
}

function userText({ stack, component, kind, container }: ImageUser, paint: Terminal["paint"]): string {
  return [stack, component, kind, container]
    .filter(Boolean)
    .map((part, index) => (index === 0 ? paint("dim", part) : part))
    .join(" · ");
}
