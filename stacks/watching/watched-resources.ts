import * as pulumi from "@pulumi/pulumi";
import type { Backend, LoadBalancer } from "../../infra/backends/backend";
import { timeoutSeconds } from "../../infra/backends/lambda/api-function";
import type { Database } from "../../infra/database/database";
import type { CalledFunction } from "../../infra/gateway/rest/permissions";
import { deadLetterName } from "../../infra/gateway/services/queue";
import type { ServiceTargets } from "../../infra/gateway/services/service-targets";
import { defaultTimeoutSeconds } from "../../infra/node-function";
import { finishSeconds } from "../../infra/pipelines/photos/filter-definition";
import { imageSeconds } from "../../infra/pipelines/photos/functions";
import type { Watched } from "../../infra/watching/planned-alarms";
import { authorizerFiles } from "../settings/authorizers/authorizers";
import type { Settings } from "../settings/schema";
import { behindHttpApi, type HttpApiOfStack } from "./watched-http-api";

/** The resources behind the stages of a stack, and its HTTP API. */
export interface ResourcesOfStack {
    readonly settings: Pick<Settings, "apis" | "authorizers">;
    /** Backends of the REST API, by the name of the API. */
    readonly backends: Readonly<Record<string, Backend>>;
    /** Resources that the gateway itself calls. */
    readonly targets: {
        readonly components: Readonly<Record<string, Pick<ServiceTargets, "functionNames" | "outputs">>>;
    };
    /** Functions that check calls, those of others among them, by the name of the security scheme. */
    readonly authorizers: { readonly authorizerFunctions?: Readonly<Record<string, CalledFunction>> };
    /** Databases by the name of the API. */
    readonly databases: Readonly<Record<string, Pick<Database, "identifier">>>;
    /** Photo pipelines by the name of the API. Default: none. */
    readonly pipelines?: Readonly<Record<string, WatchedPipeline>>;
    /** WebSocket APIs by the name of the API. Default: none. */
    readonly webSockets?: Readonly<Record<string, WatchedWebSocketApi>>;
    /** The HTTP API. Default: none. */
    readonly http?: HttpApiOfStack | undefined;
}

/** The watched parts of a photo pipeline. */
interface WatchedPipeline {
    readonly names: Readonly<
        Record<"queue" | "deadLetters" | "thumbnail" | "filter" | "finish", { readonly name: string }>
    >;
    readonly outputs: { readonly filterMachineArn: pulumi.Input<string> };
}

/** The watched parts of a WebSocket API. */
interface WatchedWebSocketApi {
    readonly apiId: pulumi.Input<string>;
    readonly stages: Readonly<Record<string, pulumi.Input<string>>>;
    /** Function that sends announcements, and its queues. Default: none. */
    readonly push?:
        | {
              readonly functionName: pulumi.Input<string>;
              readonly queueName: string;
              readonly deadLetterName: string;
              readonly timeoutSeconds: number;
          }
        | undefined;
}

/**
 * Lists what is watched behind the stages. Names are those of the APIs; an underscore, which no API's name has, joins that of a
 * resource that belongs to one.
 */
export function watchedResources(args: ResourcesOfStack): Watched {
    const http = behindHttpApi(args.http);
    return {
        loadBalancers: [...loadBalancers(args), ...http.loadBalancers],
        functions: [...functions(args), ...http.functions],
        queues: [
            ...outputsOf(args, "sqs").map(([name, url]) => {
                const queueName = pulumi.output(url).apply((known) => known.slice(known.lastIndexOf("/") + 1));
                return { name, queueName, deadLetterName: queueName.apply(deadLetterName) };
            }),
            ...pipelinesOf(args).map(
                ([
                    api,
                    {
                        names: { queue, deadLetters },
                    },
                ]) => ({
                    ...{ name: `${api}_photo_uploads`, queueName: queue.name, deadLetterName: deadLetters.name },
                }),
            ),
            ...webSocketsOf(args).flatMap(([api, { push }]) => {
                if (push === undefined) return [];
                const { queueName, deadLetterName: dead } = push;
                return [{ name: `${api}_websocket_push`, queueName, deadLetterName: dead }];
            }),
        ],
        stateMachines: [
            ...outputsOf(args, "stepFunctions").map(([name, arn]) => ({ name, arn })),
            ...pipelinesOf(args).map(([api, { outputs }]) => ({
                ...{ name: `${api}_photo_filters`, arn: outputs.filterMachineArn },
            })),
        ],
        webSocketStages: webSocketsOf(args).flatMap(([api, { apiId, stages }]) =>
            Object.entries(stages).map(([stage, stageName]) => ({ name: `${api}_${stage}`, apiId, stageName })),
        ),
        databases: Object.entries(args.databases).map(([name, { identifier }]) => ({
            name,
            identifier,
            storageGb: args.settings.apis[name]?.database?.storageGb ?? 0,
        })),
        tables: http.tables,
        canaryCalls: http.canaryCalls,
    };
}

// APIs with the same VPC link share a load balancer.
function loadBalancers({ backends }: ResourcesOfStack) {
    const byName = new Map<string, LoadBalancer>();
    for (const backend of Object.values(backends))
        if ("loadBalancer" in backend) byName.set(backend.loadBalancer.name, backend.loadBalancer);
    return [...byName.values()].map(({ name, arn }) => ({ name, arn, form: "network" as const }));
}

function functions(args: ResourcesOfStack) {
    const { settings, backends, targets, authorizers } = args;
    const { authorizerFunctions = {} } = authorizers;
    return [
        ...Object.entries(backends).flatMap(([name, backend]) =>
            "functionName" in backend ? [{ name, functionName: backend.functionName, timeoutSeconds }] : [],
        ),
        ...Object.entries(targets.components).flatMap(([api, { functionNames }]) =>
            Object.entries(functionNames).map(([key, functionName]) => ({
                name: `${api}_${key}`,
                functionName,
                timeoutSeconds,
            })),
        ),
        // No other function has two underscores in its name, but for that of the keys of the HTTP API.
        ...authorizerFiles(settings).flatMap(([scheme]) => {
            const called = authorizerFunctions[scheme];
            const name = `auth__${scheme}`;
            return called ? [{ name, functionName: called.functionName, timeoutSeconds: defaultTimeoutSeconds }] : [];
        }),
        ...pipelinesOf(args).flatMap(([api, { names }]) =>
            Object.entries(photoSeconds).map(([own, seconds]) => ({
                name: `${api}_photo_${own}`,
                functionName: names[own as keyof typeof photoSeconds].name,
                timeoutSeconds: seconds,
            })),
        ),
        // Failures of the functions of routes are among the alarms of their stage.
        ...webSocketsOf(args).flatMap(([api, { push }]) =>
            push
                ? [
                      {
                          name: `${api}_websocket_push`,
                          functionName: push.functionName,
                          timeoutSeconds: push.timeoutSeconds,
                      },
                  ]
                : [],
        ),
    ];
}

const photoSeconds = { thumbnail: imageSeconds, filter: imageSeconds, finish: finishSeconds } as const;

const pipelinesOf = ({ pipelines = {} }: ResourcesOfStack) => Object.entries(pipelines);
const webSocketsOf = ({ webSockets = {} }: ResourcesOfStack) => Object.entries(webSockets);

function outputsOf(
    { targets: { components } }: ResourcesOfStack,
    kind: string,
): [name: string, output: pulumi.Output<string>][] {
    return Object.entries(components).flatMap(([api, { outputs }]) =>
        Object.entries(outputs).flatMap(([key, output]): [string, pulumi.Output<string>][] => {
            const [service, name] = key.split(":");
            return service === kind ? [[`${api}_${name}`, output]] : [];
        }),
    );
}
