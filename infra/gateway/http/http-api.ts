import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { HttpRoute } from "../../../openapi/http-route";
import { type AuthorizersArgs, createAuthorizers } from "./authorizers";
import { createIntegrations, type HttpBackend } from "./integrations";
import { createRoutes } from "./routes";
import { createStage, type HttpStageArgs } from "./stage";
import { createVpcLink, type VpcLinkArgs } from "./vpc-link";

/** Access for browsers on other origins. The API responds to preflights itself, without a key, and ignores the headers of the servers. */
export interface HttpCors {
    /** Origins such as `https://www.example.com`, or `*`. */
    readonly allowOrigins: readonly string[];
    /** Request headers that a browser may send; without `x-api-key` no browser can call the API. */
    readonly allowHeaders: readonly string[];
    /** Seconds for which a browser may cache the response to a preflight request. Default: the browser's. */
    readonly maxAgeSeconds?: number | undefined;
}

/** Arguments of an HTTP API. */
export interface HttpApiArgs extends AuthorizersArgs, HttpStageArgs {
    /** Every call that it takes. */
    readonly routes: readonly HttpRoute[];
    /** Backends by the name of the API. */
    readonly backends: Readonly<Record<string, HttpBackend>>;
    /** The way to the load balancer in front of all of them. */
    readonly link: VpcLinkArgs;
    /** Default: no browser on another origin. */
    readonly cors?: HttpCors | undefined;
    /** Whether the host name that AWS gives to every API serves; if not, clients need a domain name that is mapped to the stage. Default: true. */
    readonly defaultEndpoint?: boolean | undefined;
    /** Protect the API, whose id is in every client's URL, from deletion and replacement. */
    readonly deletionProtection: boolean;
}

/**
 * An HTTP API of API Gateway with one stage: the only way to its backends, which are behind an internal load balancer.
 *
 * It costs less than a REST API, and has no API keys, usage plans, cache, request validation, canaries, web ACLs, X-Ray or limits of single
 * clients (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html).
 */
export class HttpApi extends pulumi.ComponentResource {
    /** Id of the API at AWS. */
    readonly apiId: pulumi.Output<string>;
    /** URL at AWS's host name, without a slash at its end, known once the stage exists. */
    readonly url: pulumi.Output<string>;
    /** Name of the stage, known once the stage exists. */
    readonly stageName: pulumi.Output<string>;
    /** Name of the log group of the access log. */
    readonly accessLogGroup: pulumi.Output<string>;

    /**
     * Creates the VPC link, the API, its authorizers, integrations and routes, and then its stage.
     * @throws {Error} if a throttle, a route or a scheme has nothing to refer to.
     */
    constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:HttpApi", name, {}, opts);

        checkThrottles(args);
        const link = createVpcLink(name, args.link, this);
        const api = this.createApi(name, args);
        const authorizers = createAuthorizers(name, api, args, this);
        const integrations = createIntegrations(name, api, link, args.backends, this);
        const routes = createRoutes(name, args.routes, { api, authorizers, integrations }, this);
        const { stage, accessLogGroup } = createStage(name, api, args, [...routes, ...authorizers.permissions], this);
        this.apiId = api.id;
        this.url = pulumi.all([api.apiEndpoint, stage.id]).apply(([endpoint]) => endpoint);
        this.stageName = stage.name;
        this.accessLogGroup = accessLogGroup;

        this.registerOutputs({ url: this.url });
    }

    private createApi(
        name: string,
        { apiName, routes, cors, defaultEndpoint = true, deletionProtection }: HttpApiArgs,
    ) {
        const methods = routes.map(({ method }) => method.toUpperCase());
        return new aws.apigatewayv2.Api(
            name,
            {
                name: apiName,
                protocolType: "HTTP",
                disableExecuteApiEndpoint: !defaultEndpoint,
                ...(cors && {
                    corsConfiguration: {
                        allowOrigins: [...cors.allowOrigins],
                        allowHeaders: [...cors.allowHeaders],
                        allowMethods: [...new Set(methods)].sort(),
                        ...(cors.maxAgeSeconds !== undefined && { maxAge: cors.maxAgeSeconds }),
                    },
                }),
            },
            { parent: this, protect: deletionProtection },
        );
    }
}

// AWS rejects a stage with them: "Unable to find Route by key … within the provided RouteSettings"
// (terraform-aws-modules/terraform-aws-apigateway-v2#80).
function checkThrottles({ routes, throttles = {} }: HttpApiArgs): void {
    const keys = routes.map(({ routeKey }) => routeKey);
    const unknown = Object.keys(throttles).filter((key) => !keys.includes(key));
    if (unknown.length > 0) throw new Error(`throttles of ${unknown.join(", ")}: want routes of the API`);
}
