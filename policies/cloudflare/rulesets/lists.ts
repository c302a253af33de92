import { isIPv4, isIPv6 } from "node:net";
import type { Lists } from "#models/cloudflare/expression/evaluate";
import type { Member } from "#models/cloudflare/expression/syntax";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { asUnknownValue, type Property } from "../../property.ts";

const LIST = "cloudflare:index/list:List";
const ITEM = "cloudflare:index/listItem:ListItem";

/**
 * The account's lists of addresses and networks that the stack has, by name: items of their own included. A list of
 * which something is not known is left out, so that an expression with it cannot be decided.
 */
export function listsOf(stack: PolicyContext): Lists {
  const lists: [string, readonly Member[]][] = [];
  for (const list of stack.ofType(LIST)) {
    try {
      const name = list.at("name").text();
      const items = [...list.at("items").items(), ...ownItems(list, stack)];
      if (name !== undefined && items.length > 0) {
        lists.push([name, items.map(memberOf)]);
      }
    } catch (cause) {
      asUnknownValue(cause);
    }
  }
  return Object.fromEntries(lists);
}

function ownItems(list: PolicyResource, stack: PolicyContext): Property[] {
  return stack
    .ofType(ITEM)
    .filter((item) => item.uses("listId", list))
    .map((item) => item.inputs());
}

/** An item as a member of a set. Throws for one of another kind, such as a redirect. */
function memberOf(item: Property): Member {
  const asn = item.at("asn").number();
  if (asn !== undefined) {
    return { kind: "number", value: asn };
  }
  const value = item.at("ip").text() ?? "";
  const [address = ""] = value.split("/");
  if (!isIPv4(address) && !isIPv6(address)) {
    throw item.unknown();
  }
  return { kind: value.includes("/") ? "block" : "address", value };
}
