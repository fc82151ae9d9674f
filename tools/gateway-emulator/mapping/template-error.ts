/** A mapping template that cannot be evaluated: API Gateway responds with 500. */
export class TemplateError extends Error {
    override readonly name = "TemplateError";
}
