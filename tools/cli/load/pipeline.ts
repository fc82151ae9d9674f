import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { createGatewayServer } from "../../gateway-emulator/http/http-server";
import type { DeployedApi } from "../../gateway-emulator/state/deployed-api";
import { listen } from "../serve/listen";
import { LocalGateway } from "../serve/local-gateway";
import type { TableDefinition } from "../serve/read-tables";
import { servicesDoor } from "../serve/services/services-door";
import type { ServiceSettings, StackServices } from "../serve/services/stack-services";
import { UsageError } from "../terminal/usage-error";

/** A stack as it was brought up. */
export interface LoadedStack {
    readonly api: DeployedApi;
    readonly tables: readonly TableDefinition[];
    readonly resources: readonly StateResource[];
}

/** Where the parts of a photo pipeline are. */
export interface PhotoPlaces {
    readonly bucket: string;
    readonly table: string;
    /** Name of the queue with what could not become a photo. */
    readonly deadLetters: string;
    /** Names of the images of each photo. */
    readonly thumbnails: readonly string[];
}

/** A photo pipeline that runs on this machine. */
export interface Pipeline extends PhotoPlaces {
    readonly services: StackServices;
    /** URL of the API at its stage, such as `http://127.0.0.1:8080/Test/photos`. */
    readonly url: string;
    /** URL of the WebSocket API at its stage; undefined if the stack has none. */
    readonly webSocketUrl: string | undefined;
    /** A client's API key. */
    readonly key: string;
    /** URL of the local DynamoDB. */
    readonly tablesEndpoint: string;
    readonly close: () => Promise<void>;
}

const variables = z.object({
    PHOTO_BUCKET: z.string(),
    PHOTO_TABLE: z.string(),
    PHOTO_DEAD_LETTER_QUEUE_URL: z.string(),
    PHOTO_THUMBNAIL_PIXELS: z.string(),
});
const uploads = "/uploads";

/**
 * Serves a stack with a photo pipeline on a free port of 127.0.0.1.
 * @param folder folder that holds `app`.
 * @throws {UsageError} if the stack has no photo pipeline.
 */
export async function startPipeline(
    { api, tables, resources }: LoadedStack,
    folder: string,
    options: { readonly settings: ServiceSettings; readonly log: (line: string) => void; readonly signal: AbortSignal },
): Promise<Pipeline> {
    const places = photoPlaces(api);
    const { path, stage, key } = uploadOperation(api);
    const { settings: services, log, signal } = options;
    const gateway = new LocalGateway({ projectFolder: folder, explains: false, log, services });
    const server = createGatewayServer(
        async (request) => {
            const served = await gateway.serve(request);
            if (served === undefined) throw new Error("the gateway serves nothing yet");
            return served.response;
        },
        (error) => log(String(error)),
        undefined,
        servicesDoor("127.0.0.1", gateway.services.handler),
    );
    const close = async () => {
        // While the services that the functions of `$disconnect` call are there.
        await gateway.services.sockets.close();
        server.close();
        server.closeAllConnections();
        await gateway.close();
    };
    try {
        const origin = await listen(server, { host: "127.0.0.1", port: 0 });
        gateway.services.listensOn(origin);
        gateway.services.attach(server, "127.0.0.1");
        await gateway.publish({ api, tables, resources }, signal);
        const tablesEndpoint = gateway.tablesEndpoint;
        if (tablesEndpoint === undefined) throw new Error("the photo pipeline has no table");
        const url = `${origin}/${stage}${path.slice(0, -uploads.length)}`;
        const webSocketUrl = gateway.services.webSocketPlaces.find((each) => each.url.endsWith(`/${stage}`))?.url;
        return { ...places, services: gateway.services, url, webSocketUrl, key, tablesEndpoint, close };
    } catch (error) {
        await close();
        throw error;
    }
}

function photoPlaces({ nodeFunctions = {} }: DeployedApi): PhotoPlaces {
    for (const { environment } of Object.values(nodeFunctions)) {
        const { data } = variables.safeParse(environment);
        if (data === undefined) continue;
        return {
            bucket: data.PHOTO_BUCKET,
            table: data.PHOTO_TABLE,
            deadLetters: data.PHOTO_DEAD_LETTER_QUEUE_URL.split("/").at(-1) ?? "",
            thumbnails: data.PHOTO_THUMBNAIL_PIXELS.split(","),
        };
    }
    throw withoutPipeline();
}

/** The error of a stack without a photo pipeline. */
export function withoutPipeline(): UsageError {
    return new UsageError([
        'the stack: got no API with "photoPipeline", want one, as in stacks/examples/Pulumi.photos.yaml',
    ]);
}

// A client's key: one whose plan covers a stage.
function uploadOperation({ operations, keys, plans, stages }: DeployedApi): {
    path: string;
    stage: string;
    key: string;
} {
    const operation = operations.find(({ method, path }) => method === "POST" && path.endsWith(uploads));
    if (operation === undefined)
        throw new UsageError([`the stack: got no operation "POST …${uploads}", want that of the photos`]);
    for (const { enabled, value, planIds } of keys) {
        const covered = plans.filter(({ id }) => planIds.includes(id)).flatMap((plan) => plan.stages);
        const [first] = covered.filter(({ stage }) => Object.hasOwn(stages, stage));
        if (enabled && first !== undefined) return { path: operation.path, stage: first.stage, key: value };
    }
    throw new UsageError(["the stack: got no client, want one, whose key the uploads need"]);
}
