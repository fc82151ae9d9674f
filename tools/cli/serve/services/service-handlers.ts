import { randomUUID } from "node:crypto";
import { createSqsHandler } from "../../../service-emulator/queues/sqs-handler";
import { createStatesHandler } from "../../../service-emulator/state-machines/states-handler";
import { createS3Handler } from "../../../service-emulator/storage/s3-handler";
import { createSnsHandler } from "../../../service-emulator/topics/sns-handler";
import { createConnectionsHandler } from "../../../service-emulator/web-sockets/connections-handler";
import type { HandlerOptions, ServiceHandler } from "../../../service-emulator/wire/service-handler";
import type { LocalBuckets } from "./local-buckets";
import type { LocalMachines } from "./local-machines";
import type { LocalQueues } from "./local-queues";
import type { LocalSockets } from "./local-sockets";
import type { LocalTopics } from "./local-topics";
import type { RoleCredentials } from "./role-credentials";
import { createTablesHandler } from "./table-access";

/** The stores of a stack's services. */
export interface ServiceStores {
    readonly queues: LocalQueues;
    readonly topics: LocalTopics;
    readonly buckets: LocalBuckets;
    readonly machines: LocalMachines;
    readonly sockets: LocalSockets;
}

/**
 * The APIs of the services that run here, by the names in their paths.
 * @param executionArn ARN of an API, whose account and region are the stack's.
 * @param tablesEndpoint URL of the local DynamoDB; undefined without a table.
 */
export function serviceHandlers(
    { queues, topics, buckets, machines, sockets }: ServiceStores,
    roles: RoleCredentials,
    executionArn: string,
    tablesEndpoint: () => string | undefined,
): Record<string, ServiceHandler> {
    const [, partition = "aws", , region = "", accountId = ""] = executionArn.split(":");
    const options: HandlerOptions = { find: roles.find, region, now: Date.now, newId: randomUUID };
    return {
        ...(buckets.store && { s3: createS3Handler(buckets.store, options) }),
        sqs: createSqsHandler(queues, { ...options, accountId }),
        sns: createSnsHandler(topics.byArn, options),
        states: createStatesHandler(machines.all(), options),
        dynamodb: createTablesHandler(options, { partition, accountId }, tablesEndpoint),
        "execute-api": createConnectionsHandler(sockets.server, sockets.findStage, options),
    };
}
