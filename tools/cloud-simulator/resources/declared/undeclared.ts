import { closest, distance } from "fastest-levenshtein";
import type { CheckFailure } from "../../state/cloud";
import { isMap, type PropertyMap, type PropertyValue, plain, unknown } from "../../state/property-values";
import { argumentsShape, type Kind, referencedShape, type Shape } from "./declarations";

/**
 * Problems with properties that a type does not have, or whose value is of another kind than the SDK declares.
 * Strings, numbers and booleans are interchangeable, because providers convert them. A type that no SDK declares has no problems.
 */
export function undeclared(token: string, inputs: PropertyMap): CheckFailure[] {
    const shape = argumentsShape(token);
    const packageName = token.split(":")[0] ?? "";
    return shape ? problemsOfObject(inputs, shape, { packageName, path: "", owner: token }) : [];
}

interface Place {
    readonly packageName: string;
    readonly path: string;
    readonly owner: string;
}

function problemsOfObject(object: PropertyMap, shape: Shape, place: Place): CheckFailure[] {
    return Object.entries(object).flatMap(([name, value]) => {
        // The engine's own marks, such as "__defaults".
        if (name.startsWith("__")) return [];
        const path = place.path === "" ? name : `${place.path}.${name}`;
        const kind = shape.get(name);
        if (kind) return problemsOfValue(value, kind, { ...place, path });
        const near = closest(name, [...shape.keys()]);
        const hint = distance(near, name) <= 2 ? `; did you mean "${near}"?` : "";
        return [{ property: path, reason: `"${place.owner}" has no property "${path}"${hint}` }];
    });
}

function problemsOfValue(value: PropertyValue, kind: Kind, place: Place): CheckFailure[] {
    const bare = plain(value);
    if (bare === null || bare === unknown || kind.is === "any") return [];
    const found = Array.isArray(bare) ? "list" : isMap(bare) ? "map" : "scalar";
    const expected = kind.is === "object" ? "map" : kind.is;
    if (found !== expected) {
        return [
            { property: place.path, reason: `"${place.owner}": "${place.path}" is a ${found}, want a ${expected}` },
        ];
    }
    if (kind.is === "list" && Array.isArray(bare)) {
        return bare.flatMap((element, index) =>
            problemsOfValue(element, kind.of, { ...place, path: `${place.path}[${index}]` }),
        );
    }
    if (kind.is !== "object" || !isMap(bare)) return [];
    const shape = referencedShape(place.packageName, kind.reference);
    return shape ? problemsOfObject(bare, shape, place) : [];
}
