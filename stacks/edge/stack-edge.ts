import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../../infra/aws-credentials";
import { EdgeCertificate } from "../../infra/edge/certificate";
import { EdgeDistribution } from "../../infra/edge/distribution";
import type { EdgeStage, OriginLock } from "../../infra/edge/edge-origins";
import type { WebAcl } from "../../infra/edge/firewall/web-acl";
import { OriginSecret } from "../../infra/edge/origin-secret";
import type { Site } from "../../infra/edge/site/site";
import type { Gateway } from "../../infra/gateway/rest/gateway";
import { mapValues } from "../../infra/map-values";
import { edgePathsOf, sitePathOf } from "../settings/edge/base-paths";
import { type EdgeSettings, edgeRegion } from "../settings/edge/schema";
import type { Settings } from "../settings/schema";
import { type ApiCredentials, credentialHeadersOf } from "./credential-headers";
import type { DomainZone } from "./domain-zone";
import { type CalledByPages, defaultPagePolicy } from "./page-policy";
import type { StackDomain } from "./stack-domain";
import { createEdgeFirewall, createStageFirewall } from "./stack-firewall";
import { createSite } from "./stack-site";

/** Arguments of the edge of a stack. */
export interface StackEdgeArgs extends CalledByPages {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly gateway: Gateway;
    /** The REST API of the gateway. */
    readonly restApi: ApiCredentials;
    /** The domain name of the gateway. Default: none; CloudFront calls the API's host name at AWS. */
    readonly domain?: StackDomain | undefined;
    /** Mappings of the domain name, without which it does not serve. Default: none. */
    readonly published?: pulumi.Resource | undefined;
    /** Hosted zone of the distribution's names; needed if the settings have an edge. */
    readonly edgeZone?: DomainZone | undefined;
    /** Folder that contains `app`, for the sources of the site. */
    readonly folder: string;
    /** Credentials that the stack configures for the AWS provider. Default: the environment's. */
    readonly credentials?: AwsCredentials | undefined;
    readonly parent: pulumi.Resource;
}

/** The parts that a distribution is made of. */
interface DistributionParts {
    readonly certificate: EdgeCertificate;
    readonly lock: OriginLock;
    readonly site: Site | undefined;
    readonly basePaths: Readonly<Record<string, string>>;
}

/** The edge of a stack: the distribution in front of its gateway, and the lock that keeps callers from bypassing it. */
export class StackEdge {
    /** URL of each stage below the distribution's name, by the stage's name, without a trailing slash. */
    readonly stageUrls: Readonly<Record<string, string>>;
    readonly distributionId: pulumi.Output<string>;
    /** URL of the site, known once the distribution serves its newest files; undefined for a stack without one. */
    readonly siteUrl: pulumi.Output<string> | undefined;
    /** Name of the log group of its access log, in CloudFront's region; undefined without a log. */
    readonly accessLogGroup: string | undefined;
    /** Whether callers reach the stages by the distribution alone. */
    readonly isLocked: boolean;
    /** The web ACL of the distribution, if the stack has a firewall. */
    readonly firewall: WebAcl | undefined;
    /** The web ACL of the stages behind it: the lock, unless that is mutual TLS. */
    readonly stageFirewall: WebAcl | undefined;

    private constructor(args: StackEdgeArgs, edge: EdgeSettings, zone: DomainZone) {
        const { name, settings, parent, folder, credentials } = args;
        const basePaths = edgePathsOf(edge.basePaths, Object.keys(settings.stages));
        this.stageUrls = mapValues(basePaths, (path) => `https://${edge.name}/${path}`);
        this.accessLogGroup = edge.accessLog ? `/gatehouse/${name}/edge` : undefined;
        this.isLocked = edge.lock !== "off";

        const certificate = createCertificate(args, edge, zone);
        const lock = createLock(args, edge);
        this.stageFirewall = createLockedFirewall(args, edge, lock, certificate);
        this.firewall = createEdgeFirewall({ name, settings, parent });
        const apiPath = `/${sitePathOf(basePaths, settings.site?.stage)}`;
        const site = createSite({ name, settings, folder, apiPath, parent });
        const parts = { certificate, lock, site, basePaths };
        const { distributionId, distributionArn } = this.createDistribution(args, edge, zone, parts);
        this.distributionId = distributionId;
        this.siteUrl = site && publishSite(site, `https://${edge.name}`, distributionId, distributionArn, credentials);
    }

    /** Creates the edge of a stack; undefined for a stack without one. */
    static create(args: StackEdgeArgs): StackEdge | undefined {
        const { edge } = args.settings;
        if (edge === undefined) return undefined;
        if (args.edgeZone === undefined) throw new Error(`no hosted zone for ${edge.name}`);
        return new StackEdge(args, edge, args.edgeZone);
    }

    private createDistribution(
        args: StackEdgeArgs,
        { name: ownName, aliases, tlsPolicy, priceClass, countries, cacheSeconds, securityHeaders }: EdgeSettings,
        { id: zoneId }: DomainZone,
        { certificate, lock, site, basePaths }: DistributionParts,
    ): EdgeDistribution {
        const { name, settings, gateway, published, parent } = args;
        const { accessLogGroup: logGroupName, stageFirewall, firewall } = this;
        const { contentSecurityPolicy = defaultPagePolicy(args), ...headers } = securityHeaders;
        const log = { retentionInDays: settings.logRetentionDays, region: edgeRegion };
        return new EdgeDistribution(
            name,
            {
                ...{ tlsPolicy, priceClass, countries, cacheSeconds, zoneId, lock },
                securityHeaders: { ...headers, contentSecurityPolicy },
                credentialHeaders: credentialHeadersOf({ settings, api: args.restApi }),
                names: [ownName, ...aliases],
                certificateArn: certificate.arn,
                stages: edgeStages(args, basePaths),
                webAclArn: firewall?.arn,
                site: site?.origin,
                accessLog: logGroupName === undefined ? undefined : { logGroupName, ...log },
            },
            // Before, stages might not have all of their limits and caches, nor clients their keys.
            // So it is deleted before the lock: the stages are never open beside it.
            { parent, dependsOn: [gateway, ...[published, stageFirewall].filter((each) => each !== undefined)] },
        );
    }
}

function createCertificate({ name, parent }: StackEdgeArgs, edge: EdgeSettings, { id: zoneId }: DomainZone) {
    const { name: domainName, aliases: alternativeNames, certificateArn } = edge;
    const args = { domainName, alternativeNames, zoneId, region: edgeRegion, certificateArn };
    return new EdgeCertificate(name, args, { parent });
}

function publishSite(
    site: Site,
    url: string,
    distributionId: pulumi.Output<string>,
    distributionArn: pulumi.Output<string>,
    credentials: AwsCredentials | undefined,
): pulumi.Output<string> {
    const permission = site.permit(distributionArn);
    return pulumi.all([permission.urn, site.invalidate(distributionId, credentials)]).apply(() => url);
}

// While the lock is off, CloudFront sends the secret too: once the stages demand it, all locations of CloudFront have it already.
function createLock({ name, parent }: StackEdgeArgs, edge: EdgeSettings): OriginLock {
    if (edge.lock === "mutualTls") return { clientCertificateArn: edge.clientCertificateArn };
    return { secret: new OriginSecret(name, { version: edge.originSecretVersion }, { parent }) };
}

function createLockedFirewall(
    { name, settings, gateway, parent }: StackEdgeArgs,
    edge: EdgeSettings,
    lock: OriginLock,
    certificate: EdgeCertificate,
): WebAcl | undefined {
    const originSecret = edge.lock === "secret" ? lock.secret : undefined;
    return createStageFirewall({
        ...{ name, settings, originSecret, stageArns: gateway.stageArns, parent },
        // A certificate that ACM does not issue must not leave the stages closed.
        dependsOn: [certificate],
    });
}

function edgeStages(
    { domain, gateway }: StackEdgeArgs,
    basePaths: Readonly<Record<string, string>>,
): Record<string, EdgeStage> {
    return mapValues(gateway.stageUrls, (url, stage) => ({
        host: domain?.domainName ?? url.apply((text) => new URL(text).host),
        originPath: domain ? (domain.basePaths[stage] ?? "") : stage,
        basePath: basePaths[stage] ?? "",
    }));
}
