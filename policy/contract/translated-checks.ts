import { templateTypes } from "../reading/cloudformation/template";
import { holderOf, isTranslatable, translated } from "../reading/cloudformation/translation";
import { type Finding, quietly, unknownValueFinding } from "../reading/finding";
import { memoised } from "../reading/memo";
import { type Resource, type Stack, stackOf } from "../reading/resource";
import { read } from "../reading/value";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { combineResults } from "./result";

/** A check of a stack that also sees what CloudFormation's terms declare. */
export const onTranslated =
    (check: StackPolicy["check"]): StackPolicy["check"] =>
    (stack, settings) => {
        const { counts, findings } = check(translatedStack(stack), settings);
        return { counts, findings: [...atDeclared(findings), ...openDeclarations(stack)] };
    };

// Properties in which another tool's terms declare any resource.
const declarations: ReadonlyMap<string, readonly string[]> = new Map([
    ...[...templateTypes].map((type): [string, readonly string[]] => [type, ["templateBody"]]),
    ["aws:cloudcontrol/resource:Resource", ["typeName", "desiredState"]],
    ["aws-native:index:ExtensionResource", ["type", "properties"]],
]);

/** Quiet findings for declarations that are not known yet; the tier `strict` reports them. */
const openDeclarations = (stack: Stack): Finding[] =>
    stack.ofType(new Set(declarations.keys())).flatMap((resource) =>
        (declarations.get(resource.type) ?? [])
            .map((key) => read(resource.props, key))
            .filter(({ state }) => state === "unknown")
            .flatMap((reading) => quietly([unknownValueFinding(resource, reading)])),
    );

/** A check of a single resource that also sees what it declares in CloudFormation's terms. */
export const ofTranslated =
    (applies: (type: string) => boolean, check: ResourcePolicy["check"]): ResourcePolicy["check"] =>
    (resource, settings) => {
        if (!isTranslatable(resource.type)) return check(resource, settings);
        const parts = translated(resource).filter(({ type }) => applies(type));
        const { counts, findings } = combineResults(parts.map((part) => check(part, settings)));
        return { counts, findings: atDeclared(findings) };
    };

// Findings at the resources that the program declares.
const atDeclared = (findings: readonly Finding[]): Finding[] =>
    findings.map((one) => ({
        ...one,
        urn: holderOf(one.urn),
        ...(one.undecided && {
            undecided: { ...one.undecided, urn: holderOf(one.undecided.urn) },
        }),
    }));

// The stack with the API Gateway resources that are declared in CloudFormation's terms beside those of the aws provider.
const translatedStack = memoised((stack: Stack): Stack => {
    const all = stack.resources.flatMap(withParts);
    return all.every((each, index) => each === stack.resources[index]) ? stack : stackOf(all);
});

const withParts = memoised((resource: Resource): readonly Resource[] => {
    const parts = translated(resource);
    return parts.some(({ urn }) => urn === resource.urn) ? parts : [resource, ...parts];
});
