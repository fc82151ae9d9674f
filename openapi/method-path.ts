import type { Method } from "./document";

/**
 * Names a method as `methodPath` of an API Gateway method setting, for example `~1pictures~1{id}/GET`.
 * Slashes of the path are written `~1`, the leading one too: with plain slashes a nested path is accepted but has no
 * effect (hashicorp/terraform-provider-aws#9738). The root resource is `~1/GET`.
 */
export function methodPath(path: string, method: Method): string {
    return `${path.replaceAll("/", "~1")}/${method.toUpperCase()}`;
}
