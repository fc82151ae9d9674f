import type { Authorization } from "./authorization/authorization";
import { RequestValidator } from "./request/request-validator";
import { Router } from "./request/router";
import type { DeployedApi } from "./state/deployed-api";

/** A definition of a REST API as a stage or a canary serves it. */
export interface ServedDefinition {
    /** The API with the operations of this definition. */
    readonly api: DeployedApi;
    readonly authorization: Authorization;
    readonly router: Router;
    readonly validator: RequestValidator;
}

/**
 * Prepares every definition that the stages of an API serve.
 * @param authorize makes the check of callers of a definition.
 * @returns the definition of a snapshot: the newest one for any name that is not among `api.snapshots`.
 */
export function servedDefinitions(
    api: DeployedApi,
    authorize: (own: DeployedApi) => Authorization,
): (snapshot: string | undefined) => ServedDefinition {
    const prepare = (own: DeployedApi): ServedDefinition => ({
        api: own,
        authorization: authorize(own),
        router: new Router(own.operations),
        validator: new RequestValidator(own),
    });
    const newest = prepare(api);
    const others = Object.entries(api.snapshots ?? {}).map(
        ([name, definition]) => [name, prepare({ ...api, ...definition })] as const,
    );
    const definitions = new Map(others);
    return (snapshot = "") => definitions.get(snapshot) ?? newest;
}
