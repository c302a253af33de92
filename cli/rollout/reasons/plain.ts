/** What reasons of Kubernetes mean, in plain words. Sources: kubelet, scheduler and controllers of Kubernetes 1.34. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|ImageInspectError)$/,
    "its image cannot be pulled",
  ],
  [/^CrashLoopBackOff$/, "it ends again and again"],
  [/^CreateContainerConfigError$/, "a Secret or ConfigMap that it reads is missing"],
  [/^(CreateContainerError|RunContainerError|StartError|ContainerCannotRun)$/, "it cannot be started"],
  [/^OOMKilled$/, "it ran out of memory"],
  [/^Error$/, "it ended with an error"],
  [/^(Unschedulable|FailedScheduling)$/, "no node takes the pod"],
  [/^SchedulingGated$/, "the pod is held back by a scheduling gate"],
  [/^(FailedMount|FailedAttachVolume|FailedMapVolume)$/, "a volume cannot be mounted"],
  [/^(Unhealthy|ProbeError)$/, "a probe fails"],
  [/^FailedCreate$/, "its pods are refused"],
  [/^(Evicted|Preempting|Preempted)$/, "the pod was evicted"],
  [/^BackoffLimitExceeded$/, "it failed more often than its retries allow"],
  [/^DeadlineExceeded$/, "it ran longer than its deadline"],
];

/**
 * A reason of Kubernetes in plain words, with what the API says about it, such as
 * `its image cannot be pulled (ImagePullBackOff: Back-off pulling image "example/api:v2")`.
 */
export function plainReason(reason: string, message: string): string {
  const meaning = MEANINGS.find(([pattern]) => pattern.test(reason))?.[1];
  const details = [reason, message.replaceAll(/\s+/g, " ").trim()].filter(Boolean).join(": ");
  return meaning === undefined ? details : `${meaning} (${details})`;
}
