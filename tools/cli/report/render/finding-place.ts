import { nameOf } from "../../../cloud-simulator/state/urn";
import { shortType } from "../../preview/resource-tree";
import { anchorOf } from "../drawing/anchor";
import type { Report, SourceLocation } from "../facts/report-schema";
import { type Html, html } from "./html-text";

/** Formats a location as `Pulumi.dev.yaml:12`. */
export function placeOf({ file, line }: SourceLocation): string {
    return line === undefined ? file : `${file}:${line}`;
}

/** Links to the resource of a finding; plain text for the whole stack, or for a resource that the preview did not reach. */
export function resourceLink(urn: string, report: Report): Html {
    if (urn === "") return html`the whole stack`;
    const resource = report.resources.find((resource) => resource.urn === urn);
    if (!resource) return html`${nameOf(urn)}`;
    return html`<a href="#${anchorOf(urn)}">${shortType(resource.type)} ${resource.name}</a>`;
}
