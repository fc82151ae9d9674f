import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccessStatement } from "../access-policy";
import type { DatabaseEndpoint } from "../database-access";
import { createInstance, type DatabaseInstanceArgs } from "./instance";
import { createUser, type UserFunctionCode } from "./user-function";

/** Arguments of the database of an API. */
export interface DatabaseArgs extends Omit<DatabaseInstanceArgs, "subnetIds" | "securityGroupId"> {
    /** Name of the stack at AWS, such as "gatehouse-dev". */
    stack: string;
    /** Code of the function that creates the user. */
    userFunction: UserFunctionCode;
}

/** Where databases are, and the functions that create their users. */
export interface DatabasePlace {
    readonly vpcId: pulumi.Input<string>;
    /** Subnets of the databases, without a route out of the VPC. */
    readonly isolated: { readonly subnetIds: pulumi.Input<string[]>; readonly cidrBlocks: pulumi.Output<string[]> };
    /** Ids of private subnets with a route to Secrets Manager. */
    readonly privateSubnetIds: pulumi.Input<string[]>;
    /** Resources that give the private subnets their routes. */
    readonly routes: readonly pulumi.Resource[];
}

/** Outputs that the component registers, for the tools. */
export interface DatabaseOutputs {
    readonly database: {
        /** Name of the API. */
        readonly api: string;
        readonly engine: string;
        readonly version: string;
        /** URN of the instance. */
        readonly urn: pulumi.Input<string>;
    };
}

/** Name of the user that the API logs in as. */
const user = "app";

/** The relational database of an API, in isolated subnets, with a user who logs in by IAM. */
export class Database extends pulumi.ComponentResource {
    /** The database as clients in the network see it. */
    readonly endpoint: DatabaseEndpoint;
    /** Identifier of the instance. */
    readonly identifier: pulumi.Output<string>;
    /** Name of its host. */
    readonly host: pulumi.Output<string>;
    /** ARN of the secret of the master user, for administration. */
    readonly masterSecretArn: pulumi.Output<string>;
    private readonly instance: aws.rds.Instance;
    private readonly invocation: aws.lambda.Invocation;

    /** Creates the instance, its groups, and the user. */
    constructor(
        name: string,
        private readonly args: DatabaseArgs,
        place: DatabasePlace,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { userFunction: code, ...inputs } = args;
        super("gatehouse:database:Database", name, inputs, opts);

        const group = new aws.ec2.SecurityGroup(
            `${name}-database`,
            { vpcId: place.vpcId, description: `Database of API ${name}` },
            { parent: this },
        );
        const { isolated, privateSubnetIds: subnetIds } = place;
        this.endpoint = { securityGroupId: group.id, port: args.port, cidrBlocks: isolated.cidrBlocks };
        this.instance = createInstance(
            name,
            { ...args, subnetIds: isolated.subnetIds, securityGroupId: group.id },
            { parent: this },
        );
        this.identifier = this.instance.identifier;
        this.host = this.instance.address;
        this.masterSecretArn = this.instance.masterUserSecrets.apply(([secret]) => {
            if (secret === undefined) throw new Error(`RDS manages no secret of the master user of ${name}`);
            return secret.secretArn;
        });
        this.invocation = createUser(
            name,
            {
                ...{ code, subnetIds, user },
                ...{ vpcId: place.vpcId, routes: place.routes },
                logGroupName: `/gatehouse/${args.stack}/database-user/${name}`,
                logRetentionDays: args.logRetentionDays,
                endpoint: this.endpoint,
                host: this.host,
                databaseName: args.databaseName,
                secretArn: this.masterSecretArn,
            },
            { parent: this },
        );

        const { engine, version } = args;
        const outputs: DatabaseOutputs = { database: { api: name, engine, version, urn: this.instance.urn } };
        this.registerOutputs(outputs);
    }

    /**
     * Environment variables that tell the API where its database is. They are known once its user exists.
     * @param rules rules without which the API cannot connect, if it does not wait for them otherwise.
     */
    environment(rules: readonly pulumi.Resource[] = []): Record<string, pulumi.Input<string>> {
        const { engine, port, databaseName } = this.args;
        // By URN, which a preview knows, unlike the result of an invocation that is about to be repeated.
        const waits = [this.invocation, ...rules].map(({ urn }) => urn);
        return {
            DATABASE_ENGINE: engine,
            DATABASE_HOST: pulumi.all([this.host, pulumi.all(waits)]).apply(([host]) => host),
            DATABASE_PORT: String(port),
            DATABASE_NAME: databaseName,
            DATABASE_USER: user,
        };
    }

    /** The permission to log in as the user of this database, and no other. */
    get access(): AccessStatement {
        const opts = { parent: this };
        const { partition } = aws.getPartitionOutput({}, opts);
        const { region } = aws.getRegionOutput({}, opts);
        const { accountId } = aws.getCallerIdentityOutput({}, opts);
        const { resourceId } = this.instance;
        return {
            actions: ["rds-db:connect"],
            resources: [
                pulumi.interpolate`arn:${partition}:rds-db:${region}:${accountId}:dbuser:${resourceId}/${user}`,
            ],
        };
    }
}
