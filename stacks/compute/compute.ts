import type * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../../infra/aws-credentials";
import type { Backend } from "../../infra/backends/backend";
import type { SecretSource } from "../../infra/backends/secrets/secret-source";
import type { DatabaseEndpoint } from "../../infra/database-access";
import { mapValues } from "../../infra/map-values";
import { isSecretArn } from "../settings/api-secrets";
import type { Settings } from "../settings/schema";

/** The settings of one API. */
export type ApiSettings = Settings["apis"][string];

/** The settings of an API with a container. */
export type ServedSettings = ApiSettings & { readonly port: number };

/** An API that is to run, whatever it runs on. */
export interface RunnableApi {
    /** Its settings. */
    readonly settings: ServedSettings;
    /** Its container image. */
    readonly image: pulumi.Input<string>;
    /** Environment variables of its container. */
    readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** IAM policy document with its AWS permissions; undefined if it has none. */
    readonly policy: pulumi.Input<string> | undefined;
    /** Its database. Default: none. */
    readonly database?: DatabaseEndpoint | undefined;
}

/** A kind of compute in a stack: it creates what its APIs share, and runs each of them. */
export interface Compute {
    /** Security group that all its APIs share. Default: each has its own. */
    readonly sharedGroupId?: pulumi.Output<string>;
    /** Runs an API behind its own load balancer, and returns its backend. */
    run(name: string, api: RunnableApi): Backend;
    /**
     * Runs the APIs with `exposure: shared`, all behind one load balancer, and returns their backends.
     * Default: this kind of compute has no such APIs.
     */
    runShared?(apis: Readonly<Record<string, RunnableApi>>): Record<string, Backend>;
}

/** Arguments of every kind of compute. */
export interface ComputeArgs {
    /** Name at AWS of whatever has a fixed name, such as "gatehouse-dev". */
    readonly name: string;
    readonly settings: Settings;
    /** Credentials that the stack configures for the AWS provider. Default: the environment's. */
    readonly credentials?: AwsCredentials | undefined;
    /** Parent of the components that it creates. */
    readonly parent: pulumi.Resource;
}

/** Where the secrets of an API come from, by the name of the variable. */
export function secretSources({ secrets }: Pick<ApiSettings, "secrets">): Record<string, SecretSource> {
    return mapValues(secrets, (value) => (isSecretArn(value) ? { arn: value } : { value }));
}
