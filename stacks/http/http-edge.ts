import type * as pulumi from "@pulumi/pulumi";
import { EdgeCertificate } from "../../infra/edge/certificate";
import { EdgeDistribution } from "../../infra/edge/distribution";
import type { HttpPathsArgs } from "../../infra/edge/http-paths";
import type { HttpApiDefinition } from "../apis/http-api-definition";
import { credentialHeadersOf } from "../edge/credential-headers";
import type { DomainZone } from "../edge/domain-zone";
import { defaultPagePolicy } from "../edge/page-policy";
import { edgeRegion } from "../settings/edge/schema";
import type { Settings } from "../settings/schema";
import type { HttpDomain } from "./http-domain";

/** Arguments of the distribution in front of an HTTP API. */
export interface HttpEdgeArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly httpApi: HttpApiDefinition;
    /** The domain name of the API, which CloudFront calls; needed if the settings have a distribution. */
    readonly domain: HttpDomain | undefined;
    /** The mapping of the domain name, without which it does not serve. */
    readonly published: pulumi.Resource | undefined;
    /** Hosted zone of the distribution's names; needed if the settings have one. */
    readonly edgeZone?: DomainZone | undefined;
    readonly parent: pulumi.Resource;
}

/** A distribution in front of an HTTP API, and where clients call it. */
export interface HttpEdge {
    readonly distributionId: pulumi.Output<string>;
    /** URL without a slash at its end, known once the distribution serves. */
    readonly url: pulumi.Output<string>;
    /** Name of the log group of its access log, in CloudFront's region; undefined without a log. */
    readonly accessLogGroup: string | undefined;
}

/** Creates the distribution in front of an HTTP API, which presents a client certificate to it; undefined for a stack without one. */
export function createHttpEdge(args: HttpEdgeArgs): HttpEdge | undefined {
    const { name, settings, httpApi, domain, published, edgeZone, parent } = args;
    const { edge, logRetentionDays } = settings;
    if (edge === undefined) return undefined;
    if (edgeZone === undefined || domain === undefined || published === undefined)
        throw new Error(`no hosted zone or no domain name of the HTTP API for ${edge.name}`);
    const { aliases, tlsPolicy, priceClass, countries, securityHeaders, httpCacheSeconds = 0 } = edge;
    const { id: zoneId } = edgeZone;
    const { contentSecurityPolicy = defaultPagePolicy({ pipelines: {}, webSockets: {} }), ...headers } =
        securityHeaders;
    const accessLogGroup = edge.accessLog ? `/gatehouse/${name}/edge` : undefined;
    const certificate = new EdgeCertificate(
        name,
        {
            ...{ domainName: edge.name, alternativeNames: aliases, zoneId, region: edgeRegion },
            certificateArn: edge.certificateArn,
        },
        { parent },
    );
    const { distributionId } = new EdgeDistribution(
        name,
        {
            ...{ tlsPolicy, priceClass, countries, zoneId, stages: {}, cacheSeconds: 0 },
            lock: { clientCertificateArn: edge.clientCertificateArn },
            securityHeaders: { ...headers, contentSecurityPolicy },
            credentialHeaders: credentialHeadersOf({ settings, restApi: httpApi }),
            names: [edge.name, ...aliases],
            certificateArn: certificate.arn,
            httpApi: {
                host: domain.domainName,
                ...httpPathsOf(httpApi),
                cacheSeconds: httpCacheSeconds,
            },
            accessLog:
                accessLogGroup === undefined
                    ? undefined
                    : { logGroupName: accessLogGroup, retentionInDays: logRetentionDays, region: edgeRegion },
        },
        { parent, dependsOn: [published] },
    );
    return { distributionId, url: distributionId.apply(() => `https://${edge.name}`), accessLogGroup };
}

/** The paths of an HTTP API by which a distribution passes requests on. */
export function httpPathsOf({ routes, bases }: Pick<HttpApiDefinition, "routes" | "bases">): HttpPathsArgs {
    return {
        basePaths: Object.values(bases).map(({ path }) => path),
        reads: routes.filter(({ method }) => method === "get").map(({ path, cached }) => ({ path, cached })),
    };
}
