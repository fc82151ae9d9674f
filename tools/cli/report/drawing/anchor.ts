import { createHash } from "node:crypto";

/** The id of a resource's element in the page. */
export function anchorOf(urn: string): string {
    return `r-${createHash("sha256").update(urn).digest("hex").slice(0, 12)}`;
}
