import * as pulumi from "@pulumi/pulumi";

/** The values of the running program's configuration in a namespace, as YAML had them. */
export function programConfig(namespace: string): Record<string, unknown> {
    const prefix = `${namespace}:`;
    return Object.fromEntries(
        Object.entries(pulumi.runtime.allConfig())
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => [key.slice(prefix.length), unquoted(value)]),
    );
}

// The engine hands over every value as text: structured ones and numbers as JSON, plain texts as they are.
function unquoted(value: string): unknown {
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
