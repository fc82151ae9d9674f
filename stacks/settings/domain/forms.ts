import { boolean } from "../form";
import { isZoneId } from "./zone-names";

/** A DNS name of at least two labels. */
export const dnsName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** How a setting asks for a DNS name. */
export const dnsNameForm = "a DNS name in lower case such as api.example.com";

/** How a setting asks for a hosted zone. */
export const zoneForm = "the name or the id of a hosted zone such as example.com or Z0123456789ABCDEFGHIJ";

/** The form that a value misses as a hosted zone; undefined for a valid one. */
export const zoneProblem = (value: string): string | undefined =>
    isZoneId(value) || dnsName.test(value) ? undefined : zoneForm;

/** How a setting asks for a base path. */
export const basePathForm = "a path such as v1 or shop/v1, without a slash at its ends, or / for the root";

/** A base path (docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html: at most 300 characters). */
export const basePath = /^(\/|(?=.{1,300}$)(?!(.*\/)?\.{1,2}(\/|$))[A-Za-z0-9$_.+!*'()-]+(\/[A-Za-z0-9$_.+!*'()-]+)*)$/;

/** The name of a stage. */
export const stageName = /^[A-Za-z0-9_-]{1,128}$/;

/** Whether DNS is asked for the zone's name servers. */
export const checkDelegation = boolean()
    .default(true)
    .describe(
        "Ask DNS whether the zone is delegated before anything waits for it. Set it to false where this machine's DNS server sees another zone of that name than the internet does.",
    );
