import type { ConnectionEvent, RouteResponse } from "./events";

/** The characters of an unknown action that the response repeats. */
const maxRepeated = 60;

/** `$default`: says which actions exist, to a client whose message has none of them. */
export async function handler({ body }: ConnectionEvent): Promise<RouteResponse> {
    const { WEB_SOCKET_ACTIONS = "" } = process.env;
    const actions = WEB_SOCKET_ACTIONS.split(",").filter((action) => action !== "");
    return { statusCode: 200, body: JSON.stringify({ error: problemOf(body ?? ""), actions }) };
}

function problemOf(message: string): string {
    const value = parsed(message);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return "the message is no JSON object";
    if (!("action" in value)) return 'the message has no "action"';
    const { action } = value;
    if (typeof action !== "string") return 'the "action" is no string';
    return `unknown action ${JSON.stringify(action.slice(0, maxRepeated))}`;
}

function parsed(message: string): unknown {
    try {
        return JSON.parse(message);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
