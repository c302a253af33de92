import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const stack = pulumi.getStack();

const network = new docker.Network("network", { name: `services-${stack}` });
const redisImage = new docker.RemoteImage("redis", { name: "redis:8", keepLocally: true });
const redis = new docker.Container("redis", {
  image: redisImage.imageId,
  networksAdvanced: [{ name: network.name, aliases: ["redis"] }],
  restart: "on-failure",
});
const app = new docker.Image("app", {
  imageName: "registry.example.com/app:latest",
  build: { context: "app", platform: "linux/amd64" },
  skipPush: true,
});
const container = new docker.Container(
  "app",
  {
    image: app.repoDigest,
    ports: [{ internal: 8080, external: config.getNumber("port") ?? 80 }],
    envs: [pulumi.interpolate`REDIS_HOST=${redis.name}`],
    networksAdvanced: [{ name: network.name }],
  },
  { dependsOn: redis },
);

export const url = pulumi.interpolate`http://localhost:${container.ports.apply((ports) => ports?.[0]?.external)}`;
