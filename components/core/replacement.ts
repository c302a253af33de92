import { type ComponentResourceOptions, mergeOptions, type ResourceTransformation } from "@pulumi/pulumi";
import { replacementOf } from "#models/provider-facts/replacement";

/** Deletes first where the new resource cannot exist beside the old one, unless the resource says otherwise. */
const deleteFirst: ResourceTransformation = ({ type, props, opts }) =>
  opts.parent !== undefined && replacementOf(type)?.order === "delete-first"
    ? { props, opts: { deleteBeforeReplace: true, ...opts } }
    : undefined;

/**
 * Options of a component with which each resource below it, however deep, is replaced in the order that its type needs
 * ({@link replacementOf}). The option is not part of a state, so that it changes nothing that is deployed.
 */
export function withReplacementOrder(opts: ComponentResourceOptions | undefined): ComponentResourceOptions {
  return mergeOptions(opts, { transformations: [deleteFirst] });
}
