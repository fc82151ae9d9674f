import { z } from "zod";
import { throttle } from "./limits";

const form = 'a map from an operation such as "books GET /{id}" to its limits';
const operationForm = 'an operation such as "books GET /{id}": the name of an API, a method and a path of its document';

/** Limits of single operations, by their API, method and path. */
export const operationThrottles = z
    .record(z.string().regex(/^[a-z][a-z0-9-]* [A-Z]+ \/\S*$/, { error: operationForm }), throttle, { error: form })
    .meta({ form });
