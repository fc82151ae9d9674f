import { z } from "zod";
import type { JsonObject, Parameter } from "../document";
import type { Place } from "../problem";
import type { PublishedPath } from "./published-path";
import { readSchema } from "./schema";
import type { DocumentSource } from "./source";

const parameterKeys = [
    ..."name in required description schema content style explode".split(" "),
    ..."deprecated allowEmptyValue allowReserved example examples".split(" "),
];
const places = ["path", "query", "header", "cookie"] as const;
const parameterForm = z.looseObject(
    {
        name: z.string({ error: "a string" }).min(1, { error: "a name" }),
        in: z.enum(places, { error: '"path", "query", "header" or "cookie"' }),
    },
    { error: "a parameter" },
);
// The import rejects any other: "Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$"
// (recorded: floci, ApiGatewayParameterNameValidationTest).
const nameForm = /^[A-Za-z0-9:._$-]+$/;

/** Returns whether API Gateway can refer to a parameter by its name. */
export function isPublishableName(name: string): boolean {
    return nameForm.test(name);
}

/** A parameter as the document declares it. */
export interface DeclaredParameter {
    readonly at: Place;
    readonly name: string;
    readonly in: (typeof places)[number];
    readonly required: boolean;
    readonly description?: string;
    readonly schema: JsonObject;
    /** Whether API Gateway can refer to the parameter by its name. */
    readonly hasPublishableName: boolean;
}

/** Reads the parameters of an operation: the path item's, overridden by its own, sorted by `in` and name. */
export function declaredParameters(source: DocumentSource, lists: readonly Place[]): DeclaredParameter[] {
    const byKey = new Map<string, DeclaredParameter>();
    for (const list of lists) {
        const inList = new Set<string>();
        for (const item of source.itemsOf(list)) {
            const read = readParameter(source, item);
            if (read === undefined) continue;
            const key = `${read.in} ${read.name}`;
            if (inList.has(key)) {
                const change = "left out, as the list has a parameter with this name and place already";
                source.adjustForRestApi(read.at, change, `the ${read.in} parameter "${read.name}" again`);
                continue;
            }
            inList.add(key);
            byKey.set(key, read);
        }
    }
    return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

function readParameter(source: DocumentSource, item: Place): DeclaredParameter | undefined {
    const at = source.follow(item);
    const read = at && source.parse(parameterForm, at);
    if (at === undefined || read === undefined) return undefined;
    source.checkKeys(at, parameterKeys);
    const rawValue = (key: string) => source.valueAt([...at, key]);
    const description = rawValue("description");
    const hasPublishableName = isPublishableName(read.name);
    if (!hasPublishableName && (read.in === "query" || read.in === "header")) {
        const change = 'passed on but not declared, as API Gateway takes names of letters, digits and ":._$-" only';
        source.adjustForRestApi([...at, "name"], change);
    }
    return {
        at,
        name: read.name,
        in: read.in,
        required: rawValue("required") === true,
        ...(typeof description === "string" && { description }),
        schema: rawValue("schema") === undefined ? {} : readSchema(source, [...at, "schema"]),
        hasPublishableName,
    };
}

/**
 * Converts the declared parameters of an operation to those of its published path.
 * Each variable of the path is a parameter, and one that no variable holds is left out. Cookies and names that API
 * Gateway cannot refer to are passed on without a declaration.
 */
export function publishedParameters(
    source: DocumentSource,
    operation: Place,
    path: PublishedPath,
    declared: readonly DeclaredParameter[],
): Parameter[] {
    const inPath = path.variables.map(({ name, sources }): Parameter => {
        const own = declared.filter((parameter) => parameter.in === "path" && sources.includes(parameter.name));
        const [only, ...others] = own;
        if (only === undefined && sources.length === 1) {
            source.adjustForRestApi(
                operation,
                "declared as a string",
                `no parameter for the variable "{${sources[0]}}"`,
            );
        }
        const isWhole = only !== undefined && others.length === 0 && sources.length === 1;
        const description = isWhole ? only.description : undefined;
        const schema = isWhole ? only.schema : {};
        return { name, in: "path", required: true, ...(description !== undefined && { description }), schema };
    });
    const held = new Set([...path.variables.flatMap(({ sources }) => sources), ...path.queryNames]);
    for (const { at, name } of declared.filter((parameter) => parameter.in === "path" && !held.has(parameter.name))) {
        source.adjustForRestApi(at, "left out, as the path has no such variable", `the path parameter "${name}"`);
    }
    const others = declared.flatMap((parameter) => publishOther(source, parameter) ?? []);
    const keyOf = (parameter: Parameter) => `${parameter.in} ${parameter.name}`;
    return [...inPath, ...others].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function publishOther(source: DocumentSource, declared: DeclaredParameter): Parameter | undefined {
    const { at, name, description, schema } = declared;
    if ((declared.in !== "query" && declared.in !== "header") || !declared.hasPublishableName) return undefined;
    let { required } = declared;
    if (declared.in === "header" && required && name !== name.toLowerCase()) {
        required = false;
        const change =
            "checked by the backend, not the gateway, as API Gateway compares names exactly, and HTTP/2 clients send lower case";
        source.adjustForRestApi([...at, "required"], change, `the required header "${name}"`);
    }
    return { name, in: declared.in, required, ...(description !== undefined && { description }), schema };
}
