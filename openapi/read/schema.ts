import type { JsonObject } from "../document";
import type { Place } from "../problem";
import { isObject } from "./models/model";
import { modelsOf } from "./models/models";
import { outermostOf } from "./models/references";
import type { DocumentSource } from "./source";

/**
 * Reads the schema of a parameter as it is written; reports one that is no schema, and a reference to none. API Gateway
 * uses only its type.
 */
export function readSchema(source: DocumentSource, at: Place): JsonObject {
    const value = source.valueAt(at);
    if (typeof value === "boolean") return {};
    if (!isObject(value)) {
        source.report(at, "a schema");
        return {};
    }
    if (value.$ref !== undefined) modelsOf(source).references.read(at, outermostOf(at));
    return value as JsonObject;
}
