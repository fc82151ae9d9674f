import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import type { SecretSource } from "../secrets/secret-source";
import { secretValue } from "../secrets/secret-value";

/** Bytes of a function's environment as JSON that Lambda accepts (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const maxEnvironmentBytes = 4_096;

/**
 * The secret environment variables of a function. They are part of its configuration, because nothing could read them before its image
 * starts: an image has no layers (docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html), and an extension in it is another process.
 * @param name name of the API.
 * @param environment the other variables of the function.
 * @throws {Error} where Lambda would not accept all of them; its own error quotes every value
 * (github-aws-runners/terraform-aws-github-runner#3594).
 */
export function secretVariables(
    name: string,
    sources: Readonly<Record<string, SecretSource>>,
    environment: Readonly<Record<string, pulumi.Input<string>>>,
    opts: pulumi.InvokeOptions,
): Record<string, pulumi.Output<string>> {
    const values = mapValues(sources, (source) => secretValue(source, opts));
    const all = pulumi.all({ ...environment, ...values });
    return mapValues(values, (value) =>
        pulumi.all([value, all]).apply(([own, variables]) => {
            const bytes = Buffer.byteLength(JSON.stringify(variables));
            if (bytes <= maxEnvironmentBytes) return own;
            throw new Error(
                `API "${name}": got ${bytes} bytes of environment variables and secrets, want at most ${maxEnvironmentBytes}, as Lambda accepts no more`,
            );
        }),
    );
}
