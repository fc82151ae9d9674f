import type { StateResource } from "../../../../../tools/cloud-simulator/state/state-resource";
import type { DeployedApi } from "../../../../../tools/gateway-emulator/state/deployed-api";
import { readNodeFunctions } from "../../../../../tools/gateway-emulator/state/node-functions";
import { sampleApi } from "../../../gateway-emulator/sample-api";

const place = "eu-central-1:123456789012";

/** The ARN of a resource of the fixture. */
export function arnOf(service: string, name: string): string {
    return `arn:aws:${service}:${place}:${name}`;
}

/** A resource in a state. */
export function resource(type: string, name: string, outputs: Readonly<Record<string, unknown>>): StateResource {
    return { urn: `urn:pulumi:test::gatehouse::${type}::${name}`, type, id: String(outputs.id ?? name), outputs };
}

/** A queue, with a dead-letter queue if it is named. */
export function queue(
    name: string,
    changes: Readonly<Record<string, unknown>> = {},
    deadLetters?: string,
): StateResource {
    const redrive = { deadLetterTargetArn: arnOf("sqs", deadLetters ?? ""), maxReceiveCount: 3 };
    return resource("aws:sqs/queue:Queue", name, {
        name,
        arn: arnOf("sqs", name),
        url: `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}`,
        visibilityTimeoutSeconds: 1,
        redrivePolicy: deadLetters === undefined ? "" : JSON.stringify(redrive),
        ...changes,
    });
}

/** A function with code in a folder, and its role with a policy that allows actions on every resource. */
export function nodeFunction(
    name: string,
    folder: string,
    actions: readonly string[],
    variables: Readonly<Record<string, string>> = {},
): StateResource[] {
    const policy = { Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
    return [
        resource("aws:lambda/function:Function", name, {
            name,
            arn: arnOf("lambda", `function:${name}`),
            code: { path: folder },
            handler: "index.handler",
            runtime: "nodejs24.x",
            timeout: 20,
            memorySize: 256,
            role: `arn:aws:iam::123456789012:role/${name}`,
            environment: { variables },
        }),
        resource("aws:iam/role:Role", name, {
            name,
            assumeRolePolicy: { Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }] },
        }),
        resource("aws:iam/rolePolicy:RolePolicy", name, { role: name, policy: JSON.stringify(policy) }),
    ];
}

/** The event source mapping of a queue. */
export function mapping(
    queueName: string,
    functionName: string,
    changes: Readonly<Record<string, unknown>> = {},
): StateResource {
    return resource("aws:lambda/eventSourceMapping:EventSourceMapping", functionName, {
        eventSourceArn: arnOf("sqs", queueName),
        functionName: `${arnOf("lambda", `function:${functionName}`)}:live`,
        batchSize: 2,
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: 2 },
        ...changes,
    });
}

/** The API of a state, whose functions are those of the state. */
export function apiOf(resources: readonly StateResource[]): DeployedApi {
    return sampleApi({
        executionArn: arnOf("execute-api", "a1b2c3"),
        nodeFunctions: readNodeFunctions(resources),
    });
}
