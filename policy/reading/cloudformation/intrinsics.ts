import { type Plain, type Props, type Resource, UNKNOWN } from "../resource";
import { isList, isObject, knownValue, type Reading, read, unknownAt } from "../value";

/** A template as far as its functions are concerned. */
export interface Scope {
    /** URN of the resource that declares a logical id; undefined for an id that is not a resource of the template. */
    urnOf(logicalId: string): string | undefined;
    readonly parameters: Props;
    /** The stack, whose property `parameters` gives their values. */
    readonly stack: Resource;
}

/** A property value without functions, and the URNs that it comes from. */
export interface Resolved {
    readonly value: Plain;
    readonly sources: readonly string[];
}

const plain = (value: Plain): Resolved => ({ value, sources: [] });

/**
 * Replaces the functions of a template: a reference to a resource is unknown and depends on it, as a property of a
 * Pulumi program is at its first preview, and a parameter has the value that the program gives it. As text, references
 * stay readable: `arn:aws:lambda:${AWS::Region}:…`.
 */
export function resolve(value: Plain, scope: Scope, asText = false): Resolved {
    if (isList(value))
        return all(
            value.map((own) => resolve(own, scope, asText)),
            (values) => values,
        );
    if (!isObject(value)) return plain(value);
    const entries = Object.entries(value);
    const [[name, argument] = ["", null]] = entries;
    if (entries.length === 1 && name === "Ref" && typeof argument === "string")
        return reference(argument, scope, asText);
    if (entries.length === 1 && name === "Fn::GetAtt") return attribute(argument, scope, asText);
    if (entries.length === 1 && name === "Fn::Sub") return substitution(argument, scope, asText);
    if (entries.length === 1 && name === "Fn::Join") return joined(argument, scope);
    // Its value comes from the stack itself, or from another one.
    if (entries.length === 1 && name.startsWith("Fn::")) return { value: UNKNOWN, sources: [scope.stack.urn] };
    // A resource that the API's document describes is text.
    const kept = entries.map(([key, own]) => [key, resolve(own, scope, asText || key === "Body")] as const);
    return {
        value: Object.fromEntries(kept.map(([key, { value: own }]) => [key, own])),
        sources: kept.flatMap(([, { sources }]) => sources),
    };
}

const all = (parts: readonly Resolved[], join: (values: readonly Plain[]) => Plain): Resolved => ({
    value: join(parts.map(({ value }) => value)),
    sources: parts.flatMap(({ sources }) => sources),
});

function reference(name: string, scope: Scope, asText: boolean): Resolved {
    if (name === "AWS::NoValue") return plain(null);
    const urn = scope.urnOf(name.split(".")[0] ?? "");
    if (urn !== undefined) return { value: asText ? `\${${name}}` : UNKNOWN, sources: [urn] };
    if (name.startsWith("AWS::") || !(name in scope.parameters)) return plain(asText ? `\${${name}}` : UNKNOWN);
    const given = givenAs(scope.stack.props.parameters, name);
    const stated = given.state === "absent" ? read(scope.parameters, name, "Default") : given;
    // Otherwise the value is the name of the parameter there.
    const isStored = /^AWS::SSM::/.test(String(knownValue(read(scope.parameters, name, "Type"))));
    if (stated.state === "known" && !isStored) return plain(stated.value);
    return {
        value: asText ? `\${${name}}` : UNKNOWN,
        sources: scope.stack.propertyDependencies.parameters ?? [],
    };
}

// Stack sets of aws-native list their parameters.
function givenAs(parameters: Plain = null, name: string): Reading<Plain> {
    if (!isList(parameters)) return read(parameters, name);
    const isOther = (entry: Plain): boolean => {
        const key = read(entry, "parameterKey");
        return key.state === "known" && key.value !== name;
    };
    const [own] = parameters.filter((entry) => !isOther(entry));
    if (own === undefined) return read(null, name);
    return read(own, "parameterKey").state === "known" ? read(own, "parameterValue") : unknownAt(name);
}

function attribute(argument: Plain, scope: Scope, asText: boolean): Resolved {
    const name = isList(argument) ? argument.join(".") : argument;
    return typeof name === "string" ? reference(name, scope, asText) : plain(UNKNOWN);
}

// `${Api}` alone is a reference; within a string, an unknown part stays as it is written.
function substitution(argument: Plain, scope: Scope, asText: boolean): Resolved {
    const text = isList(argument) ? argument[0] : argument;
    if (typeof text !== "string") return plain(UNKNOWN);
    const only = /^\$\{([^!}][^}]*)\}$/.exec(text)?.[1];
    if (only !== undefined && !isList(argument)) return reference(only, scope, asText);
    const sources: string[] = [];
    const value = text.replace(/\$\{([^!}][^}]*)\}/g, (whole, name: string) => {
        const found = reference(name, scope, true);
        sources.push(...found.sources);
        return typeof found.value === "string" ? found.value : whole;
    });
    return { value, sources };
}

function joined(argument: Plain, scope: Scope): Resolved {
    const [separator, parts] = isList(argument) ? argument : [];
    if (typeof separator !== "string" || !isList(parts)) return plain(UNKNOWN);
    return all(
        parts.map((own) => resolve(own, scope, true)),
        (values) => (values.includes(UNKNOWN) ? UNKNOWN : values.map(String).join(separator)),
    );
}
