import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Declared, type Json, unknown } from "../engine";

interface YamlResource {
    readonly type: string;
    readonly properties?: { readonly [name: string]: Json };
}

type YamlResources = { readonly [name: string]: YamlResource };

/**
 * Reads a program in Pulumi YAML as the engine would show it at a first preview: a reference to an input of another
 * resource has its value, any other one is unknown, and both are dependencies.
 */
export function readProgram(file: string): Declared[] {
    const { resources }: { readonly resources: YamlResources } = parse(readFileSync(file, "utf8"));
    return Object.entries(resources).map(([name, resource]) => {
        const properties = Object.entries(resource.properties ?? {});
        const values = properties.map(([property, value]) => ({ property, value: evaluate(value, resources) }));
        return {
            type: fullType(resource),
            name,
            props: Object.fromEntries(values.map(({ property, value }) => [property, value.json])),
            from: Object.fromEntries(
                values
                    .filter(({ value }) => value.from.length > 0)
                    .map(({ property, value }) => [property, [...new Set(value.from)]]),
            ),
        };
    });
}

// `aws:lb:Listener` is short for `aws:lb/listener:Listener`; a custom object has the type of its kind.
function fullType({ type, properties }: YamlResource): string {
    if (type === "kubernetes:apiextensions.k8s.io:CustomResource")
        return `kubernetes:${String(properties?.apiVersion)}:${String(properties?.kind)}`;
    const [, provider, module, name] = /^(aws):([a-z0-9]+):([A-Za-z]+)$/.exec(type) ?? [];
    if (provider === undefined || name === undefined) return type;
    return `${provider}:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

/** A value, and the names of the resources that it comes from. */
interface Evaluated {
    readonly json: Json;
    readonly from: readonly string[];
}

function evaluate(value: Json, resources: YamlResources): Evaluated {
    if (typeof value === "string") return evaluateString(value, resources);
    if (isList(value)) {
        const items = value.map((item) => evaluate(item, resources));
        return { json: items.map(({ json }) => json), from: items.flatMap(({ from }) => from) };
    }
    if (typeof value !== "object" || value === null) return { json: value, from: [] };
    const items = Object.entries(value).map(([key, item]) => ({ key, ...evaluate(item, resources) }));
    const json = Object.fromEntries<Json>(items.map((item) => [item.key, item.json]));
    const from = items.flatMap((item) => item.from);
    if (!("fn::toJSON" in json)) return { json, from };
    return { json: from.length === 0 ? JSON.stringify(json["fn::toJSON"]) : unknown, from };
}

function evaluateString(value: string, resources: YamlResources): Evaluated {
    const [, name, property] = /^\$\{([\w-]+)\.(\w+)\}$/.exec(value) ?? [];
    if (name === undefined || property === undefined) return { json: value.replaceAll("$${", "${"), from: [] };
    const resource = resources[name];
    if (!resource) throw new Error(`${value}: no resource has this name.`);
    const input = resource.properties?.[property];
    return { json: input === undefined ? unknown : evaluate(input, resources).json, from: [name] };
}

// `Array.isArray` does not narrow a read-only array.
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
