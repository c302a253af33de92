/** Types that start virtual machines. */
export const MACHINES = [
  "gcp:compute/instance:Instance",
  "gcp:compute/instanceFromMachineImage:InstanceFromMachineImage",
  "gcp:compute/instanceFromTemplate:InstanceFromTemplate",
  "gcp:compute/instanceTemplate:InstanceTemplate",
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate",
] as const;
