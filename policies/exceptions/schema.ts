import { z } from "zod";

const words = (what: string) =>
  z
    .string({ error: ({ input }) => `found ${show(input)}, expected ${what}` })
    .refine((text) => text.trim() !== "", {
      error: `found nothing, expected ${what}`,
    });

const exceptionSchema = z.strictObject(
  {
    rule: words("the id of a rule"),
    stack: words("the name of a stack, or a pattern with *"),
    resource: words("a path of resource names, or a URN"),
    reason: words("why the finding is accepted"),
    owner: words("a team or person to ask"),
    expires: z.iso.date({ error: ({ input }) => `found ${show(input)}, expected a day such as 2027-03-01` }),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown ${issue.keys.map((key) => `"${key}"`).join(", ")}; known are rule, stack, resource, reason, owner, expires`
        : `found ${show(issue.input)}, expected an exception with rule, stack, resource, reason, owner and expires`,
  },
);

/** Exceptions as a file or a configuration states them; its messages say what was found and expected. */
export const exceptionsSchema = z.array(exceptionSchema, {
  error: ({ input }) => `found ${show(input)}, expected a list of exceptions`,
});

function show(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
