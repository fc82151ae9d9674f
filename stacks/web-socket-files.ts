import { existsSync } from "node:fs";
import { join } from "node:path";
import { functionKey } from "../openapi/derive/service-integrations/credentials";
import { suggestion } from "../openapi/issues";
import { DocumentError, type FileMessage, problemMessage, quote } from "../openapi/problem";
import type { WebSocketRoutes } from "../openapi/read/web-socket-routes";
import { functionFileProblem } from "./authorizer-files";
import { readWebSocketRoutes, webSocketNames } from "./documents";
import { SettingsError, settingProblem } from "./settings/problems";
import type { Settings } from "./settings/schema";

/** The routes of the APIs that have a WebSocket API, by the API's name. */
export type WebSocketRoutesByApi = Readonly<Record<string, WebSocketRoutes>>;

/**
 * Reads the routes of a stack's WebSocket APIs, and checks them and the settings that refer to them.
 * @param projectFolder folder that contains `app`.
 * @throws {DocumentError} with the problems of all files, including those of an API without a WebSocket API.
 * @throws {SettingsError} for limits of routes that do not exist, and for authorizers that cannot be bundled.
 */
export function readWebSockets(projectFolder: string, { apis }: Pick<Settings, "apis">): WebSocketRoutesByApi {
    const messages: FileMessage[] = [];
    const entries = Object.entries(apis).flatMap(([api, { webSocket }]): [string, WebSocketRoutes][] => {
        if (webSocket === undefined) {
            messages.push(...surplusFile(projectFolder, api));
            return [];
        }
        try {
            const routes = readWebSocketRoutes(projectFolder, api) ?? {};
            messages.push(...functionProblems(projectFolder, api, routes));
            return [[api, routes]];
        } catch (error) {
            if (!(error instanceof DocumentError)) throw error;
            messages.push(...error.messages);
            return [];
        }
    });
    if (messages.length > 0) throw new DocumentError(messages);
    const routes = Object.fromEntries(entries);
    const problems = settingProblems(projectFolder, apis, routes);
    if (problems.length > 0) throw new SettingsError(problems);
    return routes;
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

function settingProblems(projectFolder: string, apis: Settings["apis"], routesByApi: WebSocketRoutesByApi): string[] {
    return Object.entries(routesByApi).flatMap(([api, routes]) => {
        const { throttles = {}, authorizer } = apis[api]?.webSocket ?? {};
        const at = ["apis", api, "webSocket"];
        const names = Object.keys(routes);
        const unknown = Object.entries(throttles).filter(([route]) => !Object.hasOwn(routes, route));
        const want = authorizer && functionFileProblem(join(projectFolder, "app", api, authorizer));
        return [
            ...unknown.map(([route, limits]) => {
                const known = `a route of app/${api}/websocket.yaml: ${names.join(", ") || "it has none"}`;
                return settingProblem([...at, "throttles", route], limits, `${known}${suggestion(route, names)}`);
            }),
            ...(want === undefined ? [] : [settingProblem([...at, "authorizer"], authorizer, want)]),
        ];
    });
}
