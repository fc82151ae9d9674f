import type * as pulumi from "@pulumi/pulumi";
import { HttpApiKeys } from "../../infra/gateway/http/keys/http-api-keys";
import type { HttpPlan } from "../../infra/gateway/http/keys/key-item";
import { mapValues } from "../../infra/map-values";
import { functionCode } from "../apis/function-code";
import type { HttpApiDefinition } from "../apis/http-api-definition";
import { httpClients } from "../settings/http-api/checks";
import { canaryClient, type HttpApiSettings } from "../settings/http-api/schema";
import type { Settings } from "../settings/schema";
import { canaryRoute } from "./canary-route";
import { httpName } from "./http-name";

// A call a day, and two more if it fails.
const canaryPlan: HttpPlan = { requestsPerSecond: 1, burst: 1 };

/** Arguments of the keys of a stack's HTTP API. */
export interface StackHttpKeysArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly http: HttpApiSettings;
    readonly httpApi: HttpApiDefinition;
    readonly parent: pulumi.Resource;
}

/** Creates the keys of the clients that may call an API of the HTTP API, and one of the canary call; undefined with `keys: none`. */
export function createKeys({ name, settings, http, httpApi, parent }: StackHttpKeysArgs): HttpApiKeys | undefined {
    if (http.keys === "none") return undefined;
    const { logRetentionDays, deletionProtection } = settings;
    const route = canaryRoute({ settings, httpApi });
    const hasCanary = route !== undefined && route.openToAll !== true;
    const plans = mapValues(settings.plans, ({ requestsPerSecond, burst, quota, apis }) => ({
        ...{ requestsPerSecond, burst, quota, apis },
    }));
    return new HttpApiKeys(
        httpName(name),
        {
            functionName: `${httpName(name)}-keys`,
            code: functionCode("http-api/key-authorizer").archive,
            plans: { ...plans, ...(hasCanary && { [canaryClient]: canaryPlan }) },
            clients: {
                ...Object.fromEntries(httpClients(settings)),
                ...(hasCanary && { [canaryClient]: canaryClient }),
            },
            ownClients: [canaryClient],
            apiPaths: mapValues(httpApi.bases, ({ path }) => path),
            ...{ logRetentionDays, deletionProtection },
        },
        { parent },
    );
}
