import { expect } from "chai";
import { type NginxSiteSettings, nginxConfiguration, nginxSite } from "#components/workload/nginx/site";
import { program } from "#docs/examples/workload/nginx-site";
import { record } from "#graph/record/record";
import { nodeNamed } from "../../../support/record.ts";
import { at, listAt, podSpecOf } from "../fixtures.ts";

const SITE: NginxSiteSettings = {
  headers: { "X-Frame-Options": "DENY", "Content-Security-Policy": "default-src 'self'" },
  caching: [
    { prefix: "/assets/", cacheControl: "max-age=31536000, immutable" },
    { extensions: ["png", "woff2"], cacheControl: "max-age=2592000" },
  ],
  documentCaching: "no-cache, no-store",
};

/** The lines of each location by what it matches. */
function locations(configuration: string): Record<string, string[]> {
  const found = [...configuration.matchAll(/^ {4}location (.+) \{\n([\s\S]*?)^ {4}\}/gm)];
  const lines = (body: string) => body.trim().split(/\n\s*/);
  return Object.fromEntries(found.map(([, match = "", body = ""]) => [match, lines(body)]));
}

describe("nginxSite", () => {
  it("gives each kind of file its cache header, and every answer every header", () => {
    const headers = [
      'add_header X-Frame-Options "DENY" always;',
      "add_header Content-Security-Policy \"default-src 'self'\" always;",
    ];
    expect(locations(nginxConfiguration(SITE))).to.deep.equal({
      "= /healthz": ["access_log off;", "default_type text/plain;", 'return 200 "ok";'],
      "^~ /assets/": [
        ...headers,
        'add_header Cache-Control "max-age=31536000, immutable";',
        "try_files $uri =404;",
      ],
      "~* \\.(png|woff2)$": [
        ...headers,
        'add_header Cache-Control "max-age=2592000";',
        "try_files $uri =404;",
      ],
      "/": [
        ...headers,
        'add_header Cache-Control "no-cache, no-store" always;',
        "try_files $uri /index.html;",
      ],
    });
  });

  it("writes nothing outside /tmp and needs no root", () => {
    const configuration = nginxConfiguration(SITE);
    expect(configuration).not.to.match(/^\s*user /m);
    const written = [...configuration.matchAll(/^\s*(?:pid|\w+_temp_path) (\S+);/gm)].map(([, path]) => path);
    expect(written).to.have.length(6);
    expect(written.filter((path) => !path?.startsWith("/tmp/"))).to.deep.equal([]);
  });

  it("logs the path that was asked for, without what follows the question mark", () => {
    const configuration = nginxConfiguration(SITE);
    const logged = new RegExp(
      /map \$request_uri \$request_path \{\s*"~(\S+)" \$1;/.exec(configuration)?.[1] ?? "",
    );
    expect(logged.exec("/reset?token=hunter2")?.[1]).to.equal("/reset");
    expect(configuration).to.contain('"path":"$request_path"');
    expect(configuration).not.to.match(/log_format[^;]*\$(request_uri|args|request\b)/);
  });

  it("listens on port 80 unless told otherwise", () => {
    expect(nginxSite("site").port).to.equal(80);
    expect(nginxConfiguration({ port: 8080 })).to.contain("listen 8080;");
  });

  it("quotes what a header holds", () => {
    const configuration = nginxConfiguration({ headers: { "X-Quote": 'say "hi"' } });
    expect(configuration).to.contain('add_header X-Quote "say \\"hi\\"" always;');
  });

  it("refuses what nginx would read as something else", () => {
    const refused: [NginxSiteSettings, string][] = [
      [{ headers: { "X-A": "$host" } }, 'headers.X-A is "$host"; allowed are one line without $ and \\'],
      [{ headers: { "X A": "1" } }, 'headers is "X A"; allowed are header names'],
      [{ headers: { "X-A": "1\nlisten 22" } }, "allowed are one line without"],
      [{ root: "/a;b" }, 'root is "/a;b"; allowed are absolute paths'],
      [{ healthPath: "/index.html" }, "allowed are paths other than /index.html"],
      [
        { caching: [{ prefix: "assets", cacheControl: "x" }] },
        'caching.prefix is "assets"; allowed are prefixes',
      ],
      [{ caching: [{ extensions: [".png"], cacheControl: "x" }] }, "allowed are endings without a dot"],
      [{ documentCaching: "$x" }, 'documentCaching is "$x"'],
    ];
    for (const [settings, words] of refused) {
      expect(() => nginxSite("site", settings)).to.throw(words);
    }
  });

  it("makes a service that runs as user 1001 on port 80 (the example)", async () => {
    const graph = await record(async () => program() ?? {}, { project: "strata", stack: "test" });
    const deployment = "kubernetes:apps/v1:Deployment";
    expect(at(podSpecOf(graph, deployment, "frontend"), "securityContext")).to.deep.include({
      runAsUser: 1001,
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
    });
    expect(at(nodeNamed(graph, "frontend-config").inputs, "data")["etc.nginx.nginx.conf"]).to.contain(
      "max-age=31536000, immutable",
    );
    const [container] = listAt(podSpecOf(graph, deployment, "frontend"), "containers");
    expect(container).to.deep.include({ image: `ghcr.io/example/frontend@sha256:${"1".repeat(64)}` });
  });
});
