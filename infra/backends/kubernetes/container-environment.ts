import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import type { SecretSource } from "../secrets/secret-source";
import { secretValue } from "../secrets/secret-value";

/** Secret variables of a container. */
export interface SecretVariables {
    /** Name of the Kubernetes Secret whose keys they are. */
    secretName: pulumi.Input<string>;
    /** Their names. */
    names: readonly string[];
}

/** Arguments of a container's environment. */
export interface EnvironmentArgs {
    /** Port that the container listens on. */
    port: number;
    /** Environment variables besides PORT. */
    environment: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Environment variables of the container that are no secrets. */
export function containerEnvironment({ port, environment }: EnvironmentArgs): Record<string, pulumi.Input<string>> {
    return { PORT: String(port), ...environment };
}

/** The variables of a container: plain values, and references to a Secret. */
export function environmentVariables(
    args: EnvironmentArgs,
    secrets?: SecretVariables,
): k8s.types.input.core.v1.EnvVar[] {
    const plain = Object.entries(containerEnvironment(args)).map(([name, value]) => ({ name, value }));
    const references = secrets?.names.map((name) => ({
        name,
        valueFrom: { secretKeyRef: { name: secrets.secretName, key: name } },
    }));
    return [...plain, ...(references ?? [])];
}

/** Stores the values of secret variables in a Secret; without any, it returns undefined. */
export function storeSecrets(
    name: string,
    namespace: pulumi.Input<string>,
    sources: Readonly<Record<string, SecretSource>>,
    opts: { readonly parent: pulumi.Resource },
): SecretVariables | undefined {
    const names = Object.keys(sources).sort();
    if (names.length === 0) return undefined;
    // Without a fixed name: another value makes another Secret, so that pods roll out, and the old ones keep theirs
    // (pulumi/pulumi-kubernetes, provider/pkg/provider/force_new.go). The SDK marks the values as secret.
    const stringData = mapValues(sources, (source) => secretValue(source, opts));
    const stored = new k8s.core.v1.Secret(name, { metadata: { namespace }, stringData }, opts);
    return { secretName: stored.metadata.name, names };
}
