import { SECRET, UNKNOWN, type Values } from "#graph/model";
import { secretInEnvironment } from "#policies/kubernetes/secrets/secret-in-environment";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer } from "../../support/workloads.ts";

const FROM_SECRET = "spec.template.spec.containers.0.env";
const REASONS = "spec.template.metadata.annotations";
const fromSecret = { name: "TOKEN", valueFrom: { secretKeyRef: { name: "db", key: "token" } } };
const withVariable = (variable: Values) => [container({ env: [variable] })];
const VALUE = inContainer("env[0].value");

describe("I5 secrets in the environment, one by one or all at once", () => {
  describeRule(secretInEnvironment, {
    passes: {
      settings: [deployment()],
      "the path of a mounted secret": withVariable({
        name: "TURSO_TOKEN",
        value: "/var/run/secrets/turso/token",
      }),
      "a number that is named like a secret": withVariable({ name: "MAX_TOKENS", value: "4096" }),
      "an address without a password": withVariable({
        name: "DATABASE_URL",
        value: "libsql://db.example.com:443",
      }),
      "H1 a variable from a Secret, for a stated reason": [
        deployment({
          [FROM_SECRET]: [fromSecret],
          [REASONS]: { "secret-environment.strata/TOKEN": "the framework reads nothing else" },
        }),
      ],
      "a ConfigMap as environment": [container({ envFrom: [{ configMapRef: { name: "settings" } }] })],
    },
    fails: {
      "H1 a variable from a Secret, with the reason of another": {
        stack: [
          deployment({
            [FROM_SECRET]: [fromSecret],
            [REASONS]: { "secret-environment.strata/OTHER": "the framework reads nothing else" },
          }),
        ],
        findings: [
          `container "api" reads TOKEN from a Secret into its environment [${inContainer("env[0].valueFrom.secretKeyRef")}]`,
        ],
      },
      "a variable from a Secret": {
        stack: withVariable({ name: "TOKEN", valueFrom: { secretKeyRef: { name: "db", key: "token" } } }),
        findings: [
          `container "api" reads TOKEN from a Secret into its environment [${inContainer("env[0].valueFrom.secretKeyRef")}]`,
        ],
      },
      "a whole Secret": {
        stack: [container({ envFrom: [{ secretRef: { name: "db" } }] })],
        findings: [
          `container "api" loads a whole Secret into its environment [${inContainer("envFrom[0].secretRef")}]`,
        ],
      },
      "a value that Pulumi knows as secret": {
        stack: withVariable({ name: "GREETING", value: SECRET }),
        findings: [`container "api" has a secret in its environment: GREETING [${VALUE}]`],
      },
      "variables that Pulumi knows as secret as a whole, or one of them": {
        stack: [
          container({ env: SECRET }),
          deployment({ [FROM_SECRET]: [{ name: "MODE", value: "fast" }, SECRET], "metadata.name": "second" }),
        ],
        findings: [
          `container "api" has a secret in its environment [${inContainer("env")}]`,
          `container "api" has a secret in its environment [${inContainer("env[1]")}]`,
        ],
      },
      "a secret whose variable's name is not known": {
        stack: withVariable({ name: UNKNOWN, value: SECRET }),
        findings: [`container "api" has a secret in its environment: ? [${VALUE}]`],
      },
      "a password in plain text": {
        stack: withVariable({ name: "DB_PASSWORD", value: "planted" }),
        findings: [`container "api" has a credential in its environment: DB_PASSWORD [${VALUE}]`],
      },
      "a key of a payment service": {
        stack: withVariable({
          name: "STRIPE_KEY",
          value: ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_"),
        }),
        findings: [`container "api" has a Stripe key in its environment: STRIPE_KEY [${VALUE}]`],
      },
      "a password inside a URL": {
        stack: withVariable({ name: "DATABASE_URL", value: "postgres://app:planted@db:5432/app" }),
        findings: [`container "api" has a URL with a password in its environment: DATABASE_URL [${VALUE}]`],
      },
    },
    unknown: {
      "a value that is not known": {
        stack: withVariable({ name: "DATABASE_HOST", value: UNKNOWN }),
        at: [VALUE],
      },
    },
  });
});
