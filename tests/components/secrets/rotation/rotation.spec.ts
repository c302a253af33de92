import { expect } from "chai";
import fc from "fast-check";
import { rotationAlerts } from "#components/secrets/rotation/alerts";
import { fullRotation, nextRotationTime, rotationPeriod } from "#components/secrets/rotation/rotation";

describe("rotation", () => {
  it("is due 90 days after the epoch", () => {
    const rotation = fullRotation({ epoch: "2026-10-01" });
    expect(nextRotationTime(rotation)).to.equal("2026-12-30T00:00:00Z");
    expect(rotationPeriod(rotation)).to.equal("7776000s");
  });

  it("S106: warns of each secret that is past its day, by name", () => {
    const dueTimes = { "howlerops-jwt": "2026-12-30T00:00:00Z", "howlerops-token": "2027-01-01T00:00:00Z" };
    const { SecretRotationOverdue: alert } = rotationAlerts(dueTimes);
    expect(alert.expr).to.equal(
      '(label_replace(vector(time() - 1798588800), "secret", "howlerops-jwt", "", "") or ' +
        'label_replace(vector(time() - 1798761600), "secret", "howlerops-token", "", "")) > 0',
    );
    expect(new Date(1798588800 * 1000).toISOString()).to.equal("2026-12-30T00:00:00.000Z");
    expect(() => rotationAlerts({})).to.throw("no secret rotates");
    expect(rotationAlerts(dueTimes, 7).SecretRotationOverdue.expr).to.include(`${1798588800 + 7 * 86_400}`);
  });

  it("counts over months, years and leap days in UTC", () => {
    expect(nextRotationTime({ epoch: "2027-12-31", periodDays: 60 })).to.equal("2028-02-29T00:00:00Z");
    expect(nextRotationTime({ epoch: "2028-02-29", periodDays: 1 })).to.equal("2028-03-01T00:00:00Z");
  });

  it("follows from the epoch alone: always midnight, always that many days later", () => {
    const epochs = fc.date({ min: new Date("2020-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(epochs, fc.integer({ min: 1, max: 3650 }), (date, periodDays) => {
        const epoch = date.toISOString().slice(0, 10);
        const next = nextRotationTime({ epoch, periodDays });
        expect(next).to.match(/T00:00:00Z$/);
        expect(Date.parse(next) - Date.parse(`${epoch}T00:00:00Z`)).to.equal(periodDays * 86_400_000);
      }),
    );
  });
});
