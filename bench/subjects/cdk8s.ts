import { ApiObject, App, Chart } from "cdk8s";
import { manifests } from "../manifests.ts";

performance.mark("imported");
const [count = "", folder = ""] = process.argv.slice(2);
const app = new App({ outdir: folder });
const chart = new Chart(app, "bench");
for (const { name, manifest } of manifests(Number(count))) {
  new ApiObject(chart, name, manifest as ConstructorParameters<typeof ApiObject>[2]);
}
app.synth();
performance.mark("finished", { detail: chart.apiObjects.length });
