import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { objectsIn, RELEASES } from "./values.ts";

export const chartImageTag = resourceRule<Property>({
  id: "kubernetes-chart-image-tag",
  title: "Values of charts name no floating image tag",
  severity: "medium",
  appliesTo: RELEASES,
  fix: "leave the tag to the chart's version, or pin it, better by digest",
  why: "A floating tag changes what runs without a deployment, and a rollback does not bring the old image back.",
  each: objectsIn,
  *check(values) {
    const { path } = values;
    const tag = values.key("tag");
    if (/(^|\.)\w*image$/i.test(path) && tag.is("latest") && !isPinned(values)) {
      yield tag.violation("the tag is latest");
    }
    const image = values.key("image");
    const reference = image.text() ?? "";
    if (reference.endsWith(":latest")) {
      yield image.violation(`the image is ${reference}`);
    }
  },
});

function isPinned(image: Property): boolean {
  return ["digest", "sha"].some((key) => (image.key(key).text() ?? "") !== "");
}
