import type * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../infra/backends/backend";
import { Gateway } from "../infra/gateway/rest/gateway";
import type { Releases } from "../infra/gateway/rest/release";
import type { AwsPlace } from "../openapi/aws-place";
import type { RestApiDefinition } from "./rest-api-definition";
import type { Settings } from "./settings/schema";
import type { StackDomain } from "./stack-domain";

/** Arguments of the gateway of a stack. */
export interface StackGatewayArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly restApi: RestApiDefinition;
    readonly place?: AwsPlace | undefined;
    /** The snapshots that its stages serve in place of the newest body. Default: none. */
    readonly releases?: Releases | undefined;
    /** Backends by the name of the API. */
    readonly backends: Readonly<Record<string, Backend>>;
    readonly domain: StackDomain | undefined;
    readonly parent: pulumi.Resource;
}

/** Creates the gateway that publishes the APIs of a stack. */
export function createGateway(args: StackGatewayArgs): Gateway {
    const { name, settings, restApi, place, releases, backends, domain, parent } = args;
    const { gateway, stages, plans, clients, deletionProtection, logRetentionDays } = settings;
    const { uncachedMethodPaths } = restApi;
    const { accountRole, tracing } = gateway;
    const { defaultEndpoint, precedesGateway = [] } = domain ?? {};
    return new Gateway(
        name,
        {
            apiName: name,
            body: restApi.body(place),
            backends,
            stages,
            releases,
            stageOptions: { uncachedMethodPaths, tracing, logRetentionDays },
            plans,
            clients,
            accountRole,
            deletionProtection,
            defaultEndpoint,
        },
        { parent, dependsOn: [...precedesGateway] },
    );
}
