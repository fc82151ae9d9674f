import type * as pulumi from "@pulumi/pulumi";

/** The backend of an API as the gateway reaches it: the one port between a kind of compute and the gateway. */
export type Backend = BalancedBackend | FunctionBackend;

/** A backend behind a load balancer, which the gateway reaches through a VPC link. */
export interface BalancedBackend {
    /** Load balancer in front of it. Backends behind the same one share a VPC link. */
    readonly loadBalancer: LoadBalancer;
    /** Where the load balancer serves this API: `host[:port][/prefix]`. The API itself does not see the prefix. */
    readonly host: pulumi.Input<string>;
}

/** A Lambda function, which the gateway invokes at an alias of each stage. */
export interface FunctionBackend {
    readonly functionName: pulumi.Input<string>;
    /** Name of the alias of each stage, by the stage's name. */
    readonly aliases: Readonly<Record<string, pulumi.Input<string>>>;
}

/** An internal load balancer that a VPC link can target; one of a REST API only if it is a network load balancer. */
export interface LoadBalancer {
    /** Name of its VPC link, unique in the stack. */
    readonly name: string;
    readonly arn: pulumi.Input<string>;
    /** Waits until a VPC link to the ARN can serve clients; called during `up`, before a link is created. Default: no wait. */
    readonly waitUntilServing?: (arn: string) => Promise<void>;
}

/**
 * Outputs that the component of every kind of compute registers. The tools read them from the engine's events and from
 * a stack's state, so that they need not know the resources inside.
 *
 * At preview a `Value` may be unknown; everything else is known.
 */
export type BackendOutputs<Value = pulumi.Input<string>> = BalancedOutputs<Value> | FunctionOutputs<Value>;

/** The outputs of a backend behind a load balancer. */
export type BalancedOutputs<Value = pulumi.Input<string>> = {
    readonly backend: {
        /** Kind of compute, such as "kubernetes". */
        readonly kind: string;
        /** Name of the API. */
        readonly api: string;
        /** As in `Backend`. */
        readonly host: Value;
        /** Path of the API whose response tells whether it can serve. */
        readonly healthPath: string;
        readonly compute: {
            /** URN of the resource that runs the API. */
            readonly urn: Value;
            /** Plural noun of the unit that is scaled, such as "pods". */
            readonly unit: string;
            readonly min: number;
            readonly max: number;
            /** Whether it runs in a cluster or directly in the network. */
            readonly location: "cluster" | "network";
        };
    };
    /** Proxy between the load balancer and the API, which serves several APIs. Default: none. */
    readonly proxy?: {
        /** URN of the resource that runs it. */
        readonly urn: Value;
        /** Plural noun of the unit that is scaled, such as "pods". */
        readonly unit: string;
        readonly min: number;
        readonly max: number;
    };
    /** Environment variables of the container. */
    readonly environment: Readonly<Record<string, Value>>;
    readonly loadBalancer: {
        /** URN of the resource that creates it. */
        readonly urn: Value;
        /** As in `LoadBalancer`. */
        readonly name: string;
        readonly arn: Value;
        readonly hostname: Value;
        readonly scheme: "internal";
        readonly form: "network" | "application";
    };
};

/** The outputs of a Lambda function. */
export type FunctionOutputs<Value = pulumi.Input<string>> = {
    readonly backend: {
        /** Kind of compute, such as "lambda". */
        readonly kind: string;
        /** Name of the API. */
        readonly api: string;
        /** Path whose response tells the Lambda Web Adapter whether the API has started. */
        readonly healthPath: string;
    };
    /** Environment variables of the function. */
    readonly environment: Readonly<Record<string, Value>>;
    readonly function: {
        /** URN of the resource. */
        readonly urn: Value;
        /** Name at AWS. */
        readonly name: string;
        /** Memory in MB. */
        readonly memory: number;
        /** Number of instances that are kept ready at each stage. */
        readonly provisioned: number;
    };
};
