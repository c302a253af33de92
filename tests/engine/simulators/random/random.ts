import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { ProviderError } from "../../provider/failure.ts";
import type {
  CreateRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  TestProvider,
  UpdateRequest,
} from "../../provider/provider.ts";
import { changedKeys } from "../../provider/provider.ts";
import { reveal, revealRecord, secret, UNKNOWN, type Wire, type WireRecord } from "../../provider/wire.ts";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";
const HIDDEN: ReadonlySet<string> = new Set(["RandomBytes", "RandomPassword"]);

interface Made {
  readonly id: string;
  readonly outputs: WireRecord;
}

/** What each kind makes; there is no cloud behind this provider, and its values live in the state alone. */
const KINDS: Readonly<Record<string, (inputs: WireRecord) => Made>> = {
  RandomBytes: ({ length = 16 }) => {
    const bytes = randomBytes(Number(length));
    return {
      id: bytes.toString("base64"),
      outputs: { base64: bytes.toString("base64"), hex: bytes.toString("hex") },
    };
  },
  RandomId: ({ byteLength = 8, prefix = "" }) => {
    const bytes = randomBytes(Number(byteLength));
    const id = bytes.toString("base64url");
    const dec = BigInt(`0x${bytes.toString("hex")}`).toString();
    const named = Object.entries({
      hex: bytes.toString("hex"),
      b64Url: id,
      b64Std: bytes.toString("base64"),
      dec,
    });
    return { id, outputs: Object.fromEntries(named.map(([key, text]) => [key, `${prefix}${text}`])) };
  },
  RandomInteger: ({ min = 0, max = 0 }) => {
    const result = randomInt(Number(min), Number(max) + 1);
    return { id: String(result), outputs: { result } };
  },
  RandomPassword: (inputs) => {
    const result = text(inputs);
    return {
      id: "none",
      outputs: { result, bcryptHash: `$2a$10$${randomBytes(40).toString("base64url").slice(0, 53)}` },
    };
  },
  RandomPet: ({ separator = "-", prefix }) => {
    const result = [...(prefix ? [prefix] : []), "quick", LOWER[randomInt(26)]].join(String(separator));
    return { id: result, outputs: { result, id: result } };
  },
  RandomString: (inputs) => {
    const result = text(inputs);
    return { id: result, outputs: { result } };
  },
  RandomUuid: () => {
    const result = randomUUID();
    return { id: result, outputs: { result } };
  },
};

/** The real provider's values are random, and so are these. */
export const random: TestProvider = {
  check: async ({ news }) => ({ inputs: news }),
  diff: async ({ oldInputs, news }: DiffRequest) => {
    const diffs = changedKeys(revealRecord(oldInputs), revealRecord(news));
    return { diffs, replaces: diffs };
  },
  create: async ({ type, inputs, preview }: CreateRequest) => {
    const kind = type.split(":").at(-1) ?? "";
    const make = KINDS[kind];
    if (!make) {
      throw new ProviderError("unimplemented", `there is no ${type}`);
    }
    const { id, outputs } = make(revealRecord(inputs));
    const entries = Object.entries(outputs).map(([key, value]): [string, Wire] => [
      key,
      preview ? UNKNOWN : HIDDEN.has(kind) ? secret(value) : value,
    ]);
    return { id, outputs: { ...inputs, ...Object.fromEntries(entries) } };
  },
  // What the state says is so: there is nowhere else to look.
  read: async ({ type, id, inputs, outputs }: ReadRequest) => {
    if (Object.keys(outputs).length > 0) {
      return { id, inputs, outputs };
    }
    throw new ProviderError("invalidArgument", `${type} cannot be read without its state`);
  },
  update: async ({ olds, news }: UpdateRequest) => ({ outputs: { ...olds, ...news } }),
  delete: async () => {},
  invoke: async ({ token }: InvokeRequest) => {
    throw new ProviderError("unimplemented", `there is no ${token}`);
  },
};

/** A text of the asked length and kinds of characters, with at least one of each. */
function text(inputs: WireRecord): string {
  const wants = (name: string) => reveal(inputs[name] ?? true) !== false;
  const kinds = [
    ...(wants("lower") ? [LOWER] : []),
    ...(wants("upper") ? [LOWER.toUpperCase()] : []),
    ...(wants("numeric") ? [DIGITS] : []),
    ...(wants("special") ? [String(inputs["overrideSpecial"] ?? SPECIAL)] : []),
  ];
  const all = kinds.join("");
  const length = Number(inputs["length"]);
  return Array.from({ length }, (_, at) => {
    const from = at < kinds.length ? (kinds[at] ?? all) : all;
    return from[randomInt(from.length)];
  }).join("");
}
