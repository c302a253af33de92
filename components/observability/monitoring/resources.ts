/** Requests and the memory limit of a container. CPU is not limited: a limit only delays. */
export function sized(cpu: string, memoryMiB: number, limitMiB: number) {
  return { requests: { cpu, memory: `${memoryMiB}Mi` }, limits: { memory: `${limitMiB}Mi` } };
}
