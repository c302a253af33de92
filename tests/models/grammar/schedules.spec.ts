import { expect } from "chai";
import { cronSchedule } from "#models/grammar/cron";
import { timeZone } from "#models/grammar/time-zone";

describe("schedules of CronJobs", () => {
  for (const schedule of [
    "*/5 * * * *",
    "0 0 1,15 * *",
    "0 0 * JAN-MAR MON",
    "0-30/10 4 * * 0",
    "10/20 * * * ?",
    "0 0 29 2 *",
    "0 0 31 2,3 *",
    "0 0 31 2 1",
    "@daily",
  ]) {
    it(`take ${schedule}`, () => {
      expect(cronSchedule(schedule)).to.equal(undefined);
    });
  }

  for (const [schedule, allowed] of [
    ["0 3 * * 7", "0 to 6 (or sun to sat) as day of week"],
    ["61 * * * *", "0 to 59 as minute"],
    ["0 24 * * *", "0 to 23 as hour"],
    ["0 0 0 * *", "1 to 31 as day of month"],
    ["0 0 * 13 *", "1 to 12 (or jan to dec) as month"],
    ["61 25 32 13 9", "0 to 59 as minute"],
    ["*/0 * * * *", "0 to 59 as minute"],
    ["30-10 * * * *", "0 to 59 as minute"],
    ["1-2-3 * * * *", "0 to 59 as minute"],
    ["0 0 * * mon-xyz", "0 to 6 (or sun to sat) as day of week"],
    ["0 3 * *", "five fields"],
    ["0 0 3 * * *", "five fields"],
    ["", "five fields"],
    ["@every 1h", "five fields"],
    ["CRON_TZ=Europe/Berlin 0 3 * * *", "without TZ="],
    ["0 0 30 2 *", "never runs"],
    ["0 0 31 4,6 *", "never runs"],
  ] as const) {
    it(`F1 do not take ${schedule || "an empty text"}`, () => {
      expect(cronSchedule(schedule)).to.contain(allowed);
    });
  }
});

describe("time zones", () => {
  for (const zone of [
    "UTC",
    "GMT",
    "Etc/UTC",
    "Europe/Berlin",
    "America/Argentina/Buenos_Aires",
    "Asia/Kolkata",
  ]) {
    it(`F1 take ${zone}`, () => {
      expect(timeZone(zone)).to.equal(undefined);
    });
  }

  for (const [zone, allowed] of [
    ["Europe/Berln", "IANA"],
    ["europe/berlin", "IANA"],
    ["Europe/berlin", "Europe/Berlin"],
    ["PST", "IANA"],
    ["Local", "IANA"],
    ["+02:00", "IANA"],
    ["", "IANA"],
  ] as const) {
    it(`F1 do not take ${zone || "an empty text"}`, () => {
      expect(timeZone(zone)).to.contain(allowed);
    });
  }
});
