import type { Backend } from "../../infra/backends/backend";
import { ApiFunction } from "../../infra/backends/lambda/api-function";
import type { StackNetwork } from "../../infra/network/stack-network";
import { healthPathOf } from "../settings/api-schema";
import { architectureOfImage } from "../settings/architecture";
import { functionMemory } from "../settings/lambda/function-checks";
import { functionName } from "../settings/lambda/function-names";
import { type Compute, type ComputeArgs, type RunnableApi, secretSources } from "./compute";

/** Arguments of Lambda. */
export interface FunctionArgs extends ComputeArgs {
    /** The network; needed if an API has a database. */
    readonly network?: StackNetwork | undefined;
    /** The beginning of the paths at the gateway that each API's function does not see, by the API's name. */
    readonly removedPrefixes: Readonly<Record<string, string>>;
}

/** AWS Lambda, which runs each API as a function, in the network only if it has a database. */
export class FunctionCompute implements Compute {
    constructor(private readonly args: FunctionArgs) {}

    run(name: string, { settings: own, image, environment, policy, database }: RunnableApi): Backend {
        const { name: stack, settings, removedPrefixes, network, parent } = this.args;
        const { port, provisionedConcurrency, memory, tracing } = own;
        const { [name]: removedPrefix = "" } = removedPrefixes;
        const place = network &&
            database && {
                vpcId: network.vpcId,
                subnetIds: network.privateSubnetIds,
                routes: network.dependencies,
                database,
            };
        return new ApiFunction(
            name,
            {
                functionName: functionName(stack, name),
                image,
                architecture: architectureOfImage(settings, own),
                memory: functionMemory(memory),
                port,
                healthPath: healthPathOf(own),
                removedPrefix,
                environment,
                secrets: secretSources(own),
                policy,
                place,
                stages: Object.keys(settings.stages),
                provisionedConcurrency,
                tracing,
                logRetentionDays: settings.logRetentionDays,
            },
            { parent },
        ).backend;
    }
}
