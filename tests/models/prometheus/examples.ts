/** Expressions that Prometheus accepts. */
export const ACCEPTED = [
  "up == 0",
  'sum by (job) (rate(http_requests_total{status=~"5.."}[5m])) / sum by (job) (rate(http_requests_total[5m]))',
  "histogram_quantile(0.95, sum by (le) (rate(duration_bucket[5m])))",
  "time() - max by (job) (last_success or created) > 3600 or absent(created)",
  "max_over_time(rate(x[5m])[1h:1m]) > 1",
  "quantile_over_time(0.9, x[1h] offset 5m)",
  'x * on (pod) group_left (node) kube_pod_info{node!=""}',
  "1 > bool 2",
  '{__name__=~"job:.+"}',
  'label_replace(vector(time() - 1700000000), "secret", "id", "", "")',
  'x{path=~"(?i)/api/.*|/(?P<id>[0-9]+)"}',
  "(x > 0) - time() # remaining",
  "topk(3, x) and on () vector(1)",
];

/** Expressions that it refuses, and why. */
export const REFUSED: Readonly<Record<string, string>> = {
  "": "is empty",
  "rate(x[5m]) > 0 and": 'ends too early, after "rate(x[5m]) > 0 and"',
  "rat(x[5m]) > 0": 'has a syntax error at character 4, at "(x[5m]) > 0"',
  'x{job="api"': `ends too early, after "x{job="api""`,
  "rate(x) > 0": 'needs a range, such as [5m], in the argument of rate(): "rate(x)"',
  "abs(x[5m])": 'gives abs() a range vector: "abs(x[5m])"',
  "sum(x[5m])": 'aggregates a range vector: "sum(x[5m])"',
  "x[5m] > 1": 'has a range vector beside an operator: "x[5m] > 1"',
  "time() > 5": 'compares two scalars without bool: "time() > 5"',
  "x and 1": 'has a scalar beside and, or, unless: "x and 1"',
  'x{a=~"("}': 'has an invalid regular expression: "a=~"(""',
  'x{a=~"(?!b)"}': 'has an invalid regular expression: "a=~"(?!b)""',
  '{a=~".*"}': 'selects every series: "{a=~".*"}"',
};

/** Expressions that it reads, and whose evaluation always fails. */
export const WITHOUT_RESULT: Readonly<Record<string, string>> = {
  "x[5m]": "is a range vector, which is no result of a rule or a graph",
  '"text"': "is a string, which is no result of a rule or a graph",
};
