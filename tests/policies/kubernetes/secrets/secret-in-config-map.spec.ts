import { type Node, SECRET, UNKNOWN, type Value } from "#graph/model";
import { secretInConfigMap } from "#policies/kubernetes/secrets/secret-in-config-map";
import { describeRule } from "../../support/rules.ts";
import { object } from "../../support/workloads.ts";

function configMap(data: Value): Node {
  return object("core/v1:ConfigMap", { data });
}

describe("I5 secrets in ConfigMaps, one by one or all at once", () => {
  describeRule(secretInConfigMap, {
    passes: {
      settings: [configMap({ LOG_LEVEL: "info", "nginx.conf": "listen 80;" })],
      "the path of a secret": [configMap({ token: "/var/run/secrets/token" })],
      "what only names, locates or counts secrets": [
        configMap({ SECRET_NAME: "db-login", TOKEN_URL: "https://auth.example.com/token", MAX_TOKENS: "10" }),
      ],
      "binary data that is none": [object("core/v1:ConfigMap", { binaryData: { logo: "iVBORw0KGgo=" } })],
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
      "a password in a file of settings": {
        stack: [configMap({ ".env": "HOST=db\nDB_PASSWORD=planted1\n" })],
        findings: ['".env" holds a credential ("DB_PASSWORD") [data[".env"]]'],
      },
      "a password in binary data": {
        stack: [
          object("core/v1:ConfigMap", {
            binaryData: { "app.ini": Buffer.from("[db]\npassword = planted1\n").toString("base64") },
          }),
        ],
        findings: ['"app.ini" holds a credential ("password") [binaryData["app.ini"]]'],
      },
      "a password by name, and what Pulumi knows as secret": {
        stack: [configMap({ "db-password": "planted", greeting: SECRET })],
        findings: [
          '"db-password" holds a credential [data.db-password]',
          '"greeting" is a secret [data.greeting]',
        ],
      },
      "data that Pulumi knows as secret as a whole": {
        stack: [configMap(SECRET)],
        findings: ['"data" is a secret [data]'],
      },
      "binary data that is secret as a whole": {
        stack: [object("core/v1:ConfigMap", { binaryData: SECRET })],
        findings: ['"binaryData" is a secret [binaryData]'],
      },
      "binary data of which a part is secret": {
        stack: [object("core/v1:ConfigMap", { binaryData: { "a.jks": SECRET } })],
        findings: ['"a.jks" is a secret [binaryData["a.jks"]]'],
      },
    },
    unknown: {
      "a value that is not known": { stack: [configMap({ host: UNKNOWN, port: "80" })], at: ["data.host"] },
      "data that is not known": { stack: [configMap(UNKNOWN)], at: ["data"] },
    },
  });
});
