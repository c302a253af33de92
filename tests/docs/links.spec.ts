import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/project.ts";

/** Files of the tarball but for dist/, which is built when it is packed and which no document links to. */
function packedFiles(): string[] {
  const listed = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
    cwd: REPOSITORY,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

/** Relative links of a document, as paths from the top of the package. */
function linksOf(document: string): string[] {
  const text = readFileSync(join(REPOSITORY, document), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(document), target));
}

describe("documents in the package", () => {
  const packed = packedFiles();
  const documents = packed.filter((path) => path.endsWith(".md"));
  const directories = new Set(packed.flatMap(ancestors));

  it("are the README, the changelog and docs/, with the schemas and the license", () => {
    expect(packed).to.include.members([
      "README.md",
      "CHANGELOG.md",
      "LICENSE",
      "docs/policies.md",
      "docs/components/edge/zone.md",
      "docs/schema/howlerops.json",
    ]);
  });

  for (const document of documents) {
    const links = linksOf(document);
    if (links.length > 0) {
      it(`${document} links to what is shipped`, () => {
        expect(links.filter((link) => !(packed.includes(link) || directories.has(link)))).to.deep.equal([]);
      });
    }
  }
});

function ancestors(path: string): string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [folder, ...ancestors(folder)];
}
