import type { Server } from "node:http";
import type { StateResource } from "../../../cloud-simulator/state/state-resource";
import { NodeFunctions } from "../../../gateway-emulator/integration/lambda/node-function";
import type { RunningResources } from "../../../gateway-emulator/integration/services/running-resources";
import type { Counters } from "../../../gateway-emulator/limits/check-limits";
import type { DeployedApi } from "../../../gateway-emulator/state/deployed-api";
import type { NodeFunction } from "../../../gateway-emulator/state/node-functions";
import { readRoles } from "../../../gateway-emulator/state/read-roles";
import type { DeployedHttpApi } from "../../../http-emulator/state/deployed-http-api";
import { systemClock } from "../../../service-emulator/clock";
import type { ServiceHandler } from "../../../service-emulator/wire/service-handler";
import type { DeadLetter } from "./dead-letters";
import type { FinishedBatch } from "./event-source-poller";
import { gatewayTargets } from "./gateway-targets";
import { LocalBuckets } from "./local-buckets";
import { localEnvironment, type WebSocketPlace, webSocketPlaces } from "./local-environment";
import { LocalFunctions } from "./local-functions";
import { LocalMachines } from "./local-machines";
import { LocalPollers } from "./local-pollers";
import { LocalQueues } from "./local-queues";
import { LocalSockets } from "./local-sockets";
import { LocalTopics } from "./local-topics";
import { readBuckets } from "./read/read-buckets";
import { readEventSettings } from "./read/read-event-settings";
import { readEventSources, readQueues } from "./read/read-queues";
import { readStateMachines, readTopics } from "./read/read-topics";
import { readWebSockets, type WebSocketDefinition } from "./read/read-web-sockets";
import { RoleCredentials } from "./role-credentials";
import { serviceHandlers } from "./service-handlers";
import { readSocketKeys } from "./socket-keys";

/** Settings of the services that differ from those of AWS. */
export interface ServiceSettings {
    /** Maximum number of processes of one function; further events wait. Default: 10. */
    readonly workers?: number;
    /** Visibility time-out of all queues, in seconds. Default: their own. */
    readonly visibilityTimeoutSeconds?: number;
    /** Receives each dead letter. Default: no one. */
    readonly onDeadLetter?: (letter: DeadLetter) => void;
    /** Receives each batch of messages when a function has ended. Default: no one. */
    readonly onBatch?: (batch: FinishedBatch) => void;
}

/** The settings and dependencies of a stack's services. */
export interface StackServicesArgs extends ServiceSettings {
    /** Receives lines for the user. */
    readonly log: (line: string) => void;
    /** URL of the local DynamoDB; undefined without a table. */
    readonly tablesEndpoint: () => string | undefined;
    /** Variables of functions before the command listens, such as the endpoint of the local DynamoDB. */
    readonly tablesEnvironment: () => Readonly<Record<string, string>>;
    /** Throttles and quotas of the gateway's clients. */
    readonly counters: Counters;
}

// As many as CPUs would be too few for functions that wait for others.
const defaultWorkers = 10;

/**
 * The services of AWS that a stack uses, on this machine: its functions, queues, topics and tables, as they are in its state. Everything that they
 * store survives a change of the stack.
 */
export class StackServices {
    /** The functions of the stack, in processes. */
    readonly functions: NodeFunctions;
    readonly queues: LocalQueues;
    readonly topics: LocalTopics;
    readonly buckets: LocalBuckets;
    readonly machines: LocalMachines;
    readonly sockets: LocalSockets;
    private readonly events: LocalFunctions;
    private readonly pollers: LocalPollers;
    private readonly roles = new RoleCredentials();
    private webSockets: readonly WebSocketDefinition[] = [];
    private handlers: Readonly<Record<string, ServiceHandler>> = {};
    private origin: string | undefined;
    // The upgrades of a server without WebSocket APIs are left to it.
    private unattached: (() => void) | undefined;

    constructor(private readonly args: StackServicesArgs) {
        const { log, workers = defaultWorkers, visibilityTimeoutSeconds, onDeadLetter, onBatch } = args;
        this.functions = new NodeFunctions({
            log,
            maxProcesses: workers,
            environment: (definition) => this.environmentOf(definition),
        });
        this.queues = new LocalQueues({ log, visibilityTimeoutSeconds, onDeadLetter });
        this.events = new LocalFunctions({
            invoke: this.functions.invoke,
            clock: systemClock,
            log,
            sendFailure: (arn, record) => this.queues.byArn(arn)?.send({ body: record }),
        });
        this.topics = new LocalTopics({ functions: this.events, queues: this.queues, log }, systemClock);
        const { events: functions, queues, topics, roles } = this;
        this.buckets = new LocalBuckets({ functions, queues, topics, log });
        this.machines = new LocalMachines({ functions, queues, topics, roles, log });
        this.sockets = new LocalSockets({ functions, counters: args.counters, log });
        this.pollers = new LocalPollers({ functions, queues, roles, workers, log, onBatch });
    }

    /** Sets where the command listens, which functions that start from now on are told. */
    listensOn(origin: string): void {
        this.origin = origin;
    }

    /** Replaces the services by those of a stack, which has a REST API, an HTTP API or both. */
    async publish(
        resources: readonly StateResource[],
        api: Pick<DeployedApi, "nodeFunctions" | "executionArn" | "keys"> | undefined,
        http?: Pick<DeployedHttpApi, "nodeFunctions" | "executionArn">,
    ): Promise<void> {
        // Both have all functions of the stack, and an ARN with its account and region.
        const { nodeFunctions = {}, executionArn = "" } = api ?? http ?? {};
        const settings = readEventSettings(resources);
        const topics = readTopics(resources);
        this.roles.publish(readRoles(resources));
        this.webSockets = readWebSockets(resources);
        this.queues.publish(readQueues(resources), [
            ...[...settings.values()].flatMap(({ failureArn }) => failureArn ?? []),
            ...topics.flatMap(({ subscriptions }) =>
                subscriptions.flatMap(({ deadLetterQueueArn }) => deadLetterQueueArn ?? []),
            ),
        ]);
        this.topics.publish(topics);
        this.events.publish(nodeFunctions, settings);
        await this.buckets.publish(readBuckets(resources), executionArn.split(":")[3] ?? "");
        this.machines.publish(readStateMachines(resources));
        const apiIds = this.webSockets.map(({ id }) => id);
        this.sockets.publish(this.webSockets, readSocketKeys(resources, api?.keys ?? [], apiIds));
        this.attachSockets();
        this.handlers = serviceHandlers(this, this.roles, executionArn, this.args.tablesEndpoint);
        this.functions.renew();
        // Last, as messages of before may be there.
        this.pollers.publish(readEventSources(resources));
    }

    /** Finds the handler of a service by the name in its path, such as `sqs`. */
    readonly handler = (service: string): ServiceHandler | undefined =>
        Object.hasOwn(this.handlers, service) ? this.handlers[service] : undefined;

    /** The queues, topics and buckets for integrations of the gateway. */
    get gatewayTargets(): RunningResources {
        return gatewayTargets(this);
    }

    /** Names of the queues that functions read. */
    get readQueues(): readonly string[] {
        return this.pollers.queueNames;
    }

    /** The stages of the WebSocket APIs. */
    get webSocketPlaces(): readonly WebSocketPlace[] {
        return this.origin === undefined ? [] : webSocketPlaces(this.webSockets, this.origin);
    }

    /**
     * Lets the WebSocket APIs get connections of a server, from the time at which the stack has one.
     * @param listening the host that the server listens on.
     */
    attach(server: Server, listening: string): void {
        this.unattached = () => this.sockets.attach(server, listening);
        this.attachSockets();
    }

    /** Whether nothing is under way: no message of a queue that is read, no delivery, and no event. */
    get isIdle(): boolean {
        const waiting = this.queues
            .all()
            .filter(({ settings }) => !this.queues.isForDeadLetters(settings.arn))
            .map((queue) => queue.counts())
            .some(({ visible, inFlight, delayed }) => visible + inFlight + delayed > 0);
        return !waiting && this.topics.pending === 0 && this.events.pending === 0;
    }

    /** Ends the functions and everything that waits. */
    async close(): Promise<void> {
        await this.sockets.close();
        await this.machines.close();
        this.queues.close();
        const polling = this.pollers.close();
        await this.functions.close();
        await polling;
        await this.buckets.close();
    }

    private attachSockets(): void {
        if (this.webSockets.length === 0) return;
        this.unattached?.();
        this.unattached = undefined;
    }

    private environmentOf(definition: NodeFunction): Record<string, string> {
        const tables = this.args.tablesEnvironment();
        if (this.origin === undefined) return { ...tables, ...definition.environment };
        const { origin, roles, webSockets } = this;
        return { ...tables, ...localEnvironment(definition, { origin, roles, webSockets }) };
    }
}
