import { coversSource, invokedFunction } from "../../../openapi/function-invocation";
import type { Cloud } from "../../cloud-simulator/state/cloud";
import { text } from "../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../cloud-simulator/state/resource-store";

const apiType = "aws:apigatewayv2/api:Api";
const authorizerType = "aws:apigatewayv2/authorizer:Authorizer";
const deploymentType = "aws:apigatewayv2/deployment:Deployment";
const integrationType = "aws:apigatewayv2/integration:Integration";
const routeType = "aws:apigatewayv2/route:Route";
const stageType = "aws:apigatewayv2/stage:Stage";

/** A call of a function by a route, as a deployment has it. */
interface DeployedCall {
    readonly route: LiveResource;
    readonly functionName: string;
    /** The end of the ARN of the caller, after that of the API: with `{stage}` for a route, without for an authorizer. */
    readonly caller: string;
}

/** Watches the stages of WebSocket APIs: their deployments, and the functions that these call. */
export class WebSocketWatch {
    // A deployment is a snapshot of the routes (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-set-up-websocket-deployment.html).
    private readonly snapshots = new Map<string, readonly DeployedCall[]>();
    /** The problems found, each with the route that has it; undefined for one of a whole stage. */
    private readonly found = new Map<string, LiveResource | undefined>();

    /** Records the deployments that exist now, with the routes that their APIs have now. */
    constructor(private readonly cloud: Cloud) {
        this.record();
    }

    /** Records new deployments, and the problems that there are now. */
    look(): void {
        this.record();
        for (const { inputs } of this.cloud.store.ofType(stageType)) {
            // The stage of an HTTP API, which refers to no deployment.
            if (inputs.autoDeploy === true) continue;
            const label = `stage "${text(inputs.name)}" of a WebSocket API`;
            const api = this.cloud.store.find(apiType, text(inputs.apiId));
            const deployment = this.cloud.store.find(deploymentType, text(inputs.deploymentId));
            if (api === undefined || deployment === undefined) {
                this.found.set(`${label} was without a deployment`, undefined);
                continue;
            }
            for (const call of this.snapshots.get(deployment.id) ?? []) {
                const problem = this.problemOf(call, text(api.outputs.executionArn), text(inputs.name));
                if (problem !== undefined) this.found.set(`${label} ${problem}`, call.route);
            }
        }
    }

    /**
     * Describes the stages that were without a deployment, and the functions that one could not call. A route that no longer exists is left
     * out: the engine deletes it after the deployment, which has it still.
     */
    outages(): string[] {
        return [...this.found]
            .filter(([, route]) => route === undefined || this.cloud.store.find(routeType, route.id) !== undefined)
            .map(([problem]) => problem);
    }

    private record(): void {
        for (const { id, inputs } of this.cloud.store.ofType(deploymentType))
            if (!this.snapshots.has(id)) this.snapshots.set(id, callsOf(this.cloud, text(inputs.apiId)));
    }

    private problemOf({ functionName, caller }: DeployedCall, apiArn: string, stage: string): string | undefined {
        const { store } = this.cloud;
        const exists = store.ofType("aws:lambda/function:Function").some(({ inputs }) => inputs.name === functionName);
        if (!exists) return `invoked function "${functionName}", which does not exist`;
        const source = `${apiArn}/${caller.replace("{stage}", stage)}`;
        const isPermitted = store
            .ofType("aws:lambda/permission:Permission")
            .filter(({ inputs }) => text(inputs.function) === functionName)
            .some(({ inputs }) => coversSource(text(inputs.sourceArn) || "*", source));
        return isPermitted ? undefined : `invoked function "${functionName}" without a permission`;
    }
}

function callsOf({ store }: Cloud, apiId: string): DeployedCall[] {
    const call = (route: LiveResource, caller: string, uri: LiveResource["inputs"][string] | undefined) => {
        const called = invokedFunction(text(uri));
        return called === undefined ? [] : [{ route, functionName: called.functionName, caller }];
    };
    return store
        .ofType(routeType)
        .filter(({ inputs }) => text(inputs.apiId) === apiId)
        .flatMap((route): DeployedCall[] => {
            const { authorizerId, routeKey, target } = route.inputs;
            const integration = store.find(integrationType, text(target).replace(/^integrations\//, ""));
            const authorizer = store.find(authorizerType, text(authorizerId));
            return [
                ...call(route, `{stage}/${text(routeKey)}`, integration?.inputs.integrationUri),
                ...call(route, `authorizers/${text(authorizerId)}`, authorizer?.inputs.authorizerUri),
            ];
        });
}
