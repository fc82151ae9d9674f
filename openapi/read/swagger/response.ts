import type { Place } from "../../problem";
import type { SwaggerTree, Target } from "./tree";

const responses = "#/responses/";

/** Converts a response; its schema, if it has one, holds for each media type that the operation produces. */
export function convertResponse(tree: SwaggerTree, at: Place, produces: readonly unknown[] | undefined): unknown {
    if (!tree.isObject(at)) return tree.valueAt(at);
    const reference = tree.valueAt([...at, "$ref"]);
    if (typeof reference === "string") {
        return {
            $ref: reference.startsWith(responses)
                ? `#/components/responses/${reference.slice(responses.length)}`
                : reference,
        };
    }
    const response = tree.copyOf(at, (key) => !["schema", "headers", "examples"].includes(key));
    if (tree.valueAt([...at, "headers"]) !== undefined) {
        response.headers = tree.mapEntries([...at, "headers"], (header) =>
            tree.copyOf(header, (key) => key === "description"),
        );
    }
    if (tree.valueAt([...at, "schema"]) !== undefined) {
        const media: Target = { schema: tree.schemaAt([...at, "schema"]) };
        tree.move(media, "schema", [...at, "schema"]);
        const types = produces === undefined || produces.length === 0 ? ["application/json"] : produces;
        response.content = Object.fromEntries(types.map((type) => [String(type), media]));
    } else if (produces !== undefined) {
        response.content = Object.fromEntries(produces.map((type) => [String(type), {}]));
    }
    return response;
}
