import assert from "node:assert/strict";
import { namedSecrets, secretParts } from "../../../../tools/cloud-simulator/state/named-secrets";
import { plain } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "./simulated-aws";

const token = "aws:secretsmanager/getSecretVersion:getSecretVersion";
const [secretType, versionType] = [
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretVersion:SecretVersion",
];
const [role, rolePolicy] = ["aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"];
const named = "arn:aws:secretsmanager:eu-central-1:270727272727:secret:shop/database-AbCdEf";

describe("simulated AWS Secrets Manager", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    it("has the secrets that a configuration names, with the JSON keys that it names", () => {
        const config = {
            "shop:apis": { a: { secrets: { A: `${named}:password::`, B: `${named}:user::` } }, b: [named] },
        };
        assert.deepEqual([...namedSecrets(config).keys()], [named]);
        aws.cloud.addNamedSecrets(config);
        assert.deepEqual(Object.keys(JSON.parse(read(named))), ["password", "user"]);
        aws.cloud.secrets.set(named, "rotated");
        aws.cloud.addNamedSecrets(config);
        assert.equal(read(named), "rotated");
        aws.cloud.addNamedSecrets({ other: named.replace("AbCdEf", "GhIjKl") });
        assert.doesNotThrow(() => read(named.replace("AbCdEf", "GhIjKl")));
        assert.equal(secretParts("arn:aws:s3:::photos"), undefined);
    });

    it("returns the versions that a stack stores, and the provider's error for any other", () => {
        const { arn, first } = stored();
        aws.make(versionType, { secretId: arn, secretString: "second" }, "second");
        assert.equal(read(arn), "second");
        assert.equal(read(arn, { versionId: first }), "first");
        const none = "00000000-0000-0000-0000-000000000000";
        assert.throws(() => read(arn, { versionId: none }), new RegExp(`"${arn}" Version "${none}" not found$`));
        assert.throws(
            () => read(named),
            /^Error: Secrets Manager Secret ".*database-AbCdEf" Version "AWSCURRENT" not found$/,
        );
    });

    for (const [title, run] of [
        ["tasks of a service", service],
        ["machines of a group", group],
    ] as const)
        it(`starts ${title} only with secrets that exist and that their role may read`, () => {
            const { arn, first } = stored();
            aws.make(role, { assumeRolePolicy: "{}", name: "own" });
            const reference = `${arn}:::${first}`;
            assert.throws(
                () => run(reference),
                /AccessDeniedException: arn:\S+:role\/own is not authorized to perform: secretsmanager:GetSecretValue on resource: arn/,
            );
            permit(named);
            assert.throws(() => run(reference), /AccessDeniedException/);
            permit(arn);
            run(reference);
            run(`${arn}:password::`);
            assert.throws(
                () => run(`${arn}:::another`),
                /ResourceNotFoundException: Secrets Manager can't find the specified secret: arn/,
            );
            assert.throws(() => run(named), /ResourceNotFoundException/);
            aws.cloud.secrets.set(named, "text");
            run(named);
        });

    it("quotes the environment of a function that is larger than 4 KB, as Lambda does", () => {
        const image = { packageType: "Image", imageUri: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/quotes:1" };
        const of = (name: string, TOKEN: string) => ({
            ...image,
            name,
            role: "arn:aws:iam::123456789012:role/quotes",
            environment: { variables: { TOKEN } },
        });
        const free = 4_096 - '{"TOKEN":""}'.length;
        aws.make("aws:lambda/function:Function", of("fits", "x".repeat(free)));
        const large = of("large", "x".repeat(free + 1));
        for (const call of [
            () => aws.make("aws:lambda/function:Function", large),
            () => aws.preview("aws:lambda/function:Function", large),
        ])
            assert.throws(call, /exceeded the 4KB limit\. String measured: \{"TOKEN":"x+"\}$/);
    });

    function read(secretId: string, version: object = {}): string {
        return String(plain(aws.invoke(token, { secretId, ...version }).secretString ?? null));
    }

    function stored(): { arn: string; first: string } {
        const arn = aws.make(secretType, { name: "shop" }).id;
        const { versionId } = aws.make(versionType, { secretId: arn, secretString: "first" }, "first").outputs;
        return { arn, first: String(versionId) };
    }

    function permit(arn: string) {
        const statement = { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: arn };
        aws.make(rolePolicy, { role: "own", name: arn, policy: JSON.stringify({ Statement: [statement] }) }, arn);
    }

    function service(valueFrom: string) {
        for (const type of ["taskDefinition:TaskDefinition", "cluster:Cluster", "service:Service"])
            aws.drop(`aws:ecs/${type}`);
        const container = { name: "shop", image: "registry/shop:1", secrets: [{ name: "TOKEN", valueFrom }] };
        const { outputs } = aws.make("aws:ecs/taskDefinition:TaskDefinition", {
            ...{ requiresCompatibilities: ["FARGATE"], cpu: "256", memory: "512", family: "shop" },
            executionRoleArn: "arn:aws:iam::123456789012:role/own",
            containerDefinitions: JSON.stringify([container]),
        });
        const cluster = aws.make("aws:ecs/cluster:Cluster", { name: "shop" }).id;
        aws.make("aws:ecs/service:Service", { cluster, taskDefinition: outputs.arn ?? "", launchType: "FARGATE" });
    }

    function group(reference: string) {
        const own = [
            "iam/instanceProfile:InstanceProfile",
            "ec2/launchTemplate:LaunchTemplate",
            "autoscaling/group:Group",
        ];
        for (const type of own) aws.drop(`aws:${type}`);
        const { outputs } = aws.make("aws:iam/instanceProfile:InstanceProfile", { role: "own", name: "own" });
        const { id } = aws.make("aws:ec2/launchTemplate:LaunchTemplate", {
            ...{ name: "shop", instanceType: "t4g.small", imageId: aws.cloud.machineImages.arm64 },
            iamInstanceProfile: { arn: outputs.arn ?? "" },
            userData: Buffer.from(JSON.stringify({ content: JSON.stringify({ TOKEN: reference }) })).toString("base64"),
        });
        const size = { minSize: 1, maxSize: 1, minElbCapacity: 1, vpcZoneIdentifiers: ["subnet-1"] };
        aws.make("aws:autoscaling/group:Group", { name: "shop", ...size, launchTemplate: { id, version: "1" } });
    }
});
