import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, ofTier, undecidedFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { memoised } from "../../../reading/memo";
import { allResolve, dependenciesOf } from "../../../reading/references";
import { type Plain, type Props, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, type Reading, read, readString } from "../../../reading/value";
import {
    type AttachmentPath,
    allParts,
    attachedValues,
    attachmentPaths,
    isPart,
    normaliseKey,
    type Part,
    partTypes,
} from "../load-balancing/attachment-table";
import { declaredName } from "./terraform-types";

// Property with the properties of the actual resource, for generic resources.
const holders: ReadonlyMap<string, string> = new Map([
    ["aws:cloudcontrol/resource:Resource", "desiredState"],
    ["aws-native:index:ExtensionResource", "properties"],
]);

const ofModule = /^[^:]+:tf:/;

/**
 * Reports a resource declared in CloudFormation's or Terraform's terms that is attached to a load balancer outside this
 * stack, as `checkAttachments` does for the aws provider. The dependencies of a property in a Terraform module are not
 * known, so an unknown value counts as one of the module itself, or of its dependencies.
 */
export function checkTranslatedAttachments(stack: Stack, resource: Resource): Finding[] {
    const attachments = attachmentsOf(resource);
    if (attachments.length === 0) return [];
    const outside = attachments.find((each) => !resolves(stack, resource, each, attachments));
    if (outside === undefined)
        return ofTier(
            "strict",
            ignoredChanges(
                resource,
                attachments.map(({ property }) => property),
            ),
        );
    const expected = outside.parts.join(" or ");
    return ofTier("strict", [
        undecidedFinding(resource, {
            actual: `${outside.subject} does not resolve to any ${expected} of this stack, so its load balancer may face the internet`,
            decidedBy: `the load balancer behind ${outside.subject}`,
            change: `use a ${expected} of this program, or waive it if its load balancer is internal`,
        }),
    ]);
}

const attachmentsOf = memoised((resource: Resource): readonly AttachedValue[] => [
    ...templateAttachments(resource),
    ...ownAttachments(resource),
]);

function resolves(
    stack: Stack,
    resource: Resource,
    { parts, property, value }: AttachedValue,
    all: readonly AttachedValue[],
) {
    const types = typesOf(stack)(parts);
    if (value === UNKNOWN && ofModule.test(resource.type)) return isInModule(stack, resource, types);
    // A property that is not known as a whole counts by what it depends on, whichever of its parts that belongs to.
    if (resource.props[property] === UNKNOWN)
        return all
            .filter((other) => other.property === property)
            .some((other) => dependenciesOf(stack, resource, property, typesOf(stack)(other.parts)).length > 0);
    // Each dependency of a property explains one unknown value of a kind.
    const same = all.filter((other) => other.property === property && other.parts === parts && other.value === value);
    const values = same.map((other) => other.value);
    return allResolve(stack, resource, property, values, types, ownName);
}

const ownName = ({ props }: Resource) => knownValue(readString(props, "name"));

const typesOf = memoised((stack: Stack) =>
    memoised(
        (parts: readonly Part[]): ReadonlySet<string> =>
            new Set(parts.flatMap((part) => [...partTypes[part], ...(otherTypes(stack).get(part) ?? [])])),
    ),
);

// Types of the resources in other terms that are a part.
const otherTypes = memoised(({ resources }: Stack): ReadonlyMap<Part, ReadonlySet<string>> => {
    const types = new Map<Part, Set<string>>();
    for (const each of resources)
        for (const part of partsOf(each)) types.set(part, (types.get(part) ?? new Set()).add(each.type));
    return types;
});

const partsOf = memoised((resource: Resource): readonly Part[] => {
    const name = declaredName(resource);
    return allParts.filter((part) => isPart(part, name));
});

function isInModule(stack: Stack, { parent, dependencies }: Resource, types: ReadonlySet<string>): boolean {
    const sources = new Set([...dependencies, ...(stack.byUrn.get(parent ?? "")?.dependencies ?? [])]);
    return stack
        .ofType(types)
        .some((each) => sources.has(each.urn) || (ofModule.test(each.type) && each.parent === parent));
}

function ownAttachments(resource: Resource): readonly AttachedValue[] {
    const name = declaredName(resource);
    const holder = holders.get(resource.type);
    const own = holder === undefined ? resource.props : heldProperties(resource, holder);
    return (attachmentPaths.get(name.startsWith("AWS::") ? name.toLowerCase() : name) ?? [])
        .filter((attachment) => !isComputed(resource, attachment))
        .flatMap((attachment) =>
            attachedValues(own, attachment).map((value) => {
                const at = spelling(own, attachment.path[0] ?? "");
                return { subject: at, parts: attachment.parts, property: holder ?? at, value };
            }),
        );
}

function heldProperties(resource: Resource, holder: string): Plain {
    const held = knownValue(read(resource.props, holder));
    return (typeof held === "string" ? parseDocumentText(held) : held) ?? UNKNOWN;
}

const spelling = (own: Plain, key: string): string =>
    Object.keys(typeof own === "object" && own !== null ? own : {}).find((name) => normaliseKey(name) === key) ?? key;

// AWS computes a list that an Auto Scaling group in a module omits, so it is unknown at preview.
const isComputed = ({ type, props }: Resource, { path: [key = ""] }: AttachmentPath): boolean =>
    type.endsWith(":tf:aws_autoscaling_group") && props[spelling(props, key)] === UNKNOWN;

/** A value that attaches a resource to a load balancer. */
interface AttachedValue {
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
function templateAttachments(stack: Resource): readonly AttachedValue[] {
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
