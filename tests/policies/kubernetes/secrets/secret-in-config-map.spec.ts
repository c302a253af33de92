import { type Node, SECRET, UNKNOWN, type Value } from "#graph/model";
import { secretInConfigMap } from "#policies/kubernetes/secrets/secret-in-config-map";
import { describeRule } from "../../support/rules.ts";
import { object } from "../../support/workloads.ts";

function configMap(data: Value): Node {
  return object("core/v1:ConfigMap", { data });
}

const PRIVATE_KEY = Buffer.from("-----BEGIN EC PRIVATE KEY-----\nplanted").toString("base64");

describe("I5 secrets in ConfigMaps, one by one or all at once", () => {
  describeRule(secretInConfigMap, {
    passes: {
      settings: [configMap({ LOG_LEVEL: "info", "nginx.conf": "listen 80;" })],
      "the path of a secret": [configMap({ token: "/var/run/secrets/token" })],
      "no data": [object("core/v1:ConfigMap", {})],
    },
    fails: {
      "a private key": {
        stack: [configMap({ "tls.pem": "-----BEGIN RSA PRIVATE KEY-----\nplanted" })],
        findings: ['"tls.pem" holds a private key [data["tls.pem"]]'],
      },
      "a web token": {
        stack: [
          configMap({ "config.json": '{"jwt": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"}' }),
        ],
        findings: ['"config.json" holds a JSON web token [data["config.json"]]'],
      },
      "a password by name, and what Pulumi knows as secret": {
        stack: [configMap({ "db-password": "planted", greeting: SECRET })],
        findings: [
          '"db-password" is named like a credential [data.db-password]',
          '"greeting" is a secret [data.greeting]',
        ],
      },
      "I5 data that Pulumi knows as secret as a whole": {
        stack: [configMap(SECRET)],
        findings: ['"data" is a secret [data]'],
      },
      "I5 binary data that is secret as a whole": {
        stack: [object("core/v1:ConfigMap", { binaryData: SECRET })],
        findings: ['"binaryData" is a secret [binaryData]'],
      },
      "I5 binary data of which a part is secret": {
        stack: [object("core/v1:ConfigMap", { binaryData: { "a.jks": SECRET } })],
        findings: ['"a.jks" is a secret [binaryData["a.jks"]]'],
      },
      "I5 a private key in base64": {
        stack: [object("core/v1:ConfigMap", { binaryData: { "tls.pem": PRIVATE_KEY } })],
        findings: ['"tls.pem" holds a private key [binaryData["tls.pem"]]'],
      },
    },
    unknown: {
      "a value that is not known": { stack: [configMap({ host: UNKNOWN, port: "80" })], at: ["data.host"] },
      "data that is not known": { stack: [configMap(UNKNOWN)], at: ["data"] },
    },
  });
});
