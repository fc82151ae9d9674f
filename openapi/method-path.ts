import { unescapeKey } from "./json-pointer";

/** A method at a path, e.g. `GET` at `/pictures/{id}`. */
export interface MethodAtPath {
    readonly path: string;
    /** In upper case. */
    readonly method: string;
}

/**
 * Names a method as `methodPath` of an API Gateway method setting, for example `~1pictures~1{id}/GET`.
 * Slashes of the path are written `~1`, including the leading one: with plain slashes a nested path is accepted but has
 * no effect (hashicorp/terraform-provider-aws#9738). The root resource is `~1/GET`.
 */
export function methodPath(path: string, method: string): string {
    return `${path.replaceAll("/", "~1")}/${method.toUpperCase()}`;
}

/**
 * Lists the method paths that select a method: `methodPath`, and for a path of one segment also the form without a
 * leading slash, for example `pictures/GET` (hashicorp/terraform-provider-aws#9738).
 */
export function methodPathSpellings(path: string, method: string): string[] {
    const hasOneSegment = path !== "/" && path.lastIndexOf("/") === 0;
    return [methodPath(path, method), ...(hasOneSegment ? [methodPath(path.slice(1), method)] : [])];
}

/** Parses a method path, e.g. `~1pictures~1{id}/GET`; undefined for one of another form, such as `*&#47;*`. */
export function parseMethodPath(text: string): MethodAtPath | undefined {
    const [, path, method] = /^(.*)\/([A-Z]+)$/.exec(text) ?? [];
    return path === undefined || method === undefined ? undefined : { path: unescapeKey(path), method };
}
