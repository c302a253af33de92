import * as fs from "fs";
import * as path from "path";
import * as pulumi from "@pulumi/pulumi";
import * as aws from "./aws";

const TYPES: Record<string, string> = { ".html": "text/html", ".css": "text/css" };

async function main() {
  const { accountId } = aws.getCallerIdentityOutput();
  const zones = await aws.getAvailabilityZones({ state: "available" });
  const site = new aws.s3.Bucket("site", {
    tags: { project: pulumi.getProject(), stack: pulumi.getStack(), zones: zones.names.slice(0, 2).join(" ") },
  });
  for (const file of fs.readdirSync("www")) {
    new aws.s3.BucketObject(
      file,
      {
        bucket: site.bucket,
        source: new pulumi.asset.FileAsset(path.join("www", file)),
        contentType: TYPES[path.extname(file)],
      },
      { parent: site },
    );
  }
  new aws.s3.BucketPolicy("site", {
    bucket: site.bucket,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: pulumi.interpolate`arn:aws:iam::${accountId}:root` },
          Action: ["s3:GetObject"],
          Resource: [pulumi.interpolate`${site.arn}/*`],
        },
      ],
    }),
  });
  return { bucket: site.bucket };
}

export = main;
