import { DatabaseSync } from "node:sqlite";
import type { WireRecord } from "../../provider/wire.ts";

/** Names the file that holds the cloud, for the providers of a workspace. */
export const CLOUD_VARIABLE = "STRATA_CLOUD";

/** Something that exists in the cloud. */
export interface CloudObject {
  /** Type token. */
  readonly type: string;
  /** What nothing else of its type is called, anywhere: an import's id. */
  readonly key: string;
  /** Its id in a state. */
  readonly id: string;
  /** What it was told to be. */
  readonly inputs: WireRecord;
  /** What the cloud says of it besides. */
  readonly computed: WireRecord;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS objects (
    type TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, inputs TEXT NOT NULL, computed TEXT NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (type, key));
  CREATE TABLE IF NOT EXISTS refs (
    type TEXT NOT NULL, key TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (type, key, target));
  CREATE INDEX IF NOT EXISTS refs_by_target ON refs (target);
  CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS calls (
    number INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL,
    fault TEXT);
  CREATE TABLE IF NOT EXISTS faults (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, operation TEXT NOT NULL, subject TEXT NOT NULL,
    call INTEGER NOT NULL, count INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0);
`;

/**
 * The state of the simulated clouds, in a file: killed providers lose nothing of it, several of them share it,
 * and a test can look in and change things by hand.
 */
export class Cloud {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    // A killed process loses nothing that it wrote; only a power cut would, and that is not simulated.
    this.#database.exec("PRAGMA busy_timeout = 20000; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
    this.#database.exec(TABLES);
  }

  close(): void {
    this.#database.close();
  }

  /** Does several things at once: all of them happen, or none. */
  atomically<Result>(act: () => Result): Result {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = act();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  /** All rows of a query. */
  rows(sql: string, ...values: readonly (string | number | null)[]): Record<string, unknown>[] {
    return this.#database.prepare(sql).all(...values);
  }

  /** Runs a statement and returns the number of rows that it changed. */
  change(sql: string, ...values: readonly (string | number | null)[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes);
  }

  find(type: string, key: string): CloudObject | undefined {
    return this.#objects("WHERE type = ? AND key = ?", type, key)[0];
  }

  /** Objects by the id that a state knows, which several may share. */
  withId(type: string, id: string): CloudObject[] {
    return this.#objects("WHERE type = ? AND id = ?", type, id);
  }

  ofType(type: string): CloudObject[] {
    return this.#objects("WHERE type = ?", type);
  }

  all(): CloudObject[] {
    return this.#objects("");
  }

  /** Whether something of any type has this key, and others can see it. */
  exists(key: string): boolean {
    return this.rows("SELECT 1 FROM objects WHERE key = ? AND hidden = 0", key).length > 0;
  }

  /** Objects whose key lies below another's, such as the pools of a cluster. */
  below(key: string): CloudObject[] {
    return this.#objects("WHERE key LIKE ? ESCAPE '\\'", `${key.replaceAll(/[\\%_]/g, "\\$&")}/%`);
  }

  /** Objects that refer to this key. */
  holdersOf(key: string): CloudObject[] {
    return this.#objects("JOIN refs USING (type, key) WHERE refs.target = ?", key);
  }

  /** Creates or changes an object, with the keys of what it refers to. */
  put(object: CloudObject, references: readonly string[]): void {
    const { type, key, id } = object;
    this.change(
      "INSERT INTO objects (type, key, id, inputs, computed) VALUES (?, ?, ?, ?, ?) " +
        "ON CONFLICT DO UPDATE SET id = excluded.id, inputs = excluded.inputs, computed = excluded.computed",
      ...[type, key, id, JSON.stringify(object.inputs), JSON.stringify(object.computed)],
    );
    this.change("DELETE FROM refs WHERE type = ? AND key = ?", type, key);
    for (const target of new Set(references)) {
      this.change("INSERT INTO refs VALUES (?, ?, ?)", type, key, target);
    }
  }

  remove(type: string, key: string): void {
    this.change("DELETE FROM objects WHERE type = ? AND key = ?", type, key);
    this.change("DELETE FROM refs WHERE type = ? AND key = ?", type, key);
  }

  /** 1, 2, 3 … for each name, never twice: addresses and version numbers come from it. */
  next(name: string): number {
    this.change("INSERT INTO counters VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1", name);
    return Number(this.rows("SELECT value FROM counters WHERE name = ?", name)[0]?.["value"]);
  }

  setting(name: string): string | undefined {
    const [row] = this.rows("SELECT value FROM settings WHERE name = ?", name);
    return row && String(row["value"]);
  }

  set(name: string, value: string): void {
    this.change(
      "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      name,
      value,
    );
  }

  #objects(where: string, ...values: readonly string[]): CloudObject[] {
    return this.rows(
      `SELECT type, key, id, inputs, computed FROM objects ${where} ORDER BY type, key`,
      ...values,
    ).map(({ type, key, id, inputs, computed }) => ({
      type: String(type),
      key: String(key),
      id: String(id),
      inputs: JSON.parse(String(inputs)),
      computed: JSON.parse(String(computed)),
    }));
  }
}
