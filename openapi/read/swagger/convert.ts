import type { Origins } from "../origins";
import { convertOperation, convertParameters } from "./operation";
import { convertResponse } from "./response";
import { SwaggerTree } from "./tree";

const methodKeys = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Converts a Swagger 2.0 document to the form of OpenAPI 3.0; any other value is returned as it is.
 * The parts keep their origins, so that messages name the lines of the Swagger document.
 */
export function convertSwagger(root: unknown, origins: Origins): unknown {
    const tree = new SwaggerTree(root, origins);
    if (String(tree.valueAt(["swagger"])) !== "2.0" && tree.valueAt(["swagger"]) !== 2) return root;
    const document = tree.copyOf([], (key) => !convertedKeys.includes(key));
    document.openapi = "3.0.3";
    tree.move(document, "openapi", ["swagger"]);
    const basePath = tree.valueAt(["basePath"]);
    if (typeof basePath === "string") {
        const server = { url: basePath };
        document.servers = [server];
        tree.move(server, "url", ["basePath"]);
    }
    document.components = convertComponents(tree);
    if (tree.valueAt(["paths"]) !== undefined) document.paths = convertPaths(tree);
    return document;
}

const convertedKeys = [
    ..."swagger host basePath schemes consumes produces paths definitions parameters responses".split(" "),
    "securityDefinitions",
];

function convertComponents(tree: SwaggerTree): object {
    const components: Record<string, unknown> = {};
    const sections = { schemas: "definitions", securitySchemes: "securityDefinitions", responses: "responses" };
    for (const [section, key] of Object.entries(sections)) {
        if (tree.valueAt([key]) === undefined) continue;
        if (section === "schemas") components[section] = tree.schemaAt([key]);
        else {
            const convert = section === "responses" ? convertResponse : convertScheme;
            components[section] = tree.mapEntries([key], (place) => convert(tree, place, tree.listAt(["produces"])));
        }
        tree.move(components, section, [key]);
    }
    return components;
}

function convertScheme(tree: SwaggerTree, at: readonly (string | number)[]): unknown {
    const scheme = tree.valueAt(at);
    return tree.valueAt([...at, "type"]) === "basic" ? { type: "http", scheme: "basic" } : scheme;
}

function convertPaths(tree: SwaggerTree): unknown {
    return tree.mapEntries(["paths"], (item) => {
        if (!tree.isObject(item)) return tree.valueAt(item);
        const converted = tree.copyOf(item, (key) => key !== "parameters" && !methodKeys.includes(key));
        const inherited = convertParameters(tree, [...item, "parameters"]);
        if (inherited.parameters !== undefined) converted.parameters = inherited.parameters;
        for (const method of methodKeys) {
            const at = [...item, method];
            if (tree.valueAt(at) !== undefined) converted[method] = convertOperation(tree, at, inherited);
        }
        return converted;
    });
}
