import type { PublisherName } from "../../../stacks/settings/http-api/publishers";
import { cacheChecks } from "./cache-checks";
import { broken, type Check, holds, notChecked } from "./check";
import { corsChecks } from "./cors-checks";
import { errorCheck } from "./error-check";
import { httpCacheCheck, httpCorsChecks, httpErrorCheck, httpKeyChecks } from "./http-checks";
import { keyChecks } from "./key-checks";
import { httpRateCheck, rateCheck } from "./rate-check";

// Codes of the system and undici for a connection that could not be opened.
const connectionCodes = new Set([
    "ECONNREFUSED",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ETIMEDOUT",
    "UND_ERR_CONNECT_TIMEOUT",
]);

/** R1: the load balancer accepts no connection from here. */
const directCheck: Check = {
    about: "R1",
    title: "the load balancer is not reachable from here",
    run: async ({ direct }, { client }) => {
        if (direct === undefined) return notChecked("want --direct URL");
        try {
            const { status } = await client.send(direct);
            return broken(`got ${status} from ${direct}, want no connection`);
        } catch (error) {
            const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
            if (code === undefined) throw error;
            if (connectionCodes.has(code)) return holds;
            // A misspelled name is not reachable either, which proves nothing.
            if (code === "ENOTFOUND" || code === "EAI_AGAIN") return notChecked(`${direct} has no address here`);
            return broken(`got a connection to ${direct} that ended with ${code}, want none`);
        }
    },
};

/** All checks of an API by what publishes it, in their order. */
export const checks: Readonly<Record<PublisherName, readonly Check[]>> = {
    rest: [...keyChecks, ...cacheChecks, errorCheck, ...corsChecks, directCheck, rateCheck],
    http: [...httpKeyChecks, httpCacheCheck, httpErrorCheck, ...httpCorsChecks, directCheck, httpRateCheck],
};
