import { type Finding, finding, undecidedFinding } from "../reading/finding";
import type { Resource } from "../reading/resource";
import { readString } from "../reading/value";
import { type ApiBody, isReadable, parseBody } from "./body";

/** A definition that cannot be read, and why. */
interface Unreadable {
    readonly state: "unreadable";
    readonly because: string;
    readonly change: string;
}

/** Definition of a RestApi: a readable body, none (its methods are separate resources), a body that is not known yet, or an unreadable one. */
export type ApiDefinition =
    | { readonly state: "body"; readonly body: ApiBody }
    | { readonly state: "none" }
    | { readonly state: "unknown" }
    | Unreadable;

/** Reads the definition of a RestApi. */
export function definitionOf(api: Resource): ApiDefinition {
    const body = readString(api.props, "body");
    if (body.state === "unknown") return { state: "unknown" };
    if (body.state === "invalid")
        return { state: "unreadable", because: "body is not a string", change: "pass the definition as a string" };
    if (body.state === "absent") return { state: "none" };
    const parsed = parseBody(body.value);
    if (!isReadable(parsed))
        return {
            state: "unreadable",
            because: `body ${parsed.reason}`,
            change: parsed.change ?? "pass an OpenAPI 3.0 or Swagger 2.0 definition in JSON or YAML",
        };
    const [hidden] = parsed.unreadable;
    if (hidden === undefined) return { state: "body", body: parsed };
    return {
        state: "unreadable",
        because: `body's ${hidden} cannot be read`,
        change: "write path items and operations out, without $ref",
    };
}

/**
 * Findings for a definition that cannot be read. A body that is not known yet leaves several rules undecided for one
 * cause, so each of them says the same.
 */
export function unreadableFindings(
    api: Resource,
    definition: ApiDefinition,
    rest: { readonly parts: string; readonly expected: string },
): Finding[] {
    if (definition.state === "unknown") return unknownBodyFindings(api);
    if (definition.state !== "unreadable") return [];
    return [
        finding(api, {
            actual: `${definition.because}, so its ${rest.parts} cannot be checked`,
            expected: rest.expected,
            change: definition.change,
        }),
    ];
}

/** The component of @pulumi/aws-apigateway. */
export const apiComponent = "aws-apigateway:index:RestAPI";

// The component writes the ARNs of its functions into the body, and has no argument for stage variables
// (pulumi/pulumi-aws-apigateway, aws-apigateway/apigateway/api.ts, createAPI).
const unknownBody = (api: Resource): Finding =>
    undecidedFinding(api, {
        actual: "body is not known at preview",
        decidedBy: "the value of body, which pulumi up checks before it creates the API",
        change: api.parent?.includes(`${apiComponent}::`)
            ? `nothing, since the component ${apiComponent} writes the body only when its functions exist`
            : 'to decide it at preview, use no output of another resource in the body: write "${stageVariables.name}" for hosts, functions and connection ids, and set Stage.variables',
    });

/** The finding of every rule for a body that is not known yet; empty for any other. */
export const unknownBodyFindings = (api: Resource): Finding[] =>
    definitionOf(api).state === "unknown" ? [unknownBody(api)] : [];
