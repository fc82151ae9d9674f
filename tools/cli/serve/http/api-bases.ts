import type { DeployedApi } from "../../../gateway-emulator/state/deployed-api";
import type { DeployedHttpApi } from "../../../http-emulator/state/deployed-http-api";
import { UsageError } from "../../terminal/usage-error";

/**
 * The paths below which an HTTP API publishes its APIs, such as `/api/books`, by the name of the API: those that the rules of its load
 * balancer forward to the API's tasks.
 */
export function apiBases({ integrations, listeners, targets }: DeployedHttpApi): Readonly<Record<string, string>> {
    const uris = new Set(Object.values(integrations).map(({ uri }) => uri));
    const rules = Object.values(listeners).flatMap(({ arn, rules: own }) => (uris.has(arn) ? own : []));
    const bases = rules.flatMap(({ action, conditions }): [string, string][] => {
        if (action.type !== "forward") return [];
        const app = Object.hasOwn(targets, action.targetGroupArn) ? targets[action.targetGroupArn] : undefined;
        const patterns = conditions.flatMap(({ type, values }) => (type === "path-pattern" ? values : []));
        const base = patterns.find((pattern) => !/[*?]/.test(pattern));
        return app === undefined || base === undefined ? [] : [[app.name, base]];
    });
    return Object.fromEntries(bases.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Checks that no path of an HTTP API is below a stage of the REST API, as both are served at one address.
 * @throws {UsageError} with a line for each path that is.
 */
export function requireDistinctBases({ stages }: DeployedApi, http: DeployedHttpApi): void {
    const problems = Object.entries(apiBases(http)).flatMap(([api, base]) => {
        const [, first = ""] = base.split("/");
        if (!Object.hasOwn(stages, first)) return [];
        const want = `one that does not begin with that of stage "${first}" of the REST API, as both are served at one address here`;
        return [`API "${api}": got the path "${base}" at the HTTP API, want ${want}`];
    });
    if (problems.length > 0) throw new UsageError(problems);
}
