import type { WireRecord } from "../provider/wire.ts";
import type { KubernetesApi } from "./api/client.ts";
import {
  isTrue,
  type Kind,
  type KubernetesObject,
  kindOf,
  listAt,
  nameOf,
  namespaceOf,
  referenceOf,
  textAt,
} from "./api/object.ts";

/** What a controller does about an object that it has not seen ready. @returns why it is not ready, if so */
type Reconcile = (api: KubernetesApi, object: KubernetesObject) => Promise<string | undefined>;

const CERTIFICATES = "cert-manager.io/v1";
const SECRETS = "external-secrets.io/v1";

/**
 * The part of the charts' controllers that programs wait for, by chart and kind: they report objects ready and
 * make the Secrets that pods mount. Each of them works only while its release is installed.
 */
const CONTROLLERS: Readonly<Record<string, readonly (readonly [Kind, Reconcile])[]>> = {
  "cert-manager": [
    [{ apiVersion: CERTIFICATES, kind: "ClusterIssuer" }, async () => undefined],
    [{ apiVersion: CERTIFICATES, kind: "Certificate" }, issue],
  ],
  "external-secrets": [
    [{ apiVersion: SECRETS, kind: "ClusterSecretStore" }, async () => undefined],
    [{ apiVersion: SECRETS, kind: "ExternalSecret" }, synchronize],
  ],
};

/** Plays the controllers of every chart that is recorded as installed, until the signal ends it. */
export async function playControllers(api: KubernetesApi, signal: AbortSignal): Promise<void> {
  const playing = new Map<string, AbortController>();
  const secrets = { apiVersion: "v1", kind: "Secret" };
  await untilAborted(signal, async () => {
    for await (const { type, object } of api.watch(secrets, { labelSelector: "owner=helm" }, signal)) {
      const chart = textAt(object, "metadata", "labels", "chart");
      if (type === "DELETED") {
        playing.get(chart)?.abort();
        playing.delete(chart);
      } else if (!playing.has(chart)) {
        const stop = new AbortController();
        playing.set(chart, stop);
        for (const [kind, reconcile] of CONTROLLERS[chart] ?? []) {
          void play(api, kind, reconcile, AbortSignal.any([signal, stop.signal]));
        }
      }
    }
  });
}

async function play(
  api: KubernetesApi,
  kind: Kind,
  reconcile: Reconcile,
  signal: AbortSignal,
): Promise<void> {
  await untilAborted(signal, async () => {
    for await (const { type, object } of api.watch(kind, {}, signal)) {
      if (type !== "DELETED" && !isTrue(object, "Ready")) {
        await report(api, object, await reconcile(api, object));
      }
    }
  });
}

async function report(
  api: KubernetesApi,
  object: KubernetesObject,
  problem: string | undefined,
): Promise<void> {
  const condition = {
    type: "Ready",
    status: problem === undefined ? "True" : "False",
    reason: problem === undefined ? "Ready" : "NotReady",
    message: problem ?? "",
    lastTransitionTime: `${new Date().toISOString().slice(0, 19)}Z`,
  };
  await api.merge(
    referenceOf(object),
    { status: { conditions: [condition] } },
    kindOf(object).kind,
    "status",
  );
}

/** Makes the Secret with key and certificate, once the issuer is there. */
async function issue(api: KubernetesApi, certificate: KubernetesObject): Promise<string | undefined> {
  const issuer = {
    apiVersion: CERTIFICATES,
    kind: textAt(certificate, "spec", "issuerRef", "kind") || "Issuer",
    name: textAt(certificate, "spec", "issuerRef", "name"),
    namespace: namespaceOf(certificate),
  };
  if (!(await api.get(issuer))) {
    return `the issuer ${issuer.name} is not there`;
  }
  const data = { "tls.crt": "Y2VydGlmaWNhdGU=", "tls.key": "a2V5" };
  const name = textAt(certificate, "spec", "secretName");
  // Without --enable-certificate-owner-ref, which no program here sets.
  await makeSecret(api, certificate, { name, data, type: "kubernetes.io/tls", owned: false });
  return undefined;
}

/** Makes the Secret with the keys that are asked for, once the store is there. */
async function synchronize(api: KubernetesApi, external: KubernetesObject): Promise<string | undefined> {
  const store = {
    apiVersion: SECRETS,
    kind: textAt(external, "spec", "secretStoreRef", "kind") || "SecretStore",
    name: textAt(external, "spec", "secretStoreRef", "name"),
    namespace: namespaceOf(external),
  };
  if (!(await api.get(store))) {
    return `the store ${store.name} is not there`;
  }
  const keys = listAt(external, "spec", "data").map((entry) => textAt(entry, "secretKey"));
  const data = Object.fromEntries(keys.map((key) => [key, "dmFsdWU="]));
  const name = textAt(external, "spec", "target", "name") || nameOf(external);
  const owned = textAt(external, "spec", "target", "creationPolicy") !== "Orphan";
  await makeSecret(api, external, { name, data, type: "Opaque", owned });
  return undefined;
}

interface MadeSecret {
  readonly name: string;
  readonly data: WireRecord;
  readonly type: string;
  /** Whether it goes with the object that asked for it. */
  readonly owned: boolean;
}

async function makeSecret(
  api: KubernetesApi,
  asker: KubernetesObject,
  { name, data, type, owned }: MadeSecret,
): Promise<void> {
  const { apiVersion, kind } = kindOf(asker);
  const uid = textAt(asker, "metadata", "uid");
  const ownerReferences = owned ? [{ apiVersion, kind, name: nameOf(asker), uid, controller: true }] : [];
  const metadata = { name, namespace: namespaceOf(asker), ownerReferences };
  await api.apply(
    { apiVersion: "v1", kind: "Secret", metadata, type, data },
    { fieldManager: kind, force: true },
  );
}

/** Starts anew when a watch ends or an object changed meanwhile, as controllers do. */
async function untilAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work().catch(() => undefined);
    await new Promise((resolve) => {
      setTimeout(resolve, 100).unref();
    });
  }
}
