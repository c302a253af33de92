import { expect } from "chai";
import { templateProblem } from "#models/prometheus/template";

describe("templates of alerts", () => {
  const accepted = [
    "no template at all",
    "{{ $labels.job }} takes {{ $value | humanizeDuration }}",
    '{{ if gt $value 1.0 }}high{{ else if eq $labels.a "b}}" }}other{{ else }}low{{ end }}',
    '{{ range query "up == 0" }}{{ .Labels.instance }} {{ end }}',
    '{{- with query "time()" -}}{{ . | first | value }}{{- end -}}',
    "{{ range $index, $each := .Things }}{{ $index }}{{ $each }}{{ end }}",
    "{{ /* a comment */ }}",
  ];
  for (const template of accepted) {
    it(`accepts ${template}`, () => {
      expect(templateProblem(template, "prometheus")).to.equal(undefined);
    });
  }

  const refused: Readonly<Record<string, string>> = {
    "{{ $labels.job": "has a {{ without }}",
    "{{ $label.job }}": "uses $label, which is not defined",
    "{{ $value | humanizeDurations }}": "calls humanizeDurations, which is no function there",
    "{{ if $value }}yes": "has a block without {{ end }}",
    "yes{{ end }}": "has a {{ end }} without a block before it",
    "{{ }}": "has an empty {{ }}",
  };
  for (const [template, problem] of Object.entries(refused)) {
    it(`E5 refuses ${template}`, () => {
      expect(templateProblem(template, "prometheus")).to.equal(problem);
    });
  }

  it("knows what Alertmanager has and Prometheus has not", () => {
    expect(templateProblem("{{ .CommonAnnotations.summary | toJson }}", "alertmanager")).to.equal(undefined);
    expect(templateProblem("{{ .Summary | toJson }}", "prometheus")).to.include("calls toJson");
    expect(templateProblem("{{ $labels.job }}", "alertmanager")).to.include("uses $labels");
  });
});
