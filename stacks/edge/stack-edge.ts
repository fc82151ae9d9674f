import type * as pulumi from "@pulumi/pulumi";
import { EdgeCertificate } from "../../infra/edge/certificate";
import { EdgeDistribution } from "../../infra/edge/distribution";
import type { EdgeStage, OriginLock } from "../../infra/edge/edge-origins";
import type { WebAcl } from "../../infra/edge/firewall/web-acl";
import { OriginSecret } from "../../infra/edge/origin-secret";
import type { Gateway } from "../../infra/gateway/rest/gateway";
import { mapValues } from "../../infra/map-values";
import { edgePathsOf } from "../settings/edge/base-paths";
import { type EdgeSettings, edgeRegion } from "../settings/edge/schema";
import type { Settings } from "../settings/schema";
import type { DomainZone } from "./domain-zone";
import type { StackDomain } from "./stack-domain";
import { createEdgeFirewall, createStageFirewall } from "./stack-firewall";

/** Arguments of the edge of a stack. */
export interface StackEdgeArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly gateway: Gateway;
    /** The domain name of the gateway, with what has to be there before it serves. Default: CloudFront calls the API's host name at AWS. */
    readonly domain?: StackDomain | undefined;
    readonly published?: pulumi.Resource | undefined;
    /** Hosted zone of the distribution's names; needed if the settings have an edge. */
    readonly edgeZone?: DomainZone | undefined;
    readonly parent: pulumi.Resource;
}

/** The edge of a stack: the distribution before its gateway, and what keeps callers from going round it. */
export class StackEdge {
    /** URL of each stage below the distribution's name, by the stage's name, without a trailing slash. */
    readonly stageUrls: Readonly<Record<string, string>>;
    readonly distributionId: pulumi.Output<string>;
    /** The web ACL of the distribution, if the stack has a firewall. */
    readonly firewall: WebAcl | undefined;
    /** The web ACL of the stages behind it: the lock, unless that is mutual TLS. */
    readonly stageFirewall: WebAcl | undefined;

    private constructor(args: StackEdgeArgs, edge: EdgeSettings, zone: DomainZone) {
        const { name, settings, gateway, published, parent } = args;
        const { logRetentionDays: retentionInDays } = settings;
        const basePaths = edgePathsOf(edge.basePaths, Object.keys(settings.stages));
        this.stageUrls = mapValues(basePaths, (path) => `https://${edge.name}/${path}`);
        const { tlsPolicy, priceClass, countries, cacheSeconds, securityHeaders } = edge;
        const certificate = createCertificate(args, edge, zone);
        const lock = createLock(args, edge);
        const stageFirewall = createStageFirewall({
            ...{ name, settings, originSecret: lock.secret, stageArns: gateway.stageArns, parent },
            // A certificate that ACM does not issue must not leave the stages closed.
            dependsOn: [certificate],
        });
        const firewall = createEdgeFirewall({ name, settings, parent });
        const { distributionId } = new EdgeDistribution(
            name,
            {
                ...{ tlsPolicy, priceClass, countries, cacheSeconds, securityHeaders },
                names: [edge.name, ...edge.aliases],
                zoneId: zone.id,
                certificateArn: certificate.arn,
                stages: edgeStages(args, basePaths),
                lock,
                webAclArn: firewall?.arn,
                ...(edge.accessLog && {
                    accessLog: { logGroupName: `/gatehouse/${name}/edge`, retentionInDays, region: edgeRegion },
                }),
            },
            // Before, stages might not have all of their limits and caches, nor clients their keys.
            // It is deleted before the lock, which closes the way round it.
            { parent, dependsOn: [gateway, ...[published, stageFirewall].filter((each) => each !== undefined)] },
        );
        this.distributionId = distributionId;
        this.firewall = firewall;
        this.stageFirewall = stageFirewall;
    }

    /** Creates the edge of a stack; undefined for a stack without one. */
    static create(args: StackEdgeArgs): StackEdge | undefined {
        const { edge } = args.settings;
        if (edge === undefined) return undefined;
        if (args.edgeZone === undefined) throw new Error(`no hosted zone for ${edge.name}`);
        return new StackEdge(args, edge, args.edgeZone);
    }
}

function createCertificate({ name, parent }: StackEdgeArgs, edge: EdgeSettings, { id: zoneId }: DomainZone) {
    const { name: domainName, aliases: alternativeNames, certificateArn } = edge;
    const args = { domainName, alternativeNames, zoneId, region: edgeRegion, certificateArn };
    return new EdgeCertificate(name, args, { parent });
}

function createLock({ name, parent }: StackEdgeArgs, edge: EdgeSettings): OriginLock {
    if (edge.lock === "off") return {};
    if (edge.lock === "mutualTls") return { clientCertificateArn: edge.clientCertificateArn };
    return { secret: new OriginSecret(name, { version: edge.originSecretVersion }, { parent }) };
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
