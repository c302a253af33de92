/**
 * What is evicted first when memory is full: the least recently or least frequently used key, a random one, or the one
 * that expires soonest; of all keys, or only of those with an expiry. "noeviction" refuses writes instead. Source:
 * Redis documentation, key eviction.
 */
export const EVICTION_POLICIES = [
  "allkeys-lru",
  "allkeys-lfu",
  "allkeys-random",
  "volatile-lru",
  "volatile-lfu",
  "volatile-random",
  "volatile-ttl",
  "noeviction",
] as const;

export type EvictionPolicy = (typeof EVICTION_POLICIES)[number];
