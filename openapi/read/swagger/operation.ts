import { referenceKeys } from "../../json-pointer";
import type { Place } from "../../problem";
import { convertResponse } from "./response";
import type { SwaggerTree, Target } from "./tree";

/** Parameters in the form of OpenAPI 3.0, and those that are the request body there. */
export interface ConvertedParameters {
    /** Undefined if the document has no list; another value than a list is kept for the reader to report. */
    readonly parameters: unknown;
    readonly body: readonly Place[];
}

/** Converts a list of parameters; a reference becomes the parameter that it names. */
export function convertParameters(tree: SwaggerTree, at: Place): ConvertedParameters {
    const list = tree.listAt(at);
    if (list === undefined) return { parameters: tree.valueAt(at), body: [] };
    const parameters: unknown[] = [];
    const body: Place[] = [];
    for (const index of list.keys()) {
        const place = resolved(tree, [...at, index]);
        const location = tree.valueAt([...place, "in"]);
        if (location === "body" || location === "formData") body.push(place);
        else {
            tree.move(parameters, parameters.length, place);
            parameters.push(convertParameter(tree, place));
        }
    }
    return { parameters, body };
}

/** Converts an operation; `inherited` are the parameters of its path. */
export function convertOperation(tree: SwaggerTree, at: Place, inherited: ConvertedParameters): unknown {
    if (!tree.isObject(at)) return tree.valueAt(at);
    const operation = tree.copyOf(at, (key) => !convertedKeys.includes(key));
    const own = convertParameters(tree, [...at, "parameters"]);
    if (own.parameters !== undefined) operation.parameters = own.parameters;
    const body = own.body.length > 0 ? own.body : inherited.body;
    if (body.length > 0) {
        const consumes = tree.listAt([...at, "consumes"]) ?? tree.listAt(["consumes"]);
        operation.requestBody = convertBody(tree, body, consumes);
        tree.move(operation, "requestBody", body[0] ?? at);
    }
    operation.responses = convertResponses(tree, at);
    return operation;
}

// A response that several operations share has the media types of each: those that the document does not say for all.
function convertResponses(tree: SwaggerTree, operation: Place): unknown {
    const at = [...operation, "responses"];
    const own = tree.listAt([...operation, "produces"]);
    const placeOf = (place: Place) => (own === undefined ? place : resolved(tree, place));
    const produces = own ?? tree.listAt(["produces"]);
    const converted = tree.mapEntries(at, (place) => convertResponse(tree, placeOf(place), produces));
    if (tree.isObject(at)) {
        for (const key of Object.keys(converted as Target)) tree.move(converted as Target, key, placeOf([...at, key]));
    }
    return converted;
}

const convertedKeys = ["parameters", "responses", "consumes", "produces", "schemes"];
const parameterKeys = ["name", "in", "required", "description", "allowEmptyValue", "collectionFormat"];

function resolved(tree: SwaggerTree, at: Place): Place {
    const keys = referenceKeys(tree.valueAt([...at, "$ref"]));
    return keys !== undefined && tree.valueAt(keys) !== undefined ? keys : at;
}

function convertParameter(tree: SwaggerTree, at: Place): unknown {
    if (!tree.isObject(at) || tree.valueAt([...at, "$ref"]) !== undefined) return tree.valueAt(at);
    const isOwn = (key: string) => parameterKeys.includes(key) || key.startsWith("x-");
    const parameter = tree.copyOf(at, (key) => key !== "collectionFormat" && isOwn(key));
    const schema = tree.schemaAt(at) as Target;
    parameter.schema = Object.fromEntries(Object.entries(schema).filter(([key]) => !isOwn(key)));
    tree.move(parameter, "schema", at);
    // A list is one value with commas, unless its format is "multi" (Swagger 2.0, "Parameter Object").
    parameter.explode = tree.valueAt([...at, "collectionFormat"]) === "multi";
    return parameter;
}

function convertBody(tree: SwaggerTree, places: readonly Place[], consumes: readonly unknown[] | undefined): unknown {
    const inBody = places.find((place) => tree.valueAt([...place, "in"]) === "body");
    if (inBody !== undefined) {
        return {
            ...tree.copyOf(inBody, (key) => key === "description" || key === "required"),
            content: tree.contentOf(inBody, [...inBody, "schema"], consumes),
        };
    }
    const properties = Object.fromEntries(
        places.map((place) => {
            const { type, format, items } = tree.schemaAt(place) as Target;
            return [String(tree.valueAt([...place, "name"])), { type, format, items }];
        }),
    );
    const isMultipart =
        consumes?.includes("multipart/form-data") === true ||
        places.some((place) => tree.valueAt([...place, "type"]) === "file");
    const type = isMultipart ? "multipart/form-data" : "application/x-www-form-urlencoded";
    const schema = JSON.parse(JSON.stringify({ type: "object", properties }));
    const required = places.some((place) => tree.valueAt([...place, "required"]) === true);
    return { required, content: tree.contentWith(places[0] ?? [], { schema }, [type]) };
}
