import { existsSync } from "node:fs";
import { join } from "node:path";
import { functionKey } from "../../openapi/derive/service-integrations/credentials";
import { suggestion } from "../../openapi/issues";
import { DocumentError, type FileMessage, problemMessage, quote, renderMessage } from "../../openapi/problem";
import type { WebSocketRoutes } from "../../openapi/read/web-socket-routes";
import { SettingsError, settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import type { WebSocketSettings } from "../settings/web-socket/schema";
import { functionFileProblem } from "./authorizer-files";
import { readWebSocketRoutes, webSocketNames } from "./documents";

/** The routes of the APIs that have a WebSocket API, by the API's name. */
export type WebSocketRoutesByApi = Readonly<Record<string, WebSocketRoutes>>;

/**
 * Reads the routes of a stack's WebSocket APIs, and checks them and the settings that refer to them.
 * @param projectFolder folder that contains `app`.
 * @throws {SettingsError} with the problems of all files, including those of an API without a WebSocket API, for limits of routes that
 * do not exist, and for authorizers that cannot be bundled.
 */
export function readWebSockets(projectFolder: string, { apis }: Pick<Settings, "apis">): WebSocketRoutesByApi {
    const problems: string[] = [];
    const entries = Object.entries(apis).flatMap(([api, { webSocket }]): [string, WebSocketRoutes][] => {
        if (webSocket === undefined) {
            problems.push(...surplusFile(projectFolder, api).map(renderMessage));
            return [];
        }
        const routes = collectRoutes(projectFolder, api, problems);
        problems.push(...authorizerProblem(projectFolder, api, webSocket));
        if (routes === undefined) return [];
        problems.push(...functionProblems(projectFolder, api, routes).map(renderMessage));
        problems.push(...throttleProblems(api, webSocket, routes));
        return [[api, routes]];
    });
    if (problems.length > 0) throw new SettingsError(problems);
    return Object.fromEntries(entries);
}

function collectRoutes(projectFolder: string, api: string, problems: string[]): WebSocketRoutes | undefined {
    try {
        return readWebSocketRoutes(projectFolder, api) ?? {};
    } catch (error) {
        if (!(error instanceof DocumentError)) throw error;
        problems.push(...error.problems);
        return undefined;
    }
}

function surplusFile(projectFolder: string, api: string): FileMessage[] {
    return webSocketNames
        .map((name) => join("app", api, name))
        .filter((fileName) => existsSync(join(projectFolder, fileName)))
        .map((fileName) => {
            const want = `gatehouse:apis.${api}.webSocket too, such as {}, or no such file`;
            return { fileName, message: problemMessage({ at: [], got: "routes", want }) };
        });
}

function functionProblems(projectFolder: string, api: string, routes: WebSocketRoutes): FileMessage[] {
    const files = new Map<string, string>();
    return Object.entries(routes).flatMap(([name, { function: file, source }]) => {
        const key = functionKey(file);
        const other = files.get(key) ?? file;
        files.set(key, other);
        const want =
            other === file
                ? functionFileProblem(join(projectFolder, "app", api, file))
                : `another name than that of "${other}", as both functions would be "${key}"`;
        if (want === undefined) return [];
        return [{ ...source, message: problemMessage({ at: ["routes", name, "function"], got: quote(file), want }) }];
    });
}

function authorizerProblem(projectFolder: string, api: string, { authorizer }: WebSocketSettings): string[] {
    const want = authorizer && functionFileProblem(join(projectFolder, "app", api, authorizer));
    return want === undefined ? [] : [settingProblem(["apis", api, "webSocket", "authorizer"], authorizer, want)];
}

function throttleProblems(api: string, { throttles }: WebSocketSettings, routes: WebSocketRoutes): string[] {
    const names = Object.keys(routes);
    const known = `a route of app/${api}/websocket.yaml: ${names.join(", ") || "it has none"}`;
    return Object.entries(throttles)
        .filter(([route]) => !Object.hasOwn(routes, route))
        .map(([route, limits]) => {
            const at = ["apis", api, "webSocket", "throttles", route];
            return settingProblem(at, limits, `${known}${suggestion(route, names)}`);
        });
}
