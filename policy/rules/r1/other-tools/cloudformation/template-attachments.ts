import { parseDocumentText } from "../../../../reading/document-text";
import { type Plain, type Props, type Resource, UNKNOWN } from "../../../../reading/resource";
import { isList, isObject, knownValue, type Reading, read, readString } from "../../../../reading/value";
import { attachedValues, attachmentPaths, isPart, type Part } from "../../load-balancing/attachment-table";

/** A value that attaches a resource to a load balancer. */
export interface AttachedValue {
    readonly subject: string;
    readonly parts: readonly Part[];
    /** The top-level property that contains it. */
    readonly property: string;
    readonly value: Plain;
}

/**
 * Finds the attachments in a template whose targets are not in the template itself; an unreadable template is reported
 * elsewhere.
 */
export function templateAttachments(stack: Resource): readonly AttachedValue[] {
    const body = knownValue(readString(stack.props, "templateBody"));
    const document = body === undefined ? undefined : parseDocumentText(body);
    if (!isObject(document) || !isObject(document.Resources)) return [];
    const { Resources: resources } = document;
    return Object.entries(resources).flatMap(([logicalId, entry]) =>
        (attachmentPaths.get(typeOf(entry).toLowerCase()) ?? []).flatMap((attachment) =>
            attachedValues(knownValue(read(entry, "Properties")) ?? null, attachment)
                .filter((value) => !attachment.parts.some((part) => isPart(part, typeOf(resources[idIn(value)]))))
                .flatMap((value) => givenBy(stack, document, value))
                .map((given) => ({ subject: `its template's "${logicalId}"`, parts: attachment.parts, ...given })),
        ),
    );
}

const typeOf = (entry: Plain | undefined): string => knownValue(readString(entry ?? null, "Type")) ?? "";

// Logical id or parameter that an intrinsic function references.
function idIn(value: Plain): string {
    const ref = knownValue(readString(value, "Ref"));
    const attribute = knownValue(read(value, "Fn::GetAtt"));
    const [id] = isList(attribute) ? attribute : typeof attribute === "string" ? attribute.split(".") : [];
    return ref ?? (typeof id === "string" ? id : "");
}

// The value of a parameter is given by the program, or its default; a list is separated by commas.
function givenBy(stack: Resource, document: Props, value: Plain): Pick<AttachedValue, "property" | "value">[] {
    const name = idIn(value);
    if (name === "" || read(document, "Parameters", name).state === "absent")
        return [{ property: "templateBody", value }];
    const given = read(stack.props, "parameters", name);
    const stated: Reading<Plain> = given.state === "absent" ? read(document, "Parameters", name, "Default") : given;
    if (stated.state === "unknown") return [{ property: "parameters", value: UNKNOWN }];
    const text = knownValue(stated);
    const values: Plain[] = typeof text === "string" ? text.split(",").map((each) => each.trim()) : [text ?? value];
    return values.filter((each) => each !== "").map((each) => ({ property: "parameters", value: each }));
}
