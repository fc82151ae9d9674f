import type { Settings } from "../../../contract/settings";
import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, undecidable } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored";
import { type Plain, type Resource, resourceWith, UNKNOWN } from "../../../reading/resource";
import { read, readString } from "../../../reading/value";
import { camelCased, cloudFormationType } from "./cloudformation-type";
import { readTemplate, type Template } from "./template";

/** Judges a resource of the aws provider; the policy that owns all such judges passes itself in. */
export type Judge = (resource: Resource, settings: Settings) => Finding[];

const cloudControl = "aws:cloudcontrol/resource:Resource";
const nativeGeneric = "aws-native:index:ExtensionResource";
const templates: ReadonlySet<string> = new Set([
    "aws:cloudformation/stack:Stack",
    "aws:cloudformation/stackSet:StackSet",
    "aws-native:cloudformation:Stack",
    "aws-native:cloudformation:StackSet",
]);

// aws-native:ec2:SecurityGroup is CloudFormation's AWS::EC2::SecurityGroup.
function nativeName(type: string): string | undefined {
    return /^aws-native:(?!index:)\w+:\w+$/.test(type)
        ? type.replace("aws-native", "AWS").replaceAll(":", "::")
        : undefined;
}

function isNativeOpener(type: string): boolean {
    const name = nativeName(type);
    return name !== undefined && cloudFormationType(name).state !== "harmless";
}

/** Resources that are described in CloudFormation's words: its templates, Cloud Control's resources and `aws-native`'s. */
export const isOpaque = (type: string): boolean =>
    type === cloudControl || type === nativeGeneric || templates.has(type) || isNativeOpener(type);

/** Properties that say what another service creates; those of `aws-native`'s own types, `judgeOpaque` finds itself. */
export function opaquePaths(type: string): readonly string[] {
    if (templates.has(type)) return ["templateBody", "templateUrl"];
    if (type === cloudControl) return ["typeName", "desiredState"];
    return type === nativeGeneric ? ["type", "properties"] : [];
}

/** Reports what another service would create, unless it is shown to be private. */
export function judgeOpaque(resource: Resource, settings: Settings, judge: Judge): Finding[] {
    if (templates.has(resource.type)) return judgeTemplate(resource, settings, judge);
    if (resource.type === cloudControl) return judgeCloudControl(resource, settings, judge);
    const type = nativeName(resource.type);
    if (type !== undefined) return judgeNative(resource, type, settings, judge);
    const own = readString(resource.props, "type");
    if (own.state !== "known") return [undecidable(resource, own)];
    const props = camelCased(resource.props.properties ?? {});
    return judgeOne(resource, { what: "it", type: own.value, props }, settings, judge);
}

/**
 * Judges a resource whose properties are those of a type of CloudFormation. No list says which of them decide: one does
 * if it would be reported, were it not known.
 */
export function judgeNative(resource: Resource, type: string, settings: Settings, judge: Judge): Finding[] {
    const judged = (props: Plain) => judgeOne(resource, { what: "it", type, props }, settings, judge);
    const findings = judged(resource.props);
    if (findings.length > 0) return findings;
    const ignored = resource.ignoreChanges.filter((path) => {
        const [key = ""] = /[^.["\]]+/.exec(path) ?? [];
        return key === "*" || judged({ ...resource.props, [key]: UNKNOWN }).length > 0;
    });
    return ignoredChanges(resource, ignored);
}

function judgeCloudControl(resource: Resource, settings: Settings, judge: Judge): Finding[] {
    const typeName = readString(resource.props, "typeName");
    if (typeName.state !== "known") return [undecidable(resource, typeName)];
    if (cloudFormationType(typeName.value).state === "harmless") return [];
    const desired = readString(resource.props, "desiredState");
    if (desired.state === "unknown") return [undecidable(resource, desired)];
    const state = desired.state === "known" ? parseDocumentText(desired.value) : undefined;
    // Text that is no JSON leaves every property unknown.
    const props = camelCased(state ?? UNKNOWN);
    return judgeOne(resource, { what: "its desired state", type: typeName.value, props }, settings, judge);
}

function judgeTemplate(resource: Resource, settings: Settings, judge: Judge): Finding[] {
    const body = readString(resource.props, "templateBody");
    if (body.state === "unknown") return [undecidable(resource, body)];
    if (body.state === "absent" && read(resource.props, "templateUrl").state !== "absent")
        return [unshown(resource, "templateUrl names a template whose resources no preview shows")];
    const template: Template =
        body.state === "known" ? readTemplate(body.value) : { hidden: "nothing that can be read here" };
    if ("hidden" in template) return [unshown(resource, `its template holds ${template.hidden}`)];
    if (read(resource.props, "templateUrl").state !== "absent")
        return [unshown(resource, "beside templateBody, templateUrl names a template that may be another one")];
    for (const { logicalId, type, props } of template.resources) {
        const [first] = judgeOne(resource, { what: `its template's "${logicalId}"`, type, props }, settings, judge);
        if (first) return [first];
    }
    return [];
}

interface Described {
    readonly what: string;
    readonly type: string;
    readonly props: Plain;
}

function judgeOne(resource: Resource, { what, type, props }: Described, settings: Settings, judge: Judge): Finding[] {
    const entry = cloudFormationType(type);
    if (entry.state === "harmless") return [];
    if (entry.state === "opaque")
        return [unshown(resource, `${what} is of the type "${type}", which may open a way past the gateway`)];
    const findings = judge(
        resourceWith(resource, { type: entry.type, props: entry.translate(props), ignoreChanges: [] }),
        settings,
    );
    if (findings.length === 0) return [];
    return [
        finding(resource, {
            found: `${what} is of the type "${type}" and is not shown to be private`,
            wanted: entry.wanted,
            change: "state it in constants, or use the aws provider's own resource",
        }),
    ];
}

const unshown = (resource: Resource, found: string): Finding =>
    finding(resource, {
        found,
        wanted: "resources that the rules can judge",
        change: "declare its resources in the program, with the aws provider",
    });
