/** A duration as people say it: `8 s`, `2 min 20 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A duration that is an estimate: tens of seconds, or minutes. */
export function roughly(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 90
    ? `${Math.max(10, Math.round(seconds / 10) * 10)} s`
    : `${Math.round(seconds / 60)} min`;
}

/** A size in megabytes. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
