// Preloaded into a process that must not touch the network: whatever tries says so and ends the process.
import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";

const refuse = (what) =>
  function refused() {
    process.stderr.write(`network touched: ${what}\n${new Error("at").stack}\n`);
    process.exit(97);
  };

net.Socket.prototype.connect = refuse("connect");
net.Server.prototype.listen = refuse("listen");
dgram.Socket.prototype.bind = refuse("bind");
dgram.Socket.prototype.send = refuse("send");
dns.lookup = refuse("dns.lookup");
dns.promises.lookup = refuse("dns.promises.lookup");
globalThis.fetch = refuse("fetch");
