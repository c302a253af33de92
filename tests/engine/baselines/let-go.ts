/** Something that the last release protects and the present program lets go. */
export interface LetGo {
  /** Type token and logical name. */
  readonly resource: string;
  readonly reason: string;
}

/**
 * What an upgrade deletes although it was protected. The engine refuses that until somebody unprotects it by
 * hand: docs/upgrading.md gives the command for each.
 */
export const LET_GO: Readonly<Record<string, readonly LetGo[]>> = {
  "nextjs-prod": [
    {
      resource: "gcp:compute/address:Address address-address",
      reason:
        "the site is behind a global balancer, whose address is a global one; a regional one cannot be it",
    },
  ],
};
