import type { Described } from "../../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const types = {
    api: "aws:apigatewayv2/api:Api",
    authorizer: "aws:apigatewayv2/authorizer:Authorizer",
    integration: "aws:apigatewayv2/integration:Integration",
    route: "aws:apigatewayv2/route:Route",
    stage: "aws:apigatewayv2/stage:Stage",
    link: "aws:apigatewayv2/vpcLink:VpcLink",
    mapping: "aws:apigatewayv2/apiMapping:ApiMapping",
} as const;

/** A part of an HTTP API, or what it needs. */
export type Part = keyof typeof types;

/** ARN by which API Gateway invokes a function. */
export const invokeArn =
    "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:f/invocations";

/** A server that an HTTP API calls. */
export const server: PropertyMap = {
    integrationType: "HTTP_PROXY",
    integrationMethod: "ANY",
    integrationUri: "https://books.example.com",
};

/** Simulated AWS with an HTTP API. */
export class SampleHttpApi {
    readonly aws = new SimulatedAws();
    readonly apiId = this.aws.make(types.api, { protocolType: "HTTP" }, "http").id;

    /** Creates a part; each name has one. */
    make(part: Part, given: PropertyMap, name = "main"): Described {
        const own = part === "api" || part === "link" ? {} : { apiId: this.apiId };
        return this.aws.make(types[part], { ...own, ...given }, name);
    }

    preview(part: Part, given: PropertyMap): PropertyMap {
        return this.aws.preview(types[part], { apiId: this.apiId, ...given });
    }

    update(part: Part, before: Described, given: PropertyMap): PropertyMap {
        return this.aws.update(types[part], before, { apiId: this.apiId, ...given });
    }

    rejectionOf(part: Part, resource: Described): string | undefined {
        return this.aws.rejectionOf(types[part], resource);
    }

    async remove(part: Part, resource: Described): Promise<void> {
        await this.aws.remove(types[part], resource);
    }

    /** A subnet in a zone such as `eu-central-1a`, and its VPC. */
    subnet(zone: string, vpcId = "vpc-1", cidrBlock = "10.0.0.0/24"): string {
        const given = { vpcId, availabilityZone: zone, cidrBlock };
        return this.aws.make("aws:ec2/subnet:Subnet", given, `${vpcId}-${zone}-${cidrBlock}`).id;
    }

    /** The listener of an internal application load balancer in subnets of a VPC. */
    listener(subnets: string[], name = "balancer"): string {
        const balancer = this.aws.make("aws:lb/loadBalancer:LoadBalancer", { internal: true, subnets }, name);
        const given = { loadBalancerArn: balancer.id, port: 80, defaultActions: [] };
        return this.aws.make("aws:lb/listener:Listener", given, name).id;
    }
}
