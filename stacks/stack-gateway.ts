import type * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../infra/backends/backend";
import { Gateway } from "../infra/gateway/rest/gateway";
import type { AwsPlace } from "../openapi/aws-place";
import type { StackTargets } from "./api-targets";
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
    /** Backends by the name of the API. */
    readonly backends: Readonly<Record<string, Backend>>;
    /** What the gateway itself calls. */
    readonly targets: StackTargets;
    readonly domain: StackDomain | undefined;
    readonly parent: pulumi.Resource;
}

/** Creates the gateway that publishes the APIs of a stack. */
export function createGateway({
    name,
    settings,
    restApi,
    place,
    backends,
    targets,
    domain,
    parent,
}: StackGatewayArgs): Gateway {
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
            integrationFunctions: targets.functions,
            variables: targets.variables,
            stages,
            stageOptions: { uncachedMethodPaths, tracing, logRetentionDays },
            plans,
            clients,
            accountRole,
            deletionProtection,
            defaultEndpoint,
        },
        { parent, dependsOn: [...precedesGateway, ...Object.values(targets.components)] },
    );
}
