/** Marks a GET whose content is constantly refreshed: `volatile`. */
export const freshness = "x-content-freshness";

/** Names the parts of a request that the gateway validates, one of `requestValidations`. */
export const validation = "x-request-validation";

/** The extensions that a document or its overlay may have on an operation, the only place where they count. */
export const operationExtensions: readonly string[] = [freshness, validation];
