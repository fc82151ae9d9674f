import { parseDocumentText } from "../../../../reading/document-text";
import type { Plain } from "../../../../reading/resource";
import { isList, isObject } from "../../../../reading/value";
import { camelCased } from "./resource-type";

/** A resource of a CloudFormation template, with its properties in Pulumi's spelling. */
export interface TemplateResource {
    readonly logicalId: string;
    /** CloudFormation's type name. */
    readonly type: string;
    readonly props: Plain;
}

/** Resources of a template, or why they cannot be determined. */
export type Template = { readonly resources: readonly TemplateResource[] } | { readonly hidden: string };

// CloudFormation's limit: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const maxTemplate = 1024 * 1024;

/** Reads a template in JSON or YAML. A transform or an include may turn a safe template into anything. */
export function readTemplate(text: string): Template {
    const document = text.length > maxTemplate ? undefined : parseDocumentText(text);
    if (!isObject(document) || !isObject(document.Resources))
        return { hidden: "no list of resources that can be read" };
    if ("Transform" in document || holdsTransform(document)) return { hidden: "a transform, which may add resources" };
    const resources: TemplateResource[] = [];
    for (const [logicalId, entry] of Object.entries(document.Resources)) {
        if (!isObject(entry) || typeof entry.Type !== "string")
            return { hidden: `a resource "${logicalId}" without a type` };
        resources.push({ logicalId, type: entry.Type, props: camelCased(entry.Properties ?? {}) });
    }
    return { resources };
}

function holdsTransform(value: Plain): boolean {
    if (isList(value)) return value.some(holdsTransform);
    if (!isObject(value)) return false;
    return "Fn::Transform" in value || Object.values(value).some(holdsTransform);
}
