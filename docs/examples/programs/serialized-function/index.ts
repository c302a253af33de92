import { CallbackFunction } from "./lambda";

const greeting = "Hello";

export = async () => {
  const hello = new CallbackFunction<{ name: string }>("hello", {
    callback: async ({ name }) => ({ statusCode: 200, body: `${greeting}, ${name}` }),
  });
  return { arn: hello.arn };
};
