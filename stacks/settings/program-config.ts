import * as pulumi from "@pulumi/pulumi";
import { configValue } from "./config-value";

/** The values of the running program's configuration in a namespace, as in the stack's YAML. */
export function programConfig(namespace: string): Record<string, unknown> {
    const prefix = `${namespace}:`;
    return Object.fromEntries(
        Object.entries(pulumi.runtime.allConfig())
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => [key.slice(prefix.length), configValue(value)]),
    );
}
