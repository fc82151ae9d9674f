import type { Place } from "../../problem";
import type { SwaggerTree } from "./tree";

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
        response.content = tree.contentOf(at, [...at, "schema"], produces);
    } else if (produces !== undefined) {
        response.content = tree.contentWith(at, {}, produces);
    }
    return response;
}
