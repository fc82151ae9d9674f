import type * as pulumi from "@pulumi/pulumi";
import { ApiDomain, isEnhancedPolicy } from "../../infra/edge/api-domain";
import { DomainMappings } from "../../infra/edge/domain-mappings";
import type { Gateway } from "../../infra/gateway/rest/gateway";
import type { DefaultEndpoint } from "../../infra/gateway/rest/rest-api";
import { mapValues } from "../../infra/map-values";
import { basePathsOf } from "../settings/domain/base-paths";
import type { Settings } from "../settings/schema";
import type { DomainZone } from "./domain-zone";

/** Arguments of a stack's domain name. */
export interface StackDomainArgs {
    /** Name of the stack's resources. */
    name: string;
    settings: Settings;
    /** Hosted zone of the domain name; needed if the settings have one. */
    domainZone?: DomainZone | undefined;
}

/** The domain name of a stack: the name and its certificate before the gateway, and its mappings to the stages after it. */
export class StackDomain {
    /** URL of each stage below the name, by the stage's name, without a trailing slash. */
    readonly stageUrls: Readonly<Record<string, string>>;
    /** The API's host name at AWS beside it. */
    readonly defaultEndpoint: DefaultEndpoint;
    /**
     * Resources that the gateway waits for. While the default endpoint is the only way to the APIs, it must not be disabled
     * before the name has its certificate, which ACM may never issue.
     */
    readonly precedesGateway: readonly pulumi.Resource[];
    private readonly domain: ApiDomain;
    /** Path of each stage below the name, by the stage's name; empty for the root. */
    readonly basePaths: Readonly<Record<string, string>>;

    private constructor(
        private readonly name: string,
        /** The DNS name. */
        readonly domainName: string,
        private readonly zone: DomainZone,
        { domain, stages }: Settings & { readonly domain: NonNullable<Settings["domain"]> },
        private readonly parent: pulumi.Resource,
    ) {
        const { certificateArn, tlsPolicy: securityPolicy, mutualTls } = domain;
        this.basePaths = basePathsOf(domain.basePaths, Object.keys(stages));
        this.stageUrls = mapValues(this.basePaths, (path) => `https://${[domainName, path].filter(Boolean).join("/")}`);
        this.domain = new ApiDomain(
            name,
            { domainName, zoneId: zone.id, certificateArn, securityPolicy, mutualTls },
            { parent },
        );
        const enabled = domain.defaultEndpoint === "enabled";
        this.defaultEndpoint = { enabled, ...(isEnhancedPolicy(securityPolicy) && { securityPolicy }) };
        this.precedesGateway = enabled ? [] : [this.domain];
    }

    /** Creates the domain name of a stack; undefined for a stack without one. */
    static create({ name, settings, domainZone }: StackDomainArgs, parent: pulumi.Resource): StackDomain | undefined {
        const { domain } = settings;
        if (domain === undefined) return undefined;
        if (domainZone === undefined) throw new Error(`no hosted zone for ${domain.name}`);
        return new StackDomain(name, domain.name, domainZone, { ...settings, domain }, parent);
    }

    /**
     * Maps each stage of the gateway to its path below the name, and points the name to API Gateway.
     * @returns what has to be there before the name serves.
     */
    publish(gateway: Gateway): pulumi.Resource {
        const { domainName, targetHost: host, targetZoneId } = this.domain;
        const stages = Object.entries(gateway.stageNames).map(([stage, stageName]) => ({
            stageName,
            basePath: this.basePaths[stage] ?? "",
        }));
        return new DomainMappings(
            this.name,
            {
                domainName,
                recordName: this.domainName,
                zoneId: this.zone.id,
                target: { host, zoneId: targetZoneId },
                restApiId: gateway.restApiId,
                stages,
            },
            // Before, stages might not have all of their limits and caches, nor clients their keys.
            { parent: this.parent, dependsOn: [gateway] },
        );
    }
}
