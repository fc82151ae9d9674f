import type { DeployedApi } from "../../../gateway-emulator/state/deployed-api";
import type { WebSocketPlace } from "./local-environment";

/** The services of a stack that the introduction names. */
export interface ServedServices {
    /** The stages of WebSocket APIs. */
    readonly webSocketPlaces: readonly WebSocketPlace[];
    /** Names of the queues that functions read. */
    readonly readQueues: readonly string[];
}

/**
 * Lines for the user on the WebSocket APIs, on how to upload a photo, and on queues; undefined if the stack has none of these.
 * @param origin where the command listens.
 * @param stagePaths path of each stage below the distribution. Default: the names of the stages.
 */
export function servicesNotice(
    api: Pick<DeployedApi, "keys" | "stages" | "operations"> | undefined,
    origin: string,
    { webSocketPlaces, readQueues }: ServedServices,
    stagePaths: Readonly<Record<string, string>> = {},
): string | undefined {
    const { keys = [], stages = {}, operations = [] } = api ?? {};
    const [key] = keys.filter(({ enabled }) => enabled);
    const [stage] = Object.keys(stages);
    const withKey = `-H 'x-api-key: ${key?.value ?? "KEY"}'`;
    const base = uploadPath(operations);
    const url = `${origin}${stagePaths[stage ?? ""] ?? `/${stage}`}${base}`;
    const encoded = Buffer.from(key?.value ?? "KEY").toString("base64url");
    const connections = webSocketPlaces.map(
        ({ url: address, readsSubprotocol }) =>
            `  npx wscat ${readsSubprotocol ? `-s gatehouse -s key.${encoded}` : withKey} -c ${address}`,
    );
    const uploads = [
        `  curl -H 'content-type: image/jpeg' ${withKey} --data-binary @photo.jpg ${url}`,
        `  curl ${withKey} ${url}/all`,
        "  # Or by a signed form, as pages do:",
        `  curl -s ${withKey} -H 'content-type: application/json' -d '{"contentType":"image/jpeg"}' ${url}/uploads | ${formConfig} | curl -K -`,
    ];
    const sections = [
        ...(connections.length === 0 ? [] : [["Listen to the WebSocket API:", ...connections]]),
        ...(base === undefined || stage === undefined
            ? []
            : [["Upload a photo, and see what becomes of it:", ...uploads]]),
        ...(readQueues.length === 0
            ? []
            : [[`Functions get the messages of ${readQueues.join(", ")}; what they give up is reported here.`]]),
    ];
    return sections.length === 0 ? undefined : sections.map((lines) => lines.join("\n")).join("\n\n");
}

// The options with which curl posts a form: its fields, and after them the photo.
const formConfig = `jq -r '"url=\\(.url)", (.fields | to_entries[] | "form-string=\\("\\(.key)=\\(.value)" | @json)"), "form=file=@photo.jpg"'`;

// Where a photo itself can be posted: beside the operation that issues signed forms.
function uploadPath(operations: DeployedApi["operations"]): string | undefined {
    const posts = operations.filter(({ method }) => method === "POST").map(({ path }) => path);
    return posts.find((path) => posts.includes(`${path.replace(/\/$/, "")}/uploads`))?.replace(/\/$/, "");
}
