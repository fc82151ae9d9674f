import type * as pulumi from "@pulumi/pulumi";
import { ApiDomain } from "../../infra/edge/api-domain";
import { DomainMappings } from "../../infra/edge/domain-mappings";
import type { HttpApi } from "../../infra/gateway/http/http-api";
import type { DomainZone } from "../edge/domain-zone";
import type { HttpApiSettings } from "../settings/http-api/schema";
import { httpName } from "./http-name";

/** Arguments of the domain name of an HTTP API. */
export interface HttpDomainArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly http: HttpApiSettings;
    /** Hosted zone of the domain name; needed if the settings have one. */
    readonly httpZone?: DomainZone | undefined;
    readonly parent: pulumi.Resource;
}

/** The domain name of an HTTP API: the name and its certificate before the API, and its mapping to the stage after it. */
export class HttpDomain {
    private constructor(
        private readonly args: HttpDomainArgs,
        /** The DNS name. */
        readonly domainName: string,
        private readonly zone: DomainZone,
        private readonly domain: ApiDomain,
    ) {}

    /** Creates the domain name of an HTTP API; undefined for one without. */
    static create(args: HttpDomainArgs): HttpDomain | undefined {
        const { name, http, httpZone, parent } = args;
        if (http.domain === undefined) return undefined;
        const { name: domainName, certificateArn, mutualTls } = http.domain;
        if (httpZone === undefined) throw new Error(`no hosted zone for ${domainName}`);
        const domain = new ApiDomain(
            httpName(name),
            { domainName, zoneId: httpZone.id, certificateArn, securityPolicy: "TLS_1_2", mutualTls },
            { parent },
        );
        return new HttpDomain(args, domainName, httpZone, domain);
    }

    /**
     * Resources that the API waits for. While the default endpoint is the only way to it, it must not be disabled before the name has its
     * certificate, which ACM may never issue.
     */
    get precedesApi(): readonly pulumi.Resource[] {
        return this.args.http.defaultEndpoint === "disabled" ? [this.domain] : [];
    }

    /** Maps the stage of the API to the root of the name, and points the name to API Gateway. */
    publish(api: HttpApi): pulumi.Resource {
        const { domainName, targetHost: host, targetZoneId } = this.domain;
        const { name, parent } = this.args;
        return new DomainMappings(
            httpName(name),
            {
                domainName,
                recordName: this.domainName,
                zoneId: this.zone.id,
                target: { host, zoneId: targetZoneId },
                restApiId: api.apiId,
                // A REST API may be mapped to the root of another name.
                stages: [{ stageName: api.stageName, basePath: "", mappingName: httpName(name) }],
            },
            { parent, dependsOn: [api] },
        );
    }
}
