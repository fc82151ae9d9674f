import type * as pulumi from "@pulumi/pulumi";

/** How the Lambda Web Adapter in an image finds the API. */
export interface WebAdapterArgs {
    /** Port that the API listens on. */
    port: number;
    /** Path that returns a status below 500 once the API has started. */
    healthPath: string;
    /** The beginning of the paths at the gateway that is not part of the API's paths, such as "/quotes/". */
    removedPrefix: string;
}

/**
 * Environment variables of the Lambda Web Adapter, a program at `/opt/extensions/lambda-adapter` of the image. Lambda starts it
 * as an extension; elsewhere nothing does, so that the same image runs there (awslabs/aws-lambda-web-adapter, README and
 * docs/guide/src/reference/architecture.md). It turns an invocation into an HTTP request to the API, whose port it reads from
 * `PORT` as the API does.
 */
export function webAdapterEnvironment({ port, healthPath, removedPrefix }: WebAdapterArgs): Record<string, string> {
    return {
        PORT: String(port),
        AWS_LWA_READINESS_CHECK_PATH: healthPath,
        AWS_LWA_REMOVE_BASE_PATH: removedPrefix,
    };
}

/** Variables that Lambda sets itself, and rejects in a function's own environment; the SDKs find the region there too. */
const setByLambda = new Set(["AWS_REGION", "AWS_DEFAULT_REGION"]);

/** The environment of an API without the variables that Lambda reserves (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). */
export function withoutReserved(
    environment: Readonly<Record<string, pulumi.Input<string>>>,
): Record<string, pulumi.Input<string>> {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !setByLambda.has(name)));
}
