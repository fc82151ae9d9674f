import { LRUCache } from "lru-cache";
import type { Caller } from "../../../service-emulator/caller";
import { GatewayError } from "../../errors/gateway-error";
import type { HeaderList } from "../../http/message";
import type { Mapped } from "../parameters";
import { noResources, type RunningResources, type StoredObject } from "./running-resources";
import { SentMessages } from "./sent-messages";

/** A request that API Gateway sends to a service of AWS in the name of a role. */
export interface ServiceRequest {
    readonly place: { readonly partition: string; readonly region: string; readonly accountId: string };
    /** The end of the integration's `uri`, after `path/` or `action/`. */
    readonly target: { readonly kind: "path" | "action"; readonly text: string };
    readonly method: string;
    readonly query: Mapped;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
    readonly role: Caller;
    /** Types of the stack's state machines, `STANDARD` or `EXPRESS`, by ARN. */
    readonly stateMachines: Readonly<Record<string, string>>;
}

/** A service's response. */
export interface ServiceResponse {
    readonly status: number;
    readonly headers: HeaderList;
    readonly body: Buffer;
}

// `serve` may run for days.
const maxObjectBytes = 256 * 1024 * 1024;
const maxExecutions = 1000;

/** The state that the local services share. */
export interface LocalServices {
    readonly sent: SentMessages;
    /** Objects of buckets that are not the stack's, by bucket and key, separated by a slash; the last used ones, up to 256 MB. */
    readonly objects: LRUCache<string, StoredObject>;
    /** The last standard executions, by ARN. */
    readonly executions: LRUCache<string, { readonly input: string; readonly startDate: number }>;
    /** URL of a server with the tables; undefined if the stack has none. */
    readonly dynamodbEndpoint: () => string | undefined;
    /** Those of the stack that run on this machine. */
    readonly running: RunningResources;
    /** Time in milliseconds since 1970. */
    readonly clock: () => number;
    /** A new UUID. */
    readonly newId: () => string;
}

/** A service of AWS: responds to what an integration sends. */
export type Service = (request: ServiceRequest, services: LocalServices) => ServiceResponse | Promise<ServiceResponse>;

/** The error for an action of a service that the emulator does not have. */
export function unsupported(service: string, action: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, `the emulator has no "${action}" of ${service}`);
}

/** Services without any content. */
export function localServices(
    given: Pick<LocalServices, "clock" | "newId"> &
        Partial<Pick<LocalServices, "sent" | "dynamodbEndpoint" | "running">>,
): LocalServices {
    return {
        sent: new SentMessages(),
        dynamodbEndpoint: () => undefined,
        running: noResources,
        ...given,
        objects: new LRUCache({ maxSize: maxObjectBytes, sizeCalculation: ({ body }) => body.length + 1 }),
        executions: new LRUCache({ max: maxExecutions }),
    };
}
