import { z } from "zod";

// The names that programs set themselves, and those that AWS reserves (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html).
const reservedVariable =
    /^(PORT|TABLE_NAME|PHOTO_.*|WEB_SOCKET_.*|CORS_ALLOW_ORIGIN|DATABASE_.*|AWS_.*|LAMBDA_.*|_.*)$/;
const variableForm = "letters, digits and _, beginning with a letter, and neither set by Gatehouse nor reserved by AWS";

/** The name of an environment variable. */
export const variable = z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]*$/, { error: `a name of ${variableForm}` })
    .refine((name) => !reservedVariable.test(name), { error: `a name of ${variableForm}` });

/** Environment variables, which are not secret. */
export const environment = z
    .record(variable, z.string({ error: "a string, in quotes if it looks like a number" }), {
        error: "a map from the name of a variable to its value",
    })
    .meta({ form: "a map from the name of a variable to its value" });
