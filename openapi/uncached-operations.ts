import { methodPath } from "./method-path";
import { valueAt } from "./raw-value";
import { readRestApiBody } from "./rest-api-body";

/**
 * The GET operations of a body that a stage must not cache, as MethodSettings spells them: those that are marked as volatile, those
 * whose responses may depend on a parameter outside the cache key, and those that are uncached in another body.
 * @param body body that API Gateway imports, as JSON text.
 * @param known method paths that are not cached in another body of the same API.
 */
export function uncachedIn(body: string, known: readonly string[]): string[] {
    const document: unknown = JSON.parse(body);
    const operations = readRestApiBody(body)?.operations ?? [];
    return operations
        .filter(({ method }) => method === "GET")
        .filter(({ path, parameters, integration }) => {
            const isVolatile = valueAt(document, ["paths", path, "get", "x-content-freshness"]) === "volatile";
            const keys = Array.isArray(integration.cacheKeyParameters) ? integration.cacheKeyParameters : [];
            const isShared = parameters.some(({ name }) => !keys.some((key) => String(key).endsWith(`.${name}`)));
            return isVolatile || isShared || known.includes(methodPath(path, "get"));
        })
        .map(({ path }) => methodPath(path, "get"));
}
