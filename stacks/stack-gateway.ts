import type * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../infra/backends/backend";
import { Gateway } from "../infra/gateway/rest/gateway";
import type { AwsPlace } from "../openapi/aws-place";
import { resourcePolicyText } from "../openapi/resource-policy";
import type { RestApiDefinition } from "./rest-api-definition";
import type { Settings } from "./settings/schema";
import type { StackAuthorizers } from "./stack-authorizers";
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
    /** The functions and the user pool that check calls beside the API key. */
    readonly authorizers: StackAuthorizers;
    readonly domain: StackDomain | undefined;
    readonly parent: pulumi.Resource;
}

/** Creates the gateway that publishes the APIs of a stack. */
export function createGateway(args: StackGatewayArgs): Gateway {
    const { name, settings, restApi, place, backends, authorizers, domain, parent } = args;
    const { gateway, stages, plans, clients, deletionProtection, logRetentionDays } = settings;
    const { uncachedMethodPaths } = restApi;
    const { accountRole, tracing, resourcePolicy } = gateway;
    const { authorizerFunctions, variables } = authorizers;
    const { defaultEndpoint, precedesGateway = [] } = domain ?? {};
    return new Gateway(
        name,
        {
            apiName: name,
            body: restApi.body(place),
            backends,
            stages,
            stageOptions: { uncachedMethodPaths, tracing, logRetentionDays },
            plans,
            clients,
            accountRole,
            deletionProtection,
            defaultEndpoint,
            policy: resourcePolicy && resourcePolicyText(resourcePolicy),
            authorizerFunctions,
            variables,
        },
        { parent, dependsOn: [...precedesGateway] },
    );
}
