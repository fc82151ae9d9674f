import { type InspectedRequest, inspectedValues } from "./inspected-request";

/** A rule of a managed rule group. */
export interface ManagedRule {
    readonly name: string;
    /** Label that it adds to what it matches, without the namespace of its group. */
    readonly label: string;
    readonly matches: (request: InspectedRequest) => boolean;
}

/** The part of a managed rule group that its documentation defines exactly. */
export interface ManagedGroup {
    readonly namespace: string;
    readonly rules: readonly ManagedRule[];
}

const header = (name: string, request: InspectedRequest) =>
    inspectedValues({ field: { kind: "header", name }, transformations: [] }, request);
const part = (kind: "path" | "query", request: InspectedRequest, ...transformations: string[]) =>
    inspectedValues({ field: { kind }, transformations: ["LOWERCASE", ...transformations] }, request).join();

const log4j = /\$\{jndi:ldap:/i;

/**
 * The rules that AWS documents with a limit or a pattern, by group
 * (docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html). The others are not evaluated: AWS does not
 * publish them.
 */
export const managedGroups: Readonly<Record<string, ManagedGroup>> = {
    AWSManagedRulesCommonRuleSet: {
        namespace: "awswaf:managed:aws:core-rule-set",
        rules: [
            {
                name: "NoUserAgent_HEADER",
                label: "NoUserAgent_Header",
                matches: (request) => header("user-agent", request).join() === "",
            },
            {
                name: "UserAgent_BadBots_HEADER",
                label: "BadBots_Header",
                matches: (request) => /nessus|nmap/i.test(header("user-agent", request).join()),
            },
            {
                name: "SizeRestrictions_QUERYSTRING",
                label: "SizeRestrictions_QueryString",
                matches: (request) => part("query", request).length > 2048,
            },
            {
                name: "SizeRestrictions_Cookie_HEADER",
                label: "SizeRestrictions_Cookie_Header",
                matches: (request) => header("cookie", request).join().length > 10_240,
            },
            {
                name: "SizeRestrictions_BODY",
                label: "SizeRestrictions_Body",
                matches: ({ body }) => body.length > 8192,
            },
            {
                name: "SizeRestrictions_URIPATH",
                label: "SizeRestrictions_URIPath",
                matches: (request) => part("path", request).length > 1024,
            },
            {
                name: "RestrictedExtensions_URIPATH",
                label: "RestrictedExtensions_URIPath",
                matches: (request) => /\.(log|ini)$/.test(part("path", request)),
            },
        ],
    },
    AWSManagedRulesKnownBadInputsRuleSet: {
        namespace: "awswaf:managed:aws:known-bad-inputs",
        rules: [
            {
                name: "Host_localhost_HEADER",
                label: "Host_Localhost_Header",
                matches: (request) => /localhost/i.test(header("host", request).join()),
            },
            {
                name: "PROPFIND_METHOD",
                label: "Propfind_Method",
                matches: ({ method }) => method === "PROPFIND",
            },
            {
                name: "ExploitablePaths_URIPATH",
                label: "ExploitablePaths_URIPath",
                matches: (request) => part("path", request).includes("/web-inf"),
            },
            {
                name: "Log4JRCE_HEADER",
                label: "Log4JRCE_Header",
                matches: ({ headers }) => headers.some(([, value]) => log4j.test(value)),
            },
            {
                name: "Log4JRCE_QUERYSTRING",
                label: "Log4JRCE_QueryString",
                matches: (request) => log4j.test(part("query", request, "URL_DECODE")),
            },
            {
                name: "Log4JRCE_BODY",
                label: "Log4JRCE_Body",
                matches: ({ body }) => log4j.test(body.subarray(0, 8192).toString("latin1")),
            },
            {
                name: "Log4JRCE_URIPATH",
                label: "Log4JRCE_URIPath",
                matches: (request) => log4j.test(part("path", request, "URL_DECODE")),
            },
        ],
    },
};
