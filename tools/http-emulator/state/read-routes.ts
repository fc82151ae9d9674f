import { z } from "zod";
import { stringMap } from "../../gateway-emulator/state/state-values";
import type { HttpIntegration, HttpRoute, JwtAuthorizer, RequestAuthorizer } from "./deployed-http-api";
import { parameterKeyProblem } from "./parameter-keys";

const list = z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []);
const text = z
    .string()
    .nullish()
    .transform((value) => value ?? "");
const version = z.enum(["1.0", "2.0"]);

const keysOf = (direction: "request" | "response") =>
    stringMap.superRefine((mappings, { addIssue }) => {
        for (const key of Object.keys(mappings)) {
            const problem = parameterKeyProblem(direction, key);
            if (problem !== undefined) addIssue(problem);
        }
    });

/** The outputs of an integration. */
export const integrationForm = z
    .object({
        id: z.string(),
        integrationType: z.enum(["HTTP_PROXY", "AWS_PROXY"]),
        integrationSubtype: text.pipe(z.literal("", { error: "got an AWS service, want a Lambda function" })),
        integrationMethod: text,
        integrationUri: z.string(),
        connectionType: text,
        connectionId: text,
        payloadFormatVersion: version.nullish(),
        timeoutMilliseconds: z.number().default(30_000),
        requestParameters: keysOf("request"),
        responseParameters: z.array(z.object({ statusCode: z.string(), mappings: keysOf("response") })).nullish(),
    })
    .transform((given, { addIssue }): HttpIntegration => {
        const {
            id,
            integrationType: type,
            integrationUri: uri,
            connectionType,
            connectionId,
            responseParameters,
        } = given;
        if (type === "HTTP_PROXY" && connectionType !== "VPC_LINK")
            addIssue(`connectionType: got "${connectionType}", want VPC_LINK: the emulator calls no public backend`);
        return {
            id,
            type,
            uri,
            connectionId,
            method: given.integrationMethod || "ANY",
            payloadFormatVersion: given.payloadFormatVersion ?? "1.0",
            timeoutInMillis: given.timeoutMilliseconds,
            requestParameters: given.requestParameters,
            responseParameters: Object.fromEntries(
                (responseParameters ?? []).map(({ statusCode, mappings }) => [statusCode, mappings]),
            ),
        };
    });

const requestForm = z
    .object({
        id: z.string(),
        name: z.string(),
        authorizerUri: z.string(),
        authorizerCredentialsArn: text,
        authorizerPayloadFormatVersion: version,
        enableSimpleResponses: z.boolean().nullish(),
        identitySources: list,
        authorizerResultTtlInSeconds: z.number().nullish(),
    })
    .transform(
        (given): RequestAuthorizer => ({
            type: "REQUEST",
            id: given.id,
            name: given.name,
            uri: given.authorizerUri,
            hasCredentials: given.authorizerCredentialsArn !== "",
            payloadFormatVersion: given.authorizerPayloadFormatVersion,
            enableSimpleResponses: given.enableSimpleResponses ?? false,
            identitySources: given.identitySources,
            // The provider's default for a REQUEST authorizer of an HTTP API.
            ttlSeconds: given.authorizerResultTtlInSeconds ?? 300,
        }),
    );
const jwtForm = z
    .object({
        id: z.string(),
        name: z.string(),
        identitySources: z.tuple([z.string()]),
        jwtConfiguration: z.object({ issuer: z.string(), audiences: list }),
    })
    .transform(
        ({ id, name, identitySources: [identitySource], jwtConfiguration }): JwtAuthorizer => ({
            type: "JWT",
            id,
            name,
            identitySource,
            ...jwtConfiguration,
        }),
    );

/** The outputs of an authorizer. */
export const authorizerForm = z
    .looseObject({ authorizerType: z.enum(["REQUEST", "JWT"]) })
    .transform(({ authorizerType, ...given }, { addIssue }): RequestAuthorizer | JwtAuthorizer => {
        const read = authorizerType === "JWT" ? jwtForm.safeParse(given) : requestForm.safeParse(given);
        if (read.success) return read.data;
        addIssue(z.prettifyError(read.error));
        return z.NEVER;
    });

/**
 * Returns the form of a route's outputs.
 * @param integrations those of the API by id.
 * @param authorizers those of the API by id.
 */
export function routeForm(
    integrations: Readonly<Record<string, HttpIntegration>>,
    authorizers: Readonly<Record<string, RequestAuthorizer | JwtAuthorizer>>,
) {
    return z
        .object({
            routeKey: z.string(),
            target: text,
            authorizationType: z
                .enum(["NONE", "CUSTOM", "JWT"], {
                    error: ({ input }) =>
                        `got "${input}", want NONE, CUSTOM or JWT: the emulator checks no signatures for HTTP APIs`,
                })
                .default("NONE"),
            authorizerId: text,
            authorizationScopes: list,
        })
        .transform((route, { addIssue }): HttpRoute => {
            const { routeKey, target, authorizationType, authorizerId, authorizationScopes: scopes } = route;
            const integrationId = target.replace(/^integrations\//, "");
            if (!Object.hasOwn(integrations, integrationId)) addIssue(`target: got "${target}", want an integration`);
            if (authorizationType === "NONE") return { routeKey, integrationId, scopes };
            const authorizer = authorizers[authorizerId];
            const expected = authorizationType === "JWT" ? "JWT" : "REQUEST";
            if (authorizer?.type === expected) return { routeKey, integrationId, scopes, authorizer };
            addIssue(`authorizerId: got "${authorizerId}", want an authorizer of type ${expected}`);
            return z.NEVER;
        });
}
