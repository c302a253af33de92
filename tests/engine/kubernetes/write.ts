import { type ApiError, isReason, NoSuchKind } from "../cluster/api/error.ts";
import { type KubernetesObject, kindOf, recordAt, referenceOf, textAt } from "../cluster/api/object.ts";
import { InitializationFailed } from "../provider/failure.ts";
import type { CreateRequest, Existing, UpdateRequest } from "../provider/provider.ts";
import { holdsUnknown, type WireRecord } from "../provider/wire.ts";
import { awaitReady } from "./await/await.ts";
import { endsEarly, watch } from "./await/early-end.ts";
import { NotReady } from "./await/not-ready.ts";
import { isAnnotated, timeoutSecondsOf } from "./object/annotations.ts";
import { asPatched, idOf, isPatch, managerOf } from "./object/identity.ts";
import { CREATOR, hasCreatorsFields, takeOver, withoutIgnored } from "./object/managed-fields.ts";
import { normalized, without } from "./object/prune.ts";
import { lastSeen, outputsOf } from "./object/state.ts";
import { toObject } from "./object/wire-object.ts";
import { refusal } from "./refusal.ts";
import type { Session } from "./session.ts";

/** The real provider starts at a second. What is not there in this time has no dependency that makes it. */
const RETRY_MILLISECONDS = [100, 200, 400, 800, 1600];

/** Creates an object; a preview asks the API what would become of it, where it can be asked. */
export async function create(session: Session, request: CreateRequest): Promise<Existing> {
  const { api, cancelled } = session;
  const { inputs, preview, type, urn } = request;
  const object = toObject(inputs);
  const manager = managerOf(object, "");
  const previewable = !holdsUnknown(inputs) && !isPatch(type) && (await api.served(kindOf(object)));
  if (preview && !previewable) {
    return { id: "", outputs: inputs };
  }
  let live: KubernetesObject;
  try {
    live = await retried(preview ? [] : RETRY_MILLISECONDS, () =>
      isPatch(type)
        ? api.apply(asPatched(object), { fieldManager: manager, force: isForced(session, object) })
        : api.create(object, { fieldManager: CREATOR, dryRun: preview }),
    );
  } catch (error) {
    if (
      preview &&
      (isMissingNamespace(error) || isReason(error, "AlreadyExists") || isReason(error, "Forbidden"))
    ) {
      return { id: "", outputs: inputs };
    }
    throw refusal(`resource "${urn}" was not successfully created by the Kubernetes API server`, error);
  }
  if (preview) {
    return { id: "", outputs: outputsOf(without(live, ["status"]), inputs, manager) };
  }
  watch(session, live);
  return finish(
    request,
    inputs,
    manager,
    () => awaitReady(api, live, timeoutSecondsOf(object, request.timeoutSeconds), cancelled),
    `resource "${urn}" was successfully created, but the Kubernetes API server reported that it failed to fully initialize or become live`,
  );
}

/** Applies what has changed on the server, and takes over what the creation left. */
export async function update(session: Session, request: UpdateRequest): Promise<Existing> {
  const { api, cancelled } = session;
  const { news, olds, preview, urn, type } = request;
  const object = normalized(toObject(news));
  if (preview && (holdsUnknown(news) || !(await api.served(kindOf(object))))) {
    return { id: request.id, outputs: news };
  }
  const last = lastSeen(olds);
  const manager = managerOf(object, last.manager);
  let changed: KubernetesObject;
  try {
    changed = await apply(session, asPatched(object), last.live, manager, request);
  } catch (error) {
    if (preview && isReason(error, "Forbidden")) {
      return { id: request.id, outputs: news };
    }
    throw refusal(`update of resource "${urn}" failed`, error);
  }
  if (preview || isPatch(type)) {
    return { id: request.id, outputs: outputsOf(changed, news, manager) };
  }
  return finish(
    request,
    news,
    manager,
    async () =>
      endsEarly(session, changed)
        ? changed
        : awaitReady(api, changed, timeoutSecondsOf(object, request.timeoutSeconds), cancelled),
    `the Kubernetes API server reported that "${idOf(changed)}" failed to fully initialize or become live`,
  );
}

async function apply(
  session: Session,
  object: KubernetesObject,
  lastLive: KubernetesObject,
  manager: string,
  { preview, ignoreChanges, type }: UpdateRequest,
): Promise<KubernetesObject> {
  const { api } = session;
  const found = await api.read(referenceOf(lastLive));
  if (object["kind"] === "CustomResourceDefinition") {
    const metadata = {
      ...recordAt(object, "metadata"),
      resourceVersion: textAt(found, "metadata", "resourceVersion"),
    };
    return api.replace({ ...object, metadata }, { fieldManager: manager, dryRun: preview });
  }
  const live = preview || isPatch(type) ? found : await takeOver(api, found, manager);
  return api.apply(withoutIgnored(object, live, manager, ignoreChanges), {
    fieldManager: manager,
    force: isForced(session, object) || (preview && hasCreatorsFields(live)),
    dryRun: preview,
  });
}

async function finish(
  request: { readonly urn: string },
  inputs: WireRecord,
  manager: string,
  ready: () => Promise<KubernetesObject>,
  complaint: string,
): Promise<Existing> {
  try {
    const live = await ready();
    return { id: idOf(live), outputs: outputsOf(live, inputs, manager) };
  } catch (error) {
    if (!(error instanceof NotReady)) {
      throw refusal(`resource "${request.urn}"`, error);
    }
    const message = `${complaint}: ${error.message}`;
    throw new InitializationFailed(message, {
      id: idOf(error.live),
      outputs: outputsOf(error.live, inputs, manager),
      inputs,
      reasons: [message, ...error.reasons],
    });
  }
}

/** Tries again while something that the object needs is not there: its namespace, its definition. */
async function retried<T>(waits: readonly number[], attempt: () => Promise<T>): Promise<T> {
  for (const wait of waits) {
    try {
      return await attempt();
    } catch (error) {
      if (!isReason(error, "NotFound") && !(error instanceof NoSuchKind)) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return attempt();
}

function isMissingNamespace(error: unknown): error is ApiError {
  return isReason(error, "NotFound") && error.kind === "namespaces";
}

function isForced({ patchForce }: Session, object: KubernetesObject): boolean {
  return patchForce || isAnnotated(object, "patchForce");
}
