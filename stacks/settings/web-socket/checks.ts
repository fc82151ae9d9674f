import { settingProblem } from "../problems";
import type { Settings } from "../schema";

/** Checks the settings of the WebSocket APIs against each other and against the gateway's. */
export function checkWebSockets({ apis = {}, gateway }: Partial<Settings>): string[] {
    return Object.entries(apis).flatMap(([name, { webSocket }]) => {
        if (webSocket === undefined) return [];
        const { key, authorizer, identitySources } = webSocket;
        const problem = (path: readonly string[], value: unknown, want: string) =>
            settingProblem(["apis", name, "webSocket", ...path], value, want);
        const problems: string[] = [];
        if (key === "authorizer" && authorizer === undefined) {
            const beside = identitySources === undefined ? ", and identitySources such as [header.Authorization]," : "";
            const want = `\`authorizer\`, the file of a function that returns the key${beside} beside it, or header or subprotocol`;
            problems.push(problem(["key"], key, want));
        } else if (identitySources !== undefined && authorizer === undefined)
            problems.push(problem(["identitySources"], identitySources, "no such key without `authorizer`"));
        // Whoever sends none of them could otherwise have the key that the function returns.
        if (key === "authorizer" && authorizer !== undefined && identitySources === undefined) {
            const want = "a list such as [header.Authorization], as the authorizer returns the key";
            problems.push(problem(["identitySources"], identitySources, want));
        }
        // A route has one authorizer, and Gatehouse's own reads the key from the subprotocols.
        if (key === "subprotocol" && authorizer !== undefined) {
            const want =
                "no such key beside key: subprotocol, whose own authorizer it would replace; with key: authorizer it returns the key itself";
            problems.push(problem(["authorizer"], authorizer, want));
        }
        // A WebSocket API has no private endpoint (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html).
        if (gateway?.endpoint.type === "private")
            problems.push(
                problem([], webSocket, "no such key beside a private REST API, as a WebSocket API is always public"),
            );
        return problems;
    });
}
