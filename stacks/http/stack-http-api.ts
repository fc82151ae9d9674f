import * as pulumi from "@pulumi/pulumi";
import type { ApplicationLoadBalancer } from "../../infra/backends/application-load-balancer";
import type { UserPool } from "../../infra/gateway/authorizers/user-pool";
import { CanaryCall } from "../../infra/gateway/http/canary-call";
import { HttpApi } from "../../infra/gateway/http/http-api";
import type { HttpBackend } from "../../infra/gateway/http/integrations";
import type { HttpApiKeys } from "../../infra/gateway/http/keys/http-api-keys";
import type { LinkSubnet } from "../../infra/gateway/http/vpc-link";
import { mapValues } from "../../infra/map-values";
import type { StackNetwork } from "../../infra/network/stack-network";
import type { AwsPlace } from "../../openapi/aws-place";
import { functionCode } from "../apis/function-code";
import type { HttpApiDefinition } from "../apis/http-api-definition";
import { routeThrottles } from "../apis/http-operations";
import type { DomainZone } from "../edge/domain-zone";
import { canaryClient, type HttpApiSettings } from "../settings/http-api/schema";
import type { Settings } from "../settings/schema";
import { canaryRoute } from "./canary-route";
import { createKeys } from "./http-api-keys";
import { HttpDomain } from "./http-domain";
import { createHttpEdge, type HttpEdge } from "./http-edge";
import { httpName } from "./http-name";
import { tokenAuthorizers } from "./token-authorizers";

/** Arguments of the HTTP API of a stack. */
export interface StackHttpApiArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly httpApi: HttpApiDefinition;
    readonly network: StackNetwork;
    /** Hosted zone of its domain name; needed if it has one. */
    readonly httpZone?: DomainZone | undefined;
    /** Hosted zone of the names of the distribution in front of it; needed if there is one. */
    readonly edgeZone?: DomainZone | undefined;
    /** The private subnets of the network, with the ids of their zones. */
    readonly linkSubnets: readonly LinkSubnet[];
    readonly loadBalancer: ApplicationLoadBalancer;
    /** Backends by the name of the API. */
    readonly backends: Readonly<Record<string, HttpBackend>>;
    /** The stack's own user pool, if it has one. */
    readonly userPool: UserPool | undefined;
    /** Where the stack is; needed if its user pool issues tokens. */
    readonly place?: AwsPlace | undefined;
    readonly parent: pulumi.Resource;
}

/** The HTTP API of a stack, with its name, the keys of its clients, the distribution in front of it and its canary call. */
export class StackHttpApi {
    readonly api: HttpApi;
    /** The keys of its clients, and the function that checks them; undefined with `keys: none`. */
    readonly keys: HttpApiKeys | undefined;
    /** The distribution in front of it, if the stack has one. */
    readonly edge: HttpEdge | undefined;
    /** URL of each API as clients call it, by the API's name. */
    readonly urls: Readonly<Record<string, pulumi.Output<string>>>;
    /** The daily call of an operation; undefined without one. */
    readonly canaryCall: CanaryCall | undefined;

    /** Creates the keys, the name, the API, the distribution and the canary call. */
    constructor(private readonly args: StackHttpApiArgs & { readonly http: HttpApiSettings }) {
        this.keys = createKeys(args);
        const domain = HttpDomain.create(args);
        this.api = this.createApi(domain);
        const published = domain?.publish(this.api);
        this.edge = createHttpEdge({ ...args, domain, published });
        const named = domain && published?.urn.apply(() => `https://${domain.domainName}`);
        const url = this.edge?.url ?? named ?? this.api.url;
        this.urls = mapValues(args.httpApi.bases, ({ path }) => pulumi.interpolate`${url}${path}`);
        this.canaryCall = this.createCanaryCall(url);
    }

    /** The key of each client by the client's name, a secret. */
    get keyValues(): Readonly<Record<string, pulumi.Output<string>>> {
        const { [canaryClient]: _, ...ofClients } = this.keys?.values ?? {};
        return ofClients;
    }

    private createApi(domain: HttpDomain | undefined): HttpApi {
        const { name, settings, http, httpApi, network, linkSubnets, loadBalancer, backends, parent } = this.args;
        const { logRetentionDays, deletionProtection } = settings;
        const { throttle, throttles, cors, detailedMetrics } = http;
        const label = httpName(name);
        return new HttpApi(
            label,
            {
                apiName: label,
                routes: httpApi.routes,
                backends,
                link: { linkName: label, vpcId: network.vpcId, subnets: linkSubnets, loadBalancer },
                keys: this.keys?.function ?? "none",
                tokens: tokenAuthorizers(this.args),
                ...{ throttle, throttles: routeThrottles(throttles, httpApi), cors, detailedMetrics },
                ...{ logRetentionDays, deletionProtection, defaultEndpoint: http.defaultEndpoint === "enabled" },
            },
            // Keys are valid before a call needs one.
            { parent, dependsOn: [...(domain?.precedesApi ?? []), ...(this.keys ? [this.keys] : [])] },
        );
    }

    private createCanaryCall(url: pulumi.Output<string>): CanaryCall | undefined {
        const { name, settings, parent } = this.args;
        const route = canaryRoute(this.args);
        if (route === undefined) return undefined;
        return new CanaryCall(
            httpName(name),
            {
                functionName: `${httpName(name)}-canary`,
                code: functionCode("canary/daily-call").archive,
                url: pulumi.interpolate`${url}${route.path}`,
                key: route.openToAll ? undefined : this.keys?.values[canaryClient],
                logRetentionDays: settings.logRetentionDays,
            },
            { parent },
        );
    }
}
