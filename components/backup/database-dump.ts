import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import { cronSchedule } from "#models/grammar/cron";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import type { Endpoint } from "../core/link.ts";
import { CronJob } from "../workload/cron-job.ts";
import type { Resources } from "../workload/pod/container/resources.ts";
import { type SecretStoreReference, variableOf } from "../workload/pod/files/credentials.ts";
import { dumpCommand } from "./dump-script.ts";

/** Arguments of a {@link DatabaseDump}. */
export interface DatabaseDumpArgs {
  /** An existing namespace. */
  readonly namespace: string;
  /** The system that the objects belong to. */
  readonly partOf: string;
  /** Image by digest with a shell, curl and gzip; for PostgreSQL also its client, not older than the server. */
  readonly image: string;
  /** The database: an endpoint of PostgreSQL or libSQL with its credential. A replica spares the primary. */
  readonly source: Endpoint;
  /** Name of the database on a PostgreSQL server. Default "app". */
  readonly database?: string;
  /** Bucket for the dumps. */
  readonly bucket: {
    /** Name of the bucket; the service account named after this component may create objects in it. */
    readonly name: Input<string>;
    /** Endpoint of the bucket. */
    readonly endpoint: Endpoint;
  };
  /** Cron schedule of the dumps. Default "0 * * * *", every hour (source: howlerops, backup strategy). */
  readonly schedule?: string;
  /** Disk for the dump and its archive, in GiB. Default 4. */
  readonly scratchGiB?: number;
  /** Store of the credential. */
  readonly secretStore: SecretStoreReference;
}

/**
 * Dumps of a database to a bucket, in addition to the provider's backups: they survive the loss of an account, the loss
 * of a provider and operator errors. Kubernetes exports the time of the last one as a metric, so an alert can monitor
 * it (see `backupAlerts`). For a manual dump before a change, run `kubectl create job --from=cronjob/<name>
 * before-the-change`.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class DatabaseDump extends Component {
  /** Name of the CronJob and of its service account. */
  readonly cronJob: string;
  readonly resources: { readonly cronJob: CronJob };

  constructor(name: string, args: DatabaseDumpArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(name, args);
    super("backup", "DatabaseDump", name, settings, opts);

    const { namespace, partOf, protocol, database, schedule, scratchGiB } = settings;
    const { image, source, bucket, secretStore } = args;
    const link = variableOf(source.name);
    const cronJob = new CronJob(
      name,
      {
        namespace,
        partOf,
        image,
        command: dumpCommand({ protocol, link, database, folder: source.name }),
        environment: { BUCKET: bucket.name },
        resources: resourcesWith(scratchGiB),
        schedule,
        links: [source, bucket.endpoint],
        secretStore,
        googleIdentity: true,
        // The next one starts in an hour.
        deadlineSeconds: 3000,
      },
      { parent: this },
    );
    this.cronJob = name;
    this.resources = { cronJob };
    this.publish({
      facts: {
        dump: { source: source.name },
        schedule: { cron: schedule, timeZone: "Etc/UTC", suspended: false },
      },
    });
  }
}

const HOURLY = "0 * * * *";

function resourcesWith(scratchGiB: number): Resources {
  const ephemeralStorage = `${scratchGiB}Gi`;
  return {
    requests: { cpu: "100m", memory: "128Mi", ephemeralStorage },
    limits: { memory: "512Mi", ephemeralStorage },
  };
}

function withDefaults(name: string, args: DatabaseDumpArgs) {
  const checks = argumentsOf("DatabaseDump", name, args);
  const { namespace, partOf, source, database = "app", schedule = HOURLY, scratchGiB = 4 } = args;
  const { protocol, credential } = source;
  checks.matches("name", name, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.oneOf<string>("source.protocol", protocol, ["postgres", "libsql"]);
  for (const file of protocol === "postgres" ? ["user", "password", "ca.pem"] : ["token"]) {
    const files = Object.keys(credential?.files ?? {});
    checks.that(files.includes(file), "source.credential", files, `files with ${file} among them`);
  }
  checks.matches("database", database, /^[a-z][a-z0-9_-]{0,62}$/, "lower-case names of up to 63 characters");
  checks.valid("schedule", schedule, cronSchedule);
  checks.whole("scratchGiB", scratchGiB, 1, 1000);
  return {
    namespace,
    partOf,
    protocol: protocol === "postgres" ? protocol : ("libsql" as const),
    source: source.name,
    database,
    schedule,
    scratchGiB,
  };
}
