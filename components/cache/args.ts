import type { Input } from "@pulumi/pulumi";
import type { CredentialArgs } from "../database/credentials.ts";
import type { PrivateServices } from "../network/vpc/private-services.ts";
import type { EvictionPolicy } from "./eviction.ts";
/** Arguments of a {@link RedisCache}. */
export interface RedisCacheArgs extends Omit<CredentialArgs, "rotation"> {
  /** Region of the cache, the same as its callers': a round trip takes less than a millisecond. */
  readonly region: string;
  /** The range of managed services: the cache's only address is in it. */
  readonly privateServices: PrivateServices;
  /** Memory, in MiB, from 1024 to 307200 in whole GiB. Default 1024. */
  readonly memoryMiB?: number;
  /**
   * Replicas besides the primary, in other zones. Default 1; with 2 or more (and 5 GiB) they also serve reads; 0 loses
   * the cache with its node.
   */
  readonly replicas?: number;
  /** What is evicted first when memory is full. Default "allkeys-lru": every key may be rebuilt. */
  readonly evictionPolicy?: EvictionPolicy;
  /** Hours between snapshots to disk: 1, 6, 12 or 24. Default: no snapshots; a cache is rebuilt. */
  readonly snapshotHours?: 1 | 6 | 12 | 24;
  /** Redis version. Default "7.2", the newest. */
  readonly version?: "6.x" | "7.0" | "7.2";
  /** Hour in which Google may fail over to an updated node. Default Sunday, 04:00 UTC. */
  readonly maintenance?: {
    readonly day?: "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY";
    /** 0 to 23, UTC. */
    readonly hour?: number;
  };
  /** Id of a KMS key for data at rest. Default: Google-managed keys. Changing it replaces the cache. */
  readonly encryptionKey?: Input<string>;
  /** Whether Pulumi, the provider and its deletion policy refuse deletion. Default true. */
  readonly protect?: boolean;
}
