import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { FastifySchema, FastifySchemaCompiler } from "fastify";

const parameters = addFormats(new Ajv({ allErrors: true, strict: false, coerceTypes: true }));
const bodies = addFormats(new Ajv({ allErrors: true, strict: false }));

/** Validates requests with every error at once: a parameter is a string to convert, a body has its JSON's own types. */
export const validatorCompiler: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) =>
    (httpPart === "body" ? bodies : parameters).compile(schema);
