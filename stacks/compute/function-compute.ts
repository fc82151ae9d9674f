import type { Backend } from "../../infra/backends/backend";
import { ApiFunction } from "../../infra/backends/lambda/api-function";
import { healthPathOf } from "../settings/api-schema";
import { architectureOfImage } from "../settings/architecture";
import { functionMemory } from "../settings/lambda/function-checks";
import { functionName } from "../settings/lambda/function-names";
import { type Compute, type ComputeArgs, type RunnableApi, secretSources } from "./compute";

/** Arguments of Lambda. */
export interface FunctionArgs extends ComputeArgs {
    /** The beginning of the paths at the gateway that each API's function does not see, by the API's name. */
    readonly removedPrefixes: Readonly<Record<string, string>>;
}

/** AWS Lambda, which runs each API as a function, without a network. */
export class FunctionCompute implements Compute {
    constructor(private readonly args: FunctionArgs) {}

    run(name: string, { settings: own, image, environment, policy }: RunnableApi): Backend {
        const { name: stack, settings, removedPrefixes, parent } = this.args;
        const { port, provisionedConcurrency, memory } = own;
        const { [name]: removedPrefix = "" } = removedPrefixes;
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
                stages: Object.keys(settings.stages),
                provisionedConcurrency,
                logRetentionDays: settings.logRetentionDays,
            },
            { parent },
        ).backend;
    }
}
