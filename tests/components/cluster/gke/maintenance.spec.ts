import { expect } from "chai";
import {
  type Maintenance,
  maintenancePolicy,
  maintenanceWithDefaults,
} from "#components/cluster/gke/maintenance";
import { argumentsOf } from "#components/core/arguments";

const settingsOf = (given: Maintenance) => maintenanceWithDefaults(argumentsOf("Cluster", "gke"), given);

describe("components/cluster/gke/maintenance", () => {
  it("opens four hours every night", () => {
    expect(maintenancePolicy(settingsOf({}))).to.deep.equal({
      recurringWindow: {
        startTime: "2026-01-01T07:00:00Z",
        endTime: "2026-01-01T11:00:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
      },
      maintenanceExclusions: [],
    });
  });

  it("passes midnight, and writes days in one order, so that no order is a change", () => {
    const { recurringWindow } = maintenancePolicy(
      settingsOf({ start: "22:30", hours: 6, days: ["SU", "SA"] }),
    ) as { recurringWindow: unknown };
    expect(recurringWindow).to.deep.equal({
      startTime: "2026-01-01T22:30:00Z",
      endTime: "2026-01-02T04:30:00Z",
      recurrence: "FREQ=WEEKLY;BYDAY=SA,SU",
    });
  });

  it("leaves out what is named", () => {
    const sale = { start: "2026-11-26T00:00:00Z", end: "2026-12-01T00:00:00Z" };
    const policy = maintenancePolicy(
      settingsOf({ exclusions: { sale, audit: { ...sale, scope: "minor" } } }),
    );
    expect(policy.maintenanceExclusions).to.deep.equal([
      {
        exclusionName: "sale",
        startTime: "2026-11-26T00:00:00Z",
        endTime: "2026-12-01T00:00:00Z",
        exclusionOptions: { scope: "NO_UPGRADES" },
      },
      {
        exclusionName: "audit",
        startTime: "2026-11-26T00:00:00Z",
        endTime: "2026-12-01T00:00:00Z",
        exclusionOptions: { scope: "NO_MINOR_UPGRADES" },
      },
    ]);
  });

  const errors: [Maintenance, string][] = [
    [{ start: "24:00" }, 'maintenance.start is "24:00"; allowed are times in UTC from 00:00 to 23:59'],
    [{ hours: 3 }, "maintenance.hours is 3; allowed are whole numbers from 4 to 23 (hours)"],
    [
      { days: ["SA", "SU"] },
      'maintenance.days is ["SA","SU"]; allowed are enough days for 48 hours in 32 days, at 4 hours each',
    ],
    [
      { exclusions: { sale: { start: "2026-11-26", end: "2026-12-01T00:00:00Z" } } },
      'maintenance.exclusions["sale"].start is "2026-11-26"; allowed are moments such as',
    ],
    [
      { exclusions: { sale: { start: "2026-12-02T00:00:00Z", end: "2026-12-01T00:00:00Z" } } },
      'maintenance.exclusions["sale"].end is "2026-12-01T00:00:00Z"; allowed are moments after its start, 2026-12-02T00:00:00Z',
    ],
    [
      { exclusions: { freeze: { start: "2026-01-01T00:00:00Z", end: "2026-05-01T00:00:00Z" } } },
      "allowed are at most 90 days after its start where everything is held back",
    ],
  ];
  // What configuration may hold although the types forbid it.
  errors.push(
    [JSON.parse('{"days":["MO","XX","TU"]}'), 'maintenance.days is "XX"; allowed are "MO", "TU"'],
    [
      JSON.parse(
        '{"exclusions":{"x":{"start":"2026-11-26T00:00:00Z","end":"2026-11-27T00:00:00Z","scope":"all"}}}',
      ),
      'maintenance.exclusions["x"].scope is "all"; allowed are "everything", "minor", "minor-and-nodes"',
    ],
    [
      { exclusions: { x: { start: "2026-11-26T00:00:00Z", end: "soon" } } },
      'maintenance.exclusions["x"].end is "soon"; allowed are moments such as',
    ],
  );
  for (const [given, words] of errors) {
    it(`refuses ${JSON.stringify(given)}`, () => expect(() => settingsOf(given)).to.throw(words));
  }

  it("lets minor versions wait longer than patches", () => {
    const freeze = { start: "2026-01-01T00:00:00Z", end: "2026-12-01T00:00:00Z", scope: "minor" } as const;
    expect(() => settingsOf({ exclusions: { freeze } })).not.to.throw();
  });
});
