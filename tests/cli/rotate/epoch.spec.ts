import { expect } from "chai";
import fc from "fast-check";
import { advanceEpoch, isDay, ROTATION_SCHEDULE } from "#cli/rotate/epoch";
import { ROTATION_DAYS } from "#components/secrets/rotation/rotation";

const schedule = { periodDays: 90, aheadDays: 7 };

describe("the rotation epoch", () => {
  it("S106: moves on after the 90 days that a vault's values hold", () => {
    expect(ROTATION_SCHEDULE.periodDays).to.equal(ROTATION_DAYS);
  });

  it("stays until the next values are due within a week, and is that day then", () => {
    expect(advanceEpoch("2026-11-01", "2027-01-22", schedule)).to.equal("2026-11-01");
    expect(advanceEpoch("2026-11-01", "2027-01-23", schedule)).to.equal("2027-01-23");
    expect(advanceEpoch("2026-11-01", "2027-06-01", schedule)).to.equal("2027-06-01");
    expect(advanceEpoch("2026-11-01", "2026-10-01", schedule)).to.equal("2026-11-01");
  });

  it("S106: never lets a value pass 90 days, where each proposal is merged within its week", () => {
    const merges = fc.array(fc.integer({ min: 0, max: schedule.aheadDays }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(merges, (delays) => {
        const day = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
        let [epoch, made] = [day(20_000), 20_000];
        for (const delay of delays) {
          let today = made;
          while (advanceEpoch(epoch, day(today), schedule) === epoch) {
            today += 1;
          }
          epoch = day(today);
          const merged = today + delay;
          expect(merged - made).to.be.at.most(schedule.periodDays);
          made = merged;
        }
      }),
    );
  });

  it("is a day of the calendar", () => {
    expect(["2026-11-01", "2028-02-29"].map(isDay)).to.deep.equal([true, true]);
    expect(["2027-02-29", "2026-13-01", "tomorrow", "2026-11-1", ""].filter(isDay)).to.deep.equal([]);
  });
});
