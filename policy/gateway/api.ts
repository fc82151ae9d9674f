import type { Resource } from "../reading/resource";
import { readString } from "../reading/value";
import { type ApiBody, isReadable, parseBody } from "./body";

/** Definition of a RestApi: a readable body, none (its methods are separate resources), or an unreadable body. */
export type ApiDefinition =
    | { readonly state: "body"; readonly body: ApiBody }
    | { readonly state: "none" }
    | { readonly state: "unreadable"; readonly because: string; readonly change: string };

const useStageVariables =
    'use no output of another resource in the body: write "${stageVariables.name}" for hosts and connection ids, and set Stage.variables';

/** Reads the definition of a RestApi. */
export function definitionOf(api: Resource): ApiDefinition {
    const body = readString(api.props, "body");
    if (body.state === "unknown")
        return { state: "unreadable", because: "body is not known at preview", change: useStageVariables };
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
