import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import { cents } from "./amount";
import { type ByType, type Estimated, priced } from "./cost-line";
import type { Cost } from "./cost-schema";
import type { PriceTable, Use } from "./price-schema";

type Resources = EngineRun["resources"];

const pipelineType = "gatehouse:pipelines:PhotoPipeline";
const socketType = "gatehouse:gateway:WebSocketApi";
const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";

/**
 * Whether a resource belongs to a photo pipeline, or is what brings its announcements to a WebSocket API: the types of its parents are in
 * its URN.
 */
export const isOfPipeline = ({ urn, type }: Resources[number]): boolean =>
    urn.includes(`${pipelineType}$`) ||
    (urn.includes(`${socketType}$`) && ["aws:sqs/queue:Queue", mappingType].includes(type));

/** Number of resources of pipelines, and of WebSocket APIs, to which each assumption applies. */
export function pipelineUses(run: EngineRun, of: ByType) {
    const own = (type: string) => of(type).filter(isOfPipeline);
    // An Express workflow is billed by its duration.
    const machines = own("aws:sfn/stateMachine:StateMachine").filter(
        ({ urn }) => textAt(run.inputs.get(urn), ["type"]) !== "EXPRESS",
    );
    const buckets = own("aws:s3/bucket:Bucket").length;
    const sockets = webSockets(run, of).length;
    return {
        queueRequestsMillion: own(mappingType).length,
        topicMessagesMillion: own("aws:sns/topic:Topic").length,
        stateTransitionsMillion: machines.length,
        storageGb: buckets,
        storageWritesMillion: buckets,
        storageReadsMillion: buckets,
        socketMessagesMillion: sockets,
        socketMinutesMillion: sockets,
    } satisfies Readonly<Partial<Record<Use, number>>>;
}

/** The WebSocket APIs of a stack. */
export const webSockets = ({ inputs }: EngineRun, of: ByType): Resources =>
    of("aws:apigatewayv2/api:Api").filter(({ urn }) => textAt(inputs.get(urn), ["protocolType"]) === "WEBSOCKET");

/**
 * The only costs of an idle pipeline: Lambda asks each of its queues for messages all the time, with five requests at once
 * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html), each of which waits for 20 seconds, the maximum
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html).
 */
export function pollingCosts(of: ByType, { usage: { queueRequestsMillion: price } }: PriceTable): Estimated[] {
    const queues = of(mappingType).filter(isOfPipeline).length;
    const thousand = { ...price, usd: price.usd / 1000 };
    return priced("thousand requests for messages of an idle queue", queues * pollsPerMonth, thousand);
}

// In thousands: 730 hours of 5 requests each 20 seconds.
const pollsPerMonth = (730 * 3600 * 5) / 20 / 1000;

/**
 * Estimates what each photo pipeline, and each WebSocket API that gets announcements, costs while it is idle: the fixed costs of its
 * resources, without alarms.
 * @param fixed estimates the fixed costs of some of the stack's resources.
 */
export function costsAtRest(live: Resources, fixed: (of: ByType) => Cost["fixed"]): NonNullable<Cost["atRest"]> {
    const parents = new Map(live.map(({ urn, parent }) => [urn, parent]));
    const isWithin = (urn: string | undefined, component: string): boolean =>
        urn !== undefined && (urn === component || isWithin(parents.get(urn), component));
    const ofComponents = (type: string, words: string) =>
        live
            .filter((component) => component.type === type)
            .map(({ urn, name }) => {
                const own = live.filter((resource) => isWithin(resource.urn, urn));
                const lines = fixed((each) => own.filter((resource) => resource.type === each));
                const monthly = cents(lines.reduce((sum, line) => sum + line.monthly, 0));
                return { what: `${words} ${name}`, monthly, lines: lines.map(({ what }) => what) };
            });
    // Without announcements, a WebSocket API costs nothing.
    const sockets = ofComponents(socketType, "WebSocket API").filter(({ lines }) => lines.length > 0);
    return [...ofComponents(pipelineType, "photo pipeline"), ...sockets];
}
