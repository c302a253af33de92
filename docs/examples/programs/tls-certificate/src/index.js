"use strict";
const pulumi = require("@pulumi/pulumi");
const { Authority } = require("./authority");

module.exports = async () => {
  const { certificatePem } = new Authority("root", { commonName: `${pulumi.getProject()}.example.com` });
  return { certificatePem };
};
