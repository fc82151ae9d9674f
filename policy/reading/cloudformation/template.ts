import { parseDocumentText } from "../document-text";
import { type Plain, type Props, UNKNOWN } from "../resource";
import { isList, isObject } from "../value";

/** A resource of a CloudFormation template, with its properties in Pulumi's spelling. */
interface TemplateResource {
    readonly logicalId: string;
    /** CloudFormation's type name. */
    readonly type: string;
    readonly props: Plain;
    /** The properties as they are written. */
    readonly own: Plain;
}

/** Resources of a template, or why they cannot be determined. */
export type Template =
    | { readonly resources: readonly TemplateResource[]; readonly parameters: Props }
    | { readonly hidden: string };

/** Types of resources with a template. */
export const templateTypes: ReadonlySet<string> = new Set([
    "aws:cloudformation/stack:Stack",
    "aws:cloudformation/stackSet:StackSet",
    "aws-native:cloudformation:Stack",
    "aws-native:cloudformation:StackSet",
]);

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
        const own = entry.Properties ?? {};
        resources.push({ logicalId, type: entry.Type, props: camelCased(own), own });
    }
    return { resources, parameters: isObject(document.Parameters) ? document.Parameters : {} };
}

function holdsTransform(value: Plain): boolean {
    if (isList(value)) return value.some(holdsTransform);
    if (!isObject(value)) return false;
    return "Fn::Transform" in value || Object.values(value).some(holdsTransform);
}

/**
 * Converts properties of a template to Pulumi's spelling: names begin in lower case, as in `aws-native`. Intrinsic
 * functions (`Ref`, `Fn::…`) become unknown values.
 */
export function camelCased(value: Plain): Plain {
    if (isList(value)) return value.map(camelCased);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    if (entries.some(([key]) => key === "Ref" || key.startsWith("Fn::"))) return UNKNOWN;
    return Object.fromEntries(
        entries.map(([key, own]) => [key.charAt(0).toLowerCase() + key.slice(1), camelCased(own)]),
    );
}
