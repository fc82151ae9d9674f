import type { Settings } from "../../../contract/settings";
import { camelCased, readTemplate, type Template, templateTypes } from "../../../reading/cloudformation/template";
import { isJoined, isTranslatable, nativeName } from "../../../reading/cloudformation/translation";
import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, subject as nameOf, ofTier, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { type Plain, type Resource, resourceWith, UNKNOWN } from "../../../reading/resource";
import { read, readString } from "../../../reading/value";
import { cloudFormationType } from "./checked-types";

/** Checks a resource of the aws provider; passed in by the policy that owns these checks. */
export type Check = (resource: Resource, settings: Settings) => Finding[];

const cloudControl = "aws:cloudcontrol/resource:Resource";
const nativeGeneric = "aws-native:index:ExtensionResource";
function isExposingNativeType(type: string): boolean {
    const name = nativeName(type);
    return name !== undefined && !isJoined(name) && cloudFormationType(name).state !== "safe";
}

/**
 * Whether a type declares resources in CloudFormation's terms: templates, Cloud Control resources, and those of
 * `aws-native`.
 */
export const isCloudFormationResource = (type: string): boolean =>
    type === cloudControl || type === nativeGeneric || templateTypes.has(type) || isExposingNativeType(type);

/**
 * Properties that determine what is created; `checkCloudFormationResource` determines those of `aws-native` types
 * itself.
 */
export function cloudFormationPaths(type: string): readonly string[] {
    if (templateTypes.has(type)) return ["templateBody", "templateUrl"];
    if (type === cloudControl) return ["typeName", "desiredState"];
    return type === nativeGeneric ? ["type", "properties"] : [];
}

/** Reports resources in CloudFormation's terms that may be public. */
export function checkCloudFormationResource(resource: Resource, settings: Settings, check: Check): Finding[] {
    if (templateTypes.has(resource.type)) return checkTemplate(resource, settings, check);
    if (resource.type === cloudControl) return checkCloudControl(resource, settings, check);
    const type = nativeName(resource.type);
    if (type !== undefined) return checkNative(resource, type, settings, check);
    const own = readString(resource.props, "type");
    if (own.state !== "known") return [unknownValueFinding(resource, own)];
    const props = camelCased(resource.props.properties ?? {});
    return checkOne(resource, { subject: "it", type: own.value, props }, settings, check);
}

/**
 * Checks a resource with the properties of a CloudFormation type. There is no list of the properties that matter: a
 * property does if the resource would be reported without knowing it.
 */
export function checkNative(resource: Resource, type: string, settings: Settings, check: Check): Finding[] {
    const checked = (props: Plain) => checkOne(resource, { subject: "it", type, props }, settings, check);
    const findings = checked(resource.props);
    if (findings.length > 0) return findings;
    const ignored = resource.ignoreChanges.filter((path) => {
        const [key = ""] = /[^.["\]]+/.exec(path) ?? [];
        return key === "*" || checked({ ...resource.props, [key]: UNKNOWN }).length > 0;
    });
    return ignoredChanges(resource, ignored);
}

function checkCloudControl(resource: Resource, settings: Settings, check: Check): Finding[] {
    const typeName = readString(resource.props, "typeName");
    if (typeName.state !== "known") return [unknownValueFinding(resource, typeName)];
    if (cloudFormationType(typeName.value).state === "safe" || isJoined(typeName.value)) return [];
    const desired = readString(resource.props, "desiredState");
    if (desired.state === "unknown") return [unknownValueFinding(resource, desired)];
    const state = desired.state === "known" ? parseDocumentText(desired.value) : undefined;
    if (state === undefined) return [hidden(resource, `its desiredState of a "${typeName.value}" cannot be read`)];
    const declared: Declaration = { subject: "its desiredState", type: typeName.value, props: camelCased(state) };
    return checkOne(resource, declared, settings, check);
}

function checkTemplate(resource: Resource, settings: Settings, check: Check): Finding[] {
    const body = readString(resource.props, "templateBody");
    if (body.state === "unknown") return ofTier("strict", [unknownValueFinding(resource, body)]);
    if (body.state === "absent" && read(resource.props, "templateUrl").state !== "absent")
        return [hidden(resource, "templateUrl names a template whose resources are not visible in this preview")];
    const template: Template =
        body.state === "known" ? readTemplate(body.value) : { hidden: "no resources that can be read" };
    if ("hidden" in template) return [hidden(resource, `its template contains ${template.hidden}`)];
    if (read(resource.props, "templateUrl").state !== "absent")
        return [hidden(resource, "templateUrl names a template that may differ from templateBody")];
    for (const { logicalId, type, props } of template.resources) {
        const [first] = checkOne(resource, { subject: `its template's "${logicalId}"`, type, props }, settings, check);
        if (first) return [first];
    }
    return [];
}

interface Declaration {
    readonly subject: string;
    readonly type: string;
    readonly props: Plain;
}

function checkOne(
    resource: Resource,
    { subject, type, props }: Declaration,
    settings: Settings,
    check: Check,
): Finding[] {
    const entry = cloudFormationType(type);
    // The policies of the stack check these like the aws provider's.
    if (entry.state === "safe" || (isJoined(type) && isTranslatable(resource.type))) return [];
    if (entry.state === "opaque")
        return [hidden(resource, `${subject} is of the type "${type}", which may bypass the gateway`)];
    const translated = resourceWith(resource, {
        type: entry.type,
        props: entry.translate(props),
        ignoreChanges: [],
    });
    const findings = check(translated, settings);
    const [first] = findings;
    if (first === undefined) return [];
    // The result of a function in a template is never shown; any other value is known in the update.
    if (first.undecided) {
        return templateTypes.has(resource.type)
            ? [
                  hidden(
                      resource,
                      `${subject} is of the type "${type}", and whether it is public is not shown`,
                      "state it in constants, or use the aws provider's own resource",
                  ),
              ]
            : findings;
    }
    const { actual, change } = reasonIn(first, translated);
    return ofTier(first.tier ?? "gateway", [
        finding(resource, {
            actual: `${subject} is of the type "${type}": ${actual}`,
            expected: entry.expected,
            change,
        }),
    ]);
}

// Its security groups are not translated, so nothing is said about them. Properties have the names of the aws provider.
function reasonIn({ message }: Finding, translated: Resource): { readonly actual: string; readonly change: string } {
    const [actual = "", , change = ""] = message.split("\n");
    const own = translated.component ? /, through the arguments of .*$|\.$/ : /\.$/;
    return {
        actual: actual
            .slice(`${nameOf(translated)}: `.length)
            .replace(/; (no security group|it has only|AWS gives it) .*$|\.$/, ""),
        change: change.replace(/^Change: /, "").replace(own, ""),
    };
}

const hidden = (
    resource: Resource,
    actual: string,
    change = "declare its resources in the program, with the aws provider",
): Finding => ({
    ...finding(resource, { actual, expected: "resources that the rules can check", change }),
    tier: "strict",
});
